// @ts-check
// What is selected of a list whose order may change: one by one, from one to another, all. Knows no DOM.

export class Selection {
  /** @type {Set<string>} */
  keys = new Set();
  /** @type {string|null} from where a range goes */
  #anchor = null;

  get size() {
    return this.keys.size;
  }
  /** @param {string} key */
  has = (key) => this.keys.has(key);

  /** One, beside what is selected. @param {string} key @param {boolean} [on] */
  toggle(key, on = !this.keys.has(key)) {
    if (on) this.keys.add(key);
    else this.keys.delete(key);
    this.#anchor = key;
  }

  /**
   * All from the last one touched to this one become as this one does.
   * @param {string[]} order  as they are shown @param {string} key @param {boolean} [on]
   */
  extend(order, key, on = true) {
    const to = order.indexOf(key);
    if (to < 0) return;
    if (this.#anchor === null || !order.includes(this.#anchor)) this.#anchor = key;
    const from = order.indexOf(this.#anchor);
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    for (const each of order.slice(first, last + 1)) on ? this.keys.add(each) : this.keys.delete(each);
  }

  /** @param {string[]} order */
  all(order) {
    for (const key of order) this.keys.add(key);
  }

  clear() {
    this.keys.clear();
    this.#anchor = null;
  }

  /** What is not there any more is not selected. @param {string[]} there */
  prune(there) {
    const known = new Set(there);
    for (const key of this.keys) if (!known.has(key)) this.keys.delete(key);
    if (this.#anchor !== null && !known.has(this.#anchor)) this.#anchor = null;
  }

  /** None, some or all of those. @param {string[]} order @returns {'none'|'some'|'all'} */
  of(order) {
    const count = order.filter(this.has).length;
    return count === 0 ? 'none' : count === order.length ? 'all' : 'some';
  }
}
