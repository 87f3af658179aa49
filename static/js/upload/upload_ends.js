// @ts-check
// The two ends of an upload, where an answer may be lost: opening the session that the server keeps, and completing it.
// The server is asked what is true before anything is called a failure.

import { ApiError } from '../api.js';
import { mayRepeat } from '../base/retry.js';
import { UploadFault } from './faults.js';

/** @typedef {import('../types.js').UploadSession} UploadSession */
/** @typedef {import('./source_file.js').SourceFile} SourceFile */
/** @typedef {Pick<import('../api.js').Api, 'lookAtEnds'|'prepareUpload'|'upload'|'completeUpload'|'job'>} EndsApi */

const kHeadBytes = 1152 * 1024; // libavformat looks at a mebibyte before it gives a file up
const kTailBytes = 768 * 1024; // an index at the end: of most films up to an hour
const kRefusals = ['empty_file', 'not_a_video', 'truncated', 'unsupported_format', 'unsupported_codec', 'too_long', 'too_large'];
const kArrived = ['UPLOADED', 'PROCESSING', 'READY'];

export class UploadEnds {
  #api;
  #jobId;
  #retry;
  #mayComplete;

  /** @param {EndsApi} api @param {string} jobId @param {import('../base/retry.js').Retry} retry @param {() => Promise<void>} mayComplete resolves when it may */
  constructor(api, jobId, retry, mayComplete) {
    this.#api = api;
    this.#jobId = jobId;
    this.#retry = retry;
    this.#mayComplete = mayComplete;
  }

  /**
   * The session to go on with; one that lies open under another name too, as long as the size is the same.
   * @param {SourceFile} file @param {number|null} durationSeconds @param {AbortSignal} run @returns {Promise<UploadSession>}
   */
  async open(file, durationSeconds, run) {
    const { name, size, type, lastModified } = file;
    const announced = {
      fileName: name,
      sizeBytes: size,
      contentType: type,
      lastModified: lastModified ? new Date(lastModified).toISOString() : null,
      durationSeconds,
    };
    try {
      return await this.#calling(run, () => this.#api.prepareUpload(this.#jobId, announced));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'different_file') throw error;
      const session = await this.session(run);
      if (session.sizeBytes !== size) throw new UploadFault('other_size', { name, size, begun: session.fileName, begunSize: session.sizeBytes });
      return session;
    }
  }

  /**
   * What would be refused when it is there is refused before it is sent, as far as its ends tell. The server judges the whole
   * file all the same: where it cannot be asked now, that is soon enough.
   * @param {SourceFile} file @param {AbortSignal} run
   */
  async look(file, run) {
    const head = file.slice(0, kHeadBytes);
    const tail = file.slice(Math.max(kHeadBytes, file.size - kTailBytes), file.size);
    try {
      await this.#api.lookAtEnds(this.#jobId, { sizeBytes: file.size, headBytes: head.size }, new Blob([head, tail]));
    } catch (error) {
      if (error instanceof ApiError && kRefusals.includes(error.code)) throw error;
    }
    run.throwIfAborted();
  }

  /** @param {AbortSignal} run @returns {Promise<UploadSession>} */
  session(run) {
    return this.#calling(run, () => this.#api.upload(this.#jobId));
  }

  /**
   * @param {{partNumber: number, etag: string}[]} claims what the store must hold, as far as it is known
   * @param {AbortSignal} run @returns {Promise<'done'|'sizes_differ'|number[]>} or the parts that are missing after all
   */
  async complete(claims, run) {
    for (let attempt = 1; ; attempt += 1) {
      await this.#mayComplete();
      run.throwIfAborted();
      try {
        await this.#api.completeUpload(this.#jobId, claims);
        return 'done';
      } catch (error) {
        run.throwIfAborted();
        if (error instanceof ApiError && error.code === 'parts_missing') return missingOf(error);
        // The answer may have been lost after the server acted, and a repetition finds nothing to complete.
        if ((await this.standing(run)) === 'arrived') return 'done';
        if (error instanceof ApiError && error.code === 'size_mismatch') return 'sizes_differ';
        if (!mayRepeat(error)) throw error;
        await this.#retry.waitAfter(error, attempt);
      }
    }
  }

  /** Where the job stands, asked until there is an answer. @param {AbortSignal} run @returns {Promise<'arrived'|'ended'|'open'>} */
  async standing(run) {
    const { status, r2SourceKey } = await this.#calling(run, () => this.#api.job(this.#jobId));
    if (kArrived.includes(status) || r2SourceKey !== null) return 'arrived';
    return status === 'FAILED' ? 'ended' : 'open';
  }

  /** @template T @param {AbortSignal} run @param {() => Promise<T>} call @returns {Promise<T>} */
  #calling(run, call) {
    return this.#retry.until(() => run.throwIfAborted(), call);
  }
}

/** @param {ApiError} error */
function missingOf(error) {
  const missing = error.problem.missing;
  if (!Array.isArray(missing) || !missing.length) throw error;
  return missing.map(Number);
}
