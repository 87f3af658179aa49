// @ts-check
// The results of one job: what is shown of them and what a person does with them. It lives as long as the job's view.

import { NetworkError } from '../api.js';
import { keptNote } from '../browser.js';
import { UndoWindow } from '../base/undo_window.js';
import { t } from '../lang/t.js';
import { GroupKeys, groupsOf, labelFor } from '../results/groups.js';
import { kindsIn } from '../results/kinds.js';
import { namesakes, warningsOf } from '../results/said.js';
import { Selection } from '../results/selection.js';
import { kOrders, shownOf } from '../results/shown.js';
import { renderResults } from '../views/results/frame.js';
import { ResultsAgain } from './results_again.js';
import { ResultsFiles } from './results_files.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('../results/groups.js').Group} Group */

const kSaidMs = 10_000;
const kLayout = 'results.layout';
const kOrder = 'results.order';

/**
 * @typedef {object} ResultsGiven
 * @property {import('../api.js').Api} api
 * @property {string} jobId
 * @property {string} account  whose notes these are
 * @property {import('../base/live_list.js').LiveList<Artifact>} artifacts
 * @property {() => import('./recipe_draft.js').RecipeDraft|null} draft
 * @property {(call: () => Promise<Job>) => Promise<void>} act  does what changes the job
 * @property {() => void} changed  what there is has changed
 * @property {boolean} isAwaited  the page was opened before they were there
 * @property {import('../base/retry.js').Clock} clock
 */

export class Results {
  #given;
  #keys = new GroupKeys();
  #selection = new Selection();
  #layout = keptNote(kLayout);
  #order = keptNote(kOrder);
  /** @type {import('../results/shown.js').Wanted} */
  #wanted = { kind: '', text: '', order: 'film' };
  /** @type {Map<string, string>} */
  #chosen = new Map();
  /** @type {Map<string, string>} */
  #looks = new Map();
  /** @type {{text: string, undo: (() => unknown)|null}} */
  #said = { text: '', undo: null };
  /** @type {any} */
  #saidTimer = null;
  #removed;
  #files;
  #again;
  /** @type {Job|null} */
  #job = null;
  /** @type {Group[]} */
  #groups = [];
  /** @type {import('../results/shown.js').Shown[]} */
  #shown = [];
  /** @type {HTMLElement|null} */
  #element = null;
  #comes = false; // results have come that nobody has been led to yet

  /** @param {ResultsGiven} given */
  constructor(given) {
    this.#given = given;
    const order = /** @type {any} */ (this.#order.get());
    if (kOrders.includes(order)) this.#wanted.order = order;
    this.#removed = new UndoWindow({
      clock: given.clock,
      go: (/** @type {{files: Artifact[], text: string}} */ { files }) => this.#removeForGood(files),
      onChange: (error) => this.#undoChanged(error),
    });
    const say = (/** @type {string} */ text) => this.#say(text);
    this.#files = new ResultsFiles({ ...given, say });
    this.#again = new ResultsAgain({ ...given, say, changed: () => this.#redraw(), replace: (files, text) => this.#remove(files, text) });
  }

  /** The job or its results have changed. @param {Job} job */
  update(job) {
    const isReady = job.status === 'READY';
    const wasReady = this.#job ? this.#job.status === 'READY' : !this.#given.isAwaited;
    if (isReady && !wasReady) this.#comes = true;
    this.#job = job;
    this.#again.follow(job, this.#given.artifacts.items ?? []);
  }

  /** @param {HTMLElement} element */
  render(element) {
    const job = this.#job;
    if (!job) return;
    this.#element = element;
    const away = new Set(this.#removed.item?.files.map(({ id }) => id));
    this.#groups = this.#keys.keep(groupsOf((this.#given.artifacts.items ?? []).filter(({ id }) => !away.has(id))));
    const kinds = kindsIn(this.#groups.flatMap(({ artifacts }) => artifacts));
    if (this.#wanted.kind && !kinds.includes(this.#wanted.kind)) this.#wanted.kind = '';
    this.#shown = shownOf(this.#groups, this.#wanted);
    this.#selection.prune(this.#keysShown());
    const { of, rest } = warningsOf(job.warnings ?? [], this.#groups);
    renderResults(
      element,
      {
        job,
        groups: this.#groups,
        shown: this.#shown,
        wanted: this.#wanted,
        layout: this.#layout.get() === 'list' ? 'list' : 'grid',
        kinds,
        selection: this.#selection,
        warnings: of,
        rest,
        namesakes: namesakes(this.#groups),
        busy: this.#again.busy(this.#groups),
        chosen: this.#chosen,
        looks: this.#looks,
        said: this.#saidNow(),
      },
      this.#acts,
    );
    if (this.#comes && this.#groups.length) this.#lead(element);
  }

  /** The order of the dialog about a clip's ends. @type {ResultsAgain['order']} */
  makeAgain = (...given) => this.#again.order(...given);

  /** What a person does here changes nothing elsewhere in the page. */
  #redraw() {
    if (this.#element) this.render(this.#element);
  }

  close() {
    this.#element = null;
    this.#given.clock.clearTimeout(this.#saidTimer);
    void this.#removed.end();
  }

  /** @type {import('../views/results/view.js').ResultsActs} */
  #acts = {
    want: (part) => {
      Object.assign(this.#wanted, part);
      if (part.order) this.#order.set(part.order);
      if (part.kind !== undefined) this.#chosen.clear();
      this.#redraw();
    },
    lay: (layout) => {
      this.#layout.set(layout);
      this.#redraw();
    },
    pick: (key, { range, on }) => {
      if (range) this.#selection.extend(this.#keysShown(), key, on);
      else this.#selection.toggle(key, on);
      this.#redraw();
    },
    pickAll: () => {
      this.#selection.all(this.#keysShown());
      this.#redraw();
    },
    unpick: () => {
      this.#selection.clear();
      this.#redraw();
    },
    choose: (key, artifact) => {
      this.#chosen.set(key, artifact);
      this.#redraw();
    },
    chooseLook: (key, look) => {
      this.#looks.set(key, look);
      this.#chosen.delete(key);
      this.#redraw();
    },
    rename: (group, name) => this.#rename(group, name),
    remove: (files, what) => this.#remove(files, t('results.deleted', { what })),
    download: (artifact) => this.#files.download(artifact),
    link: (artifact) => this.#files.link(artifact),
    say: (text) => this.#say(text),
    zip: (files) => this.#files.zip(files, this.#given.artifacts.items ?? []),
    each: (files) => this.#files.each(files),
    receipt: (artifact, title) => this.#files.receipt(artifact, title),
    cut: (group, files, step) => this.#again.open(/** @type {Job} */ (this.#job), group, files, step),
    share: (files, title) => this.#files.share(/** @type {Job} */ (this.#job), this.#groups, files, title),
    saveList: (groups) => this.#files.saveList(/** @type {Job} */ (this.#job), groups),
    text: (artifact) => this.#given.api.artifactText(artifact),
  };

  #keysShown() {
    return this.#shown.map(({ group }) => group.key);
  }

  /** What was taken away can be had back for all of its time, whatever else is said meanwhile. */
  #saidNow() {
    const { item } = this.#removed;
    return item ? { text: [this.#said.text, item.text].filter(Boolean).join(' '), undo: () => this.#removed.undo() } : this.#said;
  }

  /** @param {string} text @param {(() => unknown)|null} [undo] */
  #say(text, undo = null) {
    this.#given.clock.clearTimeout(this.#saidTimer);
    this.#said = { text, undo };
    if (text) this.#saidTimer = this.#given.clock.setTimeout(() => this.#say(''), kSaidMs);
    this.#redraw();
  }

  // Deleting -------------------------------------------------------------------------------------------------------------

  /** @param {Artifact[]} files @param {string} text  what is said of it */
  #remove(files, text) {
    if (!files.length) return;
    this.#given.clock.clearTimeout(this.#saidTimer);
    this.#said = { text: '', undo: null };
    void this.#removed.take({ files, text });
  }

  /** @param {unknown} error */
  #undoChanged(error) {
    if (error instanceof Error) this.#say(t('results.notDeleted', { reason: error.message }));
    else this.#redraw();
  }

  /** All that can be deleted is, whatever one of them is refused for. @param {Artifact[]} files */
  async #removeForGood(files) {
    const { api, artifacts } = this.#given;
    const outcomes = await Promise.allSettled(
      files.map(({ id }) =>
        api.deleteArtifact(id).catch((error) => {
          if (error.status !== 404) throw error;
        }),
      ),
    );
    const gone = new Set(files.filter((_, i) => outcomes[i].status === 'fulfilled').map(({ id }) => id));
    artifacts.change((items) => items.filter(({ id }) => !gone.has(id)));
    this.#given.changed();
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    if (refused) throw /** @type {PromiseRejectedResult} */ (refused).reason;
  }

  // Renaming -------------------------------------------------------------------------------------------------------------

  /** @param {Group} group @param {string} name */
  async #rename(group, name) {
    const before = group.artifacts.map((artifact) => ({ artifact, label: artifact.label ?? '' }));
    void this.#removed.end(); // one thing at a time can be undone
    await this.#label(before.map(({ artifact }) => ({ artifact, label: labelFor(artifact, name) })));
    const undo = () => {
      this.#say('');
      this.#label(before).catch((error) => this.#say(t('results.notRenamed', { reason: error.message })));
    };
    this.#say(t('results.renamed', { from: group.name ?? '', to: name }), this.#removed.item ? null : undo);
  }

  /** All files of a clip, or none of them. @param {{artifact: Artifact, label: string}[]} wanted */
  async #label(wanted) {
    const { api, artifacts } = this.#given;
    /** @type {Map<string, string>} */
    const done = new Map();
    try {
      for (const { artifact, label } of wanted) {
        await api.renameArtifact(artifact.id, label).catch((error) => (error instanceof NetworkError ? api.renameArtifact(artifact.id, label) : Promise.reject(error)));
        done.set(artifact.id, label);
      }
    } catch (error) {
      for (const { artifact } of wanted) if (done.delete(artifact.id)) await api.renameArtifact(artifact.id, artifact.label ?? '').catch(() => {});
      throw error;
    }
    artifacts.change((items) => items.map((item) => (done.has(item.id) ? { ...item, label: /** @type {string} */ (done.get(item.id)) } : item)));
    this.#redraw();
  }

  // Coming ---------------------------------------------------------------------------------------------------------------

  /** The focus goes to what has come, where the person is busy with nothing else; others hear of it. @param {HTMLElement} element */
  #lead(element) {
    this.#comes = false;
    this.#say(t('results.came', { count: this.#groups.filter(({ start }) => start !== null).length || this.#groups.length }));
    const { activeElement } = document;
    const isIdle = !activeElement || activeElement === document.body || activeElement.id === 'view';
    if (isIdle) /** @type {HTMLElement|null} */ (element.querySelector('h2'))?.focus();
  }
}
