// @ts-check
// What the server answered about recipes: each is asked once. Knows no DOM.

import { mayRepeat } from '../base/retry.js';
import { inOrder } from '../looks/look.js';

/** @typedef {import('../types.js').Recipe} Recipe */
/**
 * @typedef {object} LookPlan
 * @property {import('../types.js').PlanItem[]} items
 * @property {import('../types.js').Warning[]} warnings
 * @property {string} problem  why the server cannot tell
 * @property {number|null} againMs  after which it may be able to; null: it has told, or will not
 */

const kKept = 60; // answers
const kFirstAgainMs = 5000; // doubled by each further failure
const kMaxAgainMs = 300_000;

export class PlanBook {
  #api;
  #jobId;
  #source = '';
  /** By recipe. @type {Map<string, LookPlan>} */
  #plans = new Map();
  /** @type {Map<string, Promise<LookPlan>>} */
  #asked = new Map();
  /** How often in a row it could not be told. @type {Map<string, number>} */
  #failures = new Map();

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

  /** From now on it is asked about this file: what was said of one before holds no longer. @param {string} sourceKey */
  follow(sourceKey) {
    if (sourceKey === this.#source) return;
    this.#source = sourceKey;
    this.#plans.clear();
    this.#asked.clear();
    this.#failures.clear();
  }

  /** @param {Recipe} recipe @param {string} key */
  async #ask(recipe, key) {
    /** @type {LookPlan} */
    let plan;
    let mayKeep = true;
    const source = this.#source;
    try {
      const { items, warnings } = await this.#api.plan(this.#jobId, recipe);
      plan = { items, warnings: warnings ?? [], problem: '', againMs: null };
    } catch (error) {
      const { message, status } = /** @type {any} */ (error);
      mayKeep = status === 422; // else the next answer may be another
      plan = { items: [], warnings: [], problem: message, againMs: this.#waitAfter(key, error) };
    }
    if (source !== this.#source) return plan; // the same may be under way about the file that is here now
    this.#asked.delete(key);
    if (mayKeep) this.#keep(key, plan);
    return plan;
  }

  /** @param {string} key @param {unknown} error */
  #waitAfter(key, error) {
    if (!mayRepeat(error)) return null;
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    const askedMs = (/** @type {any} */ (error).retryAfterSeconds ?? 0) * 1000;
    return Math.min(kMaxAgainMs, Math.max(askedMs, kFirstAgainMs * 2 ** (failures - 1)));
  }

  /** @param {string} key @param {LookPlan} plan */
  #keep(key, plan) {
    if (this.#plans.size >= kKept) this.#plans.delete(/** @type {string} */ (this.#plans.keys().next().value));
    this.#plans.set(key, plan);
    this.#failures.delete(key);
  }
}
