// @ts-check
// A row of texts that never overlap: who comes first has the place.

export class LabelRow {
  #taken = new Uint8Array(0);
  #width = 0;

  /** An empty row. @param {number} width pixels */
  clear(width) {
    this.#width = Math.max(0, Math.ceil(width));
    if (this.#taken.length < this.#width) this.#taken = new Uint8Array(this.#width);
    else this.#taken.fill(0, 0, this.#width);
  }

  /** How much is free from there on, at most `most`. @param {number} x @param {number} most */
  roomAt(x, most) {
    const from = Math.max(0, Math.floor(x));
    const until = Math.min(this.#width, Math.ceil(x + most));
    let at = from;
    while (at < until && !this.#taken[at]) at += 1;
    return Math.max(0, Math.min(most, at - x));
  }

  /** @param {number} x @param {number} width @returns {boolean} false where another is there already, or the row ends */
  take(x, width) {
    if (x < 0 || x + width > this.#width || this.roomAt(x, width) < width) return false;
    this.block(x, width);
    return true;
  }

  /** @param {number} x @param {number} width  it may lie outside */
  block(x, width) {
    if (x + width > 0 && x < this.#width) this.#taken.fill(1, Math.max(0, Math.floor(x)), Math.ceil(x + width));
  }
}
