// @ts-check
// How long something will still take, by how far it has come since it was first seen. Knows no DOM.

const kLeastMs = 700; // before that nothing can be said
const kLeastFraction = 0.005;

export class TimeLeft {
  /** @type {{fraction: number, at: number}|null} */
  #first = null;
  #last = 0;

  /** @param {number} fraction 0 to 1 @param {number} now in ms @returns {number|null} seconds; null while nobody can tell */
  observe(fraction, now) {
    if (!this.#first || fraction < this.#last) this.#first = { fraction, at: now };
    this.#last = fraction;
    const { fraction: from, at } = this.#first;
    if (now - at < kLeastMs || fraction - from < kLeastFraction) return null;
    return ((1 - fraction) * (now - at)) / (fraction - from) / 1000;
  }
}
