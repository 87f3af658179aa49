// @ts-check
// The timeline in a sentence, for people who hear the page. Pure functions.

import { count, formatTime } from '../format.js';

/**
 * @param {{start: number, end: number, duration: number}} view @param {number} clips @param {number} playhead
 * @returns {string} such as "Timeline, 0:54 to 1:52 of 4:59, 3 clips, at 1:02.5"
 */
export function timelineWords({ start, end, duration }, clips, playhead) {
  const part = end - start >= duration - 1e-9 ? `0:00 to ${formatTime(roundly(duration))}` : partWords(start, end, duration);
  return `Timeline, ${part}, ${count(clips, 'clip')}, at ${formatTime(playhead)}`;
}

/** @param {number} start @param {number} end @param {number} duration */
const partWords = (start, end, duration) =>
  `${formatTime(roundly(start))} to ${formatTime(roundly(end))} of ${formatTime(roundly(duration))}`;

/** @param {number} seconds */
const roundly = (seconds) => Math.round(seconds * 10) / 10;
