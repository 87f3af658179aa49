// @ts-check
// Calls of uploads outlast the end of a session: a call that is refused for it waits until the same person has signed in
// again, and is made once more. Knows no DOM.

import { ApiError } from '../api.js';

export class SignInGate {
  /** @type {Set<() => void>} */
  #waiting = new Set();

  /** Somebody waits for a session. */
  get isWaitedFor() {
    return this.#waiting.size > 0;
  }

  /** The same person is here again. */
  open() {
    for (const go of [...this.#waiting]) go();
    this.#waiting.clear();
  }

  /** @returns {Promise<void>} */
  #wait() {
    return new Promise((resolve) => void this.#waiting.add(resolve));
  }

  /**
   * The same calls, which wait at the gate. @template {object} T @param {T} api @returns {T}
   */
  through(api) {
    const calls = Object.entries(api).map(([name, call]) => [name, (/** @type {any[]} */ ...args) => this.#until(() => call(...args))]);
    return Object.fromEntries(calls);
  }

  /** @param {() => Promise<any>} call @returns {Promise<any>} */
  async #until(call) {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'unauthenticated') throw error;
        await this.#wait();
      }
    }
  }
}
