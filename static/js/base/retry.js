// @ts-check
// Waits between tries, which a person can watch (`trouble`) and cut short (`hurry`), and calls repeated until they are
// answered. Used by one upload.

import { ApiError, NetworkError } from '../api.js';
import { backoffMs } from './backoff.js';

/** @typedef {{now: () => number, setTimeout: (f: () => void, ms: number) => any, clearTimeout: (t: any) => void}} Clock */
/** @typedef {{what: string, attempt: number, retryAtMs: number}} Trouble */

/** What a repetition may mend: no answer, or a server that says "not now". @param {unknown} error */
export function mayRepeat(error) {
  if (error instanceof NetworkError) return true;
  return error instanceof ApiError && mayRepeatStatus(error.status);
}

/** 507 is no room: repeating does not make any. @param {number} status */
export const mayRepeatStatus = (status) => [408, 429].includes(status) || (status >= 500 && status !== 507);

export class Retry {
  /** @type {Trouble|null} the wait under way, if any */
  trouble = null;
  count = 0;
  #clock;
  #random;
  #onChange;
  /** @type {Set<() => void>} */
  #waits = new Set();

  /** @param {Clock} clock @param {() => number} random 0 to 1 @param {() => void} onChange */
  constructor(clock, random, onChange) {
    this.#clock = clock;
    this.#random = random;
    this.#onChange = onChange;
  }

  /** @param {string} what is tried again @param {number} attempt 1 for the first repetition */
  async wait(what, attempt) {
    const ms = backoffMs(attempt, this.#random);
    const trouble = { what, attempt, retryAtMs: this.#clock.now() + ms };
    this.count += 1;
    this.trouble = trouble;
    this.#onChange();
    await new Promise((resolve) => {
      const wake = () => {
        this.#clock.clearTimeout(timer);
        this.#waits.delete(wake);
        resolve(undefined);
      };
      const timer = this.#clock.setTimeout(wake, ms);
      this.#waits.add(wake);
    });
    if (this.trouble === trouble) this.trouble = null;
  }

  /** Ends every wait at once: the network is back, or nobody wants it any more. */
  hurry() {
    for (const wake of [...this.#waits]) wake();
  }

  /**
   * Calls until there is an answer; refusals pass through. `check` throws when nobody waits any more.
   * @template T @param {string} what @param {() => void} check @param {() => Promise<T>} call @returns {Promise<T>}
   */
  async until(what, check, call) {
    for (let attempt = 1; ; attempt += 1) {
      check();
      try {
        return await call();
      } catch (error) {
        if (!mayRepeat(error)) throw error;
        await this.wait(what, attempt);
      }
    }
  }
}
