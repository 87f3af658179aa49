// @ts-check
// Lets the screen follow a hand that moves: after each seek it rests for as long as the seek took, so that on a slow
// machine drawing gets its share beside decoding. The last place is always gone to.

const kLongestRestMs = 150;

/** @typedef {{now(): number, setTimer(work: () => void, ms: number): any, clearTimer(timer: any): void}} PaceClock */

/** @type {PaceClock} */
const kRealClock = {
  now: () => performance.now(),
  setTimer: (work, ms) => setTimeout(work, ms),
  clearTimer: (timer) => clearTimeout(timer),
};

export class ScrubPace {
  #seek;
  #clock;
  /** @type {number|null} seconds; where the hand is, while that cannot be gone to yet */
  #wanted = null;
  #began = 0;
  #isSeeking = false;
  /** @type {any} */
  #rest = null;

  /** @param {(time: number) => void} seek @param {PaceClock} [clock] */
  constructor(seek, clock = kRealClock) {
    this.#seek = seek;
    this.#clock = clock;
  }

  /** The hand is there. @param {number} time in seconds */
  to(time) {
    this.#wanted = time;
    if (!this.#isSeeking && this.#rest === null) this.#go();
  }

  /** The hand lets go: where it was last is gone to at once. */
  end() {
    this.#clearRest();
    this.#go();
  }

  /** A seek has begun, this one's or another's. */
  began() {
    this.#isSeeking = true;
    this.#began = this.#clock.now();
  }

  /** The picture is seen. */
  ended() {
    if (!this.#isSeeking) return;
    this.#isSeeking = false;
    this.#clearRest();
    this.#rest = this.#clock.setTimer(() => this.#rested(), Math.min(this.#clock.now() - this.#began, kLongestRestMs));
  }

  /** Something else was sought: where the hand was does not matter any more. */
  forget() {
    this.#wanted = null;
  }

  #clearRest() {
    if (this.#rest !== null) this.#clock.clearTimer(this.#rest);
    this.#rest = null;
  }

  #rested() {
    this.#rest = null;
    if (!this.#isSeeking) this.#go();
  }

  #go() {
    const time = this.#wanted;
    this.#wanted = null;
    if (time !== null) this.#seek(time);
  }
}
