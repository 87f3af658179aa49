// @ts-check
// What SubRip and WebVTT share: a line of times, the lines of text under it, and an empty line after them.

import { readTime } from './list_times.js';

/** @typedef {import('./reading.js').Reading} Reading */

const kStamp = String.raw`(?:\d{1,4}:)?\d{1,4}:\d{1,2}(?:[.,]\d{1,9})?`;
const kTiming = new RegExp(String.raw`^\s{0,9}(${kStamp})\s{0,9}-->\s{0,9}(${kStamp})(\s.*)?$`);
const kSetting = /^[a-z]\w*:\S+$/i; // "align:start", "X1:40"

/** @param {string|undefined} line */
export const isTiming = (line) => line !== undefined && kTiming.test(line);

/**
 * @param {string[]} lines @param {number} from  where the cues begin
 * @param {Reading} reading
 * @param {{isName: (line: string) => boolean, label: (lines: string[]) => string, skipsAt?: (line: string) => boolean}} dialect
 *   what may stand above a cue's times; what its text says; where blocks begin that hold no cue
 */
export function readCues(lines, from, reading, dialect) {
  let i = from;
  while (i < lines.length) {
    if (lines[i].trim() === '') i += 1;
    else if (dialect.skipsAt?.(lines[i])) i = endOfBlock(lines, i);
    else if (isTiming(lines[i])) i = readCue(lines, i, reading, dialect.label);
    else if (isTiming(lines[i + 1]) && dialect.isName(lines[i])) i += 1;
    else {
      reading.refuse({ line: i + 1, text: lines[i] }, 'lists.noCue');
      i += 1;
    }
  }
}

/** @param {string[]} lines @param {number} i @param {Reading} reading @param {(lines: string[]) => string} label */
function readCue(lines, i, reading, label) {
  const end = endOfCue(lines, i + 1);
  const [, from, to, beside = ''] = kTiming.exec(lines[i]) ?? [];
  const [start, stop] = [readTime(from), readTime(to)];
  const at = { line: i + 1, text: lines[i] };
  if (start === null || stop === null) reading.refuse(at, 'lists.noClock');
  else reading.add({ at, start, end: stop, label: label(lines.slice(i + 1, end)) || withoutSettings(beside) });
  return end;
}

/** A name beside the times, as nobody but people writes it. @param {string} text */
const withoutSettings = (text) => text.split(/\s/).filter((word) => !kSetting.test(word)).join(' ');

/** An empty line may be missing: then the next cue's times end the text, and the number above them. @param {string[]} lines @param {number} from */
function endOfCue(lines, from) {
  let end = from;
  while (end < lines.length && lines[end].trim() !== '' && !isTiming(lines[end])) end += 1;
  return isTiming(lines[end]) && isNumber(lines[end - 1]) ? end - 1 : end;
}

/** @param {string[]} lines @param {number} i */
function endOfBlock(lines, i) {
  let end = i;
  while (end < lines.length && lines[end].trim() !== '') end += 1;
  return end;
}

/** @param {string} line */
export const isNumber = (line) => /^\s{0,9}\d{1,9}\s{0,9}$/.test(line);
