// @ts-check
// The captions over the film, as they will be drawn into it.

import { h } from '../../dom.js';
import { captionMeasures, pictureBox } from '../../captions/caption_box.js';

/**
 * @typedef {object} OverlayGiven
 * @property {string} text  '' shows nothing
 * @property {{size: number, position: string, color: string}} style
 * @property {number} film  width by height, upright
 * @property {{aspect: string, fit: string}} mp4
 * @property {{x: number, y: number}|null} focus
 */

export class CaptionOverlay {
  element = h('div', { class: 'caption-over', 'aria-hidden': 'true', hidden: true });
  #words = h('p', { dir: 'auto' });
  #screen;
  /** @type {OverlayGiven|null} */
  #now = null;
  #sizes;

  /** @param {HTMLElement} screen  that it lies over */
  constructor(screen) {
    this.#screen = screen;
    this.element.append(this.#words);
    screen.append(this.element);
    this.#sizes = new ResizeObserver(() => this.#place());
    this.#sizes.observe(screen);
  }

  /** @param {OverlayGiven} given */
  show(given) {
    this.#now = given;
    this.#place();
  }

  close() {
    this.#sizes.disconnect();
    this.element.remove();
  }

  #place() {
    const now = this.#now;
    this.element.hidden = !now?.text;
    if (!now?.text) return;
    const box = pictureBox({ width: this.#screen.clientWidth, height: this.#screen.clientHeight }, now.film, now.mp4, now.focus);
    const { text, outline, across, down } = captionMeasures(box, now.style.size);
    Object.assign(this.element.style, {
      left: `${box.x}px`,
      top: `${box.y}px`,
      width: `${box.width}px`,
      height: `${box.height}px`,
      padding: `${down}px ${across}px`,
      fontSize: `${text}px`,
      color: now.style.color,
    });
    this.element.style.setProperty('--outline', `${outline}px`);
    this.element.dataset.position = now.style.position;
    if (this.#words.textContent !== now.text) this.#words.textContent = now.text;
  }
}
