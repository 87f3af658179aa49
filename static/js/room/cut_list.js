// @ts-check
// The clips that a person marks: at most 200, any overlap, one selected. Everything can be undone.
// Each operation is one step. A drag is one between begin() and commit(). Typing a name is one, and so is a held nudge.

import * as ops from './cut_ops.js';
import { History } from './history.js';
import { clipOf, sameMarks, stateOf } from './marks.js';
import { deedOfIn, deedOfOut } from './open_mark.js';

/** @typedef {import('./marks.js').Edge} Edge */
/** @typedef {import('./marks.js').CutState} CutState */
/** @typedef {import('./marks.js').ClipOfMark} ClipOfMark */
/** @typedef {import('./cut_ops.js').MarkPart} MarkPart */
/** @typedef {import('./mark_ranges.js').Range} Range */
/** @typedef {{duration?: number|null, frameSeconds?: number}} FilmFacts */

export class CutList {
  /** @type {History<CutState>} */
  #history;
  /** @type {import('./mark_ranges.js').Bounds} */
  #film;
  #lastId = 0;

  /** @param {FilmFacts & {draft?: unknown}} [given]  `draft` is what toJson() gave */
  constructor({ duration = null, frameSeconds = 1 / 25, draft = null } = {}) {
    this.#film = { duration, frameSeconds };
    this.#history = new History(stateOf(draft), sameMarks);
    for (const { id } of this.marks) this.#lastId = Math.max(this.#lastId, Number(id.slice(1)) || 0);
  }

  get marks() {
    return this.#history.state.marks;
  }
  get selected() {
    return this.#history.state.selected;
  }
  get selectedMark() {
    return this.find(this.selected);
  }
  /** The in point that waits for its out point. */
  get open() {
    return this.#history.state.open;
  }
  /** The selected mark's end that was moved last. */
  get touched() {
    return this.#history.state.touched;
  }
  get canUndo() {
    return this.#history.canUndo;
  }
  get canRedo() {
    return this.#history.canRedo;
  }
  /** A hand is at it: what changes now is told of once more when it lets go. */
  get isInStep() {
    return this.#history.isInStep;
  }
  /** @param {string} id */
  find = (id) => ops.find(this.marks, id);
  /** @param {() => void} listener @returns {() => void} ends it */
  onChange = (listener) => this.#history.onChange(listener);

  /** What is known of the film by now; marks stay as they are. @param {FilmFacts} film */
  setFilm(film) {
    this.#film = { ...this.#film, ...film };
  }

  /** At the list's end, selected. @param {Range} range @param {string} [label] @returns {string} the id; '' if the list is full */
  add({ start, end }, label = '') {
    const id = this.#newId();
    this.#history.push(ops.added(this.#history.state, { id, start, end, label }, this.#film));
    return this.find(id)?.id ?? '';
  }

  /** @param {string} id @param {MarkPart} part @param {boolean} [held]  joins the step before, where that was the same */
  change(id, part, held = false) {
    const names = Object.keys(part).join();
    this.#history.push(ops.changed(this.#history.state, id, part, this.#film), held || names === 'label' ? `${id} ${names}` : '');
  }

  /** The whole mark elsewhere, as long as it was. @param {string} id @param {number} start */
  slide = (id, start) => this.#history.push(ops.slid(this.#history.state, id, start, this.#film));

  /** @param {string} id @param {Edge} edge @param {number} seconds  later; earlier where negative @param {boolean} [held] */
  nudge(id, edge, seconds, held = false) {
    const mark = this.find(id);
    if (mark) this.change(id, edge === 'start' ? { start: mark.start + seconds } : { end: mark.end + seconds }, held);
  }

  /**
   * Moves the selected clip's end that was touched last, or the other one; which is which stays. For the brackets.
   * @param {boolean} isOther @param {(time: number) => number} to @param {boolean} [held]
   */
  trim(isOther, to, held = false) {
    this.#history.push(ops.trimmed(this.#history.state, isOther, to, this.#film), held ? `trim ${this.selected} ${isOther}` : '');
  }

  /** @param {string} id */
  remove = (id) => this.#history.push(ops.removed(this.#history.state, id));

  /** @param {string} id @param {number} at @returns {string} the second part's id; '' if a part would be too short */
  split(id, at) {
    const newId = this.#newId();
    this.#history.push(ops.cutInTwo(this.#history.state, id, at, newId, this.#film));
    return this.find(newId)?.id ?? '';
  }

  /**
   * These in place of all, as they are: what is wrong with one is said (range_words.js), not mended.
   * @param {readonly ClipOfMark[]} clips @returns {number} how many were taken
   */
  setAll(clips) {
    this.#history.push(ops.allNew(clips, () => this.#newId()));
    return this.marks.length;
  }

  /** @param {string} id @param {number} toIndex  where it stands afterwards */
  move = (id, toIndex) => this.#history.push(ops.moved(this.#history.state, id, toIndex));
  /** @param {string} id '' selects none */
  select = (id) => this.#history.replace(ops.selected(this.#history.state, id));

  /** The next one in the list's order, or the one before. @param {1|-1} step */
  selectNext = (step) => this.select(ops.neighbour(this.#history.state, step));

  /** "Start here": see open_mark.js. @param {number} at */
  markIn = (at) => this.#do(deedOfIn, at);
  /** "End here". @param {number} at */
  markOut = (at) => this.#do(deedOfOut, at);
  dropOpen = () => this.#history.push({ ...this.#history.state, open: null });

  /** What follows is one step. */
  begin = () => this.#history.begin();
  commit = () => this.#history.commit();
  cancel = () => this.#history.cancel();
  undo = () => this.#history.undo();
  redo = () => this.#history.redo();

  clips = () => this.marks.map(clipOf);
  /** @returns {import('./marks.js').Draft} */
  toJson = () => ({ marks: [...this.marks], selected: this.selected, open: this.open });
  /** A list that begins with a recipe's clips. @param {readonly ClipOfMark[]} clips @param {FilmFacts} [film] */
  static fromClips(clips, film = {}) {
    let last = 0;
    return new CutList({ ...film, draft: ops.allNew(clips, () => `m${(last += 1)}`) });
  }

  /** @param {(state: CutState, at: number) => import('./open_mark.js').MarkDeed} deedOf @param {number} at */
  #do(deedOf, at) {
    const { state } = this.#history;
    this.#history.push(ops.afterDeed(state, deedOf(state, at), this.#newId(), this.#film));
  }

  #newId = () => `m${(this.#lastId += 1)}`;
}
