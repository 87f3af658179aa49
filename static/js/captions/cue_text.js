// @ts-check
// Captions as text: the WebVTT that the server gives, read into cues and written again. Pure functions.

import { formatTime } from '../format.js';

/** @typedef {{start: number, end: number, text: string}} PlainCue  seconds; lines of text parted by \n */

const kTiming = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s{0,9}-->\s{0,9}(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})/;
/** @type {Record<string, string>} */
const kLetters = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** @param {string} text  as the server writes it @returns {PlainCue[]} */
export function parseCues(text) {
  const blocks = text.replace(/\r\n?/g, '\n').split(/\n{2,}/);
  return blocks.flatMap((block) => {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => kTiming.test(line));
    const match = at < 0 ? null : kTiming.exec(lines[at]);
    if (!match) return [];
    const words = lines.slice(at + 1).join('\n').trimEnd().replace(/&(?:lt|gt|amp);/g, (letter) => kLetters[letter]);
    return [{ start: secondsOf(match.slice(1, 5)), end: secondsOf(match.slice(5, 9)), text: words }];
  });
}

/** @param {string[]} parts */
const secondsOf = ([h, m, s, ms]) => Number(h ?? 0) * 3600 + Number(m) * 60 + Number(s) + Number(ms.padEnd(3, '0')) / 1000;

/** Those that say something, in the order of their time. @param {readonly PlainCue[]} cues */
export function writeCues(cues) {
  const written = [...cues]
    .filter(isSaid)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, text }) => `${stamp(start)} --> ${stamp(end)}\n${escaped(linesOf(text).join('\n'))}\n`);
  return `WEBVTT\n\n${written.join('\n')}`;
}

/** Whether the server would keep it: it says something and does not end before it begins. @param {PlainCue} cue */
export const isSaid = ({ start, end, text }) => milliseconds(end) > milliseconds(start) && linesOf(text).length > 0;

/** An empty line would end the cue. @param {string} text */
const linesOf = (text) => text.split('\n').map((line) => line.trim()).filter(Boolean);

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** @param {number} seconds */
const milliseconds = (seconds) => Math.max(0, Math.round(seconds * 1000));

/** 62.5 → "00:01:02.500". @param {number} seconds */
function stamp(seconds) {
  const ms = milliseconds(seconds);
  const whole = Math.floor(ms / 1000);
  const fields = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return `${fields.map((field) => String(field).padStart(2, '0')).join(':')}.${String(ms % 1000).padStart(3, '0')}`;
}

/** A cue's time as a field shows it: always with its thousandths. @param {number} seconds */
export function cueTime(seconds) {
  const text = formatTime(Math.max(0, seconds));
  const [head, rest = ''] = text.split('.');
  return `${head}.${rest.padEnd(3, '0')}`;
}

/** The language that a file's name tells: `talk.pt-BR.srt`. @param {string} name @returns {string} '' where it tells none */
export const languageOfName = (name) => /[._-]([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)\.(?:srt|vtt)$/.exec(name)?.[1] ?? '';
