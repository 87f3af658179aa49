// @ts-check
// The cues that a person edits, in the order of their time, one of them selected. Everything can be undone.

import { History } from '../room/history.js';

/** @typedef {import('./cue_text.js').PlainCue} PlainCue */
/** @typedef {PlainCue & {id: string}} Cue */
/** @typedef {{cues: readonly Cue[], selected: string}} CueState */

const kNewSeconds = 2;
const kLeast = 0.05; // seconds of a part
const kFastLetters = 25; // a second: what people still read
const kSlack = 0.0015; // seconds; times are written in thousandths

export class CueList {
  /** @type {History<CueState>} */
  #history;
  #lastId = 0;
  /** @type {() => void} */
  #onChange;

  /** @param {() => void} [onChange] */
  constructor(onChange = () => {}) {
    this.#onChange = onChange;
    this.#history = this.#begun([]);
  }

  get cues() {
    return this.#history.state.cues;
  }
  get selected() {
    return this.#history.state.selected;
  }
  get canUndo() {
    return this.#history.canUndo;
  }
  get canRedo() {
    return this.#history.canRedo;
  }

  /** Others from now on: what was done before cannot be undone any more. @param {readonly PlainCue[]} cues */
  load(cues) {
    this.#history = this.#begun(inOrder(cues.map((cue) => ({ ...cue, id: this.#newId() }))));
    this.#onChange();
  }

  /** @param {string} id */
  find = (id) => this.cues.find((cue) => cue.id === id) ?? null;

  /** @param {string} id '' selects none */
  select(id) {
    if (id !== this.selected) this.#history.replace({ cues: this.cues, selected: id });
  }

  /** @param {1|-1} step */
  selectNext(step) {
    const at = this.cues.findIndex(({ id }) => id === this.selected);
    const next = this.cues[at < 0 ? (step > 0 ? 0 : this.cues.length - 1) : at + step];
    if (next) this.select(next.id);
  }

  /** Typing is one step. @param {string} id @param {string} text */
  setText(id, text) {
    this.#change(id, { text }, `text ${id}`);
  }

  /** @param {string} id @param {'start'|'end'} edge @param {number} seconds */
  setTime(id, edge, seconds) {
    this.#change(id, { [edge]: Math.max(0, rounded(seconds)) });
  }

  /** The whole cue elsewhere, as long as it was. @param {string} id @param {number} seconds  later; earlier where negative */
  slide(id, seconds) {
    const cue = this.find(id);
    if (!cue) return;
    const by = Math.max(-cue.start, seconds);
    this.#change(id, { start: rounded(cue.start + by), end: rounded(cue.end + by) }, `slide ${id}`);
  }

  /** All of them later, or earlier where negative; none before the film. @param {number} seconds */
  shift(seconds) {
    const by = Math.max(-(this.cues[0]?.start ?? 0), seconds);
    this.#push(this.cues.map((cue) => ({ ...cue, start: rounded(cue.start + by), end: rounded(cue.end + by) })), this.selected);
  }

  /** An empty one from there to the next. @param {number} at @param {number|null} duration @returns {string} its id */
  add(at, duration) {
    const start = Math.max(0, rounded(at));
    const next = this.cues.find((cue) => cue.start > start + kLeast)?.start ?? duration ?? Infinity;
    const cue = { id: this.#newId(), start, end: rounded(Math.max(start + kLeast, Math.min(start + kNewSeconds, next))), text: '' };
    this.#push([...this.cues, cue], cue.id);
    return cue.id;
  }

  /** In two at that time; the words where they part best. @param {string} id @param {number} at @returns {boolean} whether it could be */
  split(id, at) {
    const cue = this.find(id);
    const time = rounded(at);
    if (!cue || time < cue.start + kLeast || time > cue.end - kLeast) return false;
    const [before, after] = partedText(cue.text, (time - cue.start) / (cue.end - cue.start));
    const second = { id: this.#newId(), start: time, end: cue.end, text: after };
    this.#push(this.cues.flatMap((each) => (each.id === id ? [{ ...cue, end: time, text: before }, second] : [each])), second.id);
    return true;
  }

  /** With the one after it. @param {string} id */
  join(id) {
    const at = this.cues.findIndex((cue) => cue.id === id);
    const [cue, next] = [this.cues[at], this.cues[at + 1]];
    if (!cue || !next) return;
    const text = [cue.text.trim(), next.text.trim()].filter(Boolean).join(cue.text.includes('\n') || next.text.includes('\n') ? '\n' : ' ');
    const joined = { ...cue, end: Math.max(cue.end, next.end), text };
    this.#push(this.cues.flatMap((each) => (each === cue ? [joined] : each === next ? [] : [each])), id);
  }

  /** @param {string} id */
  remove(id) {
    const at = this.cues.findIndex((cue) => cue.id === id);
    if (at < 0) return;
    this.#push(this.cues.filter((cue) => cue.id !== id), (this.cues[at + 1] ?? this.cues[at - 1])?.id ?? '');
  }

  undo = () => this.#history.undo();
  redo = () => this.#history.redo();

  /** What is said at that time: of several the one that began last. @param {number} time @returns {Cue|null} */
  at(time) {
    return [...this.cues].reverse().find((cue) => cue.start <= time && cue.end > time) ?? null;
  }

  /** @param {string} id @param {Partial<PlainCue>} part @param {string} [run] */
  #change(id, part, run = '') {
    this.#push(this.cues.map((cue) => (cue.id === id ? { ...cue, ...part } : cue)), id, run);
  }

  /** @param {readonly Cue[]} cues @param {string} selected @param {string} [run] */
  #push(cues, selected, run = '') {
    this.#history.push({ cues: inOrder(cues), selected }, run);
  }

  #newId = () => `c${(this.#lastId += 1)}`;

  /** @param {readonly Cue[]} cues @returns {History<CueState>} */
  #begun(cues) {
    const history = new History({ cues, selected: '' }, (/** @type {CueState} */ a, /** @type {CueState} */ b) => a.cues === b.cues || JSON.stringify(a.cues) === JSON.stringify(b.cues));
    history.onChange(() => this.#onChange());
    return history;
  }
}

/** @param {readonly Cue[]} cues */
const inOrder = (cues) => (cues.every((cue, i) => i === 0 || cues[i - 1].start <= cue.start) ? cues : [...cues].sort((a, b) => a.start - b.start));

/** @param {number} seconds */
const rounded = (seconds) => Math.round(seconds * 1000) / 1000;

/** The text in two: at a line's end where there are lines, else between the words that lie nearest. @param {string} text @param {number} share */
export function partedText(text, share) {
  const wanted = text.length * share;
  const places = [...text.matchAll(text.trim().includes('\n') ? /\n/g : /\s+/g)].map(({ index }) => index ?? 0);
  if (!places.length) return [text.trim(), ''];
  const at = places.reduce((best, place) => (Math.abs(place - wanted) < Math.abs(best - wanted) ? place : best));
  return [text.slice(0, at).trim(), text.slice(at).trim()];
}

/** What is amiss with a cue. @typedef {'empty'|'ends'|'behind'|'overlap'|'fast'} CueFault */

/** @param {PlainCue} cue @param {PlainCue|undefined} next @param {number|null} duration @returns {CueFault|null} the worst */
export function faultOf({ start, end, text }, next, duration) {
  if (end <= start) return 'ends';
  if (!text.trim()) return 'empty';
  if (duration !== null && start >= duration) return 'behind';
  if (next && end > next.start + kSlack) return 'overlap';
  return [...text.replace(/\s/g, '')].length / (end - start) > kFastLetters ? 'fast' : null;
}
