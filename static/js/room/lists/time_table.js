// @ts-check
// Tables of times: rows of cells with a start, an end and a name, with a header or without.

import { listed } from '../../format.js';
import { t } from '../../lang/t.js';
import { splitRows } from './delimited_rows.js';
import { shortened } from './labels.js';
import { readTime } from './list_times.js';
import { columnsOf, kPlainColumns } from './table_columns.js';
import { frameOf, isTimecode, saysDrop, timebaseOf } from './timecode.js';

/** @typedef {import('./reading.js').Reading} Reading */
/** @typedef {import('./delimited_rows.js').Row} Row */
/** @typedef {import('./table_columns.js').Columns} Columns */
/** @typedef {import('./table_columns.js').TimeColumn} TimeColumn */

/** What an end that is not written means. @typedef {'film'|'next'|'marker'} OpenEnd */
/** `before` are rows above the table. @typedef {{delimiter: string, columns: Columns, openEnd: OpenEnd, before: Row[], rows: Row[], unclosed: number|null}} Table */

const kDelimiters = ['\t', ';', ','];
const kSearched = 10; // rows in which a header stands
const kWidest = 100; // cells of a header
const kSampled = 200; // rows of which half must be of times, where there is no header
// LosslessCut writes this, and an end that is not there as "undefined" among seconds.
const kLosslessCutHeader = /^Start[,\t]End(?:[,\t]Name(?:[,\t].*)?)?$/;
const kNothing = 'undefined';

/** Null where the text is no table. @param {string} text @param {number|null} frameRate @returns {Table|null} */
export function findTable(text, frameRate) {
  for (const delimiter of kDelimiters) {
    const table = text.includes(delimiter) ? tableOf(text, delimiter, frameRate) : null;
    if (table) return table;
  }
  return null;
}

/** @param {string} text @param {string} delimiter @param {number|null} frameRate @returns {Table|null} */
function tableOf(text, delimiter, frameRate) {
  const { rows, unclosed } = splitRows(text, delimiter);
  for (const [i, row] of rows.slice(0, kSearched).entries()) {
    const columns = row.cells.length <= kWidest ? columnsOf(row.cells, frameRate) : null;
    if (columns && rows.length > i + 1 && holdsTime(rows[i + 1].cells[columns.start.at])) {
      const openEnd = isLosslessCutHeader(row.text) ? 'marker' : columns.end || columns.duration ? 'film' : 'next';
      return { delimiter, columns, openEnd, before: rows.slice(0, i), rows: rows.slice(i + 1), unclosed };
    }
  }
  const sample = rows.slice(0, kSampled);
  const plain = sample.filter(({ cells }) => isPlainRow(cells)).length;
  return plain > 0 && plain * 2 >= sample.length ? { delimiter, columns: kPlainColumns, openEnd: 'film', before: [], rows, unclosed } : null;
}

/** @param {string} line */
export const isLosslessCutHeader = (line) => kLosslessCutHeader.test(line);

/** @param {string|undefined} cell */
const holdsTime = (cell) => cell !== undefined && (cell === '' || isTimecode(cell) || readTime(cell) !== null);

/** @param {string[]} cells */
const isPlainRow = ([start, end]) => holdsTime(start) && holdsTime(end) && `${start}${end}` !== '';

/** @param {Table} table @param {Reading} reading */
export function readTable({ delimiter, columns, openEnd, before, rows, unclosed }, reading) {
  if (unclosed !== null) reading.say(t('lists.unclosed', { line: unclosed }));
  for (const row of before) reading.refuse(placeOf(row), 'lists.aboveTable');
  if (columns.unread.length > 0) reading.say(t('lists.unreadColumns', { columns: quoted(columns.unread) }));
  if (needsFrameRate(columns, rows, reading.film.frameRate)) return reading.askForFrameRate();
  for (const row of rows) readRow(row, columns, reading, { delimiter, openEnd });
}

/** @param {Row} row */
const placeOf = ({ line, text }) => ({ line, text });

/** @param {string[]} names */
const quoted = (names) => {
  const first = listed(names.slice(0, 5).map((name) => t('common.quoted', { text: shortened(name) })));
  return names.length > 5 ? t('lists.andMore', { first }) : first;
};

/** @param {Columns} columns @param {Row[]} rows @param {number|null} frameRate */
function needsFrameRate(columns, rows, frameRate) {
  const times = [columns.start, columns.end, columns.duration].flatMap((column) => column ?? []);
  if (times.some(({ scale }) => scale === null)) return true;
  return !timebaseOf(frameRate) && rows.some(({ cells }) => times.some((column) => isTimecode(cells[column.at] ?? '')));
}

/** @param {Row} row @param {Columns} columns @param {Reading} reading @param {{openEnd: OpenEnd, delimiter: string}} how */
function readRow(row, columns, reading, { openEnd, delimiter }) {
  const start = timeIn(row, columns.start, reading.film.frameRate);
  const end = timeIn(row, columns.end, reading.film.frameRate);
  const duration = timeIn(row, columns.duration, reading.film.frameRate);
  for (const time of [start, end, duration]) {
    if (typeof time === 'string') return reading.refuse(placeOf(row), 'lists.notATime', { text: shortened(time) });
  }
  if (start === null && end === null) return reading.refuse(placeOf(row), 'lists.rowWithoutTime');
  if (columns.label !== columns.width - 1 && row.cells.slice(columns.width).some(Boolean)) {
    reading.refuse(placeOf(row), 'lists.moreCells');
  }
  const from = Number(start ?? 0);
  const written = duration === null ? end : from + Number(duration);
  return reading.add({ at: placeOf(row), start: from, end: written === null ? openEnd : Number(written), label: labelOf(row.cells, columns, delimiter) });
}

/** Seconds; null where none is written; the cell itself where it is no time. @param {Row} row @param {TimeColumn|null} column @param {number|null} frameRate */
function timeIn({ cells }, column, frameRate) {
  const cell = column ? (cells[column.at] ?? '') : '';
  if (!column || cell === '' || cell === kNothing) return null;
  const base = isTimecode(cell) ? timebaseOf(frameRate) : null;
  if (base) {
    const frame = frameOf(cell, base, base.mayDrop && saysDrop(cell));
    return frame === null ? cell : frame / base.rate;
  }
  const seconds = readTime(cell);
  return seconds === null ? cell : seconds * (/[:hms]/i.test(cell) ? 1 : (column.scale ?? 1));
}

/** A name in the last column may hold delimiters of its own. @param {string[]} cells @param {Columns} columns @param {string} delimiter */
function labelOf(cells, { label, width }, delimiter) {
  if (label === width - 1) return cells.slice(label).filter(Boolean).join(delimiter === '\t' ? ' ' : `${delimiter} `);
  return label === null ? '' : (cells[label] ?? '');
}
