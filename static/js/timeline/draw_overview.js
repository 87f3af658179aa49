// @ts-check
// Draws the bar of the whole film: its clips, the window, the playhead.

import { overviewBox, overviewX } from './overview.js';
import { fillRound, roundRect } from './shapes.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Context} Context */

/** @param {Context} context @param {Scene} scene */
export function drawOverview(context, scene) {
  const { view, layout, theme, marks } = scene;
  const { y, h } = layout.overview;
  context.fillStyle = theme.bed;
  fillRound(context, 0, y, view.width, h, 5);
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = theme.tape;
  for (const { start, end } of marks) {
    const x = overviewX(view, start);
    context.fillRect(x, y + 4, Math.max(2, overviewX(view, end) - x), h - 8);
  }
  context.fillStyle = theme.accent;
  context.fillRect(Math.round(overviewX(view, scene.playhead)) - 1, y, 2, h);
  if (!view.isWhole) drawWindow(context, scene);
}

/** @param {Context} context @param {Scene} scene */
function drawWindow(context, { view, layout, theme }) {
  const { y, h } = layout.overview;
  const { x, w } = overviewBox(view);
  context.strokeStyle = theme.ink;
  context.lineWidth = 2;
  context.beginPath();
  roundRect(context, x + 1, y, w - 2, h, 5);
  context.stroke();
}
