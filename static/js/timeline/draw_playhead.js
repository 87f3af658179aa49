// @ts-check
// Draws where the film stands, the in point that waits for its out point, and what the hand is at.

import { clamp } from '../room/sorted.js';
import { fillRound } from './shapes.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Context} Context */

/** From the ruler to where film and sound end. @param {Scene} scene */
const bottomOf = ({ layout }) => layout.height - layout.marks.h - 2;

/** @param {Context} context @param {Scene} scene */
export function drawPlayhead(context, scene) {
  const { view, layout, theme, playhead } = scene;
  const x = Math.round(view.xOf(playhead));
  if (x < -8 || x > view.width + 8) return;
  const top = layout.ruler.y + layout.ruler.h - 9;
  context.fillStyle = theme.paper; // an edge around it, as pictures may be of its colour
  context.globalAlpha = 0.6;
  context.fillRect(x - 2, top, 4, bottomOf(scene) - top);
  context.globalAlpha = 1;
  context.fillStyle = theme.accent;
  context.fillRect(x - 1, top, 2, bottomOf(scene) - top);
  context.beginPath();
  context.moveTo(x - 7, top);
  context.lineTo(x + 7, top);
  context.lineTo(x, top + 9);
  context.fill();
}

/** A dashed line at the in point, and the tape up to the playhead. @param {Context} context @param {Scene} scene */
export function drawOpen(context, { view, layout, theme, open, playhead }) {
  if (open === null) return;
  const x = Math.round(view.xOf(open));
  const to = clamp(view.xOf(playhead), 0, view.width);
  const { y, h } = layout.clips;
  context.globalAlpha = theme.veil;
  context.fillStyle = theme.tape;
  context.fillRect(Math.min(clamp(x, 0, view.width), to), y, Math.abs(to - clamp(x, 0, view.width)), h);
  context.globalAlpha = 1;
  if (x < 0 || x > view.width) return;
  for (let at = y; at < y + h; at += 8) context.fillRect(x - 1, at, 3, Math.min(5, y + h - at));
}

/** @param {Context} context @param {Scene} scene */
export function drawHint(context, scene) {
  const { view, layout, theme, text, hint } = scene;
  if (!hint) return;
  const x = Math.round(view.xOf(hint.time));
  const { y, h } = layout.ruler;
  context.fillStyle = theme.ink;
  if (hint.isSnapped) for (let at = y + h; at < bottomOf(scene); at += 6) context.fillRect(x, at, 1, 3);
  const w = text.width(theme.figures, hint.words) + 14;
  const left = clamp(x - w / 2, 0, view.width - w);
  fillRound(context, left, y - 2, w, h, 5);
  context.fillStyle = theme.paper;
  context.font = theme.figures;
  context.fillText(hint.words, left + 7, y - 2 + h / 2 + 1);
}
