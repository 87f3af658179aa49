// @ts-check
// Lists of times as people paste them: subtitles, tables, chapters and ranges. The text itself tells which it is.

import { t } from '../../lang/t.js';
import { headOf, reader } from './reading.js';
import { holdsCues, looksLikeSubRip, readSubRip, readSubRipCues } from './subrip.js';
import { readTimeLines } from './time_lines.js';
import { findTable, readTable } from './time_table.js';
import { looksLikeWebVtt, readWebVtt } from './webvtt.js';

/** @typedef {import('./reading.js').Film} Film */

/** @type {Record<string, string>} */
const kNames = { '\t': 'lists.format.tabs', ';': 'lists.format.semicolons', ',': 'lists.format.commas' };

/** @param {string} text @param {Film} film */
export function readTimeList(text, film) {
  const head = headOf(text);
  if (looksLikeWebVtt(head)) return readWebVtt(text, film);
  return looksLikeSubRip(head) ? readSubRip(text, film) : readTableOrLines(text, film);
}

// A name in a table may hold what looks like a cue.
const readTableOrLines = reader('', (text, reading) => {
  reading.format = t('lists.format.times');
  const table = findTable(text, reading.film.frameRate);
  if (!table) return holdsCues(headOf(text)) ? readSubRipCues(text, reading) : readTimeLines(text, reading);
  reading.format = t(kNames[table.delimiter]);
  return readTable(table, reading);
});
