// @ts-check
// States that can be gone back to. A step is one change, all changes between begin() and commit(), or a run of changes
// with the same key (typing a name). States are never altered, only replaced.

import { Listeners } from './listeners.js';

const kMaxSteps = 500;

/** @template T */
export class History {
  /** @type {T} */
  #state;
  /** @type {T[]} */
  #past = [];
  /** @type {T[]} */
  #future = [];
  /** @type {{state: T}|null} where the open step began */
  #begun = null;
  #run = '';
  /** @type {(a: T, b: T) => boolean} */
  #same;
  /** @type {Listeners<void>} */
  #listeners = new Listeners();

  /** @param {T} state @param {(a: T, b: T) => boolean} same  a step that ends where it began is none */
  constructor(state, same) {
    this.#state = state;
    this.#same = same;
  }

  get state() {
    return this.#state;
  }

  /** @param {() => void} listener @returns {() => void} ends it */
  onChange(listener) {
    return this.#listeners.add(listener);
  }

  get canUndo() {
    return this.#past.length > 0 || (this.#begun !== null && !this.#same(this.#begun.state, this.#state));
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** Between begin() and its end, which is told of once more. */
  get isInStep() {
    return this.#begun !== null;
  }

  /** @param {T} next @param {string} [run]  joins the step before where that had the same key */
  push(next, run = '') {
    const before = this.#state;
    if (next === before) return;
    const isStep = !this.#begun && !this.#same(before, next);
    if (isStep && (!run || run !== this.#run)) this.#keep(before);
    if (isStep) this.#run = run;
    this.#turn(next);
  }

  /** A change that is no step of its own, such as another selection. @param {T} next */
  replace(next) {
    if (next === this.#state) return;
    this.#run = '';
    this.#turn(next);
  }

  /** What follows is one step, until commit() or cancel(). An open step is ended first. */
  begin() {
    this.#end();
    this.#begun = { state: this.#state };
  }

  commit() {
    this.#end();
    this.#listeners.call();
  }

  /** Back to where the open step began. */
  cancel() {
    const begun = this.#begun;
    this.#begun = null;
    this.#run = '';
    if (begun) this.#turn(begun.state);
  }

  /** @returns {boolean} whether there was a step to undo */
  undo() {
    this.#end();
    return this.#go(this.#past, this.#future);
  }

  /** @returns {boolean} */
  redo() {
    this.#end();
    return this.#go(this.#future, this.#past);
  }

  #end() {
    const begun = this.#begun;
    this.#begun = null;
    this.#run = '';
    if (begun && !this.#same(begun.state, this.#state)) this.#keep(begun.state);
  }

  /** @param {T} state */
  #keep(state) {
    this.#past.push(state);
    if (this.#past.length > kMaxSteps) this.#past.shift();
    this.#future = [];
  }

  /** @param {T[]} from @param {T[]} to */
  #go(from, to) {
    const state = from.pop();
    if (state === undefined) return false;
    to.push(this.#state);
    this.#turn(state);
    return true;
  }

  /** @param {T} state */
  #turn(state) {
    this.#state = state;
    this.#listeners.call();
  }
}
