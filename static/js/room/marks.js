// @ts-check
// The marks of a cut list as values: made from clips and drafts, compared, named. Pure functions.

import { tPlain } from '../lang/t.js';
import { kRecipeFields } from '../recipe_fields.js';

/**
 * A clip in the making. Fields of the recipe's clip that the room does not show are kept beside these.
 * @typedef {object} Mark
 * @property {string} id
 * @property {number} start  seconds
 * @property {number} end
 * @property {string} label  may be empty
 * @property {{x: number, y: number}} [focus]  0 to 1
 */

/** @typedef {{start: number, end: number, label?: string, focus?: {x: number, y: number}}} ClipOfMark */
/** @typedef {'start'|'end'} Edge */

/**
 * @typedef {object} CutState
 * @property {readonly Mark[]} marks  in the person's order
 * @property {string} selected  an id, or ''
 * @property {number|null} open  the in point that still waits for its out point
 * @property {Edge} touched  the selected mark's end that was moved last
 */

/** What is kept of a cut list between visits. @typedef {{marks: Mark[], selected: string, open: number|null}} Draft */

export const kMaxMarks = kRecipeFields.clips.maxItems;

/** @type {CutState} */
export const kNoMarks = { marks: [], selected: '', open: null, touched: 'start' };

/** @param {CutState} a @param {CutState} b */
export const sameMarks = (a, b) =>
  a.open === b.open && a.marks.length === b.marks.length && a.marks.every((mark, i) => sameMark(mark, b.marks[i]));

/** @param {Mark} a @param {Mark} b */
const sameMark = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The recipe's clip; times to the microsecond. @param {Mark} mark @returns {ClipOfMark} */
export function clipOf({ id: _id, label, start, end, ...rest }) {
  const clip = { start: toMicroseconds(start), end: toMicroseconds(end), ...rest };
  return label.trim() ? { ...clip, label: label.trim() } : clip;
}

/** @param {number} seconds */
const toMicroseconds = (seconds) => Math.round(seconds * 1e6) / 1e6;

/** @param {unknown} value @returns {value is {start: number, end: number}} */
export const isRange = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Number.isFinite(/** @type {any} */ (value).start) &&
  Number.isFinite(/** @type {any} */ (value).end);

/** The state of a draft; what is not one gives none. @param {any} draft @returns {CutState} */
export function stateOf(draft) {
  if (!Array.isArray(draft?.marks)) return kNoMarks;
  const marks = draft.marks
    .filter((/** @type {any} */ mark) => isRange(mark) && typeof (/** @type {any} */ (mark).id) === 'string')
    .map((/** @type {any} */ mark) => ({ ...mark, label: String(mark.label ?? '') }))
    .slice(0, kMaxMarks);
  const selected = marks.some((/** @type {Mark} */ { id }) => id === draft.selected) ? draft.selected : '';
  return { marks, selected, open: Number.isFinite(draft.open) ? draft.open : null, touched: 'start' };
}

/**
 * The name of what a split leaves over: "Bridge" → "Bridge, part 2", and on from there.
 * @param {string} label @param {readonly Mark[]} marks
 */
export function partLabel(label, marks) {
  if (!label) return '';
  const [before, after] = suffixOf('|').split('|');
  const isPart = label.includes(before) && label.endsWith(after);
  const number = isPart ? label.slice(label.lastIndexOf(before) + before.length, label.length - after.length) : '';
  const isNumbered = /^\d+$/.test(number);
  const stem = isNumbered ? label.slice(0, label.lastIndexOf(before)) : label;
  const taken = new Set(marks.map((mark) => mark.label));
  let n = isNumbered ? Number(number) + 1 : 2;
  while (taken.has(stem + suffixOf(String(n)))) n += 1;
  return stem + suffixOf(String(n));
}

/** @param {string} number */
const suffixOf = (number) => tPlain('room.partSuffix', { number });
