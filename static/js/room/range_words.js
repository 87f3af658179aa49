// @ts-check
// What is wrong with a mark, in a sentence. Pure functions.

import { formatTime } from '../format.js';
import { t } from '../lang/t.js';

const kSlack = 0.0005; // seconds; as near as that counts as equal

/**
 * @param {{start: number, end: number}} range @param {import('./mark_ranges.js').Bounds} film
 * @returns {string|null} null where nothing is wrong
 */
export function whatIsWrong({ start, end }, { duration, frameSeconds }) {
  if (!Number.isFinite(start) || !Number.isFinite(end)) return t('times.unread');
  if (start < 0) return t('times.beforeFilm');
  if (duration !== null && start >= duration - kSlack) return t('times.behindFilm', { duration: formatTime(duration) });
  if (end <= start) return t('times.backwards');
  if (end - start < frameSeconds - kSlack) return t('times.tooShort');
  if (duration !== null && end > duration + kSlack) return t('times.endsBehindFilm', { duration: formatTime(duration) });
  return null;
}
