// @ts-check
// The clip that a double press asks for: a mark's own, or what lies between the scenes around it. Pure functions.

import { loudRange, sceneRanges } from '../room/marks_from.js';

/** @typedef {import('./film_data.js').Film} Film */
/** @typedef {{start: number, end: number, label: string}} Proposed */

/**
 * @param {Film} film @param {import('../room/marks_from.js').TimelineMark|null} mark  the pressed one
 * @param {number} time  where it was pressed @param {number} duration
 * @returns {Proposed|null}
 */
export function clipAt(film, mark, time, duration) {
  if (mark?.kind === 'loud') return loudRange({ start: mark.time, end: mark.end ?? mark.time }, duration);
  if (mark?.kind === 'chapter') return { start: mark.time, end: mark.end ?? duration, label: mark.title };
  const at = mark?.time ?? time;
  return sceneRanges([...film.scenes], duration).find((scene) => holds(scene, at)) ?? chapterAt(film, at, duration);
}

/** @param {Film} film @param {number} time @param {number} duration @returns {Proposed|null} */
function chapterAt({ marks }, time, duration) {
  const chapters = marks.filter(({ kind }) => kind === 'chapter');
  const ranges = chapters.map(({ time: start, end, title }) => ({ start, end: end ?? duration, label: title }));
  return ranges.find((range) => holds(range, time)) ?? null;
}

/** @param {{start: number, end: number}} range @param {number} time */
const holds = ({ start, end }, time) => time >= start && time < end;
