// @ts-check
// Two fingers: their distance zooms, their middle pans.

/** @typedef {{x: number, y: number}} Point */

const kLeastPx = 24; // fingers nearer to each other than this count as this far apart

export class Pinch {
  #view;
  #x;
  #apart;

  /** @param {import('../room/view_window.js').ViewWindow} view @param {readonly Point[]} points  two */
  constructor(view, points) {
    this.#view = view;
    this.#x = middleOf(points);
    this.#apart = apartOf(points);
  }

  /** @param {readonly Point[]} points */
  move(points) {
    const x = middleOf(points);
    const apart = apartOf(points);
    this.#view.zoomAt(apart / this.#apart, this.#x); // first, as the whole film cannot be panned
    this.#view.pan(this.#x - x);
    this.#x = x;
    this.#apart = apart;
  }
}

/** @param {readonly Point[]} points */
const middleOf = ([a, b]) => (a.x + b.x) / 2;
/** @param {readonly Point[]} points */
const apartOf = ([a, b]) => Math.max(kLeastPx, Math.hypot(a.x - b.x, a.y - b.y));
