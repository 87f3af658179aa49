// @ts-check
// What the other tabs of this browser send, with their figures as they come. A tab that says nothing is asked, and
// forgotten when it does not answer. Knows no DOM.

/** @typedef {import('../types.js').UploadState} UploadState */
/** @typedef {Pick<UploadState, 'phase'|'sentBytes'|'totalBytes'|'bytesPerSecond'|'secondsLeft'|'waitsFor'> & {fileName: string}} Figures */
/** @typedef {{tab: string, figures: {jobId: string, figures: Figures|null}[]}|{tab: string, asks: true}} FiguresNote */

const kTellMs = 1000; // between two words of the same upload, unless it has another phase
const kAskMs = 3000;
const kSilentMs = 8000; // after which a tab is taken for closed

export class OtherTabs {
  /** @type {(jobId: string) => void} */
  onChange = () => {};
  #given;
  /** @type {Map<string, {figures: Figures, toldMs: number, phase: string}>} by job: what this tab sends */
  #own = new Map();
  /** @type {Map<string, {tab: string, figures: Figures, heardMs: number}>} by job */
  #others = new Map();

  /** @param {{tab: string, now: () => number, say: (note: FiguresNote) => void}} given */
  constructor(given) {
    this.#given = given;
  }

  /** What another tab sends of this job. @param {string} jobId @returns {Figures|null} */
  get(jobId) {
    return this.#others.get(jobId)?.figures ?? null;
  }

  /** How many jobs other tabs send. */
  get count() {
    return this.#others.size;
  }

  /** Who is there may tell. */
  ask() {
    this.#given.say({ tab: this.#given.tab, asks: true });
  }

  /** Tells the others of an upload here; null: it has ended. @param {string} jobId @param {Figures|null} figures */
  tell(jobId, figures) {
    const before = this.#own.get(jobId);
    if (!figures) {
      if (this.#own.delete(jobId)) this.#say([{ jobId, figures: null }]);
      return;
    }
    const now = this.#given.now();
    const due = !before || before.phase !== figures.phase || now - before.toldMs >= kTellMs;
    this.#own.set(jobId, { figures, phase: figures.phase, toldMs: due ? now : before.toldMs });
    if (due) this.#say([{ jobId, figures }]);
  }

  /** @param {FiguresNote} note */
  hear(note) {
    const { tab } = note;
    if (tab === this.#given.tab) return;
    if ('asks' in note) {
      if (this.#own.size) this.#say([...this.#own].map(([jobId, { figures }]) => ({ jobId, figures })));
      return;
    }
    for (const { jobId, figures } of note.figures) {
      if (figures) this.#others.set(jobId, { tab, figures, heardMs: this.#given.now() });
      else if (this.#others.get(jobId)?.tab === tab) this.#others.delete(jobId);
      else continue;
      this.onChange(jobId);
    }
  }

  /** Once a second. */
  tick() {
    const now = this.#given.now();
    if ([...this.#others.values()].some(({ heardMs }) => now - heardMs >= kAskMs)) this.ask();
    for (const [jobId, { heardMs }] of this.#others) {
      if (now - heardMs < kSilentMs) continue;
      this.#others.delete(jobId);
      this.onChange(jobId);
    }
  }

  /** The tab is closed: nothing is sent from here any more. */
  end() {
    this.#say([...this.#own.keys()].map((jobId) => ({ jobId, figures: null })));
    this.#own.clear();
  }

  /** @param {{jobId: string, figures: Figures|null}[]} figures */
  #say(figures) {
    if (figures.length) this.#given.say({ tab: this.#given.tab, figures });
  }
}
