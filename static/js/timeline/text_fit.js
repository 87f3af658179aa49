// @ts-check
// How wide texts are, and how much of one fits. What was measured is kept, as measuring is slow.

const kMaxKept = 4000;

export class TextFit {
  #context;
  /** @type {Map<string, number>} */
  #widths = new Map();
  /** @type {Map<string, string>} */
  #fitted = new Map();

  /** @param {{font: string, measureText(text: string): {width: number}}} context */
  constructor(context) {
    this.#context = context;
  }

  /** @param {string} font @param {string} text */
  width(font, text) {
    const key = `${font}|${text}`;
    const kept = this.#widths.get(key);
    if (kept !== undefined) return kept;
    this.#context.font = font;
    const { width } = this.#context.measureText(text);
    if (this.#widths.size >= kMaxKept) this.#widths.clear();
    this.#widths.set(key, width);
    return width;
  }

  /** The text, its beginning with an ellipsis, or ''. @param {string} font @param {string} text @param {number} room */
  fit(font, text, room) {
    if (this.width(font, text) <= room) return text;
    const steps = Math.floor(room / 4);
    const key = `${font}|${text}|${steps}`;
    const kept = this.#fitted.get(key);
    if (kept !== undefined) return kept;
    const fitted = this.#shorten(font, [...text], steps * 4);
    if (this.#fitted.size >= kMaxKept) this.#fitted.clear();
    this.#fitted.set(key, fitted);
    return fitted;
  }

  /** @param {string} font @param {string[]} letters @param {number} room */
  #shorten(font, letters, room) {
    let fits = 0;
    let tooMany = letters.length;
    while (tooMany - fits > 1) {
      const middle = (fits + tooMany) >> 1;
      this.#context.font = font;
      const { width } = this.#context.measureText(`${letters.slice(0, middle).join('')}…`);
      if (width <= room) fits = middle;
      else tooMany = middle;
    }
    return fits ? `${letters.slice(0, fits).join('').trimEnd()}…` : '';
  }
}
