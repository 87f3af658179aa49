// @ts-check
// The speed of a transfer, smoothed so that it can be read: an exponential mean over some seconds.

const kSmoothingMs = 5000;
const kSettledMs = 2000;
const kStepMs = 250;
const kQuietMs = 5000; // without a byte, there is no speed to tell

export class Rate {
  /** @type {number|null} */
  #startMs = null;
  #lastMs = 0;
  #lastBytes = 0;
  #perMs = 0;
  #seenBytes = 0;
  #movedMs = 0;
  #nowMs = 0;

  /** @param {number} bytes sent so far @param {number} nowMs */
  add(bytes, nowMs) {
    const quiet = this.quiet;
    this.#nowMs = nowMs;
    if (this.#startMs === null) return this.#begin(bytes, nowMs);
    // A part that is sent again takes bytes back: that is no speed.
    if (bytes < this.#seenBytes) this.#lastBytes -= this.#seenBytes - bytes;
    const moved = bytes > this.#seenBytes;
    this.#seenBytes = bytes;
    if (!moved) return undefined; // the figure stays until it is no longer true, it does not run down
    this.#movedMs = nowMs;
    if (quiet) return this.#begin(bytes, nowMs);
    const elapsed = nowMs - this.#lastMs;
    if (elapsed < kStepMs) return undefined;
    const weight = this.#perMs === 0 ? 1 : 1 - Math.exp(-elapsed / kSmoothingMs);
    this.#perMs += ((bytes - this.#lastBytes) / elapsed - this.#perMs) * weight;
    this.#lastMs = nowMs;
    this.#lastBytes = bytes;
    return undefined;
  }

  /** @param {number} bytes @param {number} nowMs */
  #begin(bytes, nowMs) {
    this.#startMs = this.#lastMs = this.#movedMs = nowMs;
    this.#lastBytes = this.#seenBytes = bytes;
    this.#perMs = 0;
  }

  /** Nothing has moved for a while. */
  get quiet() {
    return this.#nowMs - this.#movedMs >= kQuietMs;
  }

  /** Bytes per second; null until there is enough to tell, and while nothing moves. */
  get bytesPerSecond() {
    if (this.quiet || this.#startMs === null || this.#lastMs - this.#startMs < kSettledMs) return null;
    return this.#perMs * 1000;
  }

  /** @param {number} bytesLeft @returns {number|null} seconds */
  secondsLeft(bytesLeft) {
    const speed = this.bytesPerSecond;
    return speed === null || speed < 1 ? null : bytesLeft / speed;
  }
}
