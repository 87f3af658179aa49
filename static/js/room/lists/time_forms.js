// @ts-check
// The forms in which people write a time, or a range of times, and a name on one line.
// Every part of the patterns is bounded, so that no line takes long.

import { readTime } from './list_times.js';

/** What one line says. @typedef {{start: number, end: number|'next', label: string}} Found */

const kClock = String.raw`\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,9})?(?![\p{L}\p{N}]|:\d)`;
const kHours = String.raw`\d{1,3}\s?h`;
const kMinutes = String.raw`\d{1,4}\s?m(?:in)?`;
const kSeconds = String.raw`\d{1,6}(?:\.\d{1,9})?\s?s(?:ec)?`;
const kUnits = String.raw`(?:${kHours}(?:\s?${kMinutes})?(?:\s?${kSeconds})?|${kMinutes}(?:\s?${kSeconds})?|${kSeconds})(?![\p{L}\p{N}])`;
// Alone before a name it takes two units: "5 min abs" is a name.
const kTwoUnits = String.raw`(?:${kHours}\s?${kMinutes}(?:\s?${kSeconds})?|${kMinutes}\s?${kSeconds})(?![\p{L}\p{N}])`;
const kBare = String.raw`\d{1,9}(?:\.\d{1,9})?(?![\p{L}\p{N}:]|\.\d)`; // its comma parts ranges
const kFull = `(?:${kClock}|${kUnits})`;

const kOpen = String.raw`(?:[([【]\s?)?`;
const kClose = String.raw`(?:\s?[)\]】])?`;
const kSign = String.raw`(?:[-=]{1,2}>|[-‐‑‒–—―−~〜～→⇒➔]|\.{2,3}|…|(?:to|until|till)(?![\p{L}\p{N}]))`;
const kSpacedSign = String.raw`\s{0,9}${kSign}\s{0,9}`;
// Bullets, pictures and quotes before a time; then the number of a numbered list.
const kBegin = String.raw`^[^\p{L}\p{N}([【]{0,20}(?:[([]?\d{1,3}(?:[.):\]]|\uFE0F?\u20E3)?\s{1,9}(?:[-–—]\s{1,9})?)?`;
const kBulletsOfName = /^[\s•*·‣◦▪●■▶►>–—-]{0,20}(?:\d{1,3}[.)]\s{1,9})?/u;

/** @param {string} pattern */
const form = (pattern) => new RegExp(pattern, 'isu');
/** @param {string} from @param {string} sign @param {string} to */
const range = (from, sign, to) => `${kOpen}(${from})${kClose}${sign}${kOpen}(${to})${kClose}`;
/** @param {string} from @param {string} sign @param {string} to */
const rangeFirst = (from, sign, to) => form(String.raw`${kBegin}(?:from\s{1,9})?${range(from, sign, to)}(.*)$`);
const kFullOrBare = `(?:${kFull}|${kBare})`;
/** Where a comma parts two ranges: names hold commas too. @param {string} time */
const beforeRange = (time) => form(String.raw`[,;]\s{0,9}(?=${kOpen}${time}${kClose}${kSpacedSign}${kOpen}\d)`);
const kBeforeRange = beforeRange(kFull);
const kBeforeBareRange = beforeRange(kBare);

const kRangeWithin = form(String.raw`(^|[^\p{L}\p{N}:.,])${range(kFull, kSpacedSign, kFull)}`);
const kPieces = [rangeFirst(kFull, kSpacedSign, kFull), rangeFirst(kBare, kSpacedSign, kBare)];

// The first form that a line has decides, even where its times are none: "1:00-1:75" is no chapter named "1:75".
/** @type {[RegExp, (match: RegExpExecArray, line: string) => (Found|null)[]][]} */
const kForms = [
  [kPieces[0], (_, line) => line.split(kBeforeRange).map(rangeOfPiece)],
  [kPieces[1], (_, line) => line.split(kBeforeBareRange).map(rangeOfPiece)],
  // "0:50-75": times of two kinds only without spaces, as "0:50 - 5 tips" is a name.
  [form(`${kBegin}(${kFullOrBare})${kSign}(${kFullOrBare})(.*)$`), (match) => [foundRange(match[1], match[2], match[3])]],
  // Behind a dash, what begins like a time is a range that went wrong: "1:02-1:17name".
  [form(String.raw`${kBegin}${kOpen}(${kClock}|${kTwoUnits})${kClose}(?!${kSpacedSign}${kOpen}\d{1,9}:\d)(.*)$`), (match) => [foundStart(match[1], match[2])]],
  [kRangeWithin, (match, line) => [rangeWithin(match, line)]],
  // "Chapter 1: 0:00 Intro"
  [form(String.raw`^[^\p{L}\p{N}]{0,20}(\p{L}{1,15}\.?\s?#?\d{1,3})(?:\s?[-–—:.|)])?\s{1,9}${kOpen}(${kClock})${kClose}(.*)$`), numbered],
  [form(String.raw`^(.*[\s([【@|–—-])(${kClock})${kClose}[.,;]?$`), (match) => [foundStart(match[2], nameBefore(match[1]))]],
];

/** What the line says, or null. Several ranges may stand in one line. @param {string} line trimmed @returns {Found[]|null} */
export function findTimes(line) {
  for (const [pattern, read] of kForms) {
    const match = pattern.exec(line);
    if (!match) continue;
    const found = read(match, line);
    return found.every((each) => each !== null) ? /** @type {Found[]} */ (found) : null;
  }
  return null;
}

/** @param {string} piece */
function rangeOfPiece(piece) {
  const match = kPieces[0].exec(piece) ?? kPieces[1].exec(piece);
  return match && foundRange(match[1], match[2], match[3]);
}

/** @param {string} from @param {string} to @param {string} name @returns {Found|null} */
function foundRange(from, to, name) {
  const start = readTime(from);
  const end = readTime(to);
  return start === null || end === null ? null : { start, end, label: nameAfter(name) };
}

/** @param {string} time @param {string} name @returns {Found|null} */
function foundStart(time, name) {
  const start = readTime(time);
  return start === null ? null : { start, end: 'next', label: nameAfter(name) };
}

/** "name: 1:02-1:17 (more)". Two ranges with names between them are not guessed at. @param {RegExpExecArray} match @param {string} line */
function rangeWithin(match, line) {
  const [all, lead, from, to] = match;
  const after = line.slice(match.index + all.length);
  if (kRangeWithin.test(after)) return null;
  const before = nameBefore(line.slice(0, match.index) + lead).replace(/(?:^|\s)from$/i, '');
  return foundRange(from, to, `${nameBefore(before)} ${nameAfter(after)}`);
}

/** @param {RegExpExecArray} match */
function numbered([, number, time, name]) {
  const rest = nameAfter(name);
  return [foundStart(time, rest ? `${number}: ${rest}` : number)];
}

/** A name without what parts it from the time before it. "0:50 =1+1" and "0:50 -5 °C" are names with a sign. @param {string} text */
const nameAfter = (text) => text.replace(/^(?:[-–—:,;|=~•·>→.]+|\s+[-–—:,;|=~•·>→.]+(?=\s|$)|\s+[-–—:|](?=\p{L}))?\s*/u, '');

/** A name without bullets, and without what parts it from the time behind it. @param {string} text */
function nameBefore(text) {
  let end = text.length;
  while (end > 0 && /[\s\-–—:,;|=~•·>→.…@([【]/.test(text[end - 1])) end -= 1;
  return text.slice(0, end).replace(kBulletsOfName, '');
}
