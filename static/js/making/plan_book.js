// @ts-check
// What the server answered about recipes: each is asked once. Knows no DOM.

import { inOrder } from '../looks/look.js';

/** @typedef {import('../types.js').Recipe} Recipe */
/** `problem`: why the server cannot tell. @typedef {{items: import('../types.js').PlanItem[], warnings: import('../types.js').Warning[], problem: string}} LookPlan */

const kKept = 60; // answers

export class PlanBook {
  #api;
  #jobId;
  /** By recipe. @type {Map<string, LookPlan>} */
  #plans = new Map();
  /** @type {Map<string, Promise<LookPlan>>} */
  #asked = new Map();

  /** @param {Pick<import('../api.js').Api, 'plan'>} api @param {string} jobId */
  constructor(api, jobId) {
    this.#api = api;
    this.#jobId = jobId;
  }

  /** @param {Recipe} recipe @returns {LookPlan|null} null where nobody has asked, or the answer is on its way */
  known(recipe) {
    return this.#plans.get(inOrder(recipe)) ?? null;
  }

  /** @param {Recipe} recipe @returns {Promise<LookPlan>} */
  read(recipe) {
    const key = inOrder(recipe);
    const known = this.#plans.get(key);
    if (known) return Promise.resolve(known);
    const asked = this.#asked.get(key) ?? this.#ask(recipe, key);
    this.#asked.set(key, asked);
    return asked;
  }

  /** Another file: what was said of the one before holds no longer. */
  forget() {
    this.#plans.clear();
    this.#asked.clear();
  }

  /** @param {Recipe} recipe @param {string} key */
  async #ask(recipe, key) {
    /** @type {LookPlan} */
    let plan;
    let mayKeep = true;
    try {
      const { items, warnings } = await this.#api.plan(this.#jobId, recipe);
      plan = { items, warnings: warnings ?? [], problem: '' };
    } catch (error) {
      const { message, status } = /** @type {any} */ (error);
      mayKeep = status === 422; // else the next answer may be another
      plan = { items: [], warnings: [], problem: message };
    }
    if (this.#asked.delete(key) && mayKeep) this.#keep(key, plan);
    return plan;
  }

  /** @param {string} key @param {LookPlan} plan */
  #keep(key, plan) {
    if (this.#plans.size >= kKept) this.#plans.delete(/** @type {string} */ (this.#plans.keys().next().value));
    this.#plans.set(key, plan);
  }
}
