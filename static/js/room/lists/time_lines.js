// @ts-check
// Lists of times as people paste them, one or more a line: chapters ("0:00 Intro") and ranges ("1:02-1:17 name").

import { t } from '../../lang/t.js';
import { findTimes } from './time_forms.js';

/** @typedef {import('./time_forms.js').Found} Found */
/** @typedef {{line: number, text: string, found: Found[]|null}} Line */

const kLongestLine = 5000; // characters

/** @param {string} text @param {import('./reading.js').Reading} reading */
export function readTimeLines(text, reading) {
  const lines = linesOf(text);
  for (const line of inPairs(lines) ?? lines) {
    if (line.found) for (const { start, end, label } of line.found) reading.add({ at: line, start, end, label });
    else reading.refuse(line, 'lists.noTime');
  }
  reading.format = formatOf(lines.flatMap(({ found }) => found ?? [])) ?? reading.format;
}

/** @param {string} text @returns {Line[]} */
function linesOf(text) {
  const lines = [];
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line) lines.push({ line: i + 1, text: line, found: line.length > kLongestLine ? null : findTimes(line) });
  }
  return lines;
}

/**
 * YouTube's page, copied, gives times and names on lines in turn.
 * @param {Line[]} lines @returns {Line[]|null} a line for each pair; null where they do not take turns
 */
function inPairs(lines) {
  const isTime = lines.map(isTimeAlone);
  const first = isTime[0] ? 0 : 1; // where the times stand in the pairs
  const turns = lines.every(({ found }, i) => (i % 2 === first ? isTime[i] : found === null));
  if (!turns || lines.length % 2 === 1) return null;
  return lines.filter((_, i) => i % 2 === first).map((time, i) => named(time, lines[2 * i + 1 - first]));
}

/** @param {Line} line */
const isTimeAlone = ({ found }) => found?.length === 1 && found[0].end === 'next' && found[0].label === '';

/** @param {Line} time @param {Line} name @returns {Line} */
const named = (time, name) => ({ ...time, text: `${time.text} ${name.text}`, found: (time.found ?? []).map((found) => ({ ...found, label: name.text })) });

/** @param {Found[]} found */
function formatOf(found) {
  if (found.length === 0) return null;
  const ranges = found.filter(({ end }) => end !== 'next').length;
  if (ranges === 0) return t('lists.format.chapters');
  return t(ranges === found.length ? 'lists.format.ranges' : 'lists.format.mixed');
}
