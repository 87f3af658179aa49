// @ts-check
// Draws the strip of pictures, and below it a tick for each key frame.

import { countBelow, countUpTo } from '../room/sorted.js';
import { isDense } from './density.js';
import { roundRect } from './shapes.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Context} Context */

const kSeamPx = 1; // between two tiles
const kWidest = 1.5; // of the picture's own shape: the rest of a wider tile stays empty

/** @param {Context} context @param {Scene} scene */
export function drawFilm(context, scene) {
  const { layout, theme, view } = scene;
  if (!layout.film.h) return;
  context.save();
  context.beginPath();
  roundRect(context, 0, layout.film.y, view.width, layout.film.h, 8);
  context.clip();
  context.fillStyle = theme.bed;
  context.fillRect(0, layout.film.y, view.width, layout.film.h);
  drawTiles(context, scene);
  context.restore();
  drawKeyFrames(context, scene);
}

/**
 * How much of the film one tile stands for: whole frames, one, two, four and so on, as many as make it as wide as the picture
 * or down to half of that. What was asked for at one zoom is found again at others. @param {Scene} scene
 */
export function tileSeconds({ view, layout, film }) {
  const { frameSeconds } = film.frames;
  const frames = (Math.max(24, layout.film.h * film.aspect) * view.secondsPerPixel) / frameSeconds;
  return frameSeconds * 2 ** Math.max(0, Math.floor(Math.log2(frames) + 1e-9));
}

/** Tiles lie where they lay before the view moved. @param {Context} context @param {Scene} scene */
function drawTiles(context, scene) {
  const { view, film, layout } = scene;
  const seconds = tileSeconds(scene);
  const widest = Math.max(24, layout.film.h * film.aspect) * kWidest;
  for (let n = Math.floor(view.start / seconds); n * seconds < view.end; n += 1) {
    const thumb = film.thumbs?.at(n * seconds, seconds);
    const x = Math.round(view.xOf(n * seconds));
    const width = Math.round(view.xOf((n + 1) * seconds)) - x - kSeamPx;
    if (thumb) drawThumb(context, thumb, x, layout.film.y, Math.min(width, widest), layout.film.h);
  }
}

/**
 * Fills the tile with the picture's middle.
 * @param {Context} context @param {import('./film_data.js').Thumb} thumb
 * @param {number} x @param {number} y @param {number} w @param {number} h
 */
function drawThumb(context, { image, sx, sy, sw, sh }, x, y, w, h) {
  const scale = Math.max(w / sw, h / sh);
  const cutW = w / scale;
  const cutH = h / scale;
  context.drawImage(image, sx + (sw - cutW) / 2, sy + (sh - cutH) / 2, cutW, cutH, x, y, w, h);
}

/** Where they would lie too near to each other to be told apart, there are none. @param {Context} context @param {Scene} scene */
function drawKeyFrames(context, { view, film, layout, theme }) {
  const first = countBelow(film.keyFrames, view.start);
  const last = countUpTo(film.keyFrames, view.end);
  if (isDense(film.keyFrames, view)) return;
  context.fillStyle = theme.lineStrong;
  const y = layout.film.y + layout.film.h + 1;
  for (let i = first; i < last; i += 1) context.fillRect(Math.round(view.xOf(film.keyFrames[i])), y, 1, 4);
}
