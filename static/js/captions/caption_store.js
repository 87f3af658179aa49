// @ts-check
// The captions of one job on the server: read, edited here, and saved a moment after the last change. What could not be
// saved yet outlasts a reload. Knows no DOM.

import { CueList } from './cue_list.js';
import { isSaid, parseCues, writeCues } from './cue_text.js';

/** @typedef {import('../types.js').CaptionSources} CaptionSources */
/** @typedef {'none'|'reading'|'there'|'failed'} CaptionPhase */

const kQuietMs = 800;

export class CaptionStore {
  /** @type {CaptionPhase} */
  phase = 'none';
  /** What there is, and where else some can come from. @type {CaptionSources|null} */
  sources = null;
  language = '';
  /** @type {''|'unsaved'|'saving'|'saved'|'failed'} */
  saved = '';
  problem = '';
  cues;
  #given;
  #changes = 0;
  #isLoading = false;
  #opened = 0;
  /** The last of what changes the server's, one after the other. @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** @type {any} */
  #timer = null;
  #closed = false;

  /**
   * @param {{api: Pick<import('../api.js').Api, 'captions'|'captionText'|'putCaptions'|'deleteCaptions'>, jobId: string,
   *   note: import('../browser.js').TabNote, onChange: () => void}} given  `note` keeps what is not saved yet
   */
  constructor(given) {
    this.#given = given;
    this.cues = new CueList(() => this.#changed());
  }

  /** Languages that have captions, the one that is used first. @returns {string[]} */
  get languages() {
    return this.sources?.items.map(({ language }) => language) ?? [];
  }

  /** Whether clips are given these. */
  get isUsed() {
    return this.language !== '' && this.languages[0] === this.language;
  }

  /** Those that would not be kept: they say nothing, or end before they begin. */
  get lost() {
    return this.cues.cues.filter((cue) => !isSaid(cue)).length;
  }

  /** Reads what there is, and the one that is used. */
  async read() {
    if (this.phase === 'reading') return;
    this.#now({ phase: 'reading', problem: '' });
    try {
      this.sources = await this.#given.api.captions(this.#given.jobId);
      const left = this.#given.note.get();
      await this.#open(left?.language ?? this.language ?? '', left?.text ?? null);
    } catch (error) {
      this.#now({ phase: 'failed', problem: /** @type {Error} */ (error).message });
    }
  }

  /** Only what can change beside this page: whether the film carries captions, once it is here. */
  async readSources() {
    const sources = await this.#given.api.captions(this.#given.jobId).catch(() => null);
    if (sources && !this.#closed) this.#now({ sources });
  }

  /** @param {string} language */
  async open(language) {
    await this.#keep();
    if (language === this.language) this.#opened += 1; // another that is on its way is not wanted any more
    else await this.#open(language, null);
  }

  /** @param {string} wanted @param {string|null} unsaved  text that a reload has left */
  async #open(wanted, unsaved) {
    const opened = (this.#opened += 1);
    const language = wanted || this.languages[0] || '';
    const text = unsaved ?? (await this.#textOf(language));
    await this.#keep(); // what was typed meanwhile
    if (this.#closed || opened !== this.#opened) return;
    this.#show(language, text);
    if (unsaved !== null) this.#changed();
  }

  /** As a person has them, in whatever encoding: the server reads them. They replace those of that language. @param {Blob} file @param {string} language */
  async bring(file, language) {
    const { api, jobId } = this.#given;
    const put = () => api.putCaptions(jobId, language, file);
    if (language === this.language) return this.#replace(language, put);
    await this.#keep();
    await put();
    this.sources = await api.captions(jobId);
    return this.#open(language, null);
  }

  /** Begins some in a language that has none. @param {string} language */
  begin(language) {
    this.#show(language, '');
  }

  /** Those that were saved last are the ones that clips are given. */
  async use() {
    await this.save();
    await this.#inTurn(() => this.#put());
    await this.readSources();
  }

  /** All in this language. @param {string} language */
  remove(language) {
    return this.#replace(language, () => this.#delete(language));
  }

  /** Saves now what is not saved yet. */
  async save() {
    clearTimeout(this.#timer);
    await this.#inTurn(async () => {
      if (this.saved === 'unsaved' || this.saved === 'failed') await this.#send();
    });
  }

  /** Saves them before others are shown, with what is typed meanwhile. Rejects where that fails: they would be gone. */
  async #keep() {
    do await this.save();
    while (this.saved === 'unsaved' || this.saved === 'saving');
    if (this.saved === 'failed') throw new Error(this.problem);
  }

  /** What is typed into them meanwhile goes with them, unless the change fails. @param {string} language @param {() => Promise<unknown>} change */
  #replace(language, change) {
    return this.#inTurn(async () => {
      await change();
      const sources = await this.#given.api.captions(this.#given.jobId);
      if (language !== this.language) return this.#now({ sources });
      this.sources = sources;
      const next = this.languages.includes(language) ? language : (this.languages[0] ?? '');
      return this.#show(next, await this.#textOf(next));
    });
  }

  /** @param {() => Promise<unknown>} change */
  async #inTurn(change) {
    const done = this.#turn.then(change);
    this.#turn = done.catch(() => {});
    await done;
  }

  /** @param {string} language */
  async #textOf(language) {
    return this.languages.includes(language) ? this.#given.api.captionText(this.#given.jobId, language) : '';
  }

  /** Nothing of those before is left to be saved. @param {string} language @param {string} text */
  #show(language, text) {
    clearTimeout(this.#timer);
    this.#given.note.set(null);
    this.#isLoading = true;
    this.cues.load(parseCues(text));
    this.#isLoading = false;
    this.#now({ phase: 'there', language, saved: '' });
  }

  /** The view is left. */
  close() {
    void this.save();
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #changed() {
    if (this.#isLoading) return;
    this.#changes += 1;
    this.saved = 'unsaved';
    this.#given.note.set({ language: this.language, text: writeCues(this.cues.cues) });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), kQuietMs);
    this.#given.onChange();
  }

  async #send() {
    const changes = this.#changes;
    this.#now({ saved: 'saving', problem: '' });
    try {
      await this.#put();
      if (!this.isUsed) await this.readSources();
      if (changes !== this.#changes) return this.#now({ saved: 'unsaved' });
      this.#given.note.set(null);
      this.#now({ saved: 'saved' });
    } catch (error) {
      this.#now({ saved: 'failed', problem: /** @type {Error} */ (error).message });
    }
    return undefined;
  }

  /** Without anything to say there are none. */
  async #put() {
    const { api, jobId } = this.#given;
    if (this.cues.cues.some(isSaid)) return void (await api.putCaptions(jobId, this.language, writeCues(this.cues.cues)));
    return this.languages.includes(this.language) ? this.#delete(this.language) : undefined;
  }

  /** @param {string} language */
  #delete(language) {
    return this.#given.api.deleteCaptions(this.#given.jobId, language).catch((error) => {
      if (error.status !== 404) throw error;
    });
  }

  /** @param {Partial<Pick<CaptionStore, 'phase'|'sources'|'language'|'saved'|'problem'>>} part */
  #now(part) {
    Object.assign(this, part);
    if (!this.#closed) this.#given.onChange();
  }
}
