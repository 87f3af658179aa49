// @ts-check
// Times in lists: read in the forms of people and programs, written as the formats want them. Pure functions.

import { parseTime } from '../../ranges.js';

/** Seconds, or null. Takes what parseTime takes, and "1:02,5", "1h 02m", "1 min 15 sec". @param {string} text */
export function readTime(text) {
  const t = text.toLowerCase().replace(',', '.');
  return parseTime(/[hms]/.test(t) ? t.replace(/\s/g, '').replace('min', 'm').replace('sec', 's') : t);
}

/** @param {number} seconds */
export const millisecondsOf = (seconds) => Math.round(seconds * 1000);

/** The clip in whole milliseconds, at least one long. @param {import('../../types.js').Clip} clip */
export function spanInMilliseconds({ start, end }) {
  const from = millisecondsOf(start);
  return { from, to: Math.max(from + 1, millisecondsOf(end)) };
}

/** 62.5 → "62.5": seconds with three decimals at most, and no more than they need. @param {number} milliseconds */
export const secondsText = (milliseconds) => String(milliseconds / 1000);

/** 62500 → "00:01:02,500" with a comma for the point. @param {number} milliseconds @param {string} point */
export function stampText(milliseconds, point) {
  const seconds = Math.floor(milliseconds / 1000);
  const fields = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${fields.map((field) => String(field).padStart(2, '0')).join(':')}${point}${String(milliseconds % 1000).padStart(3, '0')}`;
}
