// @ts-check
// Reads JSON5 (json5.org): JSON with single quotes, keys without quotes, trailing commas, comments, and numbers as in
// JavaScript. Objects come without a prototype, so that no key of a file means anything but itself.

import { t } from '../../lang/t.js';

/** What is wrong, with its line. */
export class RelaxedJsonError extends Error {}

/** @typedef {{text: string, at: number}} Scan */

const kDeepest = 50; // levels; a project has four
const kSpace = /[\s\uFEFF]+/y;
const kLineComment = /\/\/[^\n\r\u2028\u2029]*/y;
const kKey = /[\p{ID_Start}$_][\p{ID_Continue}$\u200C\u200D]*/uy;
const kNumber = /[+-]?(?:0x[\da-f]+|Infinity|NaN|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?![\p{ID_Continue}$.])/iuy;
const kPlainOfString = /[^'"\\\n\r]+/y;
const kEscape = /\\(?:u[\da-f]{4}|x[\da-f]{2}|\r\n|[\s\S])/iy;
/** @type {Record<string, string>} */
const kEscapes = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0', '\n': '', '\r': '', '\r\n': '', '\u2028': '', '\u2029': '' };
/** @type {[string, unknown][]} */
const kWords = [['true', true], ['false', false], ['null', null]];

/** @param {string} text @returns {unknown} @throws {RelaxedJsonError} */
export function parseRelaxedJson(text) {
  const scan = { text, at: 0 };
  const value = readValue(scan, 0);
  skipSpace(scan);
  if (scan.at < text.length) throw unexpected(scan, t('lists.json.textEnd'));
  return value;
}

/** @param {Scan} scan @param {string} expected */
function unexpected({ text, at }, expected) {
  const line = text.slice(0, at).split('\n').length;
  const [found] = text.slice(at, at + 20).split('\n', 1);
  return new RelaxedJsonError(at < text.length ? t('lists.json.unexpected', { line, expected, found }) : t('lists.json.ended', { line, expected }));
}

/** Moves on behind the pattern; null where it does not match. @param {Scan} scan @param {RegExp} pattern */
function take(scan, pattern) {
  pattern.lastIndex = scan.at;
  const match = pattern.exec(scan.text);
  if (match) scan.at = pattern.lastIndex;
  return match && match[0];
}

/** @param {Scan} scan @param {string} sign */
function takeSign(scan, sign) {
  skipSpace(scan);
  if (scan.text[scan.at] !== sign) return false;
  scan.at += 1;
  return true;
}

/** White space and comments. @param {Scan} scan */
function skipSpace(scan) {
  while (take(scan, kSpace) || take(scan, kLineComment) || skipBlockComment(scan));
}

/** @param {Scan} scan */
function skipBlockComment(scan) {
  if (!scan.text.startsWith('/*', scan.at)) return false;
  const end = scan.text.indexOf('*/', scan.at + 2);
  if (end === -1) throw unexpected({ ...scan, at: scan.text.length }, t('lists.json.commentEnd'));
  scan.at = end + 2;
  return true;
}

/** @param {Scan} scan @param {number} depth @returns {unknown} */
function readValue(scan, depth) {
  if (depth > kDeepest) throw unexpected(scan, t('lists.json.lessNesting'));
  if (takeSign(scan, '{')) return readObject(scan, depth);
  if (takeSign(scan, '[')) return readArray(scan, depth);
  const string = readString(scan);
  if (string !== null) return string;
  const number = take(scan, kNumber);
  if (number !== null) return numberOf(number);
  const word = kWords.find(([each]) => scan.text.startsWith(each, scan.at));
  if (!word) throw unexpected(scan, t('lists.json.value'));
  scan.at += word[0].length;
  return word[1];
}

/** @param {Scan} scan @param {number} depth */
function readObject(scan, depth) {
  /** @type {Record<string, unknown>} */
  const object = Object.create(null);
  while (!takeSign(scan, '}')) {
    const key = readString(scan) ?? take(scan, kKey);
    if (key === null) throw unexpected(scan, t('lists.json.key'));
    if (!takeSign(scan, ':')) throw unexpected(scan, t('common.quoted', { text: ':' }));
    object[key] = readValue(scan, depth + 1);
    expectCommaBefore(scan, '}');
  }
  return object;
}

/** @param {Scan} scan @param {number} depth */
function readArray(scan, depth) {
  const array = [];
  while (!takeSign(scan, ']')) {
    array.push(readValue(scan, depth + 1));
    expectCommaBefore(scan, ']');
  }
  return array;
}

/** A comma, or the end that comes without one. @param {Scan} scan @param {string} end */
function expectCommaBefore(scan, end) {
  if (!takeSign(scan, ',') && scan.text[scan.at] !== end) throw unexpected(scan, t('lists.json.commaOr', { end }));
}

/** Null where no string begins. @param {Scan} scan */
function readString(scan) {
  const quote = scan.text[scan.at];
  if (quote !== '"' && quote !== "'") return null;
  scan.at += 1;
  const parts = [];
  while (scan.text[scan.at] !== quote) {
    const part = take(scan, kPlainOfString) ?? readEscape(scan) ?? readOtherQuote(scan);
    if (part === null) throw unexpected(scan, t('lists.json.quote', { quote }));
    parts.push(part);
  }
  scan.at += 1;
  return parts.join('');
}

/** @param {Scan} scan */
function readEscape(scan) {
  const escape = take(scan, kEscape)?.slice(1);
  if (escape === undefined) return null;
  if (escape.length > 1 && escape !== '\r\n') return String.fromCharCode(parseInt(escape.slice(1), 16));
  return Object.hasOwn(kEscapes, escape) ? kEscapes[escape] : escape;
}

/** @param {Scan} scan */
function readOtherQuote(scan) {
  const sign = scan.text[scan.at];
  if (sign !== '"' && sign !== "'") return null;
  scan.at += 1;
  return sign;
}

/** Number() takes no sign before 0x, and no NaN with one. @param {string} written */
function numberOf(written) {
  const size = Number(written.replace(/^[+-]/, ''));
  return written.startsWith('-') ? -size : size;
}
