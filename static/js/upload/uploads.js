// @ts-check
// The uploads of this page by job. They go on while other views are open, share one budget with those of the other tabs,
// and outlast the end of a session. Knows no DOM: what the browser does for them comes from outside.

import { FileHandles } from './file_handles.js';
import { OtherTabs } from './other_tabs.js';
import { SendBudget } from './send_budget.js';
import { SignInGate } from './sign_in_gate.js';
import { Upload } from './upload.js';

/** @typedef {import('./file_handles.js').FileHandle} FileHandle */
/** @typedef {import('../types.js').UploadState} UploadState */
/** @typedef {{budget: import('./send_budget.js').TabNote}|{figures: import('./other_tabs.js').FiguresNote}|{signedOut: true}} TabWord  what tabs tell each other */

/**
 * What the browser does for uploads (browser.js).
 * @typedef {object} UploadBrowser
 * @property {import('./part_sender.js').Put} put
 * @property {import('../base/retry.js').Clock} clock
 * @property {() => number} calendar  milliseconds, the same in all tabs
 * @property {import('./upload.js').Alone} alone
 * @property {(url: string) => Promise<boolean>} reaches  whether a store answers at all, to whomever
 * @property {(origin: string) => boolean} forbids  whether the page's policy kept something from going there
 * @property {(file: File) => Promise<number|null>} durationOf  seconds of a film, where the browser can tell
 * @property {() => Promise<() => void>} stayAwake  until what it gives is called
 * @property {() => string} pageOrigin
 * @property {(ms: number, run: () => void) => void} every
 * @property {(run: () => void) => void} onOnline
 * @property {(run: () => void) => void} onGone  the tab is closed, or put to sleep
 * @property {(asks: () => boolean) => void} onLeaving  whether leaving the page is to be asked about
 * @property {(hear: (word: TabWord) => void) => (word: TabWord) => void} talk  gives what tells all other tabs
 * @property {() => string} newKey  never the same
 */

const kTickMs = 1000;
/** Of six connections to the page's own host: what is left is for calls, and an event stream for each of two windows. */
const kOwnHostMost = 3;
const kOtherHostMost = 6;

export class Uploads {
  /** @type {(jobId: string) => void} */
  onChange = () => {};
  /** Another tab has signed out. @type {() => void} */
  onSignedOut = () => {};
  /** Something else that leaving the page would lose. @type {() => boolean} */
  alsoPending = () => false;
  #api;
  #holds;
  /** @type {Map<string, Upload>} */
  #uploads = new Map();
  #handles;
  #browser;
  #budget;
  #tabs;
  #gate = new SignInGate();
  #say;

  /**
   * @param {{api: import('../api.js').Api, holds: import('./holds.js').Holds, browser: UploadBrowser,
   *   shelf: import('./file_handles.js').Shelf}} given  `shelf`: where files are kept over a reload
   */
  constructor({ api, holds, browser, shelf }) {
    this.#api = this.#gate.through(api);
    this.#holds = holds;
    this.#browser = browser;
    this.#handles = new FileHandles(shelf, browser.calendar);
    this.#say = browser.talk((word) => this.#hear(word));
    const [tab, ownLane] = [browser.newKey(), browser.pageOrigin()];
    const shared = { tab, now: browser.calendar };
    const most = (/** @type {string} */ lane) => (lane === ownLane ? kOwnHostMost : kOtherHostMost);
    this.#budget = new SendBudget({ ...shared, ownLane, most, clock: browser.clock, say: (budget) => this.#say({ budget }) });
    this.#tabs = new OtherTabs({ ...shared, say: (figures) => this.#say({ figures }) });
    this.#tabs.onChange = (jobId) => this.onChange(jobId);
    this.#budget.ask();
    this.#tabs.ask();
    this.#listen();
  }

  #listen() {
    const { every, onOnline, onLeaving, onGone } = this.#browser;
    every(kTickMs, () => {
      this.#active().forEach((upload) => upload.tick());
      this.#budget.tick();
      this.#tabs.tick();
    });
    // Only a hint: a server on this machine answers without any network, so nothing waits for it.
    onOnline(() => this.hurry());
    onLeaving(() => this.active > 0 || this.alsoPending());
    onGone(() => {
      this.#budget.end();
      this.#tabs.end();
    });
  }

  #active() {
    return [...this.#uploads.values()].filter((upload) => upload.active);
  }

  /** @param {TabWord} word */
  #hear(word) {
    if ('budget' in word) this.#budget.hear(word.budget);
    if ('figures' in word) this.#tabs.hear(word.figures);
    if ('signedOut' in word) {
      this.#drop();
      this.onSignedOut();
    }
  }

  /** How many uploads of this tab would be lost with it. */
  get active() {
    return this.#active().length;
  }

  /** How many other tabs of this browser send. */
  get activeElsewhere() {
    return this.#tabs.count;
  }

  /** An upload waits for somebody to sign in. */
  get waitsForSignIn() {
    return this.#gate.isWaitedFor;
  }

  /** Network or server are back. */
  hurry() {
    this.#holds.hurry();
    for (const upload of this.#active()) upload.hurry();
  }

  /** Calls of the page are under way: they go first. @param {number} count */
  callsUnderWay(count) {
    this.#budget.calls(count);
  }

  /** @param {string} jobId @returns {Upload|null} */
  get(jobId) {
    return this.#uploads.get(jobId) ?? null;
  }

  /** What another tab of this browser sends of a job. @param {string} jobId */
  elsewhere(jobId) {
    return this.#tabs.get(jobId);
  }

  /** Starts, or goes on with the file chosen again. @param {string} jobId @param {File} file @param {FileHandle|null} [handle] kept for later @returns {Promise<UploadState|null>} at its end; null: one was under way */
  async start(jobId, file, handle = null) {
    if (this.get(jobId)?.active) return null;
    this.get(jobId)?.drop();
    const { put, clock, alone, reaches, forbids, durationOf, pageOrigin } = this.#browser;
    const upload = new Upload({
      jobId,
      file,
      durationSeconds: durationOf(file),
      api: this.#api,
      put,
      clock,
      alone,
      reaches,
      forbids,
      budget: this.#budget,
      pageOrigin: pageOrigin(),
      mayComplete: () => this.#holds.settled(jobId),
      onChange: () => this.#changed(jobId),
    });
    this.#uploads.set(jobId, upload);
    if (handle) void this.#handles.keep(jobId, handle);
    return this.run(jobId);
  }

  /** Runs the upload, the first time and after a failure. @param {string} jobId @returns {Promise<UploadState|null>} at its end */
  async run(jobId) {
    const letSleep = await this.#browser.stayAwake();
    const upload = this.get(jobId);
    await upload?.run();
    // A later upload may have kept another file meanwhile.
    const over = upload && (['done', 'aborted'].includes(upload.state.phase) || upload.state.wrongFile);
    if (over && [null, upload].includes(this.get(jobId))) await this.#handles.forget(jobId);
    letSleep();
    return upload?.state ?? null;
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
    this.#changed(jobId);
  }

  /** Nor goes the file on later by itself: another is wanted, or none. @param {string} jobId */
  async forgetFile(jobId) {
    this.forget(jobId);
    await this.#handles.forget(jobId);
  }

  /** The same person is signed in, or is again: what waited goes on. */
  signedIn() {
    this.#gate.open();
  }

  /** The person has signed out, or another one is here: nothing goes on, in no tab. */
  forgetAll() {
    this.#drop();
    this.#say({ signedOut: true });
  }

  #drop() {
    for (const upload of this.#uploads.values()) upload.drop();
    for (const jobId of this.#uploads.keys()) this.#tabs.tell(jobId, null);
    this.#uploads.clear();
  }

  /** @param {string} jobId */
  #changed(jobId) {
    const upload = this.get(jobId);
    this.#tabs.tell(jobId, upload?.active ? { ...figuresOf(upload.state), fileName: upload.fileName } : null);
    this.onChange(jobId);
  }
}

/** @param {UploadState} state */
const figuresOf = ({ phase, sentBytes, totalBytes, bytesPerSecond, secondsLeft, waitsFor }) => ({ phase, sentBytes, totalBytes, bytesPerSecond, secondsLeft, waitsFor });
