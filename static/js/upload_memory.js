// @ts-check
// What this browser remembers of the file whose upload began here: name, size, and a hash over both ends. The server
// checks name and size; this tells apart files that share both. Not a security measure; needs no crypto.subtle, which
// plain-http pages do not have.

const kEndBytes = 65_536;

/** FNV-1a over 32 bits. @param {Uint8Array} bytes @param {number} hash */
function fnv1a(bytes, hash) {
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** @param {Blob} file */
async function hashOfEnds(file) {
  let hash = 0x811c9dc5;
  for (const end of [file.slice(0, kEndBytes), file.slice(Math.max(0, file.size - kEndBytes))]) {
    hash = fnv1a(new Uint8Array(await end.arrayBuffer()), hash);
  }
  return hash.toString(16).padStart(8, '0');
}

export class UploadMemory {
  #storage;
  #key;

  /** @param {Pick<Storage, 'getItem'|'setItem'|'removeItem'>} storage @param {string} jobId */
  constructor(storage, jobId) {
    this.#storage = storage;
    this.#key = `clipbox.upload.${jobId}`;
  }

  /** Throws, naming the file, where it has another content than the one remembered. @param {Blob & {name: string}} file */
  async expectSame(file) {
    const head = `${file.name}|${file.size}|`;
    const mark = head + (await hashOfEnds(file));
    const before = this.#storage.getItem(this.#key);
    if (!before) this.#storage.setItem(this.#key, mark);
    if (!before?.startsWith(head) || before === mark) return;
    throw new Error(
      `“${file.name}” has the name and size of the file whose upload began here, but another content. ` +
        'Choose the first file, or stop this upload and begin again.',
    );
  }

  forget() {
    this.#storage.removeItem(this.#key);
  }
}
