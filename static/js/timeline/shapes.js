// @ts-check
// Shapes that more than one layer draws.

/** @typedef {import('./scene.js').Context} Context */

/**
 * Adds a box with round corners to the path; square ones where the browser has no round ones.
 * @param {Context} context @param {number} x @param {number} y @param {number} w @param {number} h @param {number|number[]} radius
 */
export function roundRect(context, x, y, w, h, radius) {
  if (typeof context.roundRect === 'function') context.roundRect(x, y, w, h, radius);
  else context.rect(x, y, w, h);
}

/** @param {Context} context @param {number} x @param {number} y @param {number} w @param {number} h @param {number|number[]} radius */
export function fillRound(context, x, y, w, h, radius) {
  context.beginPath();
  roundRect(context, x, y, w, h, radius);
  context.fill();
}
