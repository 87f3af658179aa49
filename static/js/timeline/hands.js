// @ts-check
// Turns pointers, the wheel and Escape into drags, zooms and presses on the timeline.
//
// A mouse or pen seeks at once. A finger waits: it may scroll the page, seek (a tap or a sideways move), or draw a new
// clip (held still, then moved). Two fingers zoom and pan.

import { capturePointer, pointersOfTouch } from '../touch_pointers.js';
import { cursorOver } from './cursors.js';
import { EdgePan } from './edge_pan.js';
import { kMouseReach, kTouchReach } from './hit.js';
import { Pinch } from './pinch.js';
import { Press } from './press.js';
import { Taps } from './taps.js';
import { turnWheel } from './wheel.js';

/** @typedef {{x: number, y: number}} Point  on the canvas, from where the film's bands begin */
/** @typedef {import('./host.js').HandsHost} HandsHost */
/** @typedef {import('./press.js').Timers & {nextFrame(work: () => void): void}} Clock */

export class Hands {
  #host;
  #clock;
  #element;
  /** @type {Map<number, Point>} */
  #pointers = new Map();
  /** @type {Press|null} */
  #press = null;
  /** @type {Pinch|null} */
  #pinch = null;
  #taps = new Taps();
  /** @type {{at: Point, isFree: boolean}} */
  #last = { at: { x: 0, y: 0 }, isFree: false };
  #edgePan;
  #ended = new AbortController();

  /** @param {HTMLElement} element @param {HandsHost} host @param {Clock} clock */
  constructor(element, host, clock) {
    this.#host = host;
    this.#clock = clock;
    this.#element = element;
    this.#edgePan = new EdgePan(host.view, clock.nextFrame, () => this.#moveAgain());
    this.#listen();
  }

  get isBusy() {
    return this.#press !== null || this.#pinch !== null;
  }

  destroy() {
    this.cancel();
    this.#ended.abort();
  }

  /** Puts back what the hand is about to change. */
  cancel() {
    const press = this.#press;
    this.#press = null;
    this.#pinch = null;
    this.#edgePan.stop();
    press?.cancel();
  }

  #listen() {
    const { signal } = this.#ended;
    const element = this.#element;
    pointersOfTouch(element, { scrollsY: true, signal });
    element.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    element.addEventListener('pointermove', (event) => this.#move(event), { signal });
    element.addEventListener('pointerup', (event) => this.#up(event), { signal });
    element.addEventListener('pointercancel', (event) => this.#lost(event), { signal });
    element.addEventListener('lostpointercapture', (event) => this.#lost(event), { signal });
    element.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false });
    element.addEventListener('contextmenu', (event) => this.#press?.isTouch && event.preventDefault(), { signal });
    element.ownerDocument.addEventListener('keydown', (event) => this.#key(event), { signal, capture: true });
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0) return;
    const at = this.#host.pointOf(event);
    this.#pointers.set(event.pointerId, at);
    capturePointer(this.#element, event.pointerId);
    if (this.#pointers.size === 1) this.#begin(event, at);
    else this.cancel();
    if (this.#pointers.size === 2) this.#pinch = new Pinch(this.#host.view, [...this.#pointers.values()]);
  }

  /** @param {PointerEvent} event @param {Point} at */
  #begin(event, at) {
    const hit = this.#hitOf(event, at);
    this.#last = { at, isFree: true };
    this.#press = new Press(this.#host, this.#clock, hit, at, event);
    this.#host.setCursor(this.#press.cursor);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const at = this.#host.pointOf(event);
    if (!this.#pointers.has(event.pointerId)) return this.#hover(event, at);
    this.#pointers.set(event.pointerId, at);
    if (this.#pinch) return this.#pinch.move([...this.#pointers.values()]);
    this.#last = { at, isFree: event.ctrlKey || event.metaKey };
    return this.#moveAgain();
  }

  /** The hand is where it was, and the view may not be. */
  #moveAgain() {
    this.#press?.move(this.#last.at, this.#last.isFree);
    if (this.#press?.pans) this.#edgePan.at(this.#last.at.x);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (!this.#pointers.delete(event.pointerId)) return;
    const press = this.#press;
    this.#press = null;
    this.#pinch = null;
    this.#edgePan.stop();
    const at = this.#host.pointOf(event);
    if (!press?.up()) this.#taps.forget();
    else if (this.#taps.isSecond(at, event.timeStamp)) this.#host.pressTwice(press.hit, this.#host.view.timeAt(at.x));
    this.#hover(event, at);
  }

  /** The system took the pointer: a scroll, another window. @param {PointerEvent} event */
  #lost(event) {
    if (this.#pointers.delete(event.pointerId)) this.cancel();
  }

  /** @param {PointerEvent} event @param {Point} at */
  #hover(event, at) {
    if (this.isBusy || event.pointerType === 'touch') return;
    this.#host.setCursor(cursorOver(this.#hitOf(event, at), event.shiftKey, this.#host.view.isWhole));
  }

  /** @param {PointerEvent} event @param {Point} at */
  #hitOf = (event, { x, y }) => this.#host.hitAt(x, y, event.pointerType === 'touch' ? kTouchReach : kMouseReach);

  /** @param {WheelEvent} event */
  #wheel(event) {
    turnWheel(this.#host.view, event, this.#host.pointOf(event).x);
    this.#moveAgain();
  }

  /** While the hand is busy, keys do nothing else: an undo would cut its step in two. @param {KeyboardEvent} event */
  #key(event) {
    if (!this.isBusy) return;
    event.stopPropagation();
    if (event.key === 'Escape') this.cancel();
  }
}
