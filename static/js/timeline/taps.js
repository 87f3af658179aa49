// @ts-check
// Whether a tap is the second of two: soon after the first, and near it. For fingers and mice alike.

/** @typedef {{x: number, y: number}} Point */

const kTwiceMs = 350;
const kTwicePx = 24;

export class Taps {
  /** @type {Point & {ms: number}|null} */
  #last = null;

  /** @param {Point} at @param {number} ms @returns {boolean} */
  isSecond({ x, y }, ms) {
    const last = this.#last;
    const isSecond = last !== null && ms - last.ms < kTwiceMs && Math.hypot(x - last.x, y - last.y) < kTwicePx;
    this.#last = isSecond ? null : { x, y, ms };
    return isSecond;
  }

  /** What follows is a first one. */
  forget() {
    this.#last = null;
  }
}
