// @ts-check
// One upload from the chosen file to the whole of it in the store: open, prove, send, complete. Knows no DOM: the network
// (api, put), the clock, the lock between tabs come from outside. Nothing is called a failure before the server was asked.

import { Retry } from '../base/retry.js';
import { isWrongFile, mendOf, UploadFault } from './faults.js';
import { FileSender } from './file_sender.js';
import { differencesOf } from './source_file.js';
import { UploadEnds } from './upload_ends.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../types.js').UploadState} UploadState */
/** @typedef {Pick<import('../api.js').Api, 'abortUpload'> & import('./file_sender.js').PartsApi & import('./upload_ends.js').EndsApi} UploadApi */

/**
 * Waits until nobody else in this browser sends for `name`; `onWait` when that takes long. Gives what lets go.
 * @typedef {(name: string, run: AbortSignal, onWait: () => void) => Promise<() => void>} Alone
 */

const kRounds = 5; // of parts that were sent and are not there when all are

export class Upload {
  #given;
  #file;
  #retry;
  #ends;
  #sender;
  /** @type {UploadState['phase']} */
  #phase = 'preparing';
  /** @type {Error|null} */
  #error = null;
  /** @type {import('./source_file.js').Difference[]} */
  #differences = [];
  #run = new AbortController(); // ended: nobody waits for this upload any more

  /**
   * @param {{jobId: string, file: import('./source_file.js').SourceFile, durationSeconds?: number|null|Promise<number|null>,
   *   api: UploadApi, put: import('./part_sender.js').Put, clock: import('../base/retry.js').Clock, alone: Alone,
   *   reaches: (url: string) => Promise<boolean>, forbids: (origin: string) => boolean,
   *   budget: import('./send_budget.js').SendBudget, pageOrigin: string, random?: () => number,
   *   mayComplete?: () => Promise<void>, onChange?: (state: UploadState) => void}} given
   */
  constructor(given) {
    const random = given.random ?? Math.random;
    const onChange = () => this.#changed();
    this.#given = given;
    this.#file = given.file;
    this.#retry = new Retry(given.clock, random, onChange);
    this.#ends = new UploadEnds(given.api, given.jobId, this.#retry, given.mayComplete ?? (async () => {}));
    this.#sender = new FileSender({ ...given, random, retry: this.#retry, onChange });
  }

  /** @returns {UploadState} */
  get state() {
    const sending = this.#phase === 'sending';
    const { parts, bytesPerSecond, secondsLeft, waitsFor } = this.#sender;
    return {
      phase: this.#phase,
      sentBytes: parts.sentBytes,
      totalBytes: this.#file.size,
      bytesPerSecond: sending ? bytesPerSecond : null,
      secondsLeft: sending ? secondsLeft : null,
      waitsFor: sending ? waitsFor : null,
      partsDone: parts.heldCount,
      partCount: parts.count,
      retries: this.#retry.count,
      trouble: this.#retry.trouble,
      differences: this.#differences,
      wrongFile: isWrongFile(this.#error),
      error: this.#error,
      mend: this.#error && mendOf(this.#error),
    };
  }

  get file() {
    return this.#file;
  }

  get fileName() {
    return this.#file.name;
  }

  /** True while there is something to lose by closing the page. */
  get active() {
    return ['preparing', 'checking', 'sending', 'paused', 'completing'].includes(this.#phase);
  }

  /** Runs until done, failed or aborted; never rejects. Called again after `failed`, it goes on with what is missing. */
  async run() {
    this.#run = new AbortController();
    const run = this.#run.signal;
    this.#error = null;
    this.#to('preparing');
    let letGo = () => {};
    try {
      letGo = await this.#given.alone(`clipbox.upload.${this.#given.jobId}`, run, () => this.#to('elsewhere'));
      run.throwIfAborted();
      await this.#open(run);
      await this.#sendAll(run);
      this.#to('done');
    } catch (error) {
      if (!run.aborted) await this.#failed(/** @type {Error} */ (error));
    } finally {
      this.#sender.leave();
      letGo();
    }
  }

  /** Sends nothing more, and takes back what is on its way. */
  pause() {
    if (this.#phase !== 'sending') return;
    this.#sender.pause();
    this.#to('paused');
    this.#retry.hurry();
  }

  resume() {
    if (this.#phase !== 'paused') return;
    this.#sender.resume();
    this.#to('sending');
  }

  /** The network is back: ends every wait at once. */
  hurry() {
    this.#retry.hurry();
  }

  /** Once a second while active, so that the speed falls when nothing moves. */
  tick() {
    if (this.#phase === 'sending') this.#sender.measure();
  }

  /** Cancels the upload, here and in the store. @param {string} reason @returns {Promise<Job>} */
  async stop(reason) {
    this.drop();
    return this.#given.api.abortUpload(this.#given.jobId, reason);
  }

  /** Ends it here at once; what is in the store stays there. */
  drop() {
    if (this.#phase === 'done') return;
    this.#to('aborted');
    this.#end();
  }

  /** @param {AbortSignal} run */
  async #open(run) {
    this.#to('preparing');
    const duration = (await this.#given.durationSeconds) ?? null;
    await this.#ends.look(this.#file, run);
    const session = await this.#ends.open(this.#file, duration, run);
    this.#differences = differencesOf(this.#file, session);
    await this.#accept(session, run);
  }

  /** @param {import('../types.js').UploadSession} session @param {AbortSignal} run */
  #accept(session, run) {
    return this.#sender.accept(session, run, () => this.#to('checking'));
  }

  /** @param {AbortSignal} run */
  async #sendAll(run) {
    const { parts } = this.#sender;
    for (let round = 1; ; round += 1) {
      this.#to('sending');
      await this.#sender.send(run);
      this.#to('completing');
      const outcome = await this.#ends.complete(parts.claims(), run);
      if (outcome === 'done') return;
      if (outcome === 'sizes_differ') await this.#accept(await this.#ends.session(run), run);
      else parts.lack(outcome);
      if (round >= kRounds) throw new UploadFault('not_whole');
    }
  }

  /** Completed, or ended by somebody else: neither is a failure of this upload. @param {Error} error */
  async #failed(error) {
    this.#end();
    this.#run = new AbortController(); // to ask may take until the server is back
    const run = this.#run.signal;
    const standing = await this.#ends.standing(run).catch(() => 'open');
    if (run.aborted) return;
    if (standing !== 'open') return this.#to(standing === 'arrived' ? 'done' : 'aborted');
    this.#error = error;
    this.#to('failed');
  }

  #end() {
    this.#run.abort();
    this.#retry.hurry();
    this.#sender.resume(); // lets go of what waits while paused
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
