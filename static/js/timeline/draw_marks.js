// @ts-check
// Draws the marks of chapters, scenes and loud places with their names.

import { countBelow, countUpTo } from '../room/sorted.js';
import { isDense } from './density.js';
import { kTickPx } from './place_labels.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Context} Context */

const kTickH = 5;

/** @param {Context} context @param {Scene} scene */
export function drawMarks(context, scene) {
  const { layout, theme, labels } = scene;
  if (!layout.marks.h) return;
  drawTicks(context, scene);
  context.font = theme.small;
  context.fillStyle = theme.inkSoft;
  const y = layout.marks.y + (layout.marks.h + kTickH) / 2;
  for (const label of labels) context.fillText(label.text, label.x + kTickPx, y);
}

/** Short ones above the texts; too many to be told apart are not drawn. @param {Context} context @param {Scene} scene */
function drawTicks(context, { view, film, layout, theme, labels }) {
  const { y, h } = layout.marks;
  const first = countBelow(film.markTimes, view.start);
  const last = countUpTo(film.markTimes, view.end);
  const isCrowded = isDense(film.markTimes, view);
  context.fillStyle = theme.accent;
  for (let i = first; i < last; i += 1) {
    const isChapter = film.marks[i].kind === 'chapter';
    if (isChapter || !isCrowded) context.fillRect(Math.round(view.xOf(film.markTimes[i])), y, isChapter ? 2 : 1, kTickH);
  }
  for (const { x, mark } of labels) if (mark.kind === 'chapter' && mark.time >= view.start) context.fillRect(x, y, 2, h - 2);
}
