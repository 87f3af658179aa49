// @ts-check
// The lines of a CMX3600 edit decision list: events, and the notes below them that name their clips.

import { isTimecode } from './timecode.js';

/**
 * An event takes `sourceIn` to `sourceOut` from a reel. `drop` is what the last FCM line above it said.
 * @typedef {{line: number, text: string, number: string, reel: string, track: string, sourceIn: string, sourceOut: string, drop: boolean, name: string}} Event
 */
/** @typedef {{line: number, text: string}} Line */

const kNote = /^\s*\*\s*(FROM|TO) CLIP NAME:(.*)$/i;
const kFcm = /^\s*FCM:\s*(NON[- ]DROP|DROP)/i;
const kSpeed = /^\s*M2\s/;
const kEvent = /^\s*\d{1,6}\s/;
const kLongestEvent = 500; // characters
// Titles, comments, the lines that go on with one, and what belongs to sound, keys and split edits.
const kOther = /^(?:\s*(?:TITLE:|\*|>>>|SPLIT:|AUD\s|FCM:|FINAL CUT|#|BLK|EFFECTS? NAME|M1\s)|[ \t]+\D)/i;

/** @param {string} text @returns {{events: Event[], speedChanges: Line[], unread: Line[]}} */
export function eventsOf(text) {
  /** @type {Event[]} */
  const events = [];
  const [speedChanges, unread] = [/** @type {Line[]} */ ([]), /** @type {Line[]} */ ([])];
  let drop = false;
  for (const [i, raw] of text.split('\n').entries()) {
    const line = { line: i + 1, text: raw };
    const fcm = kFcm.exec(raw);
    const note = kNote.exec(raw);
    if (fcm) drop = fcm[1].toUpperCase() === 'DROP';
    else if (note) nameEvent(events, note[1].toUpperCase(), note[2]);
    else if (kSpeed.test(raw)) speedChanges.push(line);
    else if (kEvent.test(raw)) takeEvent(line, drop, events, unread);
    else if (raw.trim() && !kOther.test(raw)) unread.push(line);
  }
  return { events, speedChanges, unread };
}

/** @param {Line} line @param {boolean} drop @param {Event[]} events @param {Line[]} unread */
function takeEvent(line, drop, events, unread) {
  const words = wordsOfEvent(line.text);
  if (!words) unread.push(line);
  else events.push({ ...line, number: words[0], reel: words[1], track: words[2], sourceIn: words.at(-4) ?? '', sourceOut: words.at(-3) ?? '', drop, name: '' });
}

/** A number, a reel, a track, a transition, and four timecodes; null for other lines. @param {string} text */
export function wordsOfEvent(text) {
  const words = text.slice(0, kLongestEvent).trim().split(/\s+/);
  return words.length >= 8 && /^\d{1,6}$/.test(words[0]) && words.slice(-4).every(isTimecode) ? words : null;
}

/** A dissolve is two events of one number: the first comes from one clip, the second leads to the other. @param {Event[]} events @param {string} which @param {string} name */
function nameEvent(events, which, name) {
  const last = events[events.length - 1];
  if (!last) return;
  const other = events[events.length - 2];
  const isPair = other?.number === last.number;
  if (which === 'TO' && isPair) last.name = name;
  else if (which === 'FROM') (isPair ? other : last).name = name;
}
