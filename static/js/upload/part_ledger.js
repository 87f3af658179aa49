// @ts-check
// Which parts of a file are in the store, under way or still to send, and how many bytes that makes. Part numbers
// start at 1; all parts but the last are of one size.

import { isMd5 } from './md5.js';

/** @typedef {import('../types.js').UploadSession} UploadSession */
/** @typedef {{partNumber: number, etag: string|null, sizeBytes: number}} StoredPart */

export class PartLedger {
  count = 0;
  partSize = 0;
  sentBytes = 0;
  #fileSize;
  /** @type {number[]} the last one is the next to send */
  #waiting = [];
  /** @type {Map<number, string|null>} ETags of the parts in the store, null where they are no MD5 */
  #held = new Map();
  /** @type {Map<number, number>} bytes by part */
  #flying = new Map();

  /** @param {number} fileSize */
  constructor(fileSize) {
    this.#fileSize = fileSize;
  }

  /** @param {UploadSession} session @param {(part: StoredPart) => boolean} trusted whether what the store holds of a part counts */
  begin(session, trusted) {
    this.count = session.partCount;
    this.partSize = session.partSize;
    this.sentBytes = 0;
    this.#held.clear();
    this.#flying.clear();
    for (const part of session.parts) {
      if (part.sizeBytes === this.#sizeOf(part.partNumber) && trusted(part)) this.hold(part.partNumber, part.etag);
    }
    this.#queue(Array.from({ length: this.count }, (_, i) => i + 1).filter((n) => !this.#held.has(n)));
  }

  get heldCount() {
    return this.#held.size;
  }

  /** Takes the next part to send. */
  next() {
    return this.#waiting.pop();
  }

  /** The parts that come after, at most `n`. @param {number} n */
  ahead(n) {
    return this.#waiting.slice(-n).reverse();
  }

  /** Where part `n` lies in the file. @param {number} n @returns {[number, number]} */
  span(n) {
    return [(n - 1) * this.partSize, Math.min(n * this.partSize, this.#fileSize)];
  }

  /** @param {number} n @param {number} bytes of it that are on their way */
  fly(n, bytes) {
    this.sentBytes += bytes - (this.#flying.get(n) ?? 0);
    this.#flying.set(n, bytes);
  }

  /** @param {number} n @param {string|null} etag */
  hold(n, etag) {
    if (!this.#held.has(n)) this.fly(n, this.#sizeOf(n));
    this.#flying.delete(n);
    this.#held.set(n, isMd5(etag) ? etag : null);
  }

  /** These are not in the store after all. @param {number[]} numbers */
  lack(numbers) {
    for (const n of numbers) if (this.#held.delete(n)) this.sentBytes -= this.#sizeOf(n);
    this.#queue(numbers);
  }

  /** Whether the store still holds the part as it is known here. @param {StoredPart} part */
  knows({ partNumber, etag }) {
    const known = this.#held.get(partNumber);
    return known !== undefined && known !== null && known === etag;
  }

  /** The parts by which the file was sent, where their ETags are known: what the store holds must be these. */
  claims() {
    return [...this.#held].flatMap(([partNumber, etag]) => (etag === null ? [] : [{ partNumber, etag }]));
  }

  /** @param {number} n */
  #sizeOf(n) {
    const [from, to] = this.span(n);
    return to - from;
  }

  /** @param {number[]} numbers */
  #queue(numbers) {
    this.#waiting = [...numbers].sort((a, b) => b - a);
  }
}
