// @ts-check
// What the server would make of what is marked, look by look, asked a moment after the last change. Knows no DOM.

import { inOrder } from '../looks/look.js';
import { keyOf } from '../making/rows.js';

/** @typedef {import('../types.js').PlanItem} PlanItem */
/** @typedef {import('../types.js').Recipe} Recipe */
/** @typedef {import('../making/plan_book.js').LookPlan} LookPlan */
/** @typedef {{files: number, bytes: number, seconds: number}} Cost */

const kQuietMs = 500;
const kSame = 1e-6; // seconds

export class RoomPlan {
  #book;
  #onCome;
  #asked = '';
  #turn = 0; // answers to an earlier question are dropped
  /** @type {{id: string, recipe: Recipe}[]} */
  #looks = [];
  /** By look, as long as nothing newer is known: figures do not come and go while somebody drags. @type {Map<string, LookPlan>} */
  #plans = new Map();
  /** @type {any} */
  #timer = null;
  #closed = false;

  /** @param {import('../making/plan_book.js').PlanBook} book @param {() => void} onCome */
  constructor(book, onCome) {
    this.#book = book;
    this.#onCome = onCome;
  }

  /** @param {{id: string, recipe: Recipe}[]|null} looks  null: nothing can be said yet */
  ask(looks) {
    const text = inOrder(looks);
    if (text === this.#asked) return;
    this.#asked = text;
    this.#looks = looks ?? [];
    this.#takeKnown();
    this.#readIn(kQuietMs, this.#looks.filter(({ recipe }) => !this.#book.known(recipe)));
  }

  /** What is known is of another film. */
  forget() {
    this.#readIn(0, []);
    this.#asked = '';
    this.#plans.clear();
  }

  /** In the place of what was to be read before. @param {number} ms @param {{id: string, recipe: Recipe}[]} looks */
  #readIn(ms, looks) {
    const turn = (this.#turn += 1);
    clearTimeout(this.#timer);
    if (looks.length) this.#timer = setTimeout(() => void this.#read(turn, looks), ms);
  }

  /** @param {string} id @returns {LookPlan|null} */
  look(id) {
    return this.#plans.get(id) ?? null;
  }

  /** How this clip will be made in a look. @param {{start: number, end: number}} mark @param {string} id @returns {PlanItem|null} */
  of({ start, end }, id) {
    const near = (/** @type {number|null} */ a, /** @type {number} */ b) => a !== null && Math.abs(a - b) < kSame;
    return this.look(id)?.items.find((item) => item.type === 'clip' && near(item.start, start) && near(item.end, end)) ?? null;
  }

  /** @param {string} id @returns {Cost|null} */
  costOf(id) {
    return costOf(this.look(id)?.items ?? []);
  }

  /** Of all looks together: what several of them have in common is made once. @returns {Cost|null} null until all is known */
  get total() {
    const plans = this.#looks.map(({ id }) => this.#plans.get(id));
    if (plans.some((plan) => !plan)) return null;
    const items = plans.flatMap((plan) => plan?.items ?? []);
    return costOf([...new Map(items.map((item) => [keyOf(item), item])).values()]);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #takeKnown() {
    const ids = new Set(this.#looks.map(({ id }) => id));
    for (const id of this.#plans.keys()) if (!ids.has(id)) this.#plans.delete(id);
    for (const { id, recipe } of this.#looks) {
      const known = this.#book.known(recipe);
      if (known) this.#plans.set(id, known);
    }
  }

  /** One after the other; what could not be told now is asked again later. @param {number} turn @param {{id: string, recipe: Recipe}[]} looks */
  async #read(turn, looks) {
    /** @type {{id: string, recipe: Recipe}[]} */
    const again = [];
    let waitMs = 0;
    for (const look of looks) {
      const plan = await this.#book.read(look.recipe);
      if (this.#closed || turn !== this.#turn) return;
      this.#plans.set(look.id, plan);
      this.#onCome();
      if (plan.againMs === null) continue;
      again.push(look);
      waitMs = Math.max(waitMs, plan.againMs);
    }
    if (!this.#closed && turn === this.#turn) this.#readIn(waitMs, again);
  }
}

/** @param {PlanItem[]} items @returns {Cost|null} */
function costOf(items) {
  if (!items.length) return null;
  const sum = (/** @type {'expectedBytes'|'expectedSeconds'} */ name) => items.reduce((all, item) => all + (item[name] ?? 0), 0);
  return { files: items.length, bytes: sum('expectedBytes'), seconds: sum('expectedSeconds') };
}
