// @ts-check
// The timeline on a canvas: whole film, ruler, pictures, sound, marks, and the clips that the hand moves.
// It draws only when something changed. The page gives it the film's data and hears what the hand does.

import { kSnapKinds } from '../room/snapping.js';
import { filmData } from './film_data.js';
import { Hands } from './hands.js';
import { hostOf } from './host.js';
import { layoutOf } from './layout.js';
import { kInset, Painter } from './painter.js';
import { emptyScene } from './scene.js';
import { TextFit } from './text_fit.js';
import { readTheme, watchTheme } from './theme.js';

/** @typedef {import('../room/cut_list.js').CutList} CutList */
/** @typedef {import('../room/view_window.js').ViewWindow} ViewWindow */
/** @typedef {import('./film_data.js').FilmGiven} FilmGiven */
/** @typedef {import('./host.js').TimelineEvents} TimelineEvents */

export class Timeline {
  cutList;
  view;
  /** The kinds that edges snap to; alter it as you like. @type {Set<import('../room/snapping.js').SnapKind>} */
  snapKinds = new Set(kSnapKinds);
  #canvas;
  #painter;
  /** @type {import('./scene.js').Scene} */
  #scene;
  #isFilmStale = true;
  #isAsked = false;
  #isGone = false;
  #hands;
  /** @type {(() => void)[]} */
  #ends = [];

  /** @param {{canvas: HTMLCanvasElement, cutList: CutList, view: ViewWindow, film?: FilmGiven, on?: TimelineEvents}} given */
  constructor({ canvas, cutList, view, film = {}, on = {} }) {
    this.#canvas = canvas;
    this.cutList = cutList;
    this.view = view;
    this.#painter = new Painter(canvas);
    this.#scene = emptyScene(view, filmData(film), readTheme(canvas), new TextFit(this.#painter.context));
    this.#hands = new Hands(canvas, hostOf(this, on), {
      setTimer: (work, ms) => setTimeout(work, ms),
      clearTimer: (timer) => clearTimeout(timer),
      nextFrame: (work) => void requestAnimationFrame(work),
    });
    canvas.style.touchAction = 'pan-y'; // a finger that moves up or down scrolls the page
    canvas.style.userSelect = 'none';
    this.#watch();
    this.refreshTheme();
  }

  /** Everything that the picture is drawn from, as it was drawn last. */
  get scene() {
    return this.#scene;
  }
  get canvas() {
    return this.#canvas;
  }
  get playhead() {
    return this.#scene.playhead;
  }
  get isBusy() {
    return this.#hands.isBusy;
  }

  /** More of the film is known: what is left out stays. @param {FilmGiven} film */
  setFilm(film) {
    this.#scene.film = filmData(film, this.#scene.film);
    this.#layOut();
    this.invalidate();
  }

  /** @param {number} time @param {boolean} [follows]  the view goes along, unless the hand is busy */
  setPlayhead(time, follows = false) {
    this.#scene.playhead = time;
    if (follows && !this.isBusy) this.view.follow(time);
    this.#ask();
  }

  /** @param {import('./scene.js').Hint|null} hint */
  setHint(hint) {
    this.#scene.hint = hint;
    this.#ask();
  }

  /** Draw again soon: pictures or peaks have come that could not be had before. */
  invalidate() {
    this.#isFilmStale = true;
    this.#ask();
  }

  /** The page's colours or type have changed. */
  refreshTheme() {
    this.#scene.theme = readTheme(this.#canvas);
    this.#layOut();
    this.invalidate();
  }

  /** Draws now what has changed. The page need not call it. */
  draw() {
    const scene = this.#scene;
    scene.marks = this.cutList.marks;
    scene.selected = this.cutList.selected;
    scene.open = this.cutList.open;
    this.#painter.paint(scene, this.#isFilmStale);
    this.#isFilmStale = false;
  }

  /** Ends all that it began; an open drag is called off. */
  destroy() {
    this.#isGone = true;
    this.#hands.destroy();
    for (const end of this.#ends) end();
  }

  #watch() {
    const sizes = new ResizeObserver(() => this.refreshTheme()); // larger type changes the size, too
    sizes.observe(this.#canvas);
    this.#ends.push(
      () => sizes.disconnect(),
      this.view.onChange(() => this.invalidate()),
      this.cutList.onChange(() => this.#ask()),
      watchTheme(() => this.refreshTheme()),
    );
  }

  #layOut() {
    const { film, theme } = this.#scene;
    if (!this.#canvas.clientWidth) return; // hidden
    const width = Math.max(1, this.#canvas.clientWidth - 2 * kInset);
    const has = { hasPicture: film.hasPicture, hasSound: film.hasSound, hasMarks: film.marks.length > 0 };
    this.#scene.layout = layoutOf(width, this.#canvas.clientHeight, has, theme.scale);
    this.view.resize(width);
    this.invalidate();
  }

  /** At most one drawing for each picture of the screen. */
  #ask() {
    if (this.#isAsked || this.#isGone) return;
    this.#isAsked = true;
    requestAnimationFrame(() => {
      this.#isAsked = false;
      if (!this.#isGone) this.draw();
    });
  }
}
