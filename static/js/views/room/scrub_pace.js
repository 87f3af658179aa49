// @ts-check
// Lets the screen follow a hand that moves. After each seek it rests, so that on a slow machine drawing gets most of the time
// beside decoding. A hand that stands is not kept waiting, and the last place is always gone to.

/** How long it rests behind a seek, as a multiple of what that took. With 3 a quarter of the time goes to decoding. */
export const kRests = { film: 3, stills: 1 };
const kLongestRestMs = 300;
const kStandsMs = 80; // a hand that has not moved for so long looks at the picture

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
  #rests = 0;
  #isSeeking = false;
  /** @type {any} */
  #rest = null;
  /** @type {any} the hand has not moved since */
  #stands = null;

  /** @param {(time: number) => void} seek @param {PaceClock} [clock] */
  constructor(seek, clock = kRealClock) {
    this.#seek = seek;
    this.#clock = clock;
  }

  /** The hand is there. @param {number} time in seconds */
  to(time) {
    this.#wanted = time;
    this.#stands = this.#clear(this.#stands);
    if (this.#isSeeking) return;
    if (this.#rest === null) this.#go();
    else this.#stands = this.#clock.setTimer(() => this.end(), kStandsMs);
  }

  /** The hand stands or lets go: where it was last is gone to at once. */
  end() {
    this.#rest = this.#clear(this.#rest);
    this.#go();
  }

  /** A seek has begun, this one's or another's. @param {number} rests  as a multiple of what it will have taken */
  began(rests) {
    this.#isSeeking = true;
    this.#rests = rests;
    this.#began = this.#clock.now();
  }

  /** The picture is seen. */
  ended() {
    if (!this.#isSeeking) return;
    this.#isSeeking = false;
    this.#clear(this.#rest);
    this.#rest = this.#clock.setTimer(() => this.#rested(), Math.min(this.#rests * (this.#clock.now() - this.#began), kLongestRestMs));
    if (this.#wanted !== null) this.to(this.#wanted);
  }

  /** Something else was sought: where the hand was does not matter any more. */
  forget() {
    this.#wanted = null;
    this.#stands = this.#clear(this.#stands);
  }

  /** @param {any} timer */
  #clear(timer) {
    if (timer !== null) this.#clock.clearTimer(timer);
    return null;
  }

  #rested() {
    this.#rest = null;
    if (!this.#isSeeking) this.#go();
  }

  #go() {
    const time = this.#wanted;
    this.forget();
    if (time !== null) this.#seek(time);
  }
}
