// @ts-check
// What the timeline knows of the film, in the order that drawing and snapping need. Pure functions.

import { FrameTimes } from '../room/frame_times.js';

/** @typedef {import('../room/marks_from.js').TimelineMark} TimelineMark */
/** @typedef {import('../room/mark_ranges.js').Range} Range */
/** @typedef {{image: CanvasImageSource, sx: number, sy: number, sw: number, sh: number}} Thumb  a part of an image */
/** @typedef {{at(time: number, seconds: number): Thumb|null}} Thumbs  for a tile that begins there; null while there is none */
/** @typedef {{min: ArrayLike<number>, max: ArrayLike<number>}} PeakPoints  −1 to 1, for equal parts of a span */
/** @typedef {(start: number, end: number, points: number) => PeakPoints|null} Peaks  null while unknown */

/**
 * @typedef {object} FilmGiven
 * @property {FrameTimes} [frames]
 * @property {boolean} [hasPicture] @property {boolean} [hasSound] @property {number} [aspect]  width by height, upright
 * @property {readonly TimelineMark[]} [marks] @property {readonly Range[]} [silences] @property {ArrayLike<number>} [keyFrames]
 * @property {Thumbs|null} [thumbs] @property {Peaks|null} [peaks]
 */
/** @typedef {Required<Omit<FilmGiven, 'keyFrames'>> & FilmTimes} Film */
/**
 * @typedef {object} FilmTimes  ascending
 * @property {Float64Array} keyFrames @property {Float64Array} markTimes  of `marks`, in their order
 * @property {Float64Array} scenes @property {Float64Array} chapters @property {Float64Array} silenceEdges
 */

/** @type {Film} */
const kNone = {
  frames: new FrameTimes(),
  hasPicture: true,
  hasSound: true,
  aspect: 16 / 9,
  marks: [],
  silences: [],
  thumbs: null,
  peaks: null,
  keyFrames: new Float64Array(),
  markTimes: new Float64Array(),
  scenes: new Float64Array(),
  chapters: new Float64Array(),
  silenceEdges: new Float64Array(),
};

/** @param {FilmGiven} given  what is left out stays @param {Film} [before] @returns {Film} */
export function filmData(given, before = kNone) {
  const film = { ...before, ...given, keyFrames: given.keyFrames ? ascending(given.keyFrames) : before.keyFrames };
  const marks = given.marks ? [...given.marks].sort((a, b) => a.time - b.time) : before.marks;
  const silences = given.silences ? [...given.silences].sort((a, b) => a.start - b.start) : before.silences;
  return { ...film, marks, silences, ...timesOf(marks, silences) };
}

/** @param {readonly TimelineMark[]} marks @param {readonly Range[]} silences */
const timesOf = (marks, silences) => ({
  markTimes: Float64Array.from(marks, ({ time }) => time),
  scenes: ascending(marks.filter(({ kind }) => kind === 'scene').map(({ time }) => time)),
  chapters: ascending(
    marks.filter(({ kind }) => kind === 'chapter').flatMap(({ time, end }) => (end === null ? [time] : [time, end])),
  ),
  silenceEdges: ascending(silences.flatMap(({ start, end }) => [start, end])),
});

/** @param {ArrayLike<number>} times */
const ascending = (times) => Float64Array.from(times).sort();
