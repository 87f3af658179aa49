// @ts-check
// Whether the clips that are not selected still lie where they were drawn: while one is dragged, the others need not be
// drawn again.

/** @typedef {import('./clip_boxes.js').ClipBox} ClipBox */

const kFigures = 5; // kept of each box

export class DrawnBoxes {
  #figures = new Float64Array(0);
  /** @type {string[]} */
  #names = [];
  #count = 0;

  /** Takes the boxes as drawn. @param {readonly ClipBox[]} boxes @returns {boolean} whether they differ from those before */
  update(boxes) {
    const last = boxes[boxes.length - 1];
    const count = last?.isSelected ? boxes.length - 1 : boxes.length;
    let differs = count !== this.#count;
    this.#count = count;
    if (this.#figures.length < count * kFigures) this.#figures = new Float64Array(count * kFigures);
    for (let i = 0; i < count; i += 1) differs = this.#takeBox(boxes[i], i) || differs;
    return differs;
  }

  /** @param {ClipBox} box @param {number} i @returns {boolean} whether it differs */
  #takeBox({ x, w, name, nameX, nameY, nameW }, i) {
    const kept = this.#figures;
    const at = i * kFigures;
    const isSame =
      kept[at] === x && kept[at + 1] === w && kept[at + 2] === nameX && kept[at + 3] === nameY && kept[at + 4] === nameW;
    if (isSame && this.#names[i] === name) return false;
    kept[at] = x;
    kept[at + 1] = w;
    kept[at + 2] = nameX;
    kept[at + 3] = nameY;
    kept[at + 4] = nameW;
    this.#names[i] = name;
    return true;
  }
}
