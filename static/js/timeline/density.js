// @ts-check
// Whether things in view lie too near to each other to be told apart. Such are not drawn, and nothing snaps to them.

import { countBelow, countUpTo } from '../room/sorted.js';

const kApartPx = 5; // on an average

/** @param {ArrayLike<number>} times  ascending @param {import('../room/view_window.js').ViewWindow} view */
export function isDense(times, { start, end, width }) {
  return (countUpTo(times, end) - countBelow(times, start)) * kApartPx > width;
}
