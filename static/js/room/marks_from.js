// @ts-check
// The server's suggestions as marks on the timeline, and as clips that a person may take. Pure functions.

import { formatTime } from '../format.js';
import { tPlain } from '../lang/t.js';
import { clamp } from './sorted.js';

/** @typedef {import('./mark_ranges.js').Range} Range */
/** @typedef {import('../types.js').Chapter} Chapter */
/**
 * @typedef {object} Suggestions
 * @property {Chapter[]} chapters @property {number[]} scenes  where a new one begins
 * @property {Range[]} silences @property {Range[]} loud @property {number[]} keyFrames
 */
/** @typedef {'chapter'|'scene'|'loud'} MarkKind */
/** @typedef {{time: number, end: number|null, kind: MarkKind, title: string}} TimelineMark */
/** @typedef {{start: number, end: number, kind: MarkKind|'sound', label: string}} Proposal */

const kLoudSeconds = 15;
const kShortestSound = 0.2; // seconds between two silences; less is a click

/** @param {Partial<Suggestions>} suggestions @param {number|null} duration @returns {TimelineMark[]} ascending */
export function timelineMarks({ chapters = [], scenes = [], loud = [] }, duration) {
  /** @type {TimelineMark[]} */
  const marks = [
    ...chapterRanges(chapters, duration).map(({ start, end, label }) => mark('chapter', start, end, label)),
    ...scenes.map((time) => mark('scene', time, null, tPlain('room.snap.scene'))),
    ...loud.map(({ start, end }) => mark('loud', start, end, tPlain('room.loud'))),
  ];
  return marks.sort((a, b) => a.time - b.time);
}

/** @param {MarkKind} kind @param {number} time @param {number|null} end @param {string} title @returns {TimelineMark} */
const mark = (kind, time, end, title) => ({ time, end, kind, title });

/**
 * Chapters, then scenes, loud places, and what lies between the silences.
 * @param {Partial<Suggestions>} suggestions @param {number|null} duration @returns {Proposal[]}
 */
export function proposals({ chapters = [], scenes = [], loud = [], silences = [] }, duration) {
  return [
    ...chapterRanges(chapters, duration),
    ...sceneRanges(scenes, duration),
    ...loud.map((range) => loudRange(range, duration)),
    ...soundRanges(silences, duration),
  ];
}

/** A chapter without an end lasts to the next. @param {Chapter[]} chapters @param {number|null} duration @returns {Proposal[]} */
function chapterRanges(chapters, duration) {
  const sorted = [...chapters].sort((a, b) => a.start - b.start);
  return sorted.flatMap(({ start, end, title }, i) => {
    const until = end ?? sorted[i + 1]?.start ?? duration;
    if (until === null || until <= start) return [];
    return [{ start, end: until, kind: 'chapter', label: title.trim() || tPlain('room.chapterNumber', { number: i + 1 }) }];
  });
}

/** @param {number[]} scenes @param {number|null} duration @returns {Proposal[]} */
export function sceneRanges(scenes, duration) {
  const sorted = [...scenes].sort((a, b) => a - b);
  if (!sorted.length) return [];
  const cuts = [0, ...sorted, ...(duration === null ? [] : [duration])].filter((cut, i, all) => i === 0 || cut > all[i - 1]);
  return cuts.slice(1).map((end, i) => ({ start: cuts[i], end, kind: 'scene', label: tPlain('room.sceneNumber', { number: i + 1 }) }));
}

/** A loud place and what is around it, 15 seconds in all. @param {Range} range @param {number|null} duration @returns {Proposal} */
export function loudRange({ start, end }, duration) {
  const seconds = Math.max(end - start, Math.min(kLoudSeconds, duration ?? Infinity));
  const from = clamp((start + end - seconds) / 2, 0, Math.max(0, (duration ?? Infinity) - seconds));
  return { start: from, end: from + seconds, kind: 'loud', label: tPlain('room.loudAt', { time: formatTime(Math.floor(start)) }) };
}

/** What is left where the silences are cut out. @param {Range[]} silences @param {number|null} duration @returns {Proposal[]} */
export function soundRanges(silences, duration) {
  if (!silences.length) return [];
  const sorted = [...silences].sort((a, b) => a.start - b.start);
  /** @type {Proposal[]} */
  const found = [];
  let from = 0;
  for (const { start, end } of [...sorted, { start: duration ?? 0, end: 0 }]) {
    if (start - from >= kShortestSound) found.push({ start: from, end: start, kind: 'sound', label: soundLabel(from, start) });
    from = Math.max(from, end);
  }
  return found;
}

/** @param {number} start @param {number} end */
const soundLabel = (start, end) => tPlain('room.soundFrom', { start: formatTime(Math.round(start)), end: formatTime(Math.round(end)) });
