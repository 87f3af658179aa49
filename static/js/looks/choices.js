// @ts-check
// What can be chosen of a look's fields, beside what it has already. Pure functions.

import { clipSize } from './sizes.js';

/** @typedef {import('./sizes.js').Size} Size */

const kLines = [2160, 1440, 1080, 720, 480, 360];
/** LUFS: what the web's players play at, podcasts, and broadcast (EBU R128). */
export const kLoudness = [-14, -16, -23];
export const kQualities = [18, 23, 28]; // crf

/**
 * Heights that make the picture smaller, the largest first; null is what the film gives. `size` is null while the film is not known.
 * @param {{aspect: string, fit: string, height: number|null}} mp4 @param {Size|null} film @returns {{height: number|null, size: Size|null}[]}
 */
export function heightChoices(mp4, film) {
  const isTall = mp4.aspect === '9:16';
  const heights = kLines.map((lines) => (isTall ? Math.round((lines * 16) / 9 / 2) * 2 : lines));
  if (!film) return [null, ...withCurrent(heights, mp4.height)].map((height) => ({ height, size: null }));
  const full = clipSize({ ...mp4, height: null }, film);
  const smaller = withCurrent(heights, mp4.height).filter((height) => height < full.height);
  return [{ height: null, size: full }, ...smaller.map((height) => ({ height, size: clipSize({ ...mp4, height }, film) }))];
}

/** @param {number[]} heights @param {number|null} current */
const withCurrent = (heights, current) => (current === null ? heights : [...new Set([...heights, current])].sort((a, b) => b - a));

/** The choice that a look has: a height that the film does not reach is what the film gives. @param {{height: number|null}} mp4 @param {{height: number|null}[]} choices */
export const heightChosen = ({ height }, choices) => (choices.some((choice) => choice.height === height) ? height : null);

/** @param {readonly number[]} usual @param {number|null} current @returns {number[]} */
export const withValueOf = (usual, current) => (current === null || usual.includes(current) ? [...usual] : [...usual, current]);
