// @ts-check
// What the film proposes for clips: asked for once, shown in a panel, and as marks on the timeline.

import { proposals, timelineMarks } from '../room/marks_from.js';
import { renderSuggestions } from '../views/room/suggestions.js';

/** @typedef {import('../room/marks_from.js').Proposal} Proposal */

const kSame = 0.002; // seconds: a clip of that proposal

export class RoomSuggestions {
  #given;
  /** @type {{state: 'none'|'asked'|'there'|'failed', reason: string, proposals: Proposal[]}} */
  #now = { state: 'none', reason: '', proposals: [] };
  /** @type {Partial<import('../room/marks_from.js').Suggestions>} what they were made of */
  #found = {};

  /**
   * @param {{api: Pick<import('../api.js').Api, 'suggestions'>, jobId: string, element: HTMLElement, film: import('./room_film.js').RoomFilm,
   *   cutList: import('../room/cut_list.js').CutList, timeline: import('../timeline/timeline.js').Timeline,
   *   look: (proposal: Proposal) => void, onCome: () => void}} given
   */
  constructor(given) {
    this.#given = given;
  }

  get count() {
    return this.#now.proposals.length;
  }

  /** Another source: what was proposed was of the one before. */
  forget() {
    this.#now = { state: 'none', reason: '', proposals: [] };
    this.#found = {};
  }

  /** The language has changed: their names are words of ours. */
  redraw() {
    if (this.#now.proposals.length) this.#propose(this.#found);
    this.draw();
  }

  /** @param {Partial<import('../room/marks_from.js').Suggestions>} found */
  #propose(found) {
    const { film, timeline } = this.#given;
    this.#found = found;
    this.#now.proposals = proposals(found, film.duration);
    timeline.setFilm({ marks: timelineMarks(found, film.duration) });
  }

  /** What is known without looking at the film. @param {import('../types.js').Chapter[]} chapters */
  know(chapters) {
    if (this.#now.state !== 'none' || this.#now.proposals.length || !chapters.length) return;
    this.#propose({ chapters });
  }

  /** Asks where nothing is known yet. */
  want() {
    if (this.#now.state === 'none' && this.#given.film.hasSource) void this.#ask();
  }

  draw() {
    const { element, cutList, look, film } = this.#given;
    renderSuggestions(element, {
      ...this.#now,
      pictureOf: film.pictureOf,
      taken: ({ start, end }) => cutList.marks.some((mark) => Math.abs(mark.start - start) < kSame && Math.abs(mark.end - end) < kSame),
      take: (all) => this.#take(all),
      look,
      again: () => void this.#ask(),
    });
  }

  async #ask() {
    const { api, jobId, timeline, onCome } = this.#given;
    this.#now = { state: 'asked', reason: '', proposals: [] };
    this.draw();
    try {
      const found = await api.suggestions(jobId);
      this.#now.state = 'there';
      this.#propose(found);
      timeline.setFilm({ silences: found.silences, keyFrames: found.keyFrames });
    } catch (error) {
      this.#now = { state: 'failed', reason: /** @type {Error} */ (error).message, proposals: [] };
    }
    onCome();
  }

  /** One step to undo. @param {Proposal[]} all */
  #take(all) {
    const { cutList } = this.#given;
    cutList.begin();
    for (const { start, end, label } of all) cutList.add({ start, end }, label);
    cutList.commit();
    this.draw();
  }
}
