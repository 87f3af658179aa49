// @ts-check
// What the operations of a cut list make of its state. Each gives a new state, or the same where nothing can be done.

import { changeRange, clampRange, slideRange } from './mark_ranges.js';
import { isRange, kMaxMarks, kNoMarks, partLabel } from './marks.js';
import { clamp } from './sorted.js';

/** @typedef {import('./marks.js').Mark} Mark */
/** @typedef {import('./marks.js').CutState} CutState */
/** @typedef {import('./mark_ranges.js').Range} Range */
/** @typedef {import('./mark_ranges.js').Bounds} Bounds */
/** @typedef {{start?: number, end?: number, label?: string, focus?: {x: number, y: number}|null}} MarkPart */

/** @param {readonly Mark[]} marks @param {string} id @returns {Mark|null} */
export const find = (marks, id) => marks.find((mark) => mark.id === id) ?? null;

/** @param {CutState} state @param {Mark} mark @param {Bounds} film @returns {CutState} the mark last, and selected */
export function added(state, mark, film) {
  if (state.marks.length >= kMaxMarks) return state;
  const fitting = { ...mark, ...clampRange(mark.start, mark.end, film) };
  return { ...state, marks: [...state.marks, fitting], selected: mark.id, touched: 'end' };
}

/**
 * @param {CutState} state @param {string} id @param {MarkPart} part `focus: null` takes it away @param {Bounds} film
 * @returns {CutState}
 */
export function changed(state, id, part, film) {
  const mark = find(state.marks, id);
  if (!mark) return state;
  const { focus = mark.focus, label = mark.label } = part;
  const { focus: _focus, ...kept } = mark;
  const next = { ...kept, label, ...changeRange(mark, part, film), ...(focus ? { focus } : {}) };
  return { ...withMark(state, next), touched: touchedBy(part) ?? state.touched };
}

/**
 * @param {CutState} state @param {boolean} isOther  not the end that was touched last @param {(time: number) => number} to
 * @param {Bounds} film @returns {CutState} which end was touched last stays
 */
export function trimmed(state, isOther, to, film) {
  const mark = find(state.marks, state.selected);
  const edge = (state.touched === 'start') === isOther ? 'end' : 'start';
  return mark ? { ...changed(state, mark.id, { [edge]: to(mark[edge]) }, film), touched: state.touched } : state;
}

/** @param {CutState} state @param {string} id @param {number} start @param {Bounds} film @returns {CutState} */
export function slid(state, id, start, film) {
  const mark = find(state.marks, id);
  return mark ? withMark(state, { ...mark, ...slideRange(mark, start, film) }) : state;
}

/** @param {CutState} state @param {string} id @returns {CutState} the next one selected where it was */
export function removed(state, id) {
  const index = state.marks.findIndex((mark) => mark.id === id);
  if (index < 0) return state;
  const marks = state.marks.filter((mark) => mark.id !== id);
  const heir = marks[Math.min(index, marks.length - 1)]?.id ?? '';
  return { ...state, marks, selected: state.selected === id ? heir : state.selected };
}

/**
 * @param {CutState} state @param {string} id @param {number} at @param {string} newId of the second part @param {Bounds} film
 * @returns {CutState} the second part behind the first, and selected
 */
export function cutInTwo(state, id, at, newId, film) {
  const mark = find(state.marks, id);
  const least = film.frameSeconds - 1e-9;
  if (!mark || at - mark.start < least || mark.end - at < least || state.marks.length >= kMaxMarks) return state;
  const second = { ...mark, id: newId, start: at, label: partLabel(mark.label, state.marks) };
  const marks = state.marks.flatMap((each) => (each === mark ? [{ ...mark, end: at }, second] : [each]));
  return { ...state, marks, selected: newId, touched: 'start' };
}

/** @param {readonly import('./marks.js').ClipOfMark[]} clips @param {() => string} newId @returns {CutState} */
export function allNew(clips, newId) {
  const taken = clips.filter((clip) => isRange(clip)).slice(0, kMaxMarks);
  return { ...kNoMarks, marks: taken.map((clip) => ({ ...clip, label: clip.label ?? '', id: newId() })) };
}

/** @param {CutState} state @param {string} id @param {number} toIndex @returns {CutState} */
export function moved(state, id, toIndex) {
  const mark = find(state.marks, id);
  if (!mark) return state;
  const marks = state.marks.filter((each) => each !== mark);
  marks.splice(clamp(toIndex, 0, marks.length), 0, mark);
  return { ...state, marks };
}

/**
 * @param {CutState} state @param {import('./open_mark.js').MarkDeed} deed @param {string} newId for a new clip
 * @param {Bounds} film @returns {CutState}
 */
export function afterDeed(state, deed, newId, film) {
  if (deed.does === 'move') return changed(state, deed.id, { [deed.edge]: deed.to }, film);
  if (deed.does === 'open') return { ...state, open: deed.at };
  const next = added(state, { id: newId, start: deed.start, end: deed.end, label: '' }, film);
  return next === state ? state : { ...next, open: null };
}

/** The id after the selected one in the list, or before it; at the list's end the same. @param {CutState} state @param {1|-1} step */
export function neighbour({ marks, selected: now }, step) {
  const at = marks.findIndex(({ id }) => id === now);
  const to = at < 0 ? (step > 0 ? 0 : marks.length - 1) : at + step;
  return marks[to]?.id ?? now;
}

/** @param {CutState} state @param {string} id '' or an unknown one selects none @returns {CutState} */
export function selected(state, id) {
  if (id === state.selected) return state;
  return { ...state, selected: find(state.marks, id)?.id ?? '', touched: 'start' };
}

/** @param {CutState} state @param {Mark} next @returns {CutState} */
const withMark = (state, next) => ({ ...state, marks: state.marks.map((mark) => (mark.id === next.id ? next : mark)) });

/** @param {MarkPart} part @returns {import('./marks.js').Edge|null} */
function touchedBy({ start, end }) {
  if ((start === undefined) === (end === undefined)) return null;
  return start === undefined ? 'end' : 'start';
}
