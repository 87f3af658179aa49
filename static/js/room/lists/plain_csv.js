// @ts-check
// A table for spreadsheets: a header, then start, end and name of each clip, in seconds. It is read as any other table.

import { rowText } from './delimited_rows.js';
import { secondsText, spanInMilliseconds } from './list_times.js';

const kHeader = ['Start', 'End', 'Name']; // so spelled, LosslessCut knows it for a header
const kLineEnd = '\r\n'; // RFC 4180

/** @param {import('../../types.js').Clip[]} clips @returns {import('./reading.js').WrittenList} */
export function writeCsv(clips) {
  const rows = clips.map((clip) => {
    const { from, to } = spanInMilliseconds(clip);
    return [secondsText(from), secondsText(to), clip.label ?? ''];
  });
  return { text: [kHeader, ...rows].map((row) => `${rowText(row)}${kLineEnd}`).join(''), warnings: [] };
}
