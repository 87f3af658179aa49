// @ts-check
// The uploads of this page by job. They go on while other views are open.

import { browserClock, browserStorage, localDuration, putByXhr, stayAwake } from './browser.js';
import { Upload } from './upload.js';

const kTickMs = 1000;

export class Uploads {
  #api;
  /** @type {Map<string, Upload>} */
  #uploads = new Map();
  /** @type {(jobId: string) => void} */
  onChange = () => {};

  /** @param {import('./api.js').Api} api */
  constructor(api) {
    this.#api = api;
    setInterval(() => this.#active().forEach((upload) => upload.tick()), kTickMs);
    addEventListener('online', () => this.#active().forEach((upload) => upload.hurry()));
    addEventListener('beforeunload', (event) => {
      if (this.#active().length) event.preventDefault();
    });
  }

  #active() {
    return [...this.#uploads.values()].filter((upload) => upload.active);
  }

  /** @param {string} jobId @returns {Upload|null} */
  get(jobId) {
    return this.#uploads.get(jobId) ?? null;
  }

  /** Starts, or goes on with the file chosen again. @param {string} jobId @param {File} file */
  async start(jobId, file) {
    if (this.get(jobId)?.active) return;
    const upload = new Upload({
      jobId,
      file,
      durationSeconds: localDuration(file),
      api: this.#api,
      put: putByXhr,
      clock: browserClock,
      storage: browserStorage(),
      pageOrigin: location.origin,
      onChange: () => this.onChange(jobId),
    });
    this.#uploads.set(jobId, upload);
    await this.run(jobId);
  }

  /** Runs the upload, the first time and after a failure. @param {string} jobId */
  async run(jobId) {
    const letSleep = await stayAwake();
    await this.get(jobId)?.run();
    letSleep();
  }

  /** @param {string} jobId */
  forget(jobId) {
    this.#uploads.delete(jobId);
    this.onChange(jobId);
  }

  /** The page was left by signing out: nothing of it goes on. */
  forgetAll() {
    for (const upload of this.#active()) upload.drop();
    this.#uploads.clear();
  }
}
