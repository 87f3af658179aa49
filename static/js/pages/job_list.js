// @ts-check
// The list of videos: what is loaded of it, what is chosen in it, and what is being taken away. It follows the server's
// events, and what it has loaded stays loaded when it is read again. Knows no DOM.

import { LiveList, withItem } from '../base/live_list.js';
import { UndoWindow } from '../base/undo_window.js';
import { hashOf, kSorts } from './list_address.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('./list_address.js').LookedFor} LookedFor */
/** @typedef {{jobs: Job[], nextCursor: string|null}} Loaded  what a list was left with */

const kPage = 50;
const kMost = 200; // in one answer
const kTypingMs = 250;

export class JobList {
  /** @type {LookedFor} */
  looked;
  /** Why it could not be read. @type {Error|null} */
  problem = null;
  /** @type {string|null} */
  nextCursor = null;
  /** Chosen, by id; null: nothing is being chosen. @type {Set<string>|null} */
  chosen = null;
  /** Why something that was taken away is still there. @type {Error|null} */
  notGone = null;
  #given;
  #list = /** @type {LiveList<Job>} */ (new LiveList());
  /** @type {UndoWindow<Job[]>} */
  #window;
  /** @type {any} */
  #typing = null;
  /** @type {Promise<void>|null} */
  #more = null;
  #listed; // what the loaded ones were looked for by

  /**
   * @param {{api: import('../api.js').Api, clock: import('../base/retry.js').Clock, looked: LookedFor, left?: Loaded|null,
   *   onChange: () => void, onLooked?: () => void, onGone?: (id: string) => unknown}} given
   *   `left`: with what it was left; `onLooked`: something else is looked for; `onGone`: before a video is deleted for good
   */
  constructor(given) {
    this.#given = given;
    this.looked = given.looked;
    this.#listed = hashOf(this.looked);
    if (given.left) {
      this.#list.items = given.left.jobs;
      this.nextCursor = given.left.nextCursor;
    }
    this.#window = new UndoWindow({
      go: (jobs) => this.#delete(jobs),
      clock: given.clock,
      onChange: (error) => this.#windowChanged(error),
    });
  }

  /** What is shown, without what is being taken away. @returns {Job[]|null} null until it was read */
  get jobs() {
    const going = this.going;
    return this.#list.items?.filter(({ id }) => !going.some((job) => job.id === id)) ?? null;
  }

  /** What was taken away and can still be had back. @returns {Job[]} */
  get going() {
    return this.#window.item ?? [];
  }

  /** @returns {Job[]} */
  get chosenJobs() {
    return this.jobs?.filter(({ id }) => this.chosen?.has(id)) ?? [];
  }

  /** @returns {Loaded|null} */
  get loaded() {
    const { jobs, nextCursor } = this;
    return jobs && { jobs, nextCursor };
  }

  /** Reads again as much as is loaded: it stays as long as it was. */
  async load() {
    const asked = hashOf(this.looked);
    try {
      await this.#list.read(async () => {
        const before = () => (asked === this.#listed ? (this.#list.items ?? []) : []);
        const page = await this.#page('', Math.min(Math.max(kPage, before().length), kMost));
        if (asked !== hashOf(this.looked)) return null;
        const tail = page.nextCursor ? tailAfter(before(), page.items) : [];
        if (!tail.length) this.nextCursor = page.nextCursor;
        this.#listed = asked;
        this.problem = null;
        return [...page.items, ...tail];
      });
    } catch (error) {
      this.problem = /** @type {Error} */ (error);
    }
    this.#given.onChange();
  }

  /** The next page, once at a time. @returns {Promise<void>} */
  more() {
    this.#more ??= this.#readMore().finally(() => (this.#more = null));
    return this.#more;
  }

  /** Loads on until so many are there, or all. @param {number} count */
  async loadUntil(count) {
    for (let from = ''; this.nextCursor && this.nextCursor !== from && (this.#list.items?.length ?? 0) < count; ) {
      from = this.nextCursor;
      await this.#readMore(kMost);
    }
  }

  async #readMore(limit = kPage) {
    const asked = hashOf(this.looked);
    if (asked !== this.#listed) return; // the list that this would go on with is about to be another
    const page = await this.#page(this.nextCursor ?? '', limit);
    if (asked !== hashOf(this.looked)) return;
    this.#list.change((items) => page.items.reduce(withItem, items));
    this.nextCursor = page.nextCursor;
    this.#given.onChange();
  }

  /** @param {string} cursor @param {number} limit @returns {Promise<import('../types.js').Page<Job>>} */
  #page(cursor, limit) {
    return this.#given.api.jobs({ ...this.looked, cursor, limit });
  }

  /** Something else is looked for. @param {Partial<LookedFor>} change */
  look(change) {
    this.looked = { ...this.looked, ...change };
    this.#given.onLooked?.();
    this.#given.clock.clearTimeout(this.#typing);
    const rest = change.q === undefined ? 0 : kTypingMs; // while somebody types
    if (rest) this.#typing = this.#given.clock.setTimeout(() => this.load(), rest);
    else void this.load();
  }

  /** What the server tells. @param {string} type @param {any} data */
  onEvent(type, data) {
    if (type === 'deleted') {
      this.#list.change((items) => items.filter((job) => job.id !== data.id));
      this.chosen?.delete(data.id);
    }
    if (type === 'job') this.take(data);
    else this.#given.onChange();
  }

  /** News of a job. @param {Job} news */
  take(news) {
    const { looked, nextCursor } = this;
    this.#list.change((items) => withNews(items, news, looked, nextCursor === null));
    this.#given.onChange();
  }

  /** @param {Job} job @param {string} title */
  async rename(job, title) {
    this.take(await this.#given.api.change(job.id, { title }));
  }

  /** Begins to choose, or ends it. @param {boolean} on */
  choose(on) {
    this.chosen = on ? new Set() : null;
    this.#given.onChange();
  }

  /** @param {string} id @param {boolean} on */
  mark(id, on) {
    if (on) this.chosen?.add(id);
    else this.chosen?.delete(id);
    this.#given.onChange();
  }

  /** All that are loaded, or none. @param {boolean} on */
  markAll(on) {
    this.chosen = new Set(on ? this.jobs?.map(({ id }) => id) : []);
    this.#given.onChange();
  }

  /** Takes them away: for good in ten seconds, or when the list is left. @param {Job[]} jobs @returns {Promise<void>} */
  remove(jobs) {
    this.chosen = null;
    this.notGone = null;
    return this.#window.take(jobs);
  }

  undo() {
    this.#window.undo();
  }

  close() {
    this.#given.clock.clearTimeout(this.#typing);
    void this.#window.end();
  }

  /** @param {Job[]} jobs */
  async #delete(jobs) {
    const faults = [];
    for (const { id } of jobs) {
      const fault = await this.#deleteOne(id).catch((error) => error);
      if (fault) faults.push(fault);
    }
    if (faults.length) throw faults[0];
  }

  /** @param {string} id */
  async #deleteOne(id) {
    await this.#given.onGone?.(id);
    await this.#given.api.deleteJob(id).catch((error) => {
      if (error.status !== 404) throw error; // somebody else did
    });
    this.#list.change((items) => items.filter((job) => job.id !== id));
  }

  /** @param {unknown} [error] */
  #windowChanged(error) {
    if (error instanceof Error) this.notGone = error;
    this.#given.onChange();
  }
}

/** What was loaded beyond the first page that is read anew. @param {Job[]} before @param {Job[]} page @returns {Job[]} */
function tailAfter(before, page) {
  const last = page.at(-1)?.id;
  const at = before.findIndex(({ id }) => id === last);
  const read = new Set(page.map(({ id }) => id));
  return before.slice(at < 0 ? page.length : at + 1).filter(({ id }) => !read.has(id));
}

/** @param {Job} job */
export const lengthOf = ({ source, sourceMeta }) => source?.durationSeconds ?? sourceMeta?.durationSeconds ?? null;

/** As the server compares: ASCII letters in either case. @param {Job} job */
const titleOf = ({ title }) => (title ?? '').replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Which of two comes first. @type {Record<string, (a: Job, b: Job) => number>} */
const kCompare = {
  newest: (a, b) => (a.id < b.id ? 1 : -1),
  oldest: (a, b) => (a.id > b.id ? 1 : -1),
  title: (a, b) => (titleOf(a) === titleOf(b) ? kCompare.oldest(a, b) : titleOf(a) > titleOf(b) ? 1 : -1),
  longest: (a, b) => (lengthOf(b) ?? 0) - (lengthOf(a) ?? 0) || kCompare.newest(a, b),
  largest: (a, b) => (b.source?.sizeBytes ?? 0) - (a.source?.sizeBytes ?? 0) || kCompare.newest(a, b),
};

/**
 * The jobs with the news of one. One that changes stays where it is; a new one comes in where its place is loaded, and where
 * it is known to be looked for: the server alone searches words.
 * @param {Job[]} jobs @param {Job} news @param {LookedFor} looked @param {boolean} isWhole  all are loaded @returns {Job[]}
 */
function withNews(jobs, news, { q, status, sort }, isWhole) {
  if (jobs.some((job) => job.id === news.id)) return jobs.map((job) => (job.id !== news.id || news.updatedAt < job.updatedAt ? job : news));
  if (q || (status && status !== news.status)) return jobs;
  const compare = kCompare[sort] ?? kCompare[kSorts[0]];
  const at = jobs.findIndex((job) => compare(news, job) < 0);
  if (at < 0) return isWhole ? [...jobs, news] : jobs;
  return [...jobs.slice(0, at), news, ...jobs.slice(at)];
}
