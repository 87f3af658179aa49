// @ts-check
// One pointer on the timeline, from down to up: which drag it is, and when it begins.

import { clipDrag, drawDrag, edgeDrag, overviewDrag, seekDrag } from './drags.js';

/** @typedef {import('./drags.js').Drag} Drag */
/** @typedef {import('./drags.js').DragHost} DragHost */
/** @typedef {import('./hit.js').Hit} Hit */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{setTimer(work: () => void, ms: number): any, clearTimer(timer: any): void}} Timers */
/** @typedef {Pick<PointerEvent, 'pointerType'|'shiftKey'|'altKey'>} PressEvent */

const kHoldMs = 450; // a finger that is still for so long draws a clip
const kSlopPx = 3; // a hand that moves less has not moved
const kTouchSlopPx = 8;

export class Press {
  hit;
  isTouch;
  #host;
  #timers;
  /** @type {Drag} */
  #drag;
  #down;
  #hasBegun = false;
  /** @type {any} while a finger may still become a scroll, a tap, a seek or a drawing */
  #hold = null;

  /** @param {DragHost} host @param {Timers} timers @param {Hit} hit @param {Point} at @param {PressEvent} event */
  constructor(host, timers, hit, at, event) {
    this.hit = hit;
    this.isTouch = event.pointerType === 'touch';
    this.#host = host;
    this.#timers = timers;
    this.#down = at;
    this.#drag = dragFor(host, hit, at, event);
    if (this.isTouch && isTrack(hit)) this.#hold = timers.setTimer(() => this.#draw(), kHoldMs);
    else if (this.#drag.isImmediate) this.#drag.move(at.x, true);
  }

  get cursor() {
    return this.#drag.cursor;
  }
  /** Whether the view pans when the hand is beside it. */
  get pans() {
    return this.#hasBegun && this.hit.part !== 'window' && this.hit.part !== 'overview';
  }

  /** @param {Point} at @param {boolean} isFree  nothing snaps */
  move(at, isFree) {
    const slop = this.isTouch ? kTouchSlopPx : kSlopPx;
    if (!this.#hasBegun && Math.hypot(at.x - this.#down.x, at.y - this.#down.y) < slop) return;
    this.#stopHold();
    this.#hasBegun = true;
    this.#drag.move(at.x, isFree);
  }

  /** @returns {boolean} whether it was a tap: the hand has not moved */
  up() {
    const isTap = !this.#hasBegun;
    if (this.#hold !== null) this.#drag.move(this.#down.x, true);
    this.#stopHold();
    this.#drag.end();
    if (isTap) this.#tap();
    return isTap;
  }

  cancel() {
    const wasWaiting = this.#hold !== null;
    this.#stopHold();
    if (!wasWaiting) this.#drag.cancel();
  }

  /** A clip is selected, and a mark is gone to. */
  #tap() {
    if (this.hit.part === 'clip') this.#host.cutList.select(this.hit.id);
    if (this.hit.mark) this.#host.seek(this.hit.mark.time, true);
  }

  #draw() {
    this.#hold = null;
    this.#hasBegun = true;
    this.#drag = drawDrag(this.#host, this.#down.x);
  }

  #stopHold() {
    if (this.#hold !== null) this.#timers.clearTimer(this.#hold);
    this.#hold = null;
  }
}

/** @param {DragHost} host @param {Hit} hit @param {Point} at @param {PressEvent} event @returns {Drag} */
function dragFor(host, hit, { x }, { shiftKey, altKey }) {
  const isOverview = hit.part === 'window' || hit.part === 'overview';
  if (isOverview && !host.view.isWhole) return overviewDrag(host, x, hit.part === 'window');
  if (shiftKey && (isTrack(hit) || hit.id)) return drawDrag(host, x);
  if (altKey && hit.id) return clipDrag(host, hit.id, x);
  if (hit.edge) return edgeDrag(host, hit.id, hit.edge, x);
  return hit.part === 'name' ? clipDrag(host, hit.id, x) : seekDrag(host);
}

/** @param {Hit} hit */
export const isTrack = ({ part }) => part === 'track' || part === 'clip' || part === 'ruler' || part === 'mark';
