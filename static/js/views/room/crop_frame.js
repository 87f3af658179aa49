// @ts-check
// The frame over the film that shows what another shape keeps of it, to be dragged, or moved by the arrow keys.

import { h } from '../../dom.js';
import { t } from '../../lang/t.js';
import { cropBox, movedFocus, pictureIn } from '../../room/crop.js';
import { capturePointer, pointersOfTouch } from '../../touch_pointers.js';

/** @typedef {import('../../room/crop.js').Focus} Focus */
/** @typedef {import('../../room/crop.js').CropBox} CropBox */

const kStep = 0.01; // of the picture, for a key

export class CropFrame {
  element;
  #screen;
  #on;
  #shape = { aspect: '', fit: '', film: 16 / 9 };
  /** @type {Focus|null} */
  #focus = null;
  #sizes;

  /**
   * @param {HTMLElement} screen  that it lies over
   * @param {{begin: () => void, move: (focus: Focus) => void, end: () => void}} on  a drag is one step to undo
   */
  constructor(screen, on) {
    this.#screen = screen;
    this.#on = on;
    this.element = h('button', { type: 'button', class: 'crop', hidden: true, 'aria-label': () => t('room.crop') });
    pointersOfTouch(this.element);
    this.element.addEventListener('pointerdown', (event) => this.#drag(event));
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.#sizes = new ResizeObserver(() => this.#place());
    this.#sizes.observe(screen);
    screen.append(this.element);
  }

  /** @param {{aspect?: string, fit?: string, film: number, focus: Focus|null}} now */
  show({ aspect = '', fit = '', film, focus }) {
    this.#shape = { aspect, fit, film };
    this.#focus = focus;
    this.#place();
  }

  close() {
    this.#sizes.disconnect();
  }

  get #box() {
    return cropBox(this.#shape.aspect, this.#shape.fit, this.#shape.film, this.#focus);
  }

  get #picture() {
    return pictureIn(this.#screen.clientWidth, this.#screen.clientHeight, this.#shape.film);
  }

  #place() {
    const box = this.#box;
    this.element.hidden = box === null;
    if (!box) return;
    const picture = this.#picture;
    Object.assign(this.element.style, {
      left: `${picture.x + box.x * picture.width}px`,
      top: `${picture.y + box.y * picture.height}px`,
      width: `${box.width * picture.width}px`,
      height: `${box.height * picture.height}px`,
    });
    this.element.dataset.shape = t('room.cropDrag', { shape: this.#shape.aspect });
  }

  /** @param {PointerEvent} down */
  #drag(down) {
    const box = this.#box;
    if (!box) return;
    const picture = this.#picture;
    const ended = new AbortController();
    capturePointer(this.element, down.pointerId);
    this.#on.begin();
    const move = (/** @type {PointerEvent} */ event) =>
      this.#on.move(movedFocus(box, (event.clientX - down.clientX) / picture.width, (event.clientY - down.clientY) / picture.height));
    const end = () => {
      ended.abort();
      this.#on.end();
    };
    this.element.addEventListener('pointermove', move, { signal: ended.signal });
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture']) this.element.addEventListener(type, end, { signal: ended.signal, once: true });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    /** @type {Record<string, [number, number]>} */
    const ways = { ArrowLeft: [-kStep, 0], ArrowRight: [kStep, 0], ArrowUp: [0, -kStep], ArrowDown: [0, kStep] };
    const way = ways[event.key];
    const box = this.#box;
    if (!way || !box || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#on.move(movedFocus(box, ...way));
  }
}
