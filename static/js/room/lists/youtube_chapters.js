// @ts-check
// Chapters as YouTube reads them from a video's description: a time and a name a line. They hold no ends.
// The rules are those of YouTube's help page on chapters, and of its API on descriptions.

import { formatTime } from '../../format.js';
import { t, tPlain } from '../../lang/t.js';
import { oneLine } from './labels.js';

/** @typedef {{start: number, name: string}} Chapter */

const kFewest = 3;
const kShortestSeconds = 10;
const kMaxBytes = 5000; // of a description

/** @param {import('../../types.js').Clip[]} clips @param {import('./reading.js').Film} film @returns {import('./reading.js').WrittenList} */
export function writeYouTubeChapters(clips, film) {
  const chapters = [...clips]
    .sort((a, b) => a.start - b.start)
    .map(({ start, label }, i) => ({ start: Math.floor(start), name: oneLine(label ?? '') || tPlain('room.clipNumber', { number: i + 1 }) }));
  const text = chapters.map(({ start, name }) => `${formatTime(start)} ${name}\n`).join('');
  return { text, warnings: [...warningsOf(chapters, film.durationSeconds), ...warningsOfText(text)] };
}

/** What keeps YouTube from making chapters of it. @param {Chapter[]} chapters @param {number|null} duration */
function warningsOf(chapters, duration) {
  const warnings = [];
  const first = chapters[0]?.start ?? 0;
  if (first > 0) warnings.push(t('lists.youTubeFirst', { time: formatTime(first) }));
  if (chapters.length < kFewest) warnings.push(t('lists.youTubeFew', { fewest: kFewest, count: chapters.length }));
  const short = chapters.filter(({ start }, i) => (chapters[i + 1]?.start ?? duration ?? Infinity) - start < kShortestSeconds);
  if (short.length > 0) {
    warnings.push(t('lists.youTubeShort', { seconds: kShortestSeconds, count: short.length, time: formatTime(short[0].start) }));
  }
  return warnings;
}

/** @param {string} text */
function warningsOfText(text) {
  const warnings = [];
  if (/[<>]/.test(text)) warnings.push(t('lists.youTubeSigns'));
  if (new TextEncoder().encode(text).length > kMaxBytes) warnings.push(t('lists.youTubeLong', { max: kMaxBytes }));
  return warnings;
}
