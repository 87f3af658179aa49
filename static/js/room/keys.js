// @ts-check
// The trade's keys: which key does what, and the list of them for the help. One table for both. Pure functions.
//
// Brackets move the selected clip's end that was touched last (CutList.trim): `[` a frame earlier, `]` a frame later.
// With Shift they move the other end. Which end is "the other" does not change by that.

import { t } from '../lang/t.js';
import { namesOf } from './key_names.js';

/**
 * What a key asks for. `by` is a direction: earlier, slower or out where negative. `none`: a held key that does nothing
 * again, but is ours all the same.
 * @typedef {'play'|'shuttle'|'pause'|'frame'|'second'|'jump'|'ends'|'markIn'|'markOut'|'trim'|'trimOther'|'clip'|'split'
 *   |'remove'|'undo'|'redo'|'zoom'|'fit'|'drop'|'help'|'none'} KeyDeed
 */
/** @typedef {{action: KeyDeed, by: -1|0|1, held: boolean}} KeyAction */
/**
 * @typedef {object} KeyRow
 * @property {string[]} on  `shift+` and `mod+` (Ctrl or Cmd) in front of the key's own name, in this order: mod, shift
 * @property {KeyDeed} action @property {-1|1} [by] @property {boolean} [repeats]  again and again while the key is held
 */
/** @typedef {{group: string, words: string, rows: KeyRow[]}} KeyEntry  one line of the help; the catalogue has its words */
/** @typedef {import('./key_names.js').KeyPress} KeyPress */

/** @param {string|string[]} on @param {KeyDeed} action @param {-1|1} [by] @param {boolean} [repeats] @returns {KeyRow} */
const row = (on, action, by, repeats = false) => ({ on: [on].flat(), action, repeats, ...(by ? { by } : {}) });
/** Keys for both directions; they may be held. @param {string|string[]} back @param {string|string[]} forth @param {KeyDeed} action */
const pair = (back, forth, action) => [row(back, action, -1, true), row(forth, action, 1, true)];

/** @type {readonly KeyEntry[]} */
export const kKeys = [
  { group: 'play', words: 'play', rows: [row(' ', 'play')] },
  { group: 'play', words: 'backwards', rows: [row('j', 'shuttle', -1)] },
  { group: 'play', words: 'pause', rows: [row('k', 'pause')] },
  { group: 'play', words: 'forwards', rows: [row('l', 'shuttle', 1)] },
  { group: 'go', words: 'frame', rows: pair(['ArrowLeft', ','], ['ArrowRight', '.'], 'frame') },
  { group: 'go', words: 'second', rows: pair('shift+ArrowLeft', 'shift+ArrowRight', 'second') },
  { group: 'go', words: 'jump', rows: pair('ArrowUp', 'ArrowDown', 'jump') },
  { group: 'go', words: 'ends', rows: [row('Home', 'ends', -1), row('End', 'ends', 1)] },
  { group: 'cut', words: 'markIn', rows: [row('i', 'markIn')] },
  { group: 'cut', words: 'markOut', rows: [row('o', 'markOut')] },
  { group: 'cut', words: 'trim', rows: pair('[', ']', 'trim') },
  { group: 'cut', words: 'trimOther', rows: pair('{', '}', 'trimOther') },
  { group: 'cut', words: 'split', rows: [row('b', 'split')] },
  { group: 'cut', words: 'remove', rows: [row(['Delete', 'Backspace'], 'remove')] },
  { group: 'cut', words: 'clip', rows: pair('p', 'n', 'clip') },
  { group: 'cut', words: 'drop', rows: [row('Escape', 'drop')] },
  { group: 'change', words: 'undo', rows: [row('mod+z', 'undo', undefined, true)] },
  { group: 'change', words: 'redo', rows: [row(['mod+shift+z', 'mod+y'], 'redo', undefined, true)] },
  { group: 'see', words: 'zoom', rows: pair(['-', '_'], ['+', '='], 'zoom') },
  { group: 'see', words: 'fit', rows: [row('0', 'fit')] },
  { group: 'see', words: 'help', rows: [row('?', 'help')] },
];

const kRows = new Map(kKeys.flatMap(({ rows }) => rows).flatMap((each) => each.on.map((on) => [on, each])));

/**
 * What the key asks for, or null where it asks for nothing of ours: the page then leaves the event alone.
 * @param {KeyPress} event
 * @param {(event: any) => boolean} [isOwned]  whether the element under the focus keeps this key for itself
 * @returns {KeyAction|null}
 */
export function actionFor(event, isOwned = () => false) {
  if (event.defaultPrevented || event.isComposing || isOwned(event)) return null;
  const name = namesOf(event).find((each) => kRows.has(each));
  const found = kRows.get(name ?? '');
  if (!found) return null;
  const by = found.by ?? 0;
  if (event.repeat && !found.repeats) return { action: 'none', by, held: true };
  return { action: found.action, by, held: event.repeat };
}

/** How fast to play after J (−1) or L (1): twice as fast if it plays that way, at most 8×. @param {number} speed @param {-1|1} by */
export function shuttleSpeed(speed, by) {
  return speed * by > 0 ? by * Math.min(8, Math.max(1, Math.abs(speed)) * 2) : by;
}

/** @type {Record<string, string>} */
const kShown = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', '-': '−' };
/** What keys are called that the keyboards of languages call otherwise. @type {Record<string, string>} */
const kCalled = { ' ': 'Space', mod: 'Ctrl', shift: 'Shift', Escape: 'Escape', Home: 'Home', End: 'End', Delete: 'Delete', Backspace: 'Backspace' };
const kUnshown = ['=', '_'];

/** The keys for the help dialog. @param {boolean} [isMac] @returns {{group: string, keys: string[], words: string}[]} */
export const keyHelp = (isMac = false) =>
  kKeys.map(({ group, words, rows }) => ({
    group: t(`keys.group.${group}`),
    keys: rows.flatMap(({ on }) => on.filter((name) => !kUnshown.includes(name)).map((name) => shown(name, isMac))),
    words: t(`keys.${words}`),
  }));

/** @param {string} name @param {boolean} isMac */
function shown(name, isMac) {
  if ('{}'.includes(name)) return `${called('shift')} ${name === '{' ? '[' : ']'}`;
  const parts = name === '+' ? ['+'] : name.split('+');
  return parts.map((part) => (isMac && part === 'mod' ? '⌘' : (kShown[part] ?? called(part)))).join(' ');
}

/** @param {string} part */
const called = (part) => (kCalled[part] ? t(`keys.name.${kCalled[part]}`) : part.length === 1 ? part.toUpperCase() : part);
