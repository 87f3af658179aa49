// @ts-check
// Brings one part into the store: a URL signed shortly before, the PUT, and what to do about each way it can fail. What
// a wait may mend is waited for, however long; only a refusal ends the upload. Used by upload.js.

import { mayRepeatStatus } from '../base/retry.js';
import { bytesOf } from './source_file.js';

/** @typedef {import('../base/retry.js').Clock} Clock */

/**
 * Sends bytes to a presigned URL. Status 0, or a rejection: no answer.
 * @callback Put
 * @param {{url: string, body: Blob, signal: AbortSignal, onProgress: (bytes: number) => void}} part
 * @returns {Promise<{status: number, etag: string|null}>}
 */

const kStallMs = 60_000; // without a byte moving, a connection is taken for dead
const kRefusals = 4; // of fresh URLs in a row
const kLossesUntilDoubt = 3; // of a store that has not taken a byte from this page yet

export class PartSender {
  /** How many parts are on their way now. */
  underWay = 0;
  #given;
  #moved = false; // the store has taken something from this page: no rule of its keeps us out

  /**
   * @param {{put: Put, clock: Clock, retry: import('../base/retry.js').Retry, urls: import('./part_urls.js').PartUrls,
   *   gate: import('./pause_gate.js').PauseGate, barredBy: (url: string) => Promise<string>, onProgress: (n: number, bytes: number) => void,
   *   onLoss: () => void}} given  `barredBy`: why the store takes nothing from this page at all, if that is known
   */
  constructor(given) {
    this.#given = given;
  }

  /** @param {number} n @param {Blob} body @param {() => number[]} next parts wanted soon @param {AbortSignal} run @returns {Promise<string|null>} its ETag, if readable */
  async send(n, body, next, run) {
    const { gate, retry, urls } = this.#given;
    let [tries, refusals, losses] = [0, 0, 0];
    for (;;) {
      await gate.pass(run);
      const url = await retry.until('The server', () => run.throwIfAborted(), () => urls.get(n, next()));
      await gate.pass(run);
      const { status, etag } = await this.#putOnce(n, url, body, run);
      if (status >= 200 && status < 300) {
        this.#moved = true;
        return unquoted(etag);
      }
      this.#given.onProgress(n, 0);
      run.throwIfAborted();
      if (status === 400 || status === 403) {
        urls.drop(n);
        refusals += 1;
        if (refusals > kRefusals) throw new Error(`The store refuses part ${n}, also by a fresh address (${status}).`);
        if (refusals === 1) continue;
      } else if (status === 0) {
        losses += 1;
        await this.#expectPassable(body, url, losses);
        this.#given.onLoss();
      } else {
        if (status === 507) throw new Error('The store has no room left for this file. Make room, then try again.');
        if (!mayRepeatStatus(status)) throw new Error(`The store refuses part ${n} (${status}).`);
        this.#given.onLoss();
      }
      await retry.wait(`Part ${n}`, (tries += 1));
    }
  }

  /** Throws where repeating cannot help. @param {Blob} body @param {string} url @param {number} losses */
  async #expectPassable(body, url, losses) {
    await bytesOf(body.slice(0, 1));
    if (this.#moved || losses < kLossesUntilDoubt) return;
    const bar = await this.#given.barredBy(url);
    if (bar) throw new Error(bar);
  }

  /** @param {number} n @param {string} url @param {Blob} body @param {AbortSignal} run  ended, it takes the request back */
  async #putOnce(n, url, body, run) {
    const { put, clock } = this.#given;
    const abort = new AbortController();
    const stop = () => abort.abort();
    run.addEventListener('abort', stop);
    let stall = clock.setTimeout(stop, kStallMs);
    /** @param {number} bytes */
    const onProgress = (bytes) => {
      if (bytes > 0) this.#moved = true;
      clock.clearTimeout(stall);
      stall = clock.setTimeout(stop, kStallMs);
      this.#given.onProgress(n, Math.min(bytes, body.size));
    };
    this.underWay += 1;
    try {
      return await put({ url, body, signal: abort.signal, onProgress });
    } catch {
      return { status: 0, etag: null };
    } finally {
      clock.clearTimeout(stall);
      run.removeEventListener('abort', stop);
      this.underWay -= 1;
    }
  }
}

/** @param {string|null} etag */
const unquoted = (etag) => (etag === null ? null : etag.replace(/^(?:W\/)?"(.*)"$/, '$1'));
