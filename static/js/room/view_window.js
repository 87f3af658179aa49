// @ts-check
// The part of the film that the timeline shows: from the whole of it to eight frames. Never outside the film.

import { Listeners } from './listeners.js';
import { rulerTicks } from './ruler_steps.js';
import { clamp } from './sorted.js';

/** @typedef {import('./ruler_steps.js').Tick} Tick */

const kFewestFrames = 8;
const kLead = 0.1; // where the playhead stands after the page is turned

export class ViewWindow {
  start = 0; // seconds
  seconds; // how many are shown
  width; // pixels
  version = 0; // grows with each change
  #duration;
  #frameSeconds;
  /** @type {Listeners<ViewWindow>} */
  #listeners = new Listeners();
  /** @type {{key: string, ticks: Tick[]}} */
  #ticks = { key: '', ticks: [] };

  /** @param {{duration?: number|null, frameSeconds?: number, width?: number}} [given] */
  constructor({ duration = null, frameSeconds = 1 / 25, width = 1 } = {}) {
    this.#frameSeconds = frameSeconds;
    this.#duration = Math.max(duration ?? 0, frameSeconds);
    this.seconds = this.#duration;
    this.width = width;
  }

  /** @param {(view: ViewWindow) => void} listener @returns {() => void} ends it */
  onChange(listener) {
    return this.#listeners.add(listener);
  }

  get duration() {
    return this.#duration;
  }
  get end() {
    return this.start + this.seconds;
  }
  get secondsPerPixel() {
    return this.seconds / this.width;
  }
  get isWhole() {
    return this.seconds >= this.#duration - 1e-9;
  }

  /** @param {number} time */
  xOf(time) {
    return ((time - this.start) * this.width) / this.seconds;
  }
  /** @param {number} x @returns {number} inside the film, also for what lies beside the window */
  timeAt(x) {
    return clamp(this.start + x * this.secondsPerPixel, 0, this.#duration);
  }

  /** @param {{duration?: number|null, frameSeconds?: number}} film  a window on all of the film stays one */
  setFilm({ duration, frameSeconds = this.#frameSeconds }) {
    const wasWhole = this.isWhole;
    this.#frameSeconds = frameSeconds;
    this.#duration = Math.max(duration ?? this.#duration, frameSeconds);
    this.#show(this.start, wasWhole ? this.#duration : this.seconds);
  }

  /** @param {number} width  pixels; the same part of the film stays in view */
  resize(width) {
    if (width <= 0 || width === this.width) return;
    this.width = width;
    this.#changed();
  }

  /** More than 1 shows less of the film. The time under x stays there. @param {number} factor @param {number} x */
  zoomAt(factor, x) {
    const seconds = this.#fitting(this.seconds / factor);
    this.#show(this.start + x * (this.secondsPerPixel - seconds / this.width), seconds);
  }

  /** @param {number} dx  pixels; later where positive @returns {boolean} whether there was anywhere to go */
  pan(dx) {
    const before = this.start;
    this.#show(before + dx * this.secondsPerPixel, this.seconds);
    return this.start !== before;
  }

  /** The whole film. */
  fit() {
    this.#show(0, this.#duration);
  }

  /** A range with some room on both sides. @param {number} start @param {number} end */
  showRange(start, end) {
    const seconds = this.#fitting((end - start) * 1.25);
    this.#show((start + end - seconds) / 2, seconds);
  }

  /** Turns the page when the playhead leaves the window. @param {number} playhead @returns {boolean} whether it did */
  follow(playhead) {
    if (playhead >= this.start && playhead <= this.end) return false;
    const isNext = playhead > this.end && playhead < this.end + this.seconds;
    const before = this.start;
    this.#show(playhead - this.seconds * (isNext ? kLead : 0.5), this.seconds);
    return this.start !== before;
  }

  /**
   * The ruler's ticks; the same array until something changes.
   * @param {import('./frame_times.js').FrameTimes|null} [frames] @param {number} [scale] of the type @returns {Tick[]}
   */
  ticks(frames = null, scale = 1) {
    const key = `${this.version} ${frames?.version} ${scale}`;
    if (this.#ticks.key !== key) {
      const span = { start: this.start, end: this.end, pixelsPerSecond: this.width / this.seconds };
      this.#ticks = { key, ticks: rulerTicks(span, frames, scale) };
    }
    return this.#ticks.ticks;
  }

  /** @param {number} seconds */
  #fitting = (seconds) => clamp(seconds, Math.min(this.#duration, kFewestFrames * this.#frameSeconds), this.#duration);

  /** @param {number} start @param {number} seconds */
  #show(start, seconds) {
    const fitting = this.#fitting(seconds);
    const from = clamp(start, 0, this.#duration - fitting);
    if (from === this.start && fitting === this.seconds) return;
    this.start = from;
    this.seconds = fitting;
    this.#changed();
  }

  #changed() {
    this.version += 1;
    this.#listeners.call(this);
  }
}
