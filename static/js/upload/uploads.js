// @ts-check
// The uploads of this page by job. They go on while other views are open. Knows no DOM: what the browser does for them
// comes from outside.

import { FileHandles } from './file_handles.js';
import { Upload } from './upload.js';

/** @typedef {import('./file_handles.js').FileHandle} FileHandle */

/**
 * What the browser does for uploads (browser.js).
 * @typedef {object} UploadBrowser
 * @property {import('./part_sender.js').Put} put
 * @property {import('../base/retry.js').Clock} clock
 * @property {import('./upload.js').Alone} alone
 * @property {(url: string) => Promise<boolean>} reaches  whether a store answers at all, to whomever
 * @property {(file: File) => Promise<number|null>} durationOf  seconds of a film, where the browser can tell
 * @property {() => Promise<() => void>} stayAwake  until what it gives is called
 * @property {() => string} pageOrigin
 * @property {(ms: number, run: () => void) => void} every
 * @property {(run: () => void) => void} onOnline
 * @property {(asks: () => boolean) => void} onLeaving  whether leaving the page is to be asked about
 */

const kTickMs = 1000;

export class Uploads {
  /** @type {(jobId: string) => void} */
  onChange = () => {};
  #api;
  #holds;
  /** @type {Map<string, Upload>} */
  #uploads = new Map();
  #handles;
  #browser;

  /**
   * @param {{api: import('../api.js').Api, holds: import('./holds.js').Holds, browser: UploadBrowser,
   *   shelf: import('./file_handles.js').Shelf}} given  `shelf`: where files are kept over a reload
   */
  constructor({ api, holds, browser, shelf }) {
    this.#api = api;
    this.#holds = holds;
    this.#browser = browser;
    this.#handles = new FileHandles(shelf, Date.now);
    browser.every(kTickMs, () => this.#active().forEach((upload) => upload.tick()));
    // Only a hint: a server on this machine answers without any network, so nothing waits for it.
    browser.onOnline(() => this.hurry());
    browser.onLeaving(() => this.#active().length > 0);
  }

  #active() {
    return [...this.#uploads.values()].filter((upload) => upload.active);
  }

  /** Network or server are back. */
  hurry() {
    this.#holds.hurry();
    for (const upload of this.#active()) upload.hurry();
  }

  /** @param {string} jobId @returns {Upload|null} */
  get(jobId) {
    return this.#uploads.get(jobId) ?? null;
  }

  /** Starts, or goes on with the file chosen again. @param {string} jobId @param {File} file @param {FileHandle|null} [handle] kept for later */
  async start(jobId, file, handle = null) {
    if (this.get(jobId)?.active) return;
    this.get(jobId)?.drop();
    const { put, clock, alone, reaches, durationOf, pageOrigin } = this.#browser;
    const upload = new Upload({
      jobId,
      file,
      durationSeconds: durationOf(file),
      api: this.#api,
      put,
      clock,
      alone,
      reaches,
      pageOrigin: pageOrigin(),
      mayComplete: () => this.#holds.settled(jobId),
      onChange: () => this.onChange(jobId),
    });
    this.#uploads.set(jobId, upload);
    if (handle) void this.#handles.keep(jobId, handle);
    await this.run(jobId);
  }

  /** Runs the upload, the first time and after a failure. @param {string} jobId */
  async run(jobId) {
    const letSleep = await this.#browser.stayAwake();
    const upload = this.get(jobId);
    await upload?.run();
    // A later upload may have kept another file meanwhile.
    const over = upload && (['done', 'aborted'].includes(upload.state.phase) || upload.state.wrongFile);
    if (over && [null, upload].includes(this.get(jobId))) await this.#handles.forget(jobId);
    letSleep();
  }

  /** The file that this browser kept for an upload that lies open. @param {string} jobId */
  keptFile(jobId) {
    return this.#handles.find(jobId);
  }

  /** Goes on with that file. @param {string} jobId @returns {Promise<boolean>} false where it is gone, or may not be read */
  async startKept(jobId) {
    const file = await this.#handles.open(jobId);
    if (file) await this.start(jobId, file);
    else await this.#handles.forget(jobId);
    return file !== null;
  }

  /** @param {string} jobId */
  forget(jobId) {
    this.get(jobId)?.drop();
    this.#uploads.delete(jobId);
    this.onChange(jobId);
  }

  /** Nor goes the file on later by itself: another is wanted, or none. @param {string} jobId */
  async forgetFile(jobId) {
    this.forget(jobId);
    await this.#handles.forget(jobId);
  }

  /** The page was left by signing out: nothing of it goes on. */
  forgetAll() {
    for (const upload of this.#uploads.values()) upload.drop();
    this.#uploads.clear();
  }
}
