// @ts-check
// Draws the sound: bars as loud as it is, silences hatched, a line over loud places.

import { countBelow } from '../room/sorted.js';
import { fillRound } from './shapes.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Context} Context */

const kPitchPx = 3; // a bar and the gap behind it
const kBarPx = 2;
const kHatchPx = 6;

/** @param {Context} context @param {Scene} scene */
export function drawWave(context, scene) {
  const { layout, theme, view } = scene;
  if (!layout.wave.h) return;
  context.fillStyle = theme.surface;
  fillRound(context, 0, layout.wave.y, view.width, layout.wave.h, 6);
  drawSilences(context, scene);
  drawBars(context, scene);
  drawLoud(context, scene);
}

/** Bars keep their place on the film when the view moves: they do not shimmer. @param {Context} context @param {Scene} scene */
function drawBars(context, { view, film, layout, theme }) {
  const step = kPitchPx * view.secondsPerPixel;
  const first = Math.ceil(view.start / step - 1e-6);
  const points = Math.floor(view.width / kPitchPx);
  const peaks = film.peaks?.(first * step, (first + points) * step, points);
  const middle = layout.wave.y + layout.wave.h / 2;
  const half = layout.wave.h / 2 - 3;
  context.fillStyle = theme.lineStrong;
  if (!peaks) return context.fillRect(0, Math.round(middle), view.width, 1);
  const x0 = Math.round(view.xOf(first * step));
  for (let i = 0; i < Math.min(points, peaks.max.length); i += 1) {
    const high = Math.max(0.5, peaks.max[i] * half);
    context.fillRect(x0 + i * kPitchPx, middle - high, kBarPx, high + Math.max(0.5, -peaks.min[i] * half));
  }
  return undefined;
}

/** Those that touch each other on the screen are drawn as one. @param {Context} context @param {Scene} scene */
function drawSilences(context, { view, film, layout, theme }) {
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.beginPath();
  let from = 0;
  let until = -1;
  for (const { start, end } of film.silences) {
    if (start > view.end) break;
    if (end < view.start) continue;
    const x = Math.floor(view.xOf(Math.max(start, view.start)));
    if (x > until) {
      addHatch(context, from, until, layout.wave);
      from = x;
    }
    until = Math.max(until, Math.ceil(view.xOf(Math.min(end, view.end))));
  }
  addHatch(context, from, until, layout.wave);
  context.stroke();
}

/**
 * Slanting lines between two pixels, each cut off where they end.
 * @param {Context} context @param {number} from @param {number} until @param {import('./layout.js').Band} band
 */
function addHatch(context, from, until, { y, h }) {
  if (until <= from) return;
  for (let x = Math.ceil((from - h) / kHatchPx) * kHatchPx; x < until; x += kHatchPx) {
    const first = Math.max(0, from - x);
    const last = Math.min(h, until - x);
    context.moveTo(x + first, y + h - first);
    context.lineTo(x + last, y + h - last);
  }
}

/** @param {Context} context @param {Scene} scene */
function drawLoud(context, { view, film, layout, theme }) {
  context.fillStyle = theme.inkSoft;
  const last = countBelow(film.markTimes, view.end);
  for (let i = 0; i < last; i += 1) {
    const { kind, time, end } = film.marks[i];
    if (kind !== 'loud' || end === null || end < view.start) continue;
    const x = Math.max(0, view.xOf(time));
    context.fillRect(x, layout.wave.y, Math.max(2, Math.min(view.width, view.xOf(end)) - x), 2);
  }
}
