// @ts-check
// One table of IndexedDB as a shelf of values by key. Every call rejects where the browser keeps nothing.

/** @param {string} name @returns {import('../upload/file_handles.js').Shelf} */
export function openShelf(name) {
  /** @type {Promise<IDBDatabase>|null} */
  let database = null;

  /** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} act @returns {Promise<T>} */
  async function on(mode, act) {
    const store = (await (database ??= open(name))).transaction(name, mode).objectStore(name);
    return answerOf(act(store));
  }

  return {
    get: (key) => on('readonly', (store) => store.get(key)),
    set: async (key, value) => void (await on('readwrite', (store) => store.put(value, key))),
    remove: async (key) => void (await on('readwrite', (store) => store.delete(key))),
    keys: async () => (await on('readonly', (store) => store.getAllKeys())).map(String),
  };
}

/** @param {string} name */
async function open(name) {
  const request = indexedDB.open(`clipbox.${name}`, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(name);
  return answerOf(request);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const answerOf = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
