// @ts-check
// Brings one part into the store: a URL signed shortly before, the PUT, and what to do about each way it can fail.
// Used by the workers of upload.js.

import { mayRepeatStatus } from './retry.js';

/** @typedef {import('./retry.js').Clock} Clock */

/**
 * Sends bytes to a presigned URL. Status 0, or a rejection: no answer.
 * @callback Put
 * @param {{url: string, body: Blob, signal: AbortSignal, onProgress: (bytes: number) => void}} part
 * @returns {Promise<{status: number, etag: string|null}>}
 */

const kStallMs = 60_000; // without a byte moving, a connection is taken for dead
const kServerErrors = 6; // in a row, before a part is given up
const kRefusals = 4; // of fresh URLs in a row

export class PartSender {
  /** How many parts are on their way now. */
  underWay = 0;
  #given;

  /**
   * @param {{put: Put, clock: Clock, retry: import('./retry.js').Retry, urls: import('./part_urls.js').PartUrls,
   *   gate: (run: AbortSignal) => Promise<void>, onProgress: (n: number, bytes: number) => void}} given
   *   `gate` waits while paused and throws when nobody wants the part any more
   */
  constructor(given) {
    this.#given = given;
  }

  /** @param {number} n @param {Blob} body @param {() => number[]} next parts wanted soon @param {AbortSignal} run @returns {Promise<string|null>} its ETag, if readable */
  async send(n, body, next, run) {
    const { gate, retry, urls } = this.#given;
    let [failures, serverErrors, refusals] = [0, 0, 0];
    for (;;) {
      await gate(run);
      const url = await retry.until('The server', () => run.throwIfAborted(), () => urls.get(n, next()));
      await gate(run);
      const { status, etag } = await this.#putOnce(n, url, body, run);
      if (status >= 200 && status < 300) return etag;
      this.#given.onProgress(n, 0);
      run.throwIfAborted();
      if (status === 400 || status === 403) {
        urls.drop(n);
        refusals += 1;
        if (refusals > kRefusals) throw new Error(`The store refuses part ${n}, also by a fresh address (${status}).`);
        if (refusals === 1) continue;
      } else if (status === 0) {
        await expectReadable(body);
      } else {
        serverErrors += 1;
        if (status === 507) throw new Error('The store has no room left for this file. Make room, then try again.');
        if (!mayRepeatStatus(status)) throw new Error(`The store refuses part ${n} (${status}).`);
        if (serverErrors >= kServerErrors) throw new Error(`The store could not take part ${n} (${status}).`);
      }
      await retry.wait(`Part ${n}`, (failures += 1));
    }
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

/** A file that was moved or changed since it was chosen cannot be read again. @param {Blob} body */
async function expectReadable(body) {
  try {
    await body.slice(0, 1).arrayBuffer();
  } catch {
    throw new Error('The file can no longer be read: it was moved or changed. Choose it again to go on.');
  }
}
