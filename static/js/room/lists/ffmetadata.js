// @ts-check
// Chapters in FFmetadata, the text in which ffmpeg keeps a film's metadata. A clip is a chapter.
// A backslash takes the meaning from = ; # \ and the line break.

import { spanInMilliseconds } from './list_times.js';
import { reader } from './reading.js';

/** @typedef {{line: number, text: string, fields: Map<string, string>}} Chapter */
/** @typedef {import('./reading.js').Reading} Reading */

const kHeader = ';FFMETADATA1';
const kNanoseconds = '1/1000000000'; // where no TIMEBASE is written

/** From the beginning of a text. @param {string} text */
export const looksLikeFfmetadata = (text) => text.startsWith(';FFMETADATA') || /^\[CHAPTER\][ \t]*\n(?:TIMEBASE|START)=/m.test(text);

export const readFfmetadata = reader('FFmetadata', (text, reading) => {
  for (const chapter of chaptersOf(text, reading)) takeChapter(chapter, reading);
});

/** Tags of the film and of its streams are no chapters. @param {string} text @param {Reading} reading */
function chaptersOf(text, reading) {
  /** @type {Chapter[]} */
  const chapters = [];
  let chapter = /** @type {Chapter|null} */ (null);
  for (const { line, text: written } of logicalLines(text)) {
    if (written.trim() === '' || /^[;#]/.test(written)) continue;
    if (written.startsWith('[')) {
      chapter = /^\[CHAPTER\]\s*$/.test(written) ? { line, text: written, fields: new Map() } : null;
      if (chapter) chapters.push(chapter);
      continue;
    }
    const field = fieldOf(written);
    if (!field) reading.refuse({ line, text: written }, 'lists.noTag');
    else chapter?.fields.set(field.key.toLowerCase(), field.value);
  }
  return chapters;
}

/** Lines with their backslashes; an escaped line break ends none. @param {string} text */
function* logicalLines(text) {
  let [from, line, begun] = [0, 1, 1];
  for (let i = 0; i < text.length; i += 1) {
    const escapes = text[i] === '\\';
    if (escapes) i += 1;
    if (text[i] !== '\n') continue;
    line += 1;
    if (escapes) continue;
    yield { line: begun, text: text.slice(from, i) };
    from = i + 1;
    begun = line;
  }
  yield { line: begun, text: text.slice(from) };
}

/** @param {string} written */
function fieldOf(written) {
  let at = 0;
  while (at < written.length && written[at] !== '=') at += written[at] === '\\' ? 2 : 1;
  return at < written.length ? { key: unescaped(written.slice(0, at)), value: unescaped(written.slice(at + 1)) } : null;
}

/** @param {string} text */
const unescaped = (text) => text.replace(/\\([\s\S])/g, '$1');

/** @param {Chapter} chapter @param {Reading} reading */
function takeChapter({ line, text, fields }, reading) {
  const label = fields.get('title') ?? '';
  const at = { line, text: `${text} ${label}` };
  const [, numerator, denominator] = /^(\d{1,9})\/(\d{1,10})$/.exec((fields.get('timebase') ?? kNanoseconds).trim()) ?? [];
  const unit = Number(numerator) / Number(denominator);
  const [start, end] = ['start', 'end'].map((key) => ticksOf(fields.get(key)));
  if (!(unit > 0 && unit < Infinity)) return reading.refuse(at, 'lists.noTimebase');
  if (start === undefined) return reading.refuse(at, 'lists.noStartTag');
  if (start === null || end === null) return reading.refuse(at, 'lists.noWholeNumber');
  return reading.add({ at, start: start * unit, end: end === undefined ? 'next' : end * unit, label });
}

/** Undefined where nothing is written, null where it is no number. @param {string|undefined} text */
function ticksOf(text) {
  if (text === undefined) return undefined;
  return /^-?\d{1,18}$/.test(text.trim()) ? Number(text) : null;
}

/** @param {import('../../types.js').Clip[]} clips @returns {import('./reading.js').WrittenList} */
export function writeFfmetadata(clips) {
  const chapters = clips.map((clip) => {
    const { from, to } = spanInMilliseconds(clip);
    const title = clip.label ? `title=${escaped(clip.label)}\n` : '';
    return `\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=${from}\nEND=${to}\n${title}`;
  });
  return { text: `${kHeader}\n${chapters.join('')}`, warnings: [] };
}

/** ffmpeg takes a line break for escaped where a backslash ends the name, be it itself escaped: a space parts them. @param {string} text */
function escaped(text) {
  const plain = text.replace(/\r\n?/g, '\n').replaceAll('\0', ' ');
  return `${plain.replace(/[=;#\\\n]/g, '\\$&')}${plain.endsWith('\\') ? ' ' : ''}`;
}
