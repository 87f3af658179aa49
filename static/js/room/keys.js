// @ts-check
// The trade's keys: which key does what, and the list of them for the help. One table for both. Pure functions.
//
// Brackets move the selected clip's end that was touched last (CutList.trim): `[` a frame earlier, `]` a frame later.
// With Shift they move the other end. Which end is "the other" does not change by that.

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
/** @typedef {{group: string, words: string, rows: KeyRow[]}} KeyEntry  one line of the help */
/** @typedef {import('./key_names.js').KeyPress} KeyPress */

/** @param {string|string[]} on @param {KeyDeed} action @param {-1|1} [by] @param {boolean} [repeats] @returns {KeyRow} */
const row = (on, action, by, repeats = false) => ({ on: [on].flat(), action, repeats, ...(by ? { by } : {}) });
/** Keys for both directions; they may be held. @param {string|string[]} back @param {string|string[]} forth @param {KeyDeed} action */
const pair = (back, forth, action) => [row(back, action, -1, true), row(forth, action, 1, true)];

/** @type {readonly KeyEntry[]} */
export const kKeys = [
  { group: 'Play', words: 'Play or pause', rows: [row(' ', 'play')] },
  { group: 'Play', words: 'Play backwards; again for twice as fast', rows: [row('j', 'shuttle', -1)] },
  { group: 'Play', words: 'Pause', rows: [row('k', 'pause')] },
  { group: 'Play', words: 'Play; again for twice as fast', rows: [row('l', 'shuttle', 1)] },
  { group: 'Go', words: 'A frame back or forth', rows: pair(['ArrowLeft', ','], ['ArrowRight', '.'], 'frame') },
  { group: 'Go', words: 'A second back or forth', rows: pair('shift+ArrowLeft', 'shift+ArrowRight', 'second') },
  { group: 'Go', words: 'The scene or key frame before or after', rows: pair('ArrowUp', 'ArrowDown', 'jump') },
  { group: 'Go', words: 'The film’s beginning or end', rows: [row('Home', 'ends', -1), row('End', 'ends', 1)] },
  { group: 'Cut', words: 'Start a clip here', rows: [row('i', 'markIn')] },
  { group: 'Cut', words: 'End the clip here', rows: [row('o', 'markOut')] },
  { group: 'Cut', words: 'Move the end you touched last by a frame', rows: pair('[', ']', 'trim') },
  { group: 'Cut', words: 'Move the clip’s other end by a frame', rows: pair('{', '}', 'trimOther') },
  { group: 'Cut', words: 'Split the clip here', rows: [row('b', 'split')] },
  { group: 'Cut', words: 'Remove the clip', rows: [row(['Delete', 'Backspace'], 'remove')] },
  { group: 'Cut', words: 'The clip before or after', rows: pair('p', 'n', 'clip') },
  { group: 'Cut', words: 'Drop the start that waits for its end', rows: [row('Escape', 'drop')] },
  { group: 'Change', words: 'Undo', rows: [row('mod+z', 'undo', undefined, true)] },
  { group: 'Change', words: 'Redo', rows: [row(['mod+shift+z', 'mod+y'], 'redo', undefined, true)] },
  { group: 'See', words: 'Zoom out or in', rows: pair(['-', '_'], ['+', '='], 'zoom') },
  { group: 'See', words: 'The whole film', rows: [row('0', 'fit')] },
  { group: 'See', words: 'These keys', rows: [row('?', 'help')] },
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
const kShown = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  '-': '−',
  '{': 'Shift [',
  '}': 'Shift ]',
};
const kUnshown = ['=', '_'];

/** The keys for the help dialog. @param {boolean} [isMac] @returns {{group: string, keys: string[], words: string}[]} */
export const keyHelp = (isMac = false) =>
  kKeys.map(({ group, words, rows }) => ({
    group,
    keys: rows.flatMap(({ on }) => on.filter((name) => !kUnshown.includes(name)).map((name) => shown(name, isMac))),
    words,
  }));

/** @param {string} name @param {boolean} isMac */
function shown(name, isMac) {
  /** @type {Record<string, string>} */
  const words = { ...kShown, mod: isMac ? '⌘' : 'Ctrl', shift: 'Shift' };
  const parts = name === '+' ? ['+'] : name.split('+');
  return parts.map((part) => words[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(' ');
}
