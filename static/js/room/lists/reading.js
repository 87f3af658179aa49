// @ts-check
// One reading of a list. What is found becomes clips; what is not understood becomes a sentence for the person.
// Every reader of this folder is made by `reader`, so that all hold the same bounds.

import { t } from '../../lang/t.js';
import { clipsOf } from './clips_of_entries.js';
import { shortened } from './labels.js';

/** @typedef {import('../../types.js').Clip} Clip */

/**
 * What a list needs to know of the film it belongs to.
 * @typedef {object} Film
 * @property {number|null} durationSeconds
 * @property {number|null} frameRate
 * @property {string} fileName
 * @property {number|null} [width]
 * @property {number|null} [height]
 */

/** Where something stands, and what stands there. @typedef {{line?: number, segment?: number, text: string}} Place */
/**
 * Some ends are not written:
 * 'next' is where the next entry begins, 'film' is the film's end, and a 'marker' has none and is no clip.
 * @typedef {{at: Place, start: number, end: number|'next'|'film'|'marker', label: string}} Entry
 */

/** `needs` names what the person has to tell before it can be read. @typedef {{clips: Clip[], problems: string[], format: string, needs?: 'frameRate'}} ReadList */
/** `text` is null where nothing could be written; the warnings say why. @typedef {{text: string|null, warnings: string[], needs?: 'frameRate'}} WrittenList */

const kMaxTextBytes = 2_000_000;
const kHead = 20_000; // characters that tell a list's format
const kMaxEntries = 5000; // far more than the clips that are kept
const kMaxRefused = 100; // a person reads no more; the rest is counted

export class Reading {
  /** @type {Entry[]} */
  #entries = [];
  /** @type {string[]} */
  #problems = [];
  #refused = 0;
  #surplus = 0;
  /** @type {'frameRate'|null} */
  #needs = null;

  /** @param {Film} film @param {string} format */
  constructor(film, format) {
    this.film = film;
    this.format = format;
  }

  /** @param {Entry} entry */
  add(entry) {
    if (this.#entries.length < kMaxEntries) this.#entries.push(entry);
    else this.#surplus += 1;
  }

  /** A sentence about the whole list. @param {string} sentence */
  say(sentence) {
    this.#problems.push(sentence);
  }

  /**
   * A sentence about one place. Its text goes on after the quoted one.
   * @param {Place} at @param {string} key @param {Record<string, string|number>} [values]
   */
  refuse({ line, segment, text }, key, values) {
    this.#refused += 1;
    if (this.#refused > kMaxRefused) return;
    const there = shortened(text);
    const place = segment === undefined ? t('lists.line', { line: line ?? 0 }) : t('lists.segment', { number: segment });
    const said = t(key, values);
    this.say(there ? t('lists.refused', { place, text: there, said }) : t('lists.refusedBare', { place, said }));
  }

  /** Times in frames mean nothing without the rate. */
  askForFrameRate() {
    this.#needs = 'frameRate';
    this.say(t('lists.needsRate'));
  }

  /** @returns {ReadList} */
  finish() {
    if (this.#surplus > 0) this.say(t('lists.tooLong', { count: this.#surplus, max: kMaxEntries }));
    const clips = clipsOf(this.#entries, this);
    if (clips.length === 0 && this.#problems.length === 0) this.say(t('lists.noTimes'));
    if (this.#refused > kMaxRefused) this.say(t('lists.moreProblems', { count: this.#refused - kMaxRefused }));
    return { clips, problems: this.#problems, format: this.format, ...(this.#needs && { needs: this.#needs }) };
  }
}

/**
 * @param {string} format  what the list is called, unless the reading finds a better name
 * @param {(text: string, reading: Reading) => void} read  takes a text without byte order mark, with \n at each line's end
 * @returns {(text: string, film: Film) => ReadList}
 */
export const reader = (format, read) => (text, film) => {
  const reading = new Reading(film, format);
  const refusal = refusalOf(text);
  if (refusal) reading.say(refusal);
  else read(tidied(text), reading);
  return reading.finish();
};

/** @param {string} text */
const tidied = (text) => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

/** As much of a text as tells its format. @param {string} text */
export const headOf = (text) => tidied(text.slice(0, kHead)).trimStart();

/** @param {string} text */
function refusalOf(text) {
  const tooLarge = text.length > kMaxTextBytes || new TextEncoder().encode(text).length > kMaxTextBytes;
  if (tooLarge) return t('lists.tooLarge');
  return text.includes('\0') ? t('lists.notUtf8') : null;
}
