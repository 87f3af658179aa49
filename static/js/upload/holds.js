// @ts-check
// Jobs that are not to start by themselves, because somebody has begun to choose what to make of them. The server is told
// until it answers, also while another view is open. Knows no DOM.

import { Retry } from '../base/retry.js';

/** @typedef {import('../types.js').Job} Job */

export class Holds {
  #api;
  #retry;
  /** @type {Map<string, Promise<Job|null>>} */
  #asked = new Map();

  /** @param {Pick<import('../api.js').Api, 'change'>} api @param {import('../base/retry.js').Clock} clock @param {() => number} [random] */
  constructor(api, clock, random = Math.random) {
    this.#api = api;
    this.#retry = new Retry(clock, random, () => {});
  }

  /**
   * Rejects where the server refuses for another reason than that there is nothing to hold any more: to be asked again.
   * @param {string} jobId @returns {Promise<Job|null>} null: there is nothing to hold any more
   */
  hold(jobId) {
    const asked = this.#asked.get(jobId) ?? this.#ask(jobId);
    this.#asked.set(jobId, asked);
    return asked;
  }

  /** Resolves when the server knows: only then may an upload end, or an order be given. @param {string} jobId */
  async settled(jobId) {
    await this.#asked.get(jobId)?.catch(() => {});
  }

  /** The server is back. */
  hurry() {
    this.#retry.hurry();
  }

  /** @param {string} jobId */
  async #ask(jobId) {
    const call = () => this.#api.change(jobId, { autoProcess: false });
    try {
      return await this.#retry.until(() => {}, call);
    } catch (error) {
      const { code, status } = /** @type {any} */ (error);
      if (code === 'wrong_status' || status === 404) return null;
      throw error;
    } finally {
      this.#asked.delete(jobId);
    }
  }
}
