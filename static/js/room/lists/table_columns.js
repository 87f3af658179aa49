// @ts-check
// Which column of a table holds what, told by its header: "start,end,name", "In;Out;Label", in any order.

import { timebaseOf } from './timecode.js';

/** `scale` makes seconds of plain numbers; null where that takes the frame rate. @typedef {{at: number, scale: number|null}} TimeColumn */
/** `width` counts the header's cells. @typedef {{start: TimeColumn, end: TimeColumn|null, duration: TimeColumn|null, label: number|null, width: number, unread: string[]}} Columns */

/** @type {Record<string, string[]>} */
const kTimeWords = {
  start: ['start', 'starts', 'begin', 'begins', 'beginning', 'from', 'in'],
  end: ['end', 'ends', 'out', 'stop', 'to', 'until', 'finish'],
  duration: ['duration', 'length', 'dur'],
};
const kStartAlone = ['time', 'timestamp', 'timecode', 'position'];
const kMilliseconds = ['ms', 'msec', 'millis', 'milliseconds'];
const kFrames = ['frame', 'frames'];
const kBeside = ['point', 'tc', 'code', 'seconds', 'sec', 'secs', 's', 'hh', 'mm', 'ss', 'hms', 'marker', 'clip', 'source'];
// The first of these that is there is the name.
const kLabelWords = ['name', 'label', 'title', 'chapter', 'text', 'clip', 'caption', 'description', 'comment', 'comments', 'note', 'notes'];
const kKnown = new Set([...Object.values(kTimeWords).flat(), ...kStartAlone, ...kMilliseconds, ...kFrames, ...kBeside]);

/** Start, end, and all that follows as the name. @type {Columns} */
export const kPlainColumns = { start: { at: 0, scale: 1 }, end: { at: 1, scale: 1 }, duration: null, label: 2, width: 3, unread: [] };

/** Null where the cells are no header. @param {string[]} cells @param {number|null} frameRate @returns {Columns|null} */
export function columnsOf(cells, frameRate) {
  const headings = cells.map(wordsOf);
  const roles = headings.map(timeRole);
  /** @param {string} role */
  const column = (role) => {
    const at = roles.indexOf(role);
    return at === -1 ? null : { at, scale: scaleOf(headings[at], frameRate) };
  };
  const [start, end, duration] = [column('start') ?? column('time'), column('end'), column('duration')];
  const label = labelColumn(headings, roles);
  if (!start || (!end && !duration && label === null)) return null;
  const read = [start.at, end ? end.at : duration?.at, label];
  return { start, end, duration: end ? null : duration, label, width: cells.length, unread: cells.filter((cell, i) => cell && !read.includes(i)) };
}

/** "startTime (ms)" → start, time, ms. @param {string} cell */
const wordsOf = (cell) =>
  cell.slice(0, 100).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);

/** A sentence that happens to hold "in" or "to" has none. @param {string[]} words */
function timeRole(words) {
  if (!words.every((word) => kKnown.has(word))) return null;
  const role = Object.keys(kTimeWords).find((each) => words.some((word) => kTimeWords[each].includes(word)));
  return role ?? (words.some((word) => kStartAlone.includes(word)) ? 'time' : null);
}

/** @param {string[][]} headings @param {(string|null)[]} roles */
function labelColumn(headings, roles) {
  for (const label of kLabelWords) {
    const at = headings.findIndex((words, i) => roles[i] === null && words.length <= 3 && words.includes(label));
    if (at !== -1) return at;
  }
  return null;
}

/** @param {string[]} words @param {number|null} frameRate */
function scaleOf(words, frameRate) {
  if (words.some((word) => kMilliseconds.includes(word))) return 0.001;
  const base = timebaseOf(frameRate);
  if (words.some((word) => kFrames.includes(word))) return base && 1 / base.rate;
  return 1;
}
