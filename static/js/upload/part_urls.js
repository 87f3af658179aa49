// @ts-check
// The presigned part URLs of one upload: kept while they are young, signed again in batches shortly before use.
// Age is counted from when they came, on our own clock: the server's expiry cannot be compared with a wrong clock here.

import { UploadFault } from './faults.js';

/** @typedef {import('../types.js').PartUrl} PartUrl */

const kYoungMs = 5 * 60_000;

/** For how long a URL is used: half of what it is good for, which it says itself. @param {string} url */
function youthOf(url) {
  const seconds = Number(/[?&]X-Amz-Expires=(\d+)/.exec(url)?.[1]);
  return seconds > 0 ? Math.min(kYoungMs, seconds * 500) : kYoungMs;
}

export class PartUrls {
  /** @type {Map<number, {url: string, signedMs: number}>} */
  #urls = new Map();
  /** @type {Promise<void>|null} */
  #signing = null;
  #sign;
  #now;

  /** @param {(partNumbers: number[]) => Promise<PartUrl[]>} sign @param {() => number} now */
  constructor(sign, now) {
    this.#sign = sign;
    this.#now = now;
  }

  /** @param {PartUrl[]} partUrls */
  keep(partUrls) {
    for (const { partNumber, url } of partUrls) this.#urls.set(partNumber, { url, signedMs: this.#now() });
  }

  /** The URL of part `n` was refused: so would be what is as old (a clock here stands still while the machine sleeps). @param {number} n */
  drop(n) {
    const refused = this.#urls.get(n);
    if (!refused) return;
    for (const [other, { signedMs }] of this.#urls) if (signedMs <= refused.signedMs) this.#urls.delete(other);
  }

  /** @param {number} n @returns {string|null} */
  young(n) {
    const held = this.#urls.get(n);
    return held && this.#now() - held.signedMs < youthOf(held.url) ? held.url : null;
  }

  /**
   * The URL of part `n`; `next` are the parts that will be wanted soon and are signed with it.
   * @param {number} n @param {number[]} next @returns {Promise<string>}
   */
  async get(n, next) {
    while (this.#signing && this.young(n) === null) await this.#signing.catch(() => {});
    if (this.young(n) === null) {
      const wanted = [n, ...next.filter((other) => other !== n && this.young(other) === null)];
      this.#signing = this.#sign(wanted)
        .then((partUrls) => this.keep(partUrls))
        .finally(() => (this.#signing = null));
      await this.#signing;
    }
    // As it came, however old by now: only the store says whether it is too old.
    const url = this.#urls.get(n)?.url;
    if (url === undefined) throw new UploadFault('no_address', { part: n });
    return url;
  }
}
