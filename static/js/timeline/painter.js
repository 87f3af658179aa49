// @ts-check
// Paints the timeline in layers. The film's (ruler, pictures, sound, marks) and that of the clips over it are kept, and
// painted again only when they changed: a drag or the running playhead costs the top one alone.

import { t } from '../lang/t.js';
import { ClipBoxes } from './clip_boxes.js';
import { drawOthers, drawSelected, drawSelectedName } from './draw_clips.js';
import { drawFilm } from './draw_film.js';
import { drawMarks } from './draw_marks.js';
import { drawOverview } from './draw_overview.js';
import { drawHint, drawOpen, drawPlayhead } from './draw_playhead.js';
import { drawRuler } from './draw_ruler.js';
import { drawWave } from './draw_wave.js';
import { DrawnBoxes } from './drawn_boxes.js';
import { placeLabels } from './place_labels.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Context} Context */

export const kInset = 8; // pixels at both sides, for what is drawn about the film's ends

export class Painter {
  #canvas;
  #context;
  #film;
  #clips;
  #boxes = new ClipBoxes();
  #drawn = new DrawnBoxes();
  #ratio = 1;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = contextOf(canvas);
    this.#film = contextOf(canvas.ownerDocument.createElement('canvas'));
    this.#clips = contextOf(canvas.ownerDocument.createElement('canvas'));
  }

  /** For measuring. */
  get context() {
    return this.#context;
  }

  /** Nothing where the canvas is hidden. @param {Scene} scene @param {boolean} isFilmStale  its layer shows something old */
  paint(scene, isFilmStale) {
    if (!this.#canvas.clientWidth || !this.#canvas.clientHeight) return;
    const stale = this.#fit() || isFilmStale;
    scene.boxes = this.#boxes.update(scene);
    if (stale) this.#paintFilm(scene);
    if (this.#drawn.update(scene.boxes) || stale) drawOthers(this.#begin(this.#clips, this.#film), scene);
    const context = this.#begin(this.#context, this.#clips);
    for (const draw of [drawOverview, drawOpen, drawSelected, drawPlayhead, drawSelectedName, drawHint]) draw(context, scene);
  }

  /** @param {Scene} scene */
  #paintFilm(scene) {
    const context = this.#begin(this.#film);
    scene.labels = placeLabels(scene);
    for (const draw of [drawRuler, drawFilm, drawWave, drawMarks]) draw(context, scene);
  }

  /** Gives the bitmaps the canvas's size on the screen. @returns {boolean} whether they are new, and so empty */
  #fit() {
    this.#ratio = this.#canvas.ownerDocument.defaultView?.devicePixelRatio || 1;
    const width = Math.round(this.#canvas.clientWidth * this.#ratio);
    const height = Math.round(this.#canvas.clientHeight * this.#ratio);
    const { canvas } = this.#clips;
    if (canvas.width === width && canvas.height === height) return false;
    for (const each of [this.#canvas, this.#film.canvas, canvas]) Object.assign(each, { width, height });
    return true;
  }

  /** @param {Context} context @param {Context} [below]  the layer that it begins with */
  #begin(context, below) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    if (below) context.drawImage(below.canvas, 0, 0);
    context.setTransform(this.#ratio, 0, 0, this.#ratio, kInset * this.#ratio, 0);
    context.direction = 'ltr'; // time runs to the right in every language
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    return context;
  }
}

/** @param {HTMLCanvasElement} canvas @returns {Context} */
function contextOf(canvas) {
  const context = canvas.getContext('2d');
  if (!context) throw new Error(t('room.cannotDraw'));
  return context;
}
