// @ts-check
// From what a list says to the clips it means: ends that are not written, the film's end, doubles, and the bound on clips.

import { formatTime } from '../../format.js';
import { t } from '../../lang/t.js';
import { kRecipeFields } from '../../recipe_fields.js';
import { fittingLabel, plainLabel } from './labels.js';

/** @typedef {import('./reading.js').Entry} Entry */
/** @typedef {import('../../types.js').Clip} Clip */
/** The key of what is said, and its values. @typedef {[string, Record<string, string|number>?]} Said */

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
    if (Array.isArray(clip)) {
      reading.refuse(entry.at, ...clip);
      continue;
    }
    const key = JSON.stringify(clip);
    if (seen.has(key)) {
      reading.refuse(entry.at, 'lists.twice');
      continue;
    }
    seen.add(key);
    clips.push(clip);
    for (const remark of remarksOn(clip, entry, film)) reading.refuse(entry.at, ...remark);
  }
  if (clips.length > kMaxClips) reading.say(t('lists.tooManyClips', { count: clips.length, max: kMaxClips }));
  return clips.slice(0, kMaxClips);
}

/** @param {number|null} figure */
const positive = (figure) => (figure !== null && figure > 0 ? figure : null);

/** To each start the next later one. @param {Entry[]} entries */
function nextStarts(entries) {
  const starts = [...new Set(entries.map(({ start }) => start))].sort((a, b) => a - b);
  return new Map(starts.slice(1).map((next, i) => [starts[i], next]));
}

/** @param {Entry} entry @param {Map<number, number>} nextStart @param {number|null} duration @returns {Clip|Said} */
function clipOf(entry, nextStart, duration) {
  const start = inMicroseconds(entry.start);
  if (!(start >= 0)) return ['lists.beforeFilm'];
  if (duration !== null && start >= duration) return ['lists.behindFilm', { duration: formatTime(duration) }];
  if (entry.end === 'marker') return ['lists.isMarker'];
  const written = typeof entry.end === 'number' ? entry.end : entry.end === 'next' ? nextStart.get(entry.start) : undefined;
  if (written === undefined && duration === null) return ['lists.noEnd'];
  const end = inMicroseconds(written ?? duration ?? 0);
  if (end < start) return ['lists.backwards'];
  if (end === start) return ['lists.noLength'];
  if (!(end <= kMaxSeconds)) return ['lists.beyond'];
  const label = fittingLabel(plainLabel(entry.label));
  return { start, end, ...(label && { label }) };
}

/** Sums and quotients of times leave a tail of digits. @param {number} seconds */
const inMicroseconds = (seconds) => Math.round(seconds * 1e6) / 1e6;

/** What to say of a clip that is kept. @param {Clip} clip @param {Entry} entry @param {{duration: number|null, frame: number}} film */
function remarksOn(clip, entry, film) {
  /** @type {Said[]} */
  const remarks = [];
  if (film.duration !== null && clip.end > film.duration + film.frame) {
    remarks.push(['lists.endsBehindFilm', { duration: formatTime(film.duration) }]);
  }
  if ((clip.label ?? '') !== plainLabel(entry.label)) remarks.push(['lists.longName']);
  return remarks;
}
