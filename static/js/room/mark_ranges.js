// @ts-check
// Where the ends of a mark may lie: inside the film where its length is known, at least one frame apart. Pure functions.

import { clamp } from './sorted.js';

/** @typedef {{start: number, end: number}} Range */
/** @typedef {{duration: number|null, frameSeconds: number}} Bounds  what is known of the film */

/** @param {number} start @param {number} end @param {Bounds} bounds @returns {Range} */
export function clampRange(start, end, { duration, frameSeconds }) {
  const most = duration ?? Infinity;
  const from = clamp(start, 0, Math.max(0, most - frameSeconds));
  return { start: from, end: clamp(Math.max(end, from + frameSeconds), 0, most) };
}

/**
 * The range with one end or both elsewhere. An end that is moved alone leaves the other where it is.
 * @param {Range} range @param {{start?: number, end?: number}} part @param {Bounds} bounds @returns {Range}
 */
export function changeRange(range, part, bounds) {
  if (part.start === undefined && part.end === undefined) return { start: range.start, end: range.end };
  if (part.start === undefined || part.end !== undefined) {
    return clampRange(part.start ?? range.start, part.end ?? range.end, bounds);
  }
  const end = Math.min(range.end, bounds.duration ?? Infinity);
  return clampRange(Math.min(part.start, end - bounds.frameSeconds), end, bounds);
}

/** The range elsewhere, as long as before if the film has room. @param {Range} range @param {number} start @param {Bounds} bounds */
export function slideRange(range, start, bounds) {
  const seconds = range.end - range.start;
  const from = clamp(start, 0, Math.max(0, (bounds.duration ?? Infinity) - seconds));
  return clampRange(from, from + seconds, bounds);
}
