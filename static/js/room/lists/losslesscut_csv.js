// @ts-check
// The CSV of LosslessCut: rows of start, end and name, in seconds, parted by commas.
// Since 3.65 it writes the header "Start,End,Name", and a row without an end is a marker; before, it ran to the film's end.
// It takes each time to three decimals only, and refuses rows of unequal length.

import { t } from '../../lang/t.js';
import { rowText, splitRows } from './delimited_rows.js';
import { secondsText, spanInMilliseconds } from './list_times.js';
import { reader } from './reading.js';
import { columnsOf, kPlainColumns } from './table_columns.js';
import { isLosslessCutHeader, readTable } from './time_table.js';

/** @typedef {import('../../types.js').Clip} Clip */

const kSeconds = /^(?:\d{1,9}(?:\.\d{1,20})?)?$/;

/** From the beginning of a text. @param {string} text */
export function looksLikeLosslessCutCsv(text) {
  const [line] = text.split('\n', 1);
  if (isLosslessCutHeader(line.trim())) return line.includes(',');
  const [start, end] = line.split(',', 3).map((cell) => cell.trim());
  return end !== undefined && kSeconds.test(start) && kSeconds.test(end) && start !== end;
}

export const readLosslessCutCsv = reader('LosslessCut CSV', (text, reading) => {
  const { rows, unclosed } = splitRows(text, ',');
  const hasHeader = isLosslessCutHeader(rows[0]?.text ?? '');
  const columns = (hasHeader && columnsOf(rows[0].cells, null)) || kPlainColumns;
  const open = hasHeader ? 0 : rows.filter(({ cells }) => !cells[1]).length;
  if (open > 0) reading.say(t('lists.openRows', { count: open }));
  readTable({ delimiter: ',', columns, openEnd: hasHeader ? 'marker' : 'film', before: [], rows: hasHeader ? rows.slice(1) : rows, unclosed }, reading);
});

/** Without a header, which versions before 3.65 take for a row. @param {Clip[]} clips @returns {import('./reading.js').WrittenList} */
export function writeLosslessCutCsv(clips) {
  const rows = clips.map((clip) => {
    const { from, to } = spanInMilliseconds(clip);
    return `${rowText([secondsText(from), secondsText(to), clip.label ?? ''])}\n`;
  });
  return { text: rows.join(''), warnings: [] };
}
