// @ts-check
// The timeline in a sentence, for people who hear the page. Pure functions.

import { formatTime } from '../format.js';
import { t } from '../lang/t.js';

/**
 * @param {{start: number, end: number, duration: number}} view @param {number} clips @param {number} playhead
 * @returns {string} such as "Timeline, 0:54 to 1:52 of 4:59, 3 clips, at 1:02.5"
 */
export function timelineWords({ start, end, duration }, clips, playhead) {
  const isWhole = end - start >= duration - 1e-9;
  return t(isWhole ? 'room.timelineWhole' : 'room.timelinePart', {
    start: roundly(isWhole ? 0 : start),
    end: roundly(isWhole ? duration : end),
    ...(!isWhole && { duration: roundly(duration) }),
    clips: t('common.clips', { count: clips }),
    time: formatTime(playhead),
  });
}

/** To a tenth of a second. @param {number} seconds */
const roundly = (seconds) => formatTime(Math.round(seconds * 10) / 10);
