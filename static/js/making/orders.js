// @ts-check
// Several looks are several recipes, made one after the other: the next is given when the one before is done. The orders
// outlast a reload of the tab and go on while other views are open; of two tabs one gives them. What ran is known from the
// job's own recipe, so that nothing is ordered twice. Knows no DOM.

import { Retry } from '../base/retry.js';
import { inOrder } from '../looks/look.js';
import { isOver } from '../words.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../types.js').Recipe} Recipe */
/** `left` is not made, because the work was stopped or taken out. @typedef {'waiting'|'given'|'done'|'failed'|'left'} EntryState */
/**
 * @typedef {object} Entry
 * @property {string} lookId
 * @property {string} title  of the look, as the person saw it
 * @property {Recipe} recipe
 * @property {EntryState} state
 * @property {import('../types.js').Warning[]} warnings  once it is done
 * @property {{code: string, message: string}|null} failure
 * @property {import('../types.js').OutputName[]} [leaveOut]  outputs of it that are not wanted, where it waits
 * @property {boolean} [skipped]  it is stopped, and the next one is made all the same
 * @property {string} since  the job had last changed then when it began to wait: what it was before says nothing of it
 */
/** @typedef {{id: string, startedAt: string, entries: Entry[]}} Order */
/** @typedef {(name: string, run: AbortSignal, onWait: () => void) => Promise<() => void>} Alone */

const kDropped = 'dropped';
const kLookMs = 5000; // until the server is asked how far it is, where no stream tells
/** What lies in one recipe alone: the next look may well be made. */
const kOfTheRecipe = ['nothing_made', 'timeout', 'out_of_memory'];

/** @param {Entry} entry */
export const isOpen = ({ state }) => state === 'waiting' || state === 'given';

export class Orders {
  /** An order has moved on. @type {(jobId: string) => void} */
  onChange = () => {};
  /** Nothing of an order is left to be made. @type {(job: Job, order: Order) => void} */
  onEnd = () => {};
  /** A job was started. @type {(job: Job) => void} */
  onJob = () => {};
  #given;
  #retry;
  /** @type {Map<string, Order>} */
  #orders = new Map();
  /** @type {Map<string, {run: AbortController, mine: boolean, letGo: () => void}>} */
  #turns = new Map();
  /** @type {Set<string>} */
  #giving = new Set();
  /** @type {Map<string, string>} when what was seen last had changed */
  #seen = new Map();
  /** @type {import('../browser.js').TabNote|null} */
  #note = null;
  /** @type {import('../browser.js').TabTalk|null} */
  #talk = null;
  /** @type {any} */
  #timer = null;

  /**
   * @param {{api: Pick<import('../api.js').Api, 'process'|'job'|'leaveOut'|'cancel'>, clock: import('../base/retry.js').Clock, alone: Alone,
   *   noteOf: (user: string) => import('../browser.js').TabNote, newId: () => string, random?: () => number,
   *   talkOf: (user: string, hear: (said: any) => void) => import('../browser.js').TabTalk}} given
   */
  constructor(given) {
    this.#given = given;
    this.#retry = new Retry(given.clock, given.random ?? Math.random, () => {});
  }

  /** Somebody has signed in: goes on where a reload ended it. @param {string} user */
  open(user) {
    this.close();
    this.#note = this.#given.noteOf(user);
    this.#talk = this.#given.talkOf(user, (said) => this.#hear(said));
    for (const [jobId, order] of Object.entries(this.#note.get() ?? {})) {
      this.#orders.set(jobId, order);
      if (order.entries.some(isOpen)) this.#takeTurn(jobId);
    }
    this.#lookSoon();
  }

  /** Nobody is signed in any more. What waits is kept for who comes back. */
  close() {
    this.#given.clock.clearTimeout(this.#timer);
    for (const jobId of [...this.#turns.keys()]) this.#endTurn(jobId);
    this.#talk?.close();
    this.#orders.clear();
    this.#seen.clear();
    this.#note = null;
  }

  /** @param {string} jobId @returns {Order|null} */
  of(jobId) {
    return this.#orders.get(jobId) ?? null;
  }

  /** The server is back. */
  hurry() {
    this.#retry.hurry();
  }

  /** The first of them was ordered just now. @param {string} jobId @param {Pick<Entry, 'lookId'|'title'|'recipe'>[]} looks */
  start(jobId, looks) {
    const entries = looks.map((look, index) => ({ ...look, state: /** @type {EntryState} */ (index ? 'waiting' : 'given'), warnings: [], failure: null, since: '' }));
    this.#orders.set(jobId, { id: this.#given.newId(), startedAt: new Date().toISOString(), entries });
    this.#takeTurn(jobId);
    this.#changed(jobId);
    this.#lookSoon();
  }

  /** A look that waits is not wanted any more. @param {string} jobId @param {number} index */
  drop(jobId, index) {
    this.#move(jobId, (entry, at) => (at === index && entry.state === 'waiting' ? { ...entry, state: 'left' } : entry));
  }

  /** One output of a look that waits is not wanted any more. @param {string} jobId @param {number} index @param {import('../types.js').OutputName} output */
  leaveOut(jobId, index, output) {
    this.#move(jobId, (entry, at) => (at === index && entry.state === 'waiting' ? { ...entry, leaveOut: [...(entry.leaveOut ?? []), output] } : entry));
  }

  /** The one that is made now is not wanted any more, the next ones are: to be told before the job is cancelled. @param {string} jobId */
  skip(jobId) {
    this.#move(jobId, (entry) => (entry.state === 'given' ? { ...entry, skipped: true } : entry));
  }

  /** None of those that wait is wanted any more. @param {string} jobId */
  dropAll(jobId) {
    this.#move(jobId, (entry) => (entry.state === 'waiting' ? { ...entry, state: 'left' } : entry));
  }

  /** What was left or failed is wanted after all. @param {string} jobId */
  goOn(jobId) {
    this.#revive(jobId, ({ state }) => state === 'left' || state === 'failed');
  }

  /** One is made once more: what it lacks. @param {string} jobId @param {number} index */
  again(jobId, index) {
    this.#revive(jobId, (_, at) => at === index);
  }

  /** @param {string} jobId @param {(entry: Entry, index: number) => boolean} which */
  #revive(jobId, which) {
    const since = this.#seen.get(jobId) ?? '';
    this.#move(jobId, (entry, at) => (which(entry, at) && !isOpen(entry) ? { ...entry, state: 'waiting', failure: null, warnings: [], leaveOut: [], skipped: false, since } : entry));
    this.#takeTurn(jobId);
    void this.#look(jobId);
    this.#lookSoon();
  }

  /** @param {string} jobId */
  forget(jobId) {
    this.#endTurn(jobId);
    if (this.#orders.delete(jobId)) this.#changed(jobId);
  }

  /** The job as it is now: its order moves on with it. @param {Job} job */
  see(job) {
    const order = this.#orders.get(job.id);
    if (!order || job.updatedAt < (this.#seen.get(job.id) ?? '')) return;
    this.#seen.set(job.id, job.updatedAt);
    const entries = seen(order.entries, job);
    if (entries.some((entry, index) => entry !== order.entries[index])) {
      this.#orders.set(job.id, { ...order, entries });
      this.#changed(job.id);
      if (!entries.some(isOpen)) this.onEnd(job, { ...order, entries });
    }
    if (isOver(job)) void this.#giveNext(job.id);
  }

  /** @param {string} jobId */
  async #giveNext(jobId) {
    const entry = this.#orders.get(jobId)?.entries.find(({ state }) => state === 'waiting');
    if (!entry || this.#giving.has(jobId) || !this.#turns.get(jobId)?.mine) return;
    this.#giving.add(jobId);
    const at = /** @type {Order} */ (this.#orders.get(jobId)).entries.indexOf(entry);
    try {
      const given = await this.#retry.until(() => this.#stillWaits(jobId, entry), () => this.#given.api.process(jobId, entry.recipe, entry.leaveOut));
      const job = await this.#saidMeanwhile(given, entry, at);
      this.onJob(job);
      this.#giving.delete(jobId);
      this.see(job);
    } catch (error) {
      this.#giving.delete(jobId);
      await this.#refused(jobId, entry, /** @type {import('../api.js').ApiError} */ (error));
    }
  }

  /** What was taken out while the order was on its way. @param {Job} job @param {Entry} entry  as it was ordered @param {number} at */
  async #saidMeanwhile(job, entry, at) {
    const now = this.#orders.get(job.id)?.entries[at];
    const late = (now?.leaveOut ?? []).slice(entry.leaveOut?.length ?? 0);
    const isLeft = now?.state === 'left';
    if (!isLeft && !late.length) return job;
    if (isLeft) this.#move(job.id, (entry, index) => (index === at ? { ...entry, state: 'given', skipped: true } : entry)); // the next ones go on
    const call = () => (isLeft ? this.#given.api.cancel(job.id) : this.#given.api.leaveOut(job.id, late));
    return this.#retry.until(() => {}, call).catch(() => job); // it is over: the job tells
  }

  /** Nobody has taken it out while the server was away. @param {string} jobId @param {Entry} entry */
  #stillWaits(jobId, entry) {
    if (!this.#orders.get(jobId)?.entries.includes(entry)) throw Object.assign(new Error(kDropped), { code: kDropped });
  }

  /** @param {string} jobId @param {Entry} entry @param {import('../api.js').ApiError} error */
  async #refused(jobId, entry, error) {
    // An answer was lost, or somebody else has ordered something: the job tells, now or when it is over.
    if (error.code === 'wrong_status' || error.code === kDropped) return undefined;
    if (error.status === 404) return this.forget(jobId);
    const failure = { code: error.code ?? 'internal', message: error.message };
    const ends = error.status !== 422; // signed out, no source any more: the next would end the same
    this.#move(jobId, (each) => (each === entry ? { ...each, state: 'failed', failure } : ends && each.state === 'waiting' ? { ...each, state: 'left' } : each));
    if (!ends) void this.#giveNext(jobId);
    return undefined;
  }

  /** @param {string} jobId @param {(entry: Entry, index: number) => Entry} change */
  #move(jobId, change) {
    const order = this.#orders.get(jobId);
    if (!order) return;
    this.#orders.set(jobId, { ...order, entries: order.entries.map(change) });
    this.#changed(jobId);
  }

  /** @param {string} jobId */
  #changed(jobId) {
    const order = this.#orders.get(jobId);
    if (!order?.entries.some(isOpen)) this.#endTurn(jobId);
    this.#note?.set(this.#orders.size ? Object.fromEntries(this.#orders) : null);
    this.#talk?.say({ jobId, order: order ?? null });
    this.onChange(jobId);
  }

  /** Another tab has the same order: it moves in both. @param {{jobId: string, order: Order|null}} said */
  #hear({ jobId, order }) {
    const own = this.#orders.get(jobId);
    if (!own || !order || own.id !== order.id) return;
    this.#orders.set(jobId, order);
    this.#note?.set(Object.fromEntries(this.#orders));
    this.onChange(jobId);
  }

  /** @param {string} jobId */
  #takeTurn(jobId) {
    if (this.#turns.has(jobId)) return;
    const turn = { run: new AbortController(), mine: false, letGo: () => {} };
    this.#turns.set(jobId, turn);
    this.#given.alone(`clipbox orders ${jobId}`, turn.run.signal, () => {}).then(
      (letGo) => {
        if (this.#turns.get(jobId) !== turn) return letGo();
        Object.assign(turn, { mine: true, letGo });
        return void this.#look(jobId);
      },
      () => {},
    );
  }

  /** @param {string} jobId */
  #endTurn(jobId) {
    const turn = this.#turns.get(jobId);
    this.#turns.delete(jobId);
    turn?.run.abort();
    turn?.letGo();
  }

  /** @param {string} jobId */
  async #look(jobId) {
    const job = await this.#given.api.job(jobId).catch((error) => void (error.status === 404 && this.forget(jobId)));
    if (job) this.see(job);
  }

  #lookSoon() {
    this.#given.clock.clearTimeout(this.#timer);
    const waiting = [...this.#orders].filter(([, { entries }]) => entries.some(isOpen)).map(([jobId]) => jobId);
    if (!waiting.length) return;
    this.#timer = this.#given.clock.setTimeout(() => {
      for (const jobId of waiting) void this.#look(jobId);
      this.#lookSoon();
    }, kLookMs);
  }
}

/**
 * What the job says of its entries: the one that has its recipe is the one at work, those before it are through.
 * @param {readonly Entry[]} entries @param {Job} job @returns {Entry[]}  those that have not changed are the same objects
 */
export function seen(entries, job) {
  const now = inOrder(job.recipe ?? {});
  const over = isOver(job);
  const mayBe = (/** @type {Entry} */ { state, since }) => state === 'given' || (state === 'waiting' && (!over || job.updatedAt > since));
  const at = Math.max(-1, ...entries.map((entry, index) => (mayBe(entry) && textOf(entry.recipe) === now ? index : -1)));
  const goesOn = entries[at]?.skipped === true;
  return entries.map((entry, index) => {
    if (index < at && isOpen(entry)) return { ...entry, state: 'done' };
    if (index === at) return over ? ended(entry, job) : given(entry);
    if (!over || !isOpen(entry)) return entry;
    if (entry.state === 'waiting' && goesOn) return { ...entry, since: job.updatedAt };
    if (entry.state === 'waiting') return stopsTheRest(job) && job.updatedAt > entry.since ? { ...entry, state: 'left' } : entry;
    return ended(entry, { ...job, warnings: [] }); // somebody has ordered something else since
  });
}

/** @param {Entry} entry @returns {Entry} */
const given = (entry) => (entry.state === 'given' ? entry : { ...entry, state: 'given' });

/** @param {Job} job */
const stopsTheRest = ({ status, failure }) => status === 'FAILED' && !kOfTheRecipe.includes(failure?.code ?? '');

/** @param {Entry} entry @param {Pick<Job, 'status'|'warnings'|'failure'>} job @returns {Entry} */
function ended(entry, { status, warnings, failure }) {
  if (status === 'READY') return { ...entry, state: 'done', warnings: warnings ?? [] };
  const { code, message } = failure ?? { code: 'internal', message: '' };
  return { ...entry, state: code === 'cancelled' ? 'left' : 'failed', failure: { code, message } };
}

/** @type {WeakMap<Recipe, string>} */
const texts = new WeakMap();

/** @param {Recipe} recipe */
function textOf(recipe) {
  const known = texts.get(recipe) ?? inOrder(recipe);
  texts.set(recipe, known);
  return known;
}
