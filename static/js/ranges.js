// @ts-check
// Ranges as people type them: "1:02-1:17 label", one a line or separated by commas and semicolons.

import { formatTime } from './format.js';
import { t } from './lang/t.js';
import { kRecipeFields } from './recipe_fields.js';

const kMaxClips = kRecipeFields.clips.maxItems;
const kSlack = 0.05; // seconds: what a container says of its length differs so much from what it holds
const kTime = String.raw`(?:\d+(?::\d{1,2}){0,2}(?:\.\d+)?s?|(?:\d+h)?(?:\d+m)?(?:\d+(?:\.\d+)?s)?)`;
const kRange = new RegExp(String.raw`^(${kTime})\s*(?:-|–|—|→|\.\.|to\b)\s*(${kTime})(?:[\s,:]+(.*))?$`, 'i');
// A comma parts two ranges only where another range follows: labels may hold commas.
const kSeparator = new RegExp(String.raw`[\n;]|,(?=\s*${kTime}\s*(?:-|–|—|→|\.\.|to\b)\s*\d)`, 'i');

/** Seconds, or null for what is not a time. "75", "1:15", "1:02:03.5", "1m15s". @param {string} text */
export function parseTime(text) {
  const t = text.trim().toLowerCase();
  const units = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(t);
  if (units && t) return Number(units[1] ?? 0) * 3600 + Number(units[2] ?? 0) * 60 + Number(units[3] ?? 0);
  const colons = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)$/.exec(t);
  if (!colons) return null;
  const [, h, m, s] = colons;
  if (m !== undefined && Number(s) >= 60) return null;
  if (h !== undefined && Number(m) >= 60) return null;
  return Number(h ?? 0) * 3600 + Number(m ?? 0) * 60 + Number(s);
}

/**
 * @param {string} text
 * @param {number|null} [durationSeconds]  where known, ranges that start behind it are refused
 * @returns {{clips: import('./types.js').Clip[], errors: string[], hints: string[]}} hints are about clips that are made, but
 *   not as typed
 */
export function parseRanges(text, durationSeconds = null) {
  /** @type {import('./types.js').Clip[]} */
  const clips = [];
  /** @type {string[]} */
  const errors = [];
  const seen = new Set();
  for (const raw of text.split(kSeparator)) {
    const piece = raw.trim();
    if (!piece) continue;
    const outcome = parseRange(piece, durationSeconds);
    if (typeof outcome === 'string') errors.push(outcome);
    else if (seen.has(JSON.stringify(outcome))) errors.push(t('times.twice', { text: piece }));
    else {
      seen.add(JSON.stringify(outcome));
      clips.push(outcome);
    }
  }
  const hints = clips.flatMap((clip) => hintOf(clip, durationSeconds));
  if (clips.length > kMaxClips) errors.push(t('times.tooMany', { count: clips.length, max: kMaxClips }));
  return { clips, errors, hints };
}

/** @param {string} piece @param {number|null} duration @returns {import('./types.js').Clip|string} */
function parseRange(piece, duration) {
  const match = kRange.exec(piece);
  const start = match ? parseTime(match[1]) : null;
  const end = match ? parseTime(match[2]) : null;
  if (!match || start === null || end === null) return t('times.noRange', { text: piece });
  if (end <= start) return t('times.endsBefore', { text: piece });
  if (duration !== null && start >= duration) return t('times.startsBehind', { text: piece, duration: formatTime(duration) });
  const label = (match[3] ?? '').trim();
  return label ? { start, end, label } : { start, end };
}

/** @param {import('./types.js').Clip} clip @param {number|null} duration @returns {string[]} */
function hintOf({ start, end }, duration) {
  if (duration === null || end <= duration + kSlack) return [];
  const length = formatTime(Math.floor((duration - start) * 10) / 10);
  return [t('times.reachesPast', { text: `${formatTime(start)}-${formatTime(end)}`, duration: formatTime(duration), length })];
}

/** @param {import('./types.js').Clip[]} clips */
export const writeRanges = (clips) =>
  clips.map((c) => `${formatTime(c.start)}-${formatTime(c.end)}${c.label ? ` ${c.label}` : ''}`).join('\n');
