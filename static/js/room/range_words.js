// @ts-check
// What is wrong with a mark, in a sentence. Pure functions.

import { formatTime } from '../format.js';

const kSlack = 0.0005; // seconds; as near as that counts as equal

/**
 * @param {{start: number, end: number}} range @param {import('./mark_ranges.js').Bounds} film
 * @returns {string|null} null where nothing is wrong
 */
export function whatIsWrong({ start, end }, { duration, frameSeconds }) {
  if (!Number.isFinite(start) || !Number.isFinite(end)) return 'Its times cannot be read.';
  if (start < 0) return 'It starts before the film.';
  if (duration !== null && start >= duration - kSlack) return `It starts behind the film’s end (${formatTime(duration)}).`;
  if (end <= start) return 'It ends before it starts.';
  if (end - start < frameSeconds - kSlack) return 'It is shorter than one frame.';
  if (duration !== null && end > duration + kSlack) return `It ends behind the film’s end (${formatTime(duration)}).`;
  return null;
}
