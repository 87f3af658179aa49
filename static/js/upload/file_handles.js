// @ts-check
// The files whose uploads lie open, kept over a reload where the browser can (File System Access: Chromium, on https or
// localhost). Keeps a handle, never bytes. Without it, and whenever anything fails, the file is chosen again by hand.

/** @typedef {FileSystemFileHandle & {queryPermission?: (d: object) => Promise<PermissionState>, requestPermission?: (d: object) => Promise<PermissionState>}} FileHandle */
/** @typedef {{handle: FileHandle, keptMs: number}} Kept */
/** @typedef {{get: (key: string) => Promise<any>, set: (key: string, value: any) => Promise<void>, remove: (key: string) => Promise<void>, keys: () => Promise<string[]>}} Shelf */

const kLifeMs = 8 * 86_400_000; // no upload lies open for longer
const kRead = { mode: 'read' };

export class FileHandles {
  #shelf;
  #now;

  /** @param {Shelf} shelf @param {() => number} now milliseconds of the calendar */
  constructor(shelf, now) {
    this.#shelf = shelf;
    this.#now = now;
  }

  /** @param {string} jobId @param {FileHandle} handle */
  async keep(jobId, handle) {
    await quietly(this.#shelf.set(jobId, { handle, keptMs: this.#now() }));
    for (const other of (await quietly(this.#shelf.keys())) ?? []) {
      const kept = await quietly(this.#shelf.get(other));
      if (kept && this.#now() - kept.keptMs > kLifeMs) await this.forget(other);
    }
  }

  /** @param {string} jobId */
  async forget(jobId) {
    await quietly(this.#shelf.remove(jobId));
  }

  /** The name of the file that is kept for a job, and whether the browser asks before it is read. @param {string} jobId @returns {Promise<{name: string, asks: boolean}|null>} */
  async find(jobId) {
    const handle = await this.#handle(jobId);
    if (!handle) return null;
    return { name: handle.name, asks: (await quietly(permissionOf(handle))) !== 'granted' };
  }

  /** The file itself; the browser may ask the person, so this is done on a click. @param {string} jobId @returns {Promise<File|null>} null where it is gone or not allowed */
  async open(jobId) {
    const handle = await this.#handle(jobId);
    if (!handle) return null;
    const granted = (await quietly(permissionOf(handle))) === 'granted' || (await quietly(handle.requestPermission?.(kRead))) === 'granted';
    return granted ? quietly(handle.getFile()) : null;
  }

  /** @param {string} jobId @returns {Promise<FileHandle|null>} */
  async #handle(jobId) {
    return (await quietly(this.#shelf.get(jobId)))?.handle ?? null;
  }
}

/** @param {FileHandle} handle */
const permissionOf = (handle) => handle.queryPermission?.(kRead) ?? Promise.resolve('granted');

/** @template T @param {Promise<T>|undefined} promise @returns {Promise<T|null>} */
const quietly = async (promise) => {
  try {
    return (await promise) ?? null;
  } catch {
    return null;
  }
};
