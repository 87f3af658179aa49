// @ts-check
// The speed of a transfer, smoothed so that it can be read: an exponential mean over some seconds.

const kSmoothingMs = 5000;
const kSettledMs = 2000;
const kStepMs = 250;

export class Rate {
  /** @type {number|null} */
  #startMs = null;
  #lastMs = 0;
  #lastBytes = 0;
  #perMs = 0;

  /** @param {number} bytes sent so far @param {number} nowMs */
  add(bytes, nowMs) {
    if (this.#startMs === null) {
      this.#startMs = this.#lastMs = nowMs;
      this.#lastBytes = bytes;
      return;
    }
    const elapsed = nowMs - this.#lastMs;
    if (elapsed < kStepMs) return;
    // A part that is sent again takes bytes back: that is no speed.
    const now = Math.max(0, bytes - this.#lastBytes) / elapsed;
    const weight = this.#perMs === 0 ? 1 : 1 - Math.exp(-elapsed / kSmoothingMs);
    this.#perMs += (now - this.#perMs) * weight;
    this.#lastMs = nowMs;
    this.#lastBytes = bytes;
  }

  /** Bytes per second, null until there is enough to tell. */
  get bytesPerSecond() {
    if (this.#startMs === null || this.#lastMs - this.#startMs < kSettledMs) return null;
    return this.#perMs * 1000;
  }

  /** @param {number} bytesLeft @returns {number|null} seconds */
  secondsLeft(bytesLeft) {
    const speed = this.bytesPerSecond;
    return speed === null || speed < 1 ? null : bytesLeft / speed;
  }
}
