// @ts-check
// One clip made again with an end moved: what is looked at before, the order itself, and what becomes of the clip that was. What is
// under way outlasts a reload of the tab.

import { frameUrl } from '../api.js';
import { tabNote } from '../browser.js';
import { t } from '../lang/t.js';
import { isOfSpan, recipeAfter, recipeOfMoved } from '../results/again.js';
import { CutEnds } from '../results/cut_ends.js';
import { givenNameOf } from '../results/groups.js';
import { readReceipt } from '../results/receipt.js';
import { showCut } from '../views/results/cut_dialog.js';
import { isOver, spanWord } from '../words.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('../types.js').Recipe} Recipe */
/** @typedef {import('../results/groups.js').Group} Group */
/** @typedef {{start: number, end: number}} Span */
/** `old` is to go when the new one is there; `recipe` is the job's own, for afterwards. @typedef {{from: Span, to: Span, name: string, old: string[], recipe: Recipe}} UnderWay */

const kLines = 360; // of the frames that are compared
const kAssumedRate = 25;

export class ResultsAgain {
  #given;
  #note;
  /** @type {UnderWay|null} */
  #underWay;
  #replaces = true; // as it was chosen last
  #ends = false;

  /**
   * @param {import('./results.js').ResultsGiven & {say: (text: string) => void, replace: (files: Artifact[], text: string) => void}} given
   *   `replace` takes files away so that they can be had back for a while
   */
  constructor(given) {
    this.#given = given;
    this.#note = tabNote(`again.${given.account}.${given.jobId}`);
    this.#underWay = this.#note.get();
    if (this.#underWay) given.draft()?.pass(true);
  }

  /** What is said at the card of a clip that is made again. @param {Group[]} groups @returns {Map<string, string>} */
  busy(groups) {
    const now = this.#underWay;
    const group = now && groups.find((each) => isOfSpan(each, now.from));
    return new Map(now && group ? [[group.key, t('clip.making', { span: spanWord(now.to) })]] : []);
  }

  /** @param {Job} job @param {Group} group @param {Artifact[]} files @param {import('../views/results/view.js').Step|null} step */
  open(job, group, files, step) {
    const span = /** @type {Span} */ ({ start: group.start, end: group.end });
    const { api } = this.#given;
    const { frameRate, durationSeconds } = job.source ?? {};
    const film = { duration: durationSeconds ?? span.end, frameSeconds: 1 / (frameRate || kAssumedRate) };
    const frames = new Frames((time) => api.frame(frameUrl(job, time, kLines)));
    showCut({
      title: group.name ?? spanWord(span),
      clip: files.find(({ type }) => type === 'clip') ?? null,
      span,
      open: () => CutEnds.of(span, frames.at, film),
      pictureOf: frames.pictureOf,
      step,
      replaces: this.#replaces,
      make: (to, replaces) => this.order(group, files, to, replaces),
      onclose: frames.close,
    });
  }

  /** Rejects where nothing was ordered. @param {Group} group @param {Artifact[]} files  one of the looks that are made again @param {Span} to @param {boolean} replaces */
  async order(group, files, to, replaces) {
    const { api, jobId, act, draft } = this.#given;
    const before = await api.job(jobId);
    if (!isOver(before)) throw new Error(t('clip.busy'));
    const { given, artifacts } = await this.#madeBy(group, files, before);
    const from = /** @type {Span} */ ({ start: group.start, end: group.end });
    const recipe = recipeOfMoved(given, from, to, { name: givenNameOf(group), types: artifacts.map(({ type }) => type) });
    this.#replaces = replaces;
    draft()?.pass(true);
    try {
      await act(() => api.process(jobId, recipe));
    } catch (error) {
      draft()?.pass(false);
      throw error;
    }
    this.#take({ from, to, name: group.name ?? spanWord(from), old: replaces ? artifacts.map(({ id }) => id) : [], recipe: recipeAfter(before.recipe ?? {}, from, to, replaces) });
  }

  /** The order that made the clip, and what else of it came of that order. @param {Group} group @param {Artifact[]} files @param {Job} job */
  async #madeBy(group, files, job) {
    const orders = await Promise.all(group.artifacts.map((artifact) => this.#orderOf(artifact)));
    const first = group.artifacts.indexOf(files[0]);
    const wanted = JSON.stringify(orders[first]);
    const artifacts = group.artifacts.filter((_, i) => JSON.stringify(orders[i]) === wanted);
    return { given: orders[first] ?? job.recipe ?? {}, artifacts };
  }

  /** Null for one that was made before there were receipts. @param {Artifact} artifact @returns {Promise<Recipe|null>} */
  async #orderOf(artifact) {
    try {
      return readReceipt(await this.#given.api.receipt(artifact.id)).said.recipe;
    } catch (error) {
      if (/** @type {any} */ (error).status === 404) return null;
      throw error;
    }
  }

  /** The job has moved on. @param {Job} job @param {Artifact[]} artifacts */
  follow(job, artifacts) {
    const now = this.#underWay;
    if (!now || !isOver(job) || this.#ends) return;
    this.#ends = true;
    void this.#end(now, job, artifacts).finally(() => (this.#ends = false));
  }

  /** @param {UnderWay} now @param {Job} job @param {Artifact[]} known */
  async #end(now, job, known) {
    const { api, jobId, artifacts, act, draft, say, replace } = this.#given;
    // The last of what was made may come behind the word that all is ready.
    if (!known.some((each) => isOfSpan(each, now.to))) await artifacts.read(() => api.artifacts(jobId)).catch(() => {});
    const isMade = (artifacts.items ?? []).some((each) => isOfSpan(each, now.to));
    await act(() => api.change(jobId, { recipe: now.recipe })).catch(() => {}); // else the next order says what is to be made
    draft()?.pass(false);
    this.#take(null);
    if (!isMade || job.status !== 'READY') return say(t('clip.notMade', { name: now.name, reason: job.failure?.message ?? job.warnings?.[0]?.message ?? '' }));
    const old = (artifacts.items ?? []).filter(({ id }) => now.old.includes(id));
    if (old.length) replace(old, t('clip.replaced', { name: now.name }));
    else say(t('clip.made', { name: now.name }));
  }

  /** @param {UnderWay|null} now */
  #take(now) {
    this.#underWay = now;
    this.#note.set(now);
    this.#given.changed();
  }
}

/** Frames of the film with their pictures, each asked for once, and again where it could not be had. */
class Frames {
  /** @type {Map<number, Promise<{frame: import('../results/cut_ends.js').Frame, url: string}>>} */
  #read = new Map();
  #fetch;

  /** @param {(time: number) => Promise<{picture: Blob, headers: {get: (name: string) => string|null}}>} fetch */
  constructor(fetch) {
    this.#fetch = fetch;
  }

  /** @param {number} time */
  at = async (time) => (await this.#of(time)).frame;
  /** @param {number} time */
  pictureOf = async (time) => (await this.#of(time)).url;
  close = () => {
    for (const each of this.#read.values()) void each.then(({ url }) => URL.revokeObjectURL(url), () => {});
  };

  /** @param {number} time */
  #of(time) {
    const read =
      this.#read.get(time) ??
      this.#fetch(time).then(({ picture, headers }) => {
        const number = (/** @type {string} */ name) => (headers.get(name) ? Number(headers.get(name)) : null);
        return { frame: { time: number('X-Frame-Time') ?? time, previous: number('X-Previous-Frame'), next: number('X-Next-Frame') }, url: URL.createObjectURL(picture) };
      });
    this.#read.set(time, read);
    read.catch(() => this.#read.delete(time));
    return read;
  }
}
