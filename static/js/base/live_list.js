// @ts-check
// A list that is read whole now and then, and changed by single events in between, whichever arrives first. Knows no DOM.

/** @template {{id: any}} T */
export class LiveList {
  /** @type {T[]|null} null until it was read */
  items = null;
  #begun = 0;
  #taken = 0;
  /** @type {Set<((items: T[]) => T[])[]>} for each list on its way: the changes since it was asked for */
  #since = new Set();

  /**
   * Takes the whole list, with the changes that came while it was on its way.
   * @param {() => Promise<T[]|null>} list null: not wanted any more
   */
  async read(list) {
    const turn = ++this.#begun;
    /** @type {((items: T[]) => T[])[]} */
    const changes = [];
    this.#since.add(changes);
    try {
      const whole = await list();
      if (!whole || turn < this.#taken) return; // or one that was asked for later is here already
      this.#taken = turn;
      this.items = changes.reduce((items, change) => change(items), whole);
    } finally {
      this.#since.delete(changes);
    }
  }

  /** @param {(items: T[]) => T[]} change runs again on a list that was asked for before and arrives later */
  change(change) {
    for (const changes of this.#since) changes.push(change);
    this.items &&= change(this.items);
  }
}

/** @template {{id: any}} T @param {T[]} items @param {T} item @returns {T[]} */
export const withItem = (items, item) => (items.some((other) => other.id === item.id) ? items : [...items, item]);
