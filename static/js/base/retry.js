// @ts-check
// Waits between tries, which a person can watch (`trouble`) and cut short (`hurry`), and calls repeated until they are
// answered. Used by one upload.

import { ApiError, NetworkError } from '../api.js';
import { backoffMs } from './backoff.js';

/** @typedef {{now: () => number, setTimeout: (f: () => void, ms: number) => any, clearTimeout: (t: any) => void}} Clock */
/**
 * What is waited for: a part by its number, or the server. `lost`: no answer; `busy`: it says "not now"; `rate_limited`: it
 * takes no more for a while.
 * @typedef {{what: number|'server', why: 'lost'|'busy'|'rate_limited', attempt: number, retryAtMs: number}} Trouble
 */

const kMaxAskedMs = 300_000; // for which a server can ask to be left alone

/** What a repetition may mend: no answer, or a server that says "not now". @param {unknown} error */
export function mayRepeat(error) {
  if (error instanceof NetworkError) return true;
  return error instanceof ApiError && mayRepeatStatus(error.status);
}

/** @param {number} status  0: no answer @returns {Trouble['why']} */
export const whyOf = (status) => (status === 429 ? 'rate_limited' : status === 0 ? 'lost' : 'busy');

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

  /**
   * @param {Trouble['what']} what is tried again @param {number} attempt 1 for the first repetition
   * @param {Trouble['why']} [why] @param {number} [askedMs] as long as the server asks to be left alone
   */
  async wait(what, attempt, why = 'lost', askedMs = 0) {
    const ms = Math.max(backoffMs(attempt, this.#random), Math.min(askedMs, kMaxAskedMs));
    const trouble = { what, why, attempt, retryAtMs: this.#clock.now() + ms };
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

  /** After an answer of the server that a repetition may mend. @param {unknown} error @param {number} attempt */
  waitAfter(error, attempt) {
    const refusal = error instanceof ApiError ? error : null;
    return this.wait('server', attempt, whyOf(refusal?.status ?? 0), (refusal?.retryAfterSeconds ?? 0) * 1000);
  }

  /** Ends every wait at once: the network is back, or nobody wants it any more. */
  hurry() {
    for (const wake of [...this.#waits]) wake();
  }

  /**
   * Calls until there is an answer; refusals pass through. `check` throws when nobody waits any more.
   * @template T @param {() => void} check @param {() => Promise<T>} call @returns {Promise<T>}
   */
  async until(check, call) {
    for (let attempt = 1; ; attempt += 1) {
      check();
      try {
        return await call();
      } catch (error) {
        if (!mayRepeat(error)) throw error;
        await this.waitAfter(error, attempt);
      }
    }
  }
}
