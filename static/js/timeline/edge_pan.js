// @ts-check
// Pans while a drag is held beside the view, faster the farther out it is.

const kShare = 0.2; // of the distance, each picture
const kLeastPx = 2;
const kMostPx = 40;

export class EdgePan {
  #view;
  #nextFrame;
  #moved;
  #speed = 0;
  #runs = false;

  /**
   * @param {import('../room/view_window.js').ViewWindow} view @param {(work: () => void) => void} nextFrame
   * @param {() => void} moved  the view is elsewhere under the hand
   */
  constructor(view, nextFrame, moved) {
    this.#view = view;
    this.#nextFrame = nextFrame;
    this.#moved = moved;
  }

  /** @param {number} x of the hand */
  at(x) {
    const out = x < 0 ? x : Math.max(0, x - this.#view.width);
    this.#speed = out ? Math.sign(out) * Math.min(kMostPx, Math.max(kLeastPx, Math.abs(out) * kShare)) : 0;
    if (this.#speed && !this.#runs) this.#run();
  }

  stop() {
    this.#speed = 0;
  }

  #run() {
    this.#runs = true;
    this.#nextFrame(() => {
      this.#runs = false;
      if (!this.#speed || !this.#view.pan(this.#speed)) return;
      this.#moved(); // which asks for the next picture by at()
    });
  }
}
