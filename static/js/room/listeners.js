// @ts-check
// Who is told when something of the cutting room changes. A listener may leave while it is called.

/** @template T */
export class Listeners {
  /** @type {Set<(value: T) => void>} */
  #all = new Set();

  /** @param {(value: T) => void} listener @returns {() => void} ends it */
  add(listener) {
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  }

  /** @param {T} value */
  call(value) {
    for (const listener of [...this.#all]) listener(value);
  }
}
