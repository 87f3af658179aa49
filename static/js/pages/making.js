// @ts-check
// What is being made of one job: the looks in their order, a row for every output of each, and how far all is.

import { t } from '../lang/t.js';
import { lookOfRecipe } from '../looks/look.js';
import { lookTitle } from '../looks/look_words.js';
import { isOpen } from '../making/orders.js';
import { countOf, rowsOf } from '../making/rows.js';
import { TimeLeft } from '../making/time_left.js';
import { isHeld, needsAnotherFile } from '../words.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('../making/rows.js').Row} Row */
/** @typedef {import('../making/orders.js').Entry} Entry */

/** `preview`: whose picture shows it. @typedef {Row & {secondsLeft: number|null, preview: string|null}} TimedRow */
/**
 * @typedef {object} LookAtWork
 * @property {string} key
 * @property {number} index  in the order
 * @property {string} title
 * @property {import('../making/orders.js').EntryState} state
 * @property {TimedRow[]} rows
 * @property {ReturnType<typeof countOf>} counts
 * @property {string} problem  why nothing is known of its outputs, or why it failed as a whole
 */
/**
 * @typedef {object} MakingState
 * @property {'none'|'held'|'queued'|'analysing'|'making'|'over'} phase
 * @property {LookAtWork[]} looks
 * @property {number} at  which of them is made now, from 1; 0 for none
 * @property {number|null} fraction  of all
 * @property {number|null} secondsLeft
 * @property {boolean} mayGoOn  some were left out and can be made after all
 * @property {import('../making/notifier.js').NotifyState} notify
 */

const kFaulty = ['failed', 'left'];
const kAskAgainMs = 5000; // where the server could not tell what it would make
const kPictures = ['poster', 'gif', 'webp', 'storyboard', 'waveform'];

export class Making {
  #given;
  /** @type {Map<string, TimeLeft>} */
  #times = new Map();
  /** What was figured of a look, which holds while nothing of it changes. @type {Map<number, {entry: Entry, plan: unknown, count: number, look: LookAtWork}>} */
  #rows = new Map();
  /** Recipes that are asked about or could not be, and from when on they may be again. @type {Map<string, number>} */
  #asked = new Map();
  /** @type {MakingState} */
  state = { phase: 'none', looks: [], at: 0, fraction: null, secondsLeft: null, mayGoOn: false, notify: 'none' };

  /**
   * @param {{jobId: string, orders: import('../making/orders.js').Orders, plans: import('../making/plan_book.js').PlanBook,
   *   notifier: import('../making/notifier.js').Notifier, now: () => number, onChange: () => void,
   *   presets: () => readonly import('../types.js').Preset[]}} given
   */
  constructor(given) {
    this.#given = given;
  }

  /** Several looks are under way or were, and nobody has put them away yet. */
  get isShown() {
    return this.state.phase !== 'none';
  }

  /** @param {Job} job @param {readonly Artifact[]} artifacts */
  update(job, artifacts) {
    const { orders, jobId, notifier, plans } = this.#given;
    if (job.r2SourceKey !== null) plans.follow(job.r2SourceKey);
    const order = orders.of(jobId);
    const atWork = ['UPLOADED', 'PROCESSING'].includes(job.status) && !isHeld(job);
    const entries = order?.entries ?? (atWork ? [this.#entryOf(job)] : []);
    const startedAt = order?.startedAt ?? job.updatedAt;
    const looks = entries.map((entry, index) => this.#look(entry, index, startedAt, job, artifacts));
    const phase = phaseOf(job, entries, looks);
    if (phase === 'none') this.#times.clear();
    const fraction = phase === 'held' || phase === 'none' ? null : fractionOf(entries, looks, job);
    this.state = {
      phase,
      looks,
      at: entries.findIndex(({ state }) => state === 'given') + 1,
      fraction,
      secondsLeft: fraction !== null && phase === 'making' ? this.#time('all').observe(fraction, this.#given.now()) : null,
      mayGoOn: phase === 'over' && !needsAnotherFile(job) && entries.some(({ state }) => kFaulty.includes(state)),
      notify: notifier.state,
    };
  }

  /** A job at work of which this tab has no order. @param {Job} job @returns {Entry} */
  #entryOf(job) {
    const recipe = job.recipe ?? {};
    const presets = this.#given.presets();
    const { id } = lookOfRecipe(recipe, presets);
    return { lookId: id, title: lookTitle(id, presets), recipe, state: 'given', warnings: [], failure: null, since: '' };
  }

  /** @param {Entry} entry @param {number} index @param {string} startedAt @param {Job} job @param {readonly Artifact[]} artifacts @returns {LookAtWork} */
  #look(entry, index, startedAt, job, artifacts) {
    const plan = this.#given.plans.known(entry.recipe);
    if (!plan) this.#ask(entry, job);
    const known = this.#rows.get(index);
    if (known && known.entry === entry && known.plan === plan && known.count === artifacts.length && entry.state !== 'given') return known.look;
    const isNow = entry.state === 'given' && job.status === 'PROCESSING' && job.progress?.phase !== 'analysing';
    const redrawsText = entry.recipe.captions?.burn === true || entry.recipe.outputs?.includes('captions') === true;
    const leftOut = (entry.state === 'given' ? job.leftOut : entry.leaveOut) ?? [];
    const rows = rowsOf({ ...entry, leftOut, plan, progress: isNow ? job.progress : null, startedAt, redrawsText }, artifacts);
    const posters = new Map(rows.flatMap(({ type, start, end, artifact }) => (type === 'poster' && artifact ? [[`${start} ${end}`, artifact.id]] : [])));
    const look = {
      key: `${index} ${entry.lookId}`,
      index,
      title: entry.title,
      state: entry.state,
      rows: rows.map((row) => ({ ...row, secondsLeft: this.#left(row), preview: previewOf(row, posters) })),
      counts: countOf(rows),
      problem: entry.state === 'failed' && !rows.length ? (entry.failure?.message ?? '') : (plan?.problem ?? ''),
    };
    this.#rows.set(index, { entry, plan, count: artifacts.length, look });
    return look;
  }

  /** @param {Row} row */
  #left(row) {
    if (row.state === 'waiting') return row.expectedSeconds;
    if (row.state !== 'working') return null;
    return this.#time(`${row.start} ${row.end} ${row.label ?? ''}`).observe(row.fraction, this.#given.now()) ?? row.expectedSeconds;
  }

  /** @param {string} name */
  #time(name) {
    const time = this.#times.get(name) ?? new TimeLeft();
    this.#times.set(name, time);
    return time;
  }

  /** Clips that the server finds itself are known when it has looked through the film. @param {Entry} entry @param {Job} job */
  #ask({ recipe }, job) {
    const { plans, now, onChange } = this.#given;
    const key = JSON.stringify(recipe);
    const isKnown = recipe.clips !== undefined || (job.status !== 'UPLOADED' && job.progress?.phase !== 'analysing');
    if (!isKnown || job.r2SourceKey === null || now() < (this.#asked.get(key) ?? -Infinity)) return;
    this.#asked.set(key, Infinity);
    void plans.read(recipe).then(({ problem, againMs }) => {
      if (problem && !plans.known(recipe)) this.#asked.set(key, now() + (againMs ?? kAskAgainMs));
      else this.#asked.delete(key);
      onChange();
    });
  }
}

/** @param {Row} row @param {Map<string, string>} posters  by stretch */
function previewOf({ type, start, end, artifact }, posters) {
  if (!artifact) return null;
  if (kPictures.includes(type)) return artifact.id;
  return type === 'clip' ? (posters.get(`${start} ${end}`) ?? null) : null;
}

/** @param {Job} job @param {Entry[]} entries @param {LookAtWork[]} looks @returns {MakingState['phase']} */
function phaseOf(job, entries, looks) {
  if (isHeld(job)) return 'held';
  if (job.status === 'PROCESSING') return job.progress?.phase === 'analysing' || !job.progress ? 'analysing' : 'making';
  if (job.status === 'UPLOADED') return 'queued';
  if (job.r2SourceKey === null || !entries.length) return 'none';
  if (entries.some(isOpen)) return 'queued';
  // Of a single look that failed as a whole the job says all.
  const isOver = looks.some(({ counts, state }) => (state === 'done' ? counts.failed > 0 : looks.length > 1 && kFaulty.includes(state)));
  return isOver ? 'over' : 'none';
}

/** By what each look is expected to take, where that is known. @param {Entry[]} entries @param {LookAtWork[]} looks @param {Job} job */
function fractionOf(entries, looks, job) {
  const costs = looks.map(({ rows }) => rows.reduce((sum, { expectedSeconds }) => sum + (expectedSeconds ?? 0), 0));
  const weigh = costs.every((cost) => cost > 0);
  const all = weigh ? costs.reduce((a, b) => a + b, 0) : entries.length;
  const done = entries.reduce((sum, { state }, index) => {
    const part = state === 'given' ? (job.progress?.fraction ?? 0) : state === 'waiting' ? 0 : 1;
    return sum + part * (weigh ? costs[index] : 1);
  }, 0);
  return all ? done / all : 0;
}

/** What the tab is called meanwhile: figures that are read from afar. @param {MakingState} state @param {(fraction: number) => string} percent */
export function tabWord({ phase, fraction, looks, at }, percent) {
  if (phase === 'none' || phase === 'held' || phase === 'over' || fraction === null) return '';
  return looks.length > 1 ? t('making.tabOf', { percent: percent(fraction), at: Math.max(1, at), count: looks.length }) : percent(fraction);
}
