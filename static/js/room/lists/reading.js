// @ts-check
// One reading of a list. What is found becomes clips; what is not understood becomes a sentence for the person.
// Every reader of this folder is made by `reader`, so that all hold the same bounds.

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

/** Where something stands ("Line 3"), and what stands there. @typedef {{place: string, text: string}} Place */
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

  /** A sentence about one place; `said` goes on after the quoted text. @param {Place} at @param {string} said */
  refuse({ place, text }, said) {
    this.#refused += 1;
    if (this.#refused > kMaxRefused) return;
    const there = shortened(text);
    this.say(`${place}${there && `: “${there}”`} ${said}`);
  }

  /** Times in frames mean nothing without the rate. */
  askForFrameRate() {
    this.#needs = 'frameRate';
    this.say('These times count in frames, and the frame rate of the film is not known. Give the frame rate, then read the list again.');
  }

  /** @returns {ReadList} */
  finish() {
    if (this.#surplus > 0) this.say(`The list is too long: ${this.#surplus} entries after the first ${kMaxEntries} are not read.`);
    const clips = clipsOf(this.#entries, this);
    if (clips.length === 0 && this.#problems.length === 0) this.say('There are no times in it.');
    if (this.#refused > kMaxRefused) this.say(`There are ${this.#refused - kMaxRefused} more problems like these.`);
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
  if (tooLarge) return 'The list is larger than 2 MB: that is no list of clips.';
  return text.includes('\0') ? 'This is not text in UTF-8. Save it as UTF-8, then read it again.' : null;
}
