// @ts-check
// SubRip (.srt): a number, the times, the text, an empty line. A clip is a cue, and its name the text.

import { t } from '../../lang/t.js';
import { oneLine } from './labels.js';
import { spanInMilliseconds, stampText } from './list_times.js';
import { reader } from './reading.js';
import { isNumber, isTiming, readCues } from './subtitle_cues.js';

const kFormat = 'SubRip';
const kNoName = '-'; // a cue without text is dropped by players, and by LosslessCut
const kSearched = 10; // lines in which the first cue begins
const kDecimals = /[.,]\d{1,3}\s{0,9}-->/;

/** "0:10 --> 0:20", without decimals, is a range as people write them. @param {string|undefined} line */
const isTimingOfCue = (line) => isTiming(line) && kDecimals.test(line ?? '');

/** From the beginning of a text. @param {string} text */
export function looksLikeSubRip(text) {
  const [first, second] = text.split('\n', 2);
  return isTimingOfCue(first) || (isNumber(first) && isTimingOfCue(second));
}

/** The same of a text with something else above its cues. @param {string} text */
export const holdsCues = (text) => text.split('\n', kSearched).some(isTimingOfCue);

export const readSubRip = reader(kFormat, readSubRipCues);

/** For a reading that finds out what it reads. @param {string} text @param {import('./reading.js').Reading} reading */
export function readSubRipCues(text, reading) {
  reading.format = kFormat;
  readCues(text.split('\n'), 0, reading, { isName: isNumber, label: nameOf });
}

/** @param {string[]} lines */
function nameOf(lines) {
  const text = lines.map((line) => line.trim()).join(' ');
  return text === kNoName ? '' : text;
}

/** @param {import('../../types.js').Clip[]} clips @returns {import('./reading.js').WrittenList} */
export function writeSubRip(clips) {
  const warnings = clips.flatMap(({ label }, i) =>
    label?.includes('-->') ? [t('lists.arrow', { number: i + 1 })] : [],
  );
  return { text: clips.map(cueText).join('\n'), warnings };
}

/** @param {import('../../types.js').Clip} clip @param {number} i */
function cueText(clip, i) {
  const { from, to } = spanInMilliseconds(clip);
  const name = oneLine(clip.label ?? '').replaceAll('-->', '→') || kNoName;
  return `${i + 1}\n${stampText(from, ',')} --> ${stampText(to, ',')}\n${name}\n`;
}
