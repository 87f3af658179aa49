// @ts-check
// Which frame of the film is shown when. Exact where the times were told; between those, evenly spread at the film's rate.
// A time within half a millisecond of a frame counts as that frame.

import { kNear, KnownFrames } from './known_frames.js';

const kAssumedRate = 25;
const kMaxRate = 500; // more is a mistake in the file
const kNtscRates = [24, 30, 48, 60, 120].map((rate) => (rate * 1000) / 1001);

/** The rate that a rounded one stands for: 29.97 is 30000/1001. @param {number|null} rate */
export function exactRate(rate) {
  if (!rate || !Number.isFinite(rate) || rate < 0) return kAssumedRate;
  return kNtscRates.find((exact) => Math.abs(exact - rate) < 0.004) ?? Math.min(rate, kMaxRate);
}

/**
 * The times in the server's answer to /frame, as learn() takes them.
 * @param {{get(name: string): string|null}} headers @returns {(number|null)[]}
 */
export const timesOfAnswer = (headers) =>
  ['X-Previous-Frame', 'X-Frame-Time', 'X-Next-Frame'].map((name) => {
    const text = headers.get(name);
    return text ? Number(text) : null;
  });

export class FrameTimes {
  rate;
  duration;
  #known = new KnownFrames();

  /** @param {{frameRate?: number|null, duration?: number|null}} [film]  25 a second where the rate is unknown */
  constructor({ frameRate = null, duration = null } = {}) {
    this.rate = exactRate(frameRate);
    this.duration = duration;
  }

  get frameSeconds() {
    return 1 / this.rate;
  }

  /** Grows when frames are learned. */
  get version() {
    return this.#known.version;
  }

  /**
   * Takes the times of frames that follow each other: the server's [previous, own, next], with null at the film's ends.
   * A single time, such as the browser's `mediaTime`, says only that there is a frame.
   * @param {readonly (number|null)[]} times @returns {boolean} whether that was news
   */
  learn(times) {
    const [time] = times;
    const isGuessed = times.length === 1 && time !== null && Math.abs(this.at(time) - time) <= kNear;
    return !isGuessed && this.#known.learn(times);
  }

  /** Whether the frame shown then, and where it ends, were told and not reckoned. @param {number} t */
  isKnown(t) {
    return this.#isSingle(this.#known.placeOf(t));
  }

  /** The time of the frame that is shown then. @param {number} t @returns {number} */
  at(t) {
    const place = this.#known.placeOf(t);
    return this.#nth(place, Math.floor((Math.max(0, t) - this.#time(place) + kNear) / this.#step(place)));
  }

  /** The time of the frame after the one that is shown then. @param {number} t @returns {number|null} null at the film's end */
  next(t) {
    const place = this.#known.placeOf(t);
    const n = this.#numberIn(place, this.at(t)) + 1;
    return n < this.#count(place) ? this.#nth(place, n) : (this.#known.time(place + 1) ?? null);
  }

  /** @param {number} t @returns {number|null} null at the film's beginning */
  previous(t) {
    const place = this.#known.placeOf(t);
    const n = this.#numberIn(place, this.at(t));
    if (n > 0) return this.#nth(place, n - 1);
    return place > 0 ? this.#nth(place - 1, Infinity) : null;
  }

  /** The last frame that a clip with this end shows. @param {number} end @returns {number} */
  before(end) {
    const frame = this.at(end);
    return frame < end - kNear ? frame : (this.previous(end) ?? frame);
  }

  /** The number of the frame shown then, from 0; reckoned by the rate where a frame before it is not known. @param {number} t */
  index(t) {
    const frame = this.at(t);
    const place = this.#known.placeOf(frame);
    return this.#known.isCounted(place) ? place + this.#numberIn(place, frame) : Math.round(frame * this.rate);
  }

  /** The nearest place to cut: where a frame begins, or the film's end. @param {number} t @returns {number} */
  nearest(t) {
    const frame = this.at(t);
    const after = this.next(t) ?? this.duration ?? frame;
    return t - frame <= after - t ? frame : after;
  }

  /** @param {number} place */
  #time = (place) => /** @type {number} */ (this.#known.time(place));
  /** @param {number} place */
  #isSingle = (place) => this.#known.isJoined(place) || this.#known.isEnd(place);
  /** @param {number} place @param {number} frame */
  #numberIn = (place, frame) => Math.round((frame - this.#time(place)) / this.#step(place));
  /** @param {number} place @param {number} n */
  #nth = (place, n) => this.#time(place) + Math.min(n, this.#count(place) - 1) * this.#step(place);

  /** How many frames there are from a known one to the next known one, or to the end. @param {number} place @returns {number} */
  #count(place) {
    if (this.#isSingle(place)) return 1;
    const until = this.#known.time(place + 1);
    if (until !== undefined) return Math.max(1, Math.round((until - this.#time(place)) * this.rate));
    if (this.duration === null) return Infinity;
    return Math.max(1, Math.ceil((this.duration - kNear - this.#time(place)) * this.rate));
  }

  /** How long a frame is from there to the next known one. @param {number} place */
  #step(place) {
    const until = this.#known.time(place + 1);
    return until === undefined ? 1 / this.rate : (until - this.#time(place)) / this.#count(place);
  }
}
