// @ts-check
// Which marks get their names under the timeline: chapters first, then loud places, then scenes; no two overlap.

import { countBelow, countUpTo } from '../room/sorted.js';
import { LabelRow } from './label_row.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('../room/marks_from.js').TimelineMark} TimelineMark */
/** @typedef {import('../room/marks_from.js').MarkKind} MarkKind */
/** @typedef {{x: number, w: number, text: string, mark: TimelineMark}} PlacedLabel  from the mark's tick to the text's end */

/** @type {readonly MarkKind[]} */
const kOrder = ['chapter', 'loud', 'scene'];
export const kTickPx = 6; // from a mark's tick to its text
const kGapPx = 10;
const kLeastPx = 30;
const kLeastShortPx = 40; // a name that is cut shorter says nothing
const kMostPx = 320;

const row = new LabelRow();

/** @param {Scene} scene @returns {PlacedLabel[]} */
export function placeLabels(scene) {
  /** @type {PlacedLabel[]} */
  const labels = [];
  const { film, view } = scene;
  if (!scene.layout.marks.h) return labels;
  row.clear(view.width);
  const first = countBelow(film.markTimes, view.start);
  const last = countUpTo(film.markTimes, view.end);
  for (const kind of kOrder) {
    for (let i = first; i < last; i += 1) {
      if (film.marks[i].kind === kind) place(film.marks[i], Math.round(view.xOf(film.marks[i].time)), scene, labels);
    }
    const current = kind === 'chapter' && chapterUnderWay(scene, first);
    if (current) place(current, 0, scene, labels);
  }
  return labels;
}

/** @param {TimelineMark} mark @param {number} x @param {Scene} scene @param {PlacedLabel[]} labels */
function place(mark, x, scene, labels) {
  const { text, theme } = scene;
  const room = row.roomAt(x, kMostPx);
  if (room < kLeastPx) return;
  const name = mark.kind === 'chapter' ? chapterName(mark, x, room, scene) : mark.title;
  const w = kTickPx + text.width(theme.small, name);
  if (name && row.take(x, w + kGapPx)) labels.push({ x, w, text: name, mark });
}

/**
 * Shortened to the room before the next chapter, or where that is too little, to all the room there is.
 * @param {TimelineMark} mark @param {number} x @param {number} room @param {Scene} scene
 */
function chapterName(mark, x, room, { view, film, text, theme }) {
  const next = film.chapters[countUpTo(film.chapters, Math.max(mark.time, view.start))];
  const own = next === undefined ? room : Math.min(room, view.xOf(next) - x + kGapPx / 2);
  for (const most of [own, room]) {
    const name = text.fit(theme.small, mark.title, most - kTickPx - kGapPx);
    if (name === mark.title || text.width(theme.small, name) >= kLeastShortPx * theme.scale) return name;
  }
  return '';
}

/** The chapter that began before the view and goes on: its name stands at the left. @param {Scene} scene @param {number} first */
function chapterUnderWay({ film, view }, first) {
  for (let i = first - 1; i >= 0; i -= 1) {
    const mark = film.marks[i];
    if (mark.kind === 'chapter') return mark.end === null || mark.end > view.start ? mark : null;
  }
  return null;
}
