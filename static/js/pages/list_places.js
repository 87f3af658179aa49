// @ts-check
// Where one was in the list of videos, for each entry of the browser's history: who comes back finds the same rows at the
// same height. Over a reload only their number and the height are kept. Knows no DOM.

import { anyVideo, hashOf, lookedForOf } from './list_address.js';

/** @typedef {import('./list_address.js').LookedFor} LookedFor */
/** @typedef {import('./job_list.js').Loaded} Loaded */
/** @typedef {{id: string, top: number}} Anchor  a row, and how far below the window's upper edge it stood */
/** @typedef {{looked: LookedFor, left: Loaded|null, count: number, anchor: Anchor|null, focus: string}} Place */

const kMostKept = 5; // lists of a session, each with its rows

export class ListPlaces {
  #given;
  /** @type {Map<string, Place>} */
  #places = new Map();
  #last = anyVideo();

  /**
   * @param {{history: Pick<History, 'state'|'replaceState'>, hash: () => string, newKey: () => string,
   *   note: {get: () => any, set: (value: any) => void}}} given  `note` outlasts a reload
   */
  constructor(given) {
    this.#given = given;
  }

  /** The list of the history's present entry. @returns {Place} */
  open() {
    const { history, hash, newKey } = this.#given;
    const named = lookedForOf(hash()) ?? anyVideo();
    // A link to the list, from elsewhere: what was looked for last is still looked for.
    const looked = hashOf(named) === '#/' ? this.#last : named;
    const key = history.state?.list ?? newKey();
    history.replaceState({ ...history.state, list: key }, '', hashOf(looked));
    const known = this.#places.get(key) ?? this.#noted(key);
    if (known && hashOf(known.looked) === hashOf(looked)) return known;
    return { looked, left: null, count: 0, anchor: null, focus: '' };
  }

  /** Something else is looked for: the address says it, and no entry is added. @param {LookedFor} looked */
  look(looked) {
    const { history } = this.#given;
    history.replaceState(history.state, '', hashOf(looked));
    this.#last = looked;
  }

  /** @param {string} key  of the entry @param {Place} place */
  leave(key, place) {
    this.#places.delete(key);
    this.#places.set(key, place);
    for (const old of this.#places.keys()) if (this.#places.size > kMostKept) this.#places.delete(old);
    // From the list to the list: its own link shows all.
    this.#last = lookedForOf(this.#given.hash()) ? anyVideo() : place.looked;
  }

  /** The present entry's. */
  get key() {
    return String(this.#given.history.state?.list ?? '');
  }

  /** The page goes away, and may come back. @param {Place} place */
  note(place) {
    this.#given.note.set({ key: this.key, ...place, left: null });
  }

  /** Another person may sign in. */
  clear() {
    this.#places.clear();
    this.#last = anyVideo();
    this.#given.note.set(null);
  }

  /** @param {string} key @returns {Place|null} */
  #noted(key) {
    const noted = this.#given.note.get();
    if (noted?.key !== key || !noted.looked) return null;
    const { looked, count, anchor, focus } = noted;
    return { looked, left: null, count, anchor, focus };
  }
}
