// @ts-check
// What the server would make of what is marked, asked a moment after the last change. Knows no DOM.

/** @typedef {import('../types.js').PlanItem} PlanItem */
/** @typedef {import('../types.js').Recipe} Recipe */

const kQuietMs = 500;
const kSame = 1e-6; // seconds

export class RoomPlan {
  #api;
  #jobId;
  #onCome;
  #asked = '';
  /** @type {PlanItem[]} */
  #items = [];
  /** @type {any} */
  #timer = null;
  #closed = false;

  /** @param {Pick<import('../api.js').Api, 'plan'>} api @param {string} jobId @param {() => void} onCome */
  constructor(api, jobId, onCome) {
    this.#api = api;
    this.#jobId = jobId;
    this.#onCome = onCome;
  }

  /** @param {Recipe|null} recipe  null: nothing can be said yet */
  ask(recipe) {
    const text = JSON.stringify(recipe);
    if (text === this.#asked) return;
    this.#asked = text;
    clearTimeout(this.#timer);
    if (recipe) this.#timer = setTimeout(() => void this.#read(recipe, text), kQuietMs);
    else this.#items = [];
  }

  /** How this clip will be made. @param {{start: number, end: number}} mark @returns {PlanItem|null} */
  of({ start, end }) {
    const near = (/** @type {number|null} */ a, /** @type {number} */ b) => a !== null && Math.abs(a - b) < kSame;
    return this.#items.find((item) => item.type === 'clip' && near(item.start, start) && near(item.end, end)) ?? null;
  }

  /** @returns {{files: number, bytes: number, seconds: number}|null} */
  get total() {
    if (!this.#items.length) return null;
    const sum = (/** @type {'expectedBytes'|'expectedSeconds'} */ name) => this.#items.reduce((all, item) => all + (item[name] ?? 0), 0);
    return { files: this.#items.length, bytes: sum('expectedBytes'), seconds: sum('expectedSeconds') };
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** @param {Recipe} recipe @param {string} text */
  async #read(recipe, text) {
    const plan = await this.#api.plan(this.#jobId, recipe).catch(() => ({ items: [] }));
    if (this.#closed || text !== this.#asked) return;
    this.#items = plan.items;
    this.#onCome();
  }
}
