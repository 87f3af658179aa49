// @ts-check
// From what a list says to the clips it means: ends that are not written, the film's end, doubles, and the bound on clips.

import { formatTime } from '../../format.js';
import { kRecipeFields } from '../../recipe_fields.js';
import { fittingLabel, plainLabel } from './labels.js';

/** @typedef {import('./reading.js').Entry} Entry */
/** @typedef {import('../../types.js').Clip} Clip */

const kMaxClips = kRecipeFields.clips.maxItems;
const kMaxSeconds = 1e9; // the server's bound on a time
const kUsualFrameRate = 25; // where it is not known

/** @param {Entry[]} entries @param {import('./reading.js').Reading} reading */
export function clipsOf(entries, reading) {
  const { durationSeconds: duration, frameRate } = reading.film;
  const film = { duration: positive(duration), frame: 1 / (positive(frameRate) ?? kUsualFrameRate) };
  const nextStart = nextStarts(entries);
  /** @type {Clip[]} */
  const clips = [];
  const seen = new Set();
  for (const entry of entries) {
    const clip = clipOf(entry, nextStart, film.duration);
    if (typeof clip === 'string') {
      reading.refuse(entry.at, clip);
      continue;
    }
    const key = JSON.stringify(clip);
    if (seen.has(key)) {
      reading.refuse(entry.at, 'is there twice.');
      continue;
    }
    seen.add(key);
    clips.push(clip);
    for (const remark of remarksOn(clip, entry, film)) reading.refuse(entry.at, remark);
  }
  if (clips.length > kMaxClips) reading.say(`${clips.length} clips are too many: the first ${kMaxClips} are kept.`);
  return clips.slice(0, kMaxClips);
}

/** @param {number|null} figure */
const positive = (figure) => (figure !== null && figure > 0 ? figure : null);

/** To each start the next later one. @param {Entry[]} entries */
function nextStarts(entries) {
  const starts = [...new Set(entries.map(({ start }) => start))].sort((a, b) => a - b);
  return new Map(starts.slice(1).map((next, i) => [starts[i], next]));
}

/** @param {Entry} entry @param {Map<number, number>} nextStart @param {number|null} duration @returns {Clip|string} */
function clipOf(entry, nextStart, duration) {
  const start = inMicroseconds(entry.start);
  if (!(start >= 0)) return 'begins before the film does.';
  if (duration !== null && start >= duration) return `starts behind the end of the film (${formatTime(duration)}) and is left out.`;
  if (entry.end === 'marker') return 'has no end: it marks a point of time, which is no clip, and is left out.';
  const written = typeof entry.end === 'number' ? entry.end : entry.end === 'next' ? nextStart.get(entry.start) : undefined;
  if (written === undefined && duration === null) return 'has no end, and the length of the film is not known. Write its end too, like 1:02-1:17.';
  const end = inMicroseconds(written ?? duration ?? 0);
  if (end < start) return 'ends before it starts.';
  if (end === start) return 'has no length.';
  if (!(end <= kMaxSeconds)) return 'lies beyond the end of any film.';
  const label = fittingLabel(plainLabel(entry.label));
  return { start, end, ...(label && { label }) };
}

/** Sums and quotients of times leave a tail of digits. @param {number} seconds */
const inMicroseconds = (seconds) => Math.round(seconds * 1e6) / 1e6;

/** What to say of a clip that is kept. @param {Clip} clip @param {Entry} entry @param {{duration: number|null, frame: number}} film */
function remarksOn(clip, entry, film) {
  const remarks = [];
  if (film.duration !== null && clip.end > film.duration + film.frame) {
    remarks.push(`ends behind the end of the film (${formatTime(film.duration)}).`);
  }
  if ((clip.label ?? '') !== plainLabel(entry.label)) remarks.push('has a name longer than 200 bytes: it is cut.');
  return remarks;
}
