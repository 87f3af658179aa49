// @ts-check
// One file's way into the store: prepare, parts in parallel by presigned URLs, complete. Knows no DOM: the network
// (api, put), the clock and the storage come from outside. An answer that was lost is read again from the server
// before anything is called a failure. Part numbers start at 1.

import { ApiError } from './api.js';
import { PartLedger } from './part_ledger.js';
import { PartSender } from './part_sender.js';
import { PartUrls } from './part_urls.js';
import { Rate } from './rate.js';
import { mayRepeat, Retry } from './retry.js';
import { UploadMemory } from './upload_memory.js';

/** @typedef {import('./types.js').Job} Job */
/** @typedef {Pick<import('./api.js').Api, 'prepareUpload'|'signParts'|'reportPart'|'completeUpload'|'abortUpload'|'job'>} UploadApi */
/** @typedef {Blob & {name: string, lastModified?: number}} UploadFile */
/** @typedef {import('./types.js').UploadState} UploadState */

const kSameOriginWindow = 3; // a browser has six connections per origin, and the page needs some of them
const kOtherOriginWindow = 6;
const kSignAhead = 20;
const kArrived = ['UPLOADED', 'PROCESSING', 'READY'];

export class Upload {
  #given;
  #file;
  #parts;
  #memory;
  #retry;
  #urls;
  #sender;
  /** @type {UploadState['phase']} */
  #phase = 'preparing';
  /** @type {Error|null} */
  #error = null;
  #run = new AbortController(); // ended: nobody waits for this upload any more
  /** @type {(() => void)[]} workers that wait while paused */
  #paused = [];
  #window = kSameOriginWindow;
  #rate = new Rate();

  /**
   * @param {{jobId: string, file: UploadFile, durationSeconds?: number|null|Promise<number|null>, api: UploadApi,
   *   put: import('./part_sender.js').Put, clock: import('./retry.js').Clock,
   *   storage: Pick<Storage, 'getItem'|'setItem'|'removeItem'>, pageOrigin: string, random?: () => number,
   *   onChange?: (state: UploadState) => void}} given
   */
  constructor(given) {
    this.#given = given;
    this.#file = given.file;
    this.#parts = new PartLedger(given.file.size);
    this.#memory = new UploadMemory(given.storage, given.jobId);
    this.#retry = new Retry(given.clock, given.random ?? Math.random, () => this.#changed());
    this.#urls = new PartUrls((numbers) => this.#sign(numbers), () => given.clock.now());
    this.#sender = new PartSender({
      put: given.put,
      clock: given.clock,
      retry: this.#retry,
      urls: this.#urls,
      gate: (run) => this.#gate(run),
      onProgress: (n, bytes) => this.#progress(n, bytes),
    });
  }

  /** @returns {UploadState} */
  get state() {
    const sending = this.#phase === 'sending';
    const { sentBytes } = this.#parts;
    return {
      phase: this.#phase === 'paused' && this.#sender.underWay ? 'pausing' : this.#phase,
      sentBytes,
      totalBytes: this.#file.size,
      bytesPerSecond: sending ? this.#rate.bytesPerSecond : null,
      secondsLeft: sending ? this.#rate.secondsLeft(this.#file.size - sentBytes) : null,
      partsDone: this.#parts.heldCount,
      partCount: this.#parts.count,
      retries: this.#retry.count,
      trouble: this.#retry.trouble,
      error: this.#error,
    };
  }

  get fileName() {
    return this.#file.name;
  }

  /** True while there is something to lose by closing the page. */
  get active() {
    return ['preparing', 'sending', 'paused', 'completing'].includes(this.#phase);
  }

  /** Runs until done, failed or aborted; never rejects. Called again after `failed`, it goes on with what is missing. */
  async run() {
    this.#run = new AbortController();
    const run = this.#run.signal;
    this.#rate = new Rate();
    this.#error = null;
    this.#to('preparing');
    try {
      await this.#prepare();
      await this.#sendAll();
      this.#arrived();
    } catch (error) {
      if (run.aborted) return;
      this.#end();
      if (await this.#hasArrived().catch(() => false)) return this.#arrived();
      this.#error = /** @type {Error} */ (error);
      this.#to('failed');
    }
  }

  /** Starts no part any more; those under way still arrive. */
  pause() {
    if (this.#phase !== 'sending') return;
    this.#to('paused');
    this.#retry.hurry();
  }

  resume() {
    if (this.#phase !== 'paused') return;
    this.#rate = new Rate();
    this.#to('sending');
    this.#wakePaused();
  }

  /** The network is back: ends every wait at once. */
  hurry() {
    this.#retry.hurry();
  }

  /** Once a second while active, so that the speed falls when nothing moves. */
  tick() {
    if (this.#phase !== 'sending') return;
    this.#rate.add(this.#parts.sentBytes, this.#given.clock.now());
    this.#changed();
  }

  /** Cancels the upload, here and in the store. @param {string} reason @returns {Promise<Job>} */
  async stop(reason) {
    this.drop();
    this.#memory.forget();
    return this.#given.api.abortUpload(this.#given.jobId, reason);
  }

  /** Ends it here at once; what is in the store stays there. */
  drop() {
    this.#to('aborted');
    this.#end();
  }

  async #prepare() {
    await this.#memory.expectSame(this.#file);
    const { api, jobId, durationSeconds } = this.#given;
    const { name, size, type, lastModified } = this.#file;
    const duration = (await durationSeconds) ?? null;
    const session = await this.#calling(() =>
      api.prepareUpload(jobId, {
        fileName: name,
        sizeBytes: size,
        contentType: type,
        lastModified: lastModified ? new Date(lastModified).toISOString() : null,
        durationSeconds: duration,
      }),
    );
    this.#parts.begin(session);
    this.#urls.keep(session.partUrls);
    if (session.partUrls.length) this.#chooseWindow(session.partUrls[0].url);
  }

  async #sendAll() {
    for (;;) {
      this.#to('sending');
      await Promise.all(Array.from({ length: this.#window }, () => this.#worker(this.#run.signal)));
      this.#to('completing');
      const missing = await this.#complete();
      if (!missing.length) return;
      this.#parts.lack(missing);
    }
  }

  /** @param {AbortSignal} run  the one it belongs to: it must not wake up in a later one */
  async #worker(run) {
    for (;;) {
      await this.#gate(run);
      const n = this.#parts.next();
      if (n === undefined) return;
      const body = this.#file.slice(...this.#parts.span(n));
      const etag = await this.#sender.send(n, body, () => this.#parts.ahead(kSignAhead), run);
      run.throwIfAborted();
      this.#parts.hold(n);
      this.#changed();
      await this.#report(n, etag, body.size);
    }
  }

  /** A part in the store counts also unreported: this is tried, not insisted on. @param {number} n @param {string|null} etag @param {number} size */
  async #report(n, etag, size) {
    try {
      await this.#given.api.reportPart(this.#given.jobId, n, etag, size);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) throw error;
    }
  }

  /** @returns {Promise<number[]>} the parts that are missing after all */
  async #complete() {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#given.api.completeUpload(this.#given.jobId);
        return [];
      } catch (error) {
        this.#run.signal.throwIfAborted();
        if (error instanceof ApiError && error.code === 'parts_missing') return missingOf(error);
        if (!mayRepeat(error)) throw error;
        // The answer may have been lost after the server acted.
        if (await this.#hasArrived()) return [];
        await this.#retry.wait('The server', attempt);
      }
    }
  }

  async #hasArrived() {
    const job = await this.#given.api.job(this.#given.jobId).catch((error) => {
      if (mayRepeat(error)) return null;
      throw error;
    });
    return job !== null && (kArrived.includes(job.status) || job.r2SourceKey !== null);
  }

  #arrived() {
    this.#memory.forget();
    this.#to('done');
  }

  /** @param {number[]} numbers */
  async #sign(numbers) {
    const { partUrls } = await this.#given.api.signParts(this.#given.jobId, numbers);
    return partUrls;
  }

  /** @param {string} url */
  #chooseWindow(url) {
    const same = new URL(url, this.#given.pageOrigin).origin === this.#given.pageOrigin;
    this.#window = same ? kSameOriginWindow : kOtherOriginWindow;
  }

  /** @template T @param {() => Promise<T>} call @returns {Promise<T>} */
  #calling(call) {
    const run = this.#run.signal;
    return this.#retry.until('The server', () => run.throwIfAborted(), call);
  }

  /** Waits while paused. @param {AbortSignal} run */
  async #gate(run) {
    while (this.#phase === 'paused') await new Promise((wake) => this.#paused.push(() => wake(undefined)));
    run.throwIfAborted();
  }

  #end() {
    this.#run.abort();
    this.#retry.hurry();
    this.#wakePaused();
  }

  #wakePaused() {
    for (const wake of this.#paused.splice(0)) wake();
  }

  /** @param {number} n @param {number} bytes */
  #progress(n, bytes) {
    this.#parts.fly(n, bytes);
    if (bytes > 0) this.#rate.add(this.#parts.sentBytes, this.#given.clock.now());
    this.#changed();
  }

  /** @param {UploadState['phase']} phase */
  #to(phase) {
    this.#phase = phase;
    this.#changed();
  }

  #changed() {
    this.#given.onChange?.(this.state);
  }
}

/** @param {ApiError} error */
function missingOf(error) {
  const missing = error.problem.missing;
  if (!Array.isArray(missing) || !missing.length) throw error;
  return missing.map(Number).sort((a, b) => a - b);
}
