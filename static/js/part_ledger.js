// @ts-check
// Which parts of a file are in the store, under way or still to send, and how many bytes that makes. Part numbers
// start at 1; all parts but the last are of one size.

export class PartLedger {
  count = 0;
  #fileSize;
  #partSize = 0;
  /** @type {number[]} */
  #queue = [];
  /** @type {Set<number>} */
  #held = new Set();
  /** @type {Map<number, number>} bytes by part */
  #flying = new Map();

  /** @param {number} fileSize */
  constructor(fileSize) {
    this.#fileSize = fileSize;
  }

  /** @param {import('./types.js').UploadSession} session */
  begin(session) {
    this.count = session.partCount;
    this.#partSize = session.partSize;
    this.#held = new Set(session.parts.map((part) => part.partNumber));
    this.#flying.clear();
    this.#queue = Array.from({ length: this.count }, (_, i) => i + 1).filter((n) => !this.#held.has(n));
  }

  get heldCount() {
    return this.#held.size;
  }

  /** Takes the next part to send. */
  next() {
    return this.#queue.shift();
  }

  /** The parts that come after, at most `n`. @param {number} n */
  ahead(n) {
    return this.#queue.slice(0, n);
  }

  /** Where part `n` lies in the file. @param {number} n @returns {[number, number]} */
  span(n) {
    return [(n - 1) * this.#partSize, Math.min(n * this.#partSize, this.#fileSize)];
  }

  /** @param {number} n @param {number} bytes */
  fly(n, bytes) {
    this.#flying.set(n, bytes);
  }

  /** @param {number} n */
  hold(n) {
    this.#held.add(n);
    this.#flying.delete(n);
  }

  /** These are not in the store after all. @param {number[]} numbers */
  lack(numbers) {
    for (const n of numbers) this.#held.delete(n);
    this.#queue = [...numbers];
  }

  get sentBytes() {
    let sent = 0;
    for (const n of this.#held) sent += this.span(n)[1] - this.span(n)[0];
    for (const bytes of this.#flying.values()) sent += bytes;
    return sent;
  }
}
