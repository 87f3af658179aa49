// @ts-check
// MD5 (RFC 1321), fed piece by piece. Here it only tells whether a chosen file has the bytes that a store holds (the
// ETag of a part is its MD5): crypto.subtle has none, and is missing on plain-http pages. No protection against anyone.

const kTurns = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
const kSines = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);
const kWordOf = Uint8Array.from({ length: 64 }, (_, i) => [i, 5 * i + 1, 3 * i + 5, 7 * i][i >> 4] & 15);
const kTurnOf = Uint8Array.from({ length: 64 }, (_, i) => kTurns[i >> 4][i & 3]);
const kBlock = 64;

/** Whether an ETag is one: a store that encrypts by a customer’s key gives others. @param {string|null} etag */
export const isMd5 = (etag) => etag !== null && /^[0-9a-f]{32}$/.test(etag);

export class Md5 {
  #state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  #words = new Int32Array(16);
  #rest = new Uint8Array(kBlock); // what does not fill a block yet
  #restBytes = 0;
  #bytes = 0;

  /** @param {Uint8Array} bytes @returns {this} */
  add(bytes) {
    this.#bytes += bytes.length;
    let at = 0;
    while (at < bytes.length) {
      if (this.#restBytes === 0 && bytes.length - at >= kBlock) {
        this.#mix(bytes, at);
        at += kBlock;
        continue;
      }
      const taken = bytes.subarray(at, at + kBlock - this.#restBytes);
      this.#rest.set(taken, this.#restBytes);
      this.#restBytes += taken.length;
      at += taken.length;
      if (this.#restBytes < kBlock) break;
      this.#mix(this.#rest, 0);
      this.#restBytes = 0;
    }
    return this;
  }

  /** The digest in lower-case hex. Called once, after the last piece. */
  hex() {
    const length = new DataView(new ArrayBuffer(8));
    length.setBigUint64(0, BigInt(this.#bytes) * 8n, true);
    const padding = new Uint8Array(this.#restBytes < 56 ? 56 - this.#restBytes : 120 - this.#restBytes);
    padding[0] = 0x80;
    this.add(padding).add(new Uint8Array(length.buffer));
    const digest = new DataView(new ArrayBuffer(16));
    this.#state.forEach((word, i) => digest.setInt32(i * 4, word, true));
    return Array.from(new Uint8Array(digest.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** @param {Uint8Array} bytes @param {number} at where the block begins */
  #mix(bytes, at) {
    const words = this.#words;
    for (let i = 0; i < 16; i += 1, at += 4) {
      words[i] = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    }
    let [a, b, c, d] = this.#state;
    for (let i = 0; i < 64; i += 1) {
      const mixed = i < 16 ? (b & c) | (~b & d) : i < 32 ? (d & b) | (~d & c) : i < 48 ? b ^ c ^ d : c ^ (b | ~d);
      const sum = (a + mixed + kSines[i] + words[kWordOf[i]]) | 0;
      a = d;
      d = c;
      c = b;
      b = (b + ((sum << kTurnOf[i]) | (sum >>> (32 - kTurnOf[i])))) | 0;
    }
    const state = this.#state;
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
}
