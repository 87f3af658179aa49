// @ts-check
// Brings one part into the store: a place in the budget, a URL signed shortly before, the PUT, and what to do about each
// way it can fail. What a wait may mend is waited for, however long; only a refusal ends the upload. Used by file_sender.js.

import { mayRepeatStatus, whyOf } from '../base/retry.js';
import { UploadFault } from './faults.js';
import { linked } from './linked.js';
import { bytesOf } from './source_file.js';

/** @typedef {import('../base/retry.js').Clock} Clock */
/** @typedef {{status: number, etag: string|null, retryAfterSeconds?: number}} PutAnswer */

/**
 * Sends bytes to a presigned URL. Status 0, or a rejection: no answer.
 * @callback Put
 * @param {{url: string, body: Blob, signal: AbortSignal, onProgress: (bytes: number) => void}} part
 * @returns {Promise<PutAnswer>}
 */

const kStallMs = 60_000; // without a byte moving, a connection is taken for dead
const kRefusals = 4; // of fresh URLs in a row

export class PartSender {
  #given;
  #underWay = 0;
  #moved = false; // the store has taken something from this page: no rule of its keeps us out

  /**
   * @param {{put: Put, clock: Clock, retry: import('../base/retry.js').Retry, urls: import('./part_urls.js').PartUrls,
   *   gate: import('./pause_gate.js').PauseGate, seat: () => import('./send_budget.js').Seat,
   *   barredBy: (url: string, losses: number) => Promise<UploadFault|null>, onProgress: (n: number, bytes: number) => void,
   *   onLoss: () => void}} given  `barredBy`: why the store takes nothing from this page at all, if that is known
   */
  constructor(given) {
    this.#given = given;
  }

  /** How many parts are on their way now. */
  get underWay() {
    return this.#underWay;
  }

  /** @param {number} n @param {Blob} body @param {() => number[]} next parts wanted soon @param {AbortSignal} run @returns {Promise<string|null>} its ETag, if readable */
  async send(n, body, next, run) {
    const { gate, retry, urls } = this.#given;
    let [tries, refusals, losses] = [0, 0, 0];
    for (;;) {
      await gate.pass(run);
      const url = await retry.until(() => run.throwIfAborted(), () => urls.get(n, next()));
      const answer = await this.#putInTurn(n, url, body, next, run);
      run.throwIfAborted();
      if (!answer) continue; // paused: its bytes go again
      const { status, etag } = answer;
      if (status >= 200 && status < 300) {
        this.#moved = true;
        return unquoted(etag);
      }
      if (status === 400 || status === 403) {
        urls.drop(n);
        refusals += 1;
        if (refusals > kRefusals) throw new UploadFault('refused', { part: n, status });
        if (refusals === 1) continue;
      } else if (status === 0) {
        losses += 1;
        await this.#expectPassable(body, url, losses);
        this.#given.onLoss();
      } else {
        expectRepeatable(status, n, body.size);
        this.#given.onLoss();
      }
      await retry.wait(n, (tries += 1), whyOf(status), (answer.retryAfterSeconds ?? 0) * 1000);
    }
  }

  /** Throws where repeating cannot help. @param {Blob} body @param {string} url @param {number} losses */
  async #expectPassable(body, url, losses) {
    await bytesOf(body.slice(0, 1));
    if (this.#moved) return;
    const bar = await this.#given.barredBy(url, losses);
    if (bar) throw bar;
  }

  /**
   * Waits for a place in the budget, and sends. null: a pause, or the end, came before an answer.
   * @param {number} n @param {string} url @param {Blob} body @param {() => number[]} next @param {AbortSignal} run @returns {Promise<PutAnswer|null>}
   */
  async #putInTurn(n, url, body, next, run) {
    const { gate, seat, urls } = this.#given;
    const going = linked(run, gate.signal);
    try {
      const letGo = await seat().take(going.signal);
      if (!letGo) return null;
      try {
        // It may have grown old while it waited. One that cannot be had now is tried as it is: the store tells.
        const fresh = urls.young(n) ?? (await urls.get(n, next()).catch(() => url));
        const answer = going.signal.aborted ? null : await this.#putOnce(n, fresh, body, going.signal);
        const arrived = answer && answer.status >= 200 && answer.status < 300;
        if (!arrived) this.#given.onProgress(n, 0);
        return going.signal.aborted && !arrived ? null : answer;
      } finally {
        letGo();
      }
    } finally {
      going.done();
    }
  }

  /** @param {number} n @param {string} url @param {Blob} body @param {AbortSignal} going  ended, it takes the request back */
  async #putOnce(n, url, body, going) {
    const { put, clock } = this.#given;
    const request = linked(going);
    let stall = clock.setTimeout(request.end, kStallMs);
    /** @param {number} bytes */
    const onProgress = (bytes) => {
      if (request.signal.aborted) return;
      if (bytes > 0) this.#moved = true;
      clock.clearTimeout(stall);
      stall = clock.setTimeout(request.end, kStallMs);
      this.#given.onProgress(n, Math.min(bytes, body.size));
    };
    this.#underWay += 1;
    try {
      return await put({ url, body, signal: request.signal, onProgress });
    } catch {
      return { status: 0, etag: null };
    } finally {
      clock.clearTimeout(stall);
      request.done();
      this.#underWay -= 1;
    }
  }
}

/** @param {number} status @param {number} n @param {number} bytes */
function expectRepeatable(status, n, bytes) {
  if (status === 413) throw new UploadFault('part_too_large', { bytes });
  if (status === 507) throw new UploadFault('store_full');
  if (!mayRepeatStatus(status)) throw new UploadFault('part_refused', { part: n, status });
}

/** @param {string|null} etag */
const unquoted = (etag) => (etag === null ? null : etag.replace(/^(?:W\/)?"(.*)"$/, '$1'));
