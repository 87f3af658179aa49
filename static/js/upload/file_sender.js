// @ts-check
// Sends the parts of one file that the store lacks: as many at once as the line bears, each by a URL signed shortly
// before. Used by upload.js, which says when; knows nothing of how an upload begins and ends.

import { barredBy } from './barred.js';
import { isMd5 } from './md5.js';
import { PartLedger } from './part_ledger.js';
import { PartPump } from './part_pump.js';
import { PartSender } from './part_sender.js';
import { PartUrls } from './part_urls.js';
import { PauseGate } from './pause_gate.js';
import { Rate } from './rate.js';
import { SendWindow } from './send_window.js';
import { expectSameFile } from './source_file.js';

/** @typedef {import('../types.js').UploadSession} UploadSession */
/** @typedef {Pick<import('../api.js').Api, 'signParts'|'reportPart'>} PartsApi */

const kFirstWindow = 3;
const kSignAhead = 20;

export class FileSender {
  parts;
  #given;
  #urls;
  #sender;
  #pump;
  #gate = new PauseGate();
  #window = new SendWindow({ first: 1, most: 1, partBytes: 1 });
  #rate = new Rate();
  #uploadId = '';
  /** @type {import('./send_budget.js').Seat} */
  #seat;

  /**
   * @param {{jobId: string, file: import('./source_file.js').SourceFile, api: PartsApi, put: import('./part_sender.js').Put,
   *   clock: import('../base/retry.js').Clock, retry: import('../base/retry.js').Retry, reaches: (url: string) => Promise<boolean>,
   *   forbids: (origin: string) => boolean, budget: import('./send_budget.js').SendBudget, pageOrigin: string,
   *   random: () => number, onChange: () => void}} given  `reaches`, `forbids`: see barred.js
   */
  constructor(given) {
    this.#given = given;
    this.#seat = given.budget.seat(given.jobId, given.pageOrigin);
    this.parts = new PartLedger(given.file.size);
    this.#urls = new PartUrls(async (numbers) => (await given.api.signParts(given.jobId, numbers)).partUrls, () => given.clock.now());
    this.#sender = new PartSender({
      put: given.put,
      clock: given.clock,
      retry: given.retry,
      urls: this.#urls,
      gate: this.#gate,
      seat: () => this.#seat,
      barredBy: (url, losses) => barredBy({ url, losses, pageOrigin: given.pageOrigin, reaches: given.reaches, forbids: given.forbids }),
      onProgress: (n, bytes) => this.#progress(n, bytes),
      onLoss: () => this.#window.shrink(),
    });
    this.#pump = new PartPump({ parts: this.parts, limit: () => this.#window.limit, send: (n, run) => this.#send(n, run) });
  }

  /** Why nothing moves just now: other uploads have their turn, or the line is still. @returns {'turn'|'line'|null} */
  get waitsFor() {
    if (this.#gate.closed) return null;
    if (!this.#sender.underWay) return this.#seat.waiting.size ? 'turn' : null;
    return this.#rate.quiet ? 'line' : null;
  }

  get bytesPerSecond() {
    return this.#rate.bytesPerSecond;
  }

  get secondsLeft() {
    return this.#rate.secondsLeft(this.#given.file.size - this.parts.sentBytes);
  }

  /**
   * Takes over what the store holds, once it is proved to be of this file. What cannot be proved is sent again.
   * @param {UploadSession} session @param {AbortSignal} run @param {() => void} onProof it takes a moment
   */
  async accept(session, run, onProof) {
    const { file, random } = this.#given;
    this.#uploadId = session.uploadId;
    const news = session.parts.filter((part) => isMd5(part.etag) && !this.parts.knows(part));
    const trusted = new Set(session.parts.filter((part) => isMd5(part.etag) || this.parts.knows(part)));
    this.parts.begin(session, (part) => trusted.has(part));
    if (news.length) {
      onProof();
      await expectSameFile(file, news, (n) => this.parts.span(n), random, run);
    }
    this.#urls.keep(session.partUrls);
    const { budget, jobId, pageOrigin } = this.#given;
    const lane = new URL(session.partUrls[0]?.url ?? pageOrigin, pageOrigin).origin;
    this.#seat.leave();
    this.#seat = budget.seat(jobId, lane);
    this.#window = new SendWindow({ first: kFirstWindow, most: budget.most(lane), partBytes: session.partSize });
  }

  /** Sends what is missing. @param {AbortSignal} run */
  send(run) {
    this.#begin();
    return this.#pump.run(run);
  }

  /** Takes back what is on its way, at once: its bytes are sent again. */
  pause() {
    this.#gate.close();
  }

  /** Nothing is sent any more. */
  leave() {
    this.#seat.leave();
  }

  resume() {
    this.#begin();
    this.#gate.open();
  }

  /** Measures how fast it goes; also called when nothing moves. */
  measure() {
    const { sentBytes } = this.parts;
    const now = this.#given.clock.now();
    this.#rate.add(sentBytes, now);
    if (!this.#gate.closed) this.#window.measure(sentBytes, now);
    this.#pump.look();
    this.#given.onChange();
  }

  #begin() {
    this.#rate = new Rate();
    this.#window.restart();
  }

  /** @param {number} n @param {AbortSignal} run */
  async #send(n, run) {
    const { api, jobId, file } = this.#given;
    const body = file.slice(...this.parts.span(n));
    const uploadId = this.#uploadId;
    const etag = await this.#sender.send(n, body, () => this.parts.ahead(kSignAhead), run);
    run.throwIfAborted();
    this.parts.hold(n, etag);
    this.measure();
    // A part in the store counts also unreported: this is tried, not insisted on.
    await api.reportPart(jobId, n, etag, body.size, uploadId).catch(() => {});
  }

  /** @param {number} n @param {number} bytes */
  #progress(n, bytes) {
    this.parts.fly(n, bytes);
    if (bytes > 0) this.measure();
    else this.#given.onChange();
  }
}
