// @ts-check
// The bar that shows the whole film: where times lie on it, and where its window is. Pure functions.

import { clamp } from '../room/sorted.js';

/** @typedef {import('../room/view_window.js').ViewWindow} ViewWindow */

const kLeastPx = 16; // so that the window can be taken hold of

/** @param {ViewWindow} view @param {number} time */
export const overviewX = (view, time) => (time / view.duration) * view.width;

/** @param {ViewWindow} view @param {number} x */
export const overviewTime = (view, x) => clamp((x / view.width) * view.duration, 0, view.duration);

/** The window's box on the bar. @param {ViewWindow} view @returns {{x: number, w: number}} */
export function overviewBox(view) {
  const w = Math.max(kLeastPx, overviewX(view, view.seconds));
  const middle = overviewX(view, view.start + view.seconds / 2);
  return { x: clamp(middle - w / 2, 0, view.width - w), w };
}
