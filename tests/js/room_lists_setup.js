// What the tests of lists share: films, sample files, and random clips that come out the same in every run.
import { readFileSync } from 'node:fs';

import './words_setup.js';

export const film = (more = {}) => ({ durationSeconds: 600, frameRate: 25, fileName: 'film.mp4', ...more });

/** A file of tests/js/room_lists. */
export const sample = (name) => readFileSync(new URL(`./room_lists/${name}`, import.meta.url), 'utf8');

/** Clips as [start, end] or [start, end, label]. */
export const rows = ({ clips }) => clips.map(({ start, end, label }) => (label === undefined ? [start, end] : [start, end, label]));

/** Numbers from 0 to 1 (mulberry32). */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// What breaks formats: quotes, delimiters, escapes, line breaks, comments, sections, times, and marks of direction.
const kPieces = [
  ...['"', '""', "'", ',', ';', '\t', '\\', '\\n', '#', '=', '-', '–', '-->', '*', '<b>', '&amp;', '{', ']', '//', '/*', '%', '`', '$&'],
  ...['\n', '\r\n', '\n\n', '\u2028', '\u200F', '\u200E', '\u202E', '\uFEFF', '😀', '👨‍👩‍👧', 'é', 'שלום', '語', ' ', '  ', 'a', 'B7'],
  ...['[CHAPTER]', 'title=', 'TITLE:', '* FROM CLIP NAME: x', '0:10-0:20', '00:00:01,000 --> 00:00:02,000', '42', 'undefined', 'null', 'Start,End,Name'],
];

/** @param {() => number} random */
function randomLabel(random) {
  const pieces = Array.from({ length: Math.floor(random() * 6) }, () => kPieces[Math.floor(random() * kPieces.length)]);
  return pieces.join('');
}

/** Clips in whole milliseconds, out of order and overlapping, each with a start of its own. */
export function randomClips(seed, { durationSeconds }) {
  const random = randomFrom(seed);
  const starts = new Set(Array.from({ length: 1 + Math.floor(random() * 12) }, () => Math.floor(random() * (durationSeconds * 1000 - 200))));
  return [...starts].map((start) => {
    const end = Math.min(durationSeconds * 1000, start + 100 + Math.floor(random() * 60_000));
    const label = randomLabel(random);
    return { start: start / 1000, end: end / 1000, ...(label && { label }) };
  });
}
