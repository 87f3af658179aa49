// @ts-check
// Films and links that were given several at once, and what becomes of them. Knows no DOM; lives as long as the page, over
// all its views. What shows it reads `rows` on each `onChange`, and calls what is public here:
//
//   addLinks(links), addFilms(films)     what a person pasted or dropped
//   offer(jobs)                          jobs that wait for a file, so that a film may be proposed for one
//   pair(rowId, target)                  the film goes to the link of row `target`, or to the job `target` that was offered
//   part(rowId)                          film and link of a row are two rows again
//   takeSame(rowId), makeAnother(rowId)  the link has a job already: that one, or a new one
//   start()                              all that are ready go; the person confirms the rights by that
//   move(rowId, beforeId|null), sooner(rowId), remove(rowId), again(rowId)
//   uploadChanged()                      an upload of the page has another state
//
// A row is a link, a film, or both. Its `phase`:
//   asking     the server is asked about the link
//   same       the link has a job already (`same`): takeSame or makeAnother
//   refused    the server does not take the link (`fault`), or its job has failed already: remove, or again
//   needsFilm  a link without a film
//   needsLink  a film without a link
//   ready      both; `likeness` where they were put together by likeness, null where the person did
//   waiting    started, and its turn has not come
//   sending    its upload is under way: uploads.get(jobId).state has the figures
//   done       the whole film is there
//   stopped    somebody stopped it: again, or remove
//   failed     `fault` says why; the others go on: again, or remove

import { proposals } from './likeness.js';
import { videoIdOf } from './links.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {{file: File, handle: import('./file_handles.js').FileHandle|null}} Picked */
/** @typedef {{id: string, name: string, sizeBytes: number, durationSeconds: number|null, picked: Picked}} Film */

/**
 * @typedef {object} QueueRow
 * @property {string} id
 * @property {'asking'|'same'|'refused'|'needsFilm'|'needsLink'|'ready'|'waiting'|'sending'|'done'|'stopped'|'failed'} phase
 * @property {string|null} link  as it was pasted
 * @property {string|null} jobId
 * @property {Job|null} job  of the link, as it was when it was asked for
 * @property {Job|null} same  the job that the link has already
 * @property {Film|null} film
 * @property {number|null} likeness  0 to 1
 * @property {Error|null} fault
 */

/**
 * @typedef {object} QueueDoes  what the queue works by
 * @property {(videoId: string) => Promise<Job|null>} find  the newest job of a video
 * @property {(link: string, key: string) => Promise<Job>} makeJob  the same key makes one job
 * @property {(job: Job, film: Film) => Promise<unknown>} prepare  rights, and a title where there is none: then it takes the film
 * @property {(jobId: string) => boolean} isPaused  by a person: the next one goes meanwhile
 * @property {(jobId: string, picked: Picked) => Promise<'done'|'stopped'|Error>} send  resolves at its end
 * @property {(file: File) => Promise<number|null>} durationOf  seconds
 * @property {() => string} newKey
 */

const kAtOnce = 1; // one film after the other: the first is ready soonest

/** Film and link may still be put together otherwise. @param {QueueRow} row */
const isLoose = ({ phase }) => ['needsFilm', 'needsLink', 'ready'].includes(phase);

/** @param {Job} job */
export const takesFilm = ({ status }) => ['CREATED', 'META_READY', 'UPLOAD_READY', 'UPLOADING'].includes(status);

export class SendQueue {
  /** @type {() => void} */
  onChange = () => {};
  #does;
  #atOnce;
  /** @type {QueueRow[]} */
  #rows = [];
  /** @type {Map<string, string>} by row: one key for each job that a person asked for */
  #keys = new Map();
  /** @type {Job[]} */
  #offered = [];
  /** @type {Set<string>} film and job that a person has parted */
  #parted = new Set();
  #count = 0;

  /** @param {QueueDoes} does @param {number} [atOnce]  films sent at once */
  constructor(does, atOnce = kAtOnce) {
    this.#does = does;
    this.#atOnce = atOnce;
  }

  /** @returns {readonly QueueRow[]} in the order in which they go */
  get rows() {
    return this.#rows;
  }

  /** Something would be lost by leaving the page. */
  get pending() {
    return this.#rows.some(({ phase, film }) => film && !['done', 'stopped', 'failed'].includes(phase));
  }

  /** @param {string[]} links */
  async addLinks(links) {
    const rows = links.map((link) => this.#add({ link, phase: 'asking' }));
    this.#changed();
    for (const row of rows) await this.#ask(row); // in turn: the server asks YouTube for each
  }

  /** @param {Picked[]} films */
  async addFilms(films) {
    const rows = films.map((picked) => {
      const { name, size } = picked.file;
      return this.#add({ film: { id: this.#newId('film'), name, sizeBytes: size, durationSeconds: null, picked }, phase: 'needsLink' });
    });
    this.#changed();
    const lengths = await Promise.all(films.map(({ file }) => this.#does.durationOf(file)));
    rows.forEach(({ film }, i) => film && (film.durationSeconds = lengths[i]));
    this.#propose();
  }

  /** @param {Job[]} jobs */
  offer(jobs) {
    this.#offered = jobs.filter(takesFilm);
    this.#propose();
  }

  /** A film that is there already changes places with it. @param {string} rowId @param {string} target of a row, or of a job that was offered */
  pair(rowId, target) {
    const from = this.#row(rowId);
    if (!from?.film || !isLoose(from)) return;
    const offered = this.#offered.find(({ id }) => id === target);
    const to = this.#row(target) ?? this.#rows.find(({ jobId }) => jobId === target) ?? (offered && this.#add({ job: offered, jobId: offered.id, phase: 'needsFilm' }));
    if (!to?.job || to === from || !isLoose(to)) return;
    this.#give(to, from, null);
    this.#changed();
  }

  /** @param {string} rowId */
  part(rowId) {
    const row = this.#row(rowId);
    if (!row?.job || !row.film || !isLoose(row)) return;
    this.#parted.add(`${row.film.id} ${row.jobId}`);
    this.#add({ film: row.film, phase: 'needsLink' });
    Object.assign(row, { film: null, likeness: null, phase: 'needsFilm' });
    this.#propose();
  }

  /** @param {string} rowId */
  takeSame(rowId) {
    const row = this.#row(rowId);
    if (row?.phase !== 'same' || !row.same || !takesFilm(row.same)) return;
    this.#join(row, row.same);
  }

  /** @param {string} rowId */
  async makeAnother(rowId) {
    const row = this.#row(rowId);
    if (row?.phase === 'same') await this.#make(row);
  }

  /** Sends all that are ready, one after the other. Resolves when nothing waits any more. */
  async start() {
    for (const row of this.#rows) if (row.phase === 'ready') row.phase = 'waiting';
    await this.#next();
  }

  /** Once more, after a failure, a stop or a refusal. @param {string} rowId */
  async again(rowId) {
    const row = this.#row(rowId);
    if (row?.phase === 'refused') return this.#ask(row);
    if (row?.phase !== 'failed' && row?.phase !== 'stopped') return;
    Object.assign(row, { phase: 'waiting', fault: null });
    await this.#next();
  }

  /** @param {string} rowId @param {string|null} beforeId  null: to the end */
  move(rowId, beforeId) {
    const row = this.#row(rowId);
    if (!row || rowId === beforeId) return;
    const others = this.#rows.filter((other) => other !== row);
    const at = others.findIndex(({ id }) => id === beforeId);
    others.splice(at < 0 ? others.length : at, 0, row);
    this.#rows = others;
    this.#changed();
  }

  /** Before the one that stands ahead of it now. @param {string} rowId */
  sooner(rowId) {
    const ahead = this.#rows[this.#rows.findIndex(({ id }) => id === rowId) - 1];
    if (ahead) this.move(rowId, ahead.id);
  }

  /** What is paused lets the next one go. */
  uploadChanged() {
    void this.#next();
  }

  /** Takes it off the list; a job that was made stays, and one that is being sent goes on. @param {string} rowId */
  remove(rowId) {
    this.#rows = this.#rows.filter(({ id }) => id !== rowId);
    this.#keys.delete(rowId);
    this.#propose();
  }

  /** Nothing of it goes on: another person may sign in. */
  clear() {
    this.#rows = [];
    this.#keys.clear();
    this.#parted.clear();
    this.#offered = [];
    this.#changed();
  }

  /** @param {QueueRow} row */
  async #ask(row) {
    Object.assign(row, { phase: 'asking', fault: null });
    this.#changed();
    const videoId = videoIdOf(/** @type {string} */ (row.link));
    const same = videoId && (await this.#does.find(videoId).catch(() => null)); // not known is no reason to refuse
    if (!this.#has(row)) return;
    if (!same) return this.#make(row);
    Object.assign(row, { same, phase: 'same' });
    this.#changed();
  }

  /** @param {QueueRow} row */
  async #make(row) {
    Object.assign(row, { phase: 'asking', fault: null });
    this.#changed();
    const key = this.#keys.get(row.id) ?? this.#does.newKey();
    this.#keys.set(row.id, key);
    try {
      this.#join(row, await this.#does.makeJob(/** @type {string} */ (row.link), key));
    } catch (error) {
      Object.assign(row, { phase: 'refused', fault: error });
      this.#changed();
    }
  }

  /** The link's job is known. @param {QueueRow} row @param {Job} job */
  #join(row, job) {
    const failed = job.status === 'FAILED';
    const twice = this.#rows.some((other) => other !== row && other.jobId === job.id);
    if (twice) return this.remove(row.id);
    Object.assign(row, { job, jobId: job.id, phase: failed ? 'refused' : 'needsFilm', fault: null });
    if (failed) this.#keys.delete(row.id);
    this.#propose();
  }

  /** Puts together what is likely, where a person has not said otherwise. */
  #propose() {
    const films = this.#rows.filter((row) => row.film && row.phase === 'needsLink');
    const known = new Set(this.#rows.map(({ jobId }) => jobId));
    const places = [
      ...this.#rows.filter((row) => row.job && row.phase === 'needsFilm').map(({ job }) => /** @type {Job} */ (job)),
      ...this.#offered.filter(({ id }) => !known.has(id)),
    ];
    const traits = films.map((row) => ({ ...traitsOf(row), row }));
    const videos = places.map((job) => ({ title: job.title, durationSeconds: job.sourceMeta?.durationSeconds ?? null, job }));
    const notParted = (/** @type {any} */ film, /** @type {any} */ video) => !this.#parted.has(`${film.row.film.id} ${video.job.id}`);
    for (const { film, video, likeness } of proposals(traits, videos, notParted)) {
      const place = this.#rows.find(({ jobId }) => jobId === video.job.id) ?? this.#add({ job: video.job, jobId: video.job.id, phase: 'needsFilm' });
      this.#give(place, film.row, likeness);
    }
    this.#changed();
  }

  /** @param {QueueRow} to @param {QueueRow} from @param {number|null} likeness */
  #give(to, from, likeness) {
    const { film } = to;
    Object.assign(to, { film: from.film, likeness, phase: 'ready' });
    if (from.job) Object.assign(from, { film, likeness: null, phase: film ? 'ready' : 'needsFilm' });
    else if (film) from.film = film;
    else this.#rows = this.#rows.filter((row) => row !== from);
  }

  async #next() {
    this.#changed();
    const sending = this.#rows.filter(({ phase, jobId }) => phase === 'sending' && !this.#does.isPaused(/** @type {string} */ (jobId))).length;
    const waiting = this.#rows.filter(({ phase }) => phase === 'waiting');
    await Promise.all(waiting.slice(0, Math.max(0, this.#atOnce - sending)).map((row) => this.#send(row)));
  }

  /** @param {QueueRow} row */
  async #send(row) {
    row.phase = 'sending';
    this.#changed();
    const [job, film] = [/** @type {Job} */ (row.job), /** @type {Film} */ (row.film)];
    const end = await this.#does.prepare(job, film).then(() => this.#does.send(job.id, film.picked)).catch((error) => error);
    Object.assign(row, end instanceof Error ? { phase: 'failed', fault: end } : { phase: end });
    await this.#next();
  }

  /** @param {string} id */
  #row(id) {
    return this.#rows.find((row) => row.id === id);
  }

  /** @param {QueueRow} row */
  #has(row) {
    return this.#rows.includes(row);
  }

  /** @param {Partial<QueueRow> & {phase: QueueRow['phase']}} given */
  #add(given) {
    /** @type {QueueRow} */
    const row = { id: this.#newId('row'), link: null, jobId: null, job: null, same: null, film: null, likeness: null, fault: null, ...given };
    this.#rows.push(row);
    return row;
  }

  /** @param {string} kind */
  #newId(kind) {
    return `${kind}-${(this.#count += 1)}`;
  }

  #changed() {
    this.onChange();
  }
}

/** @param {QueueRow} row */
const traitsOf = ({ film }) => ({ name: film?.name ?? '', durationSeconds: film?.durationSeconds ?? null });
