// @ts-check
// The panels beside the film of a room: which is seen, what is drawn in each and when, and how one goes to what is in them.
// While a hand moves a clip, only what it moves is drawn; all of it when the hand lets go.

import { renderCards, renderMoving } from '../views/room/clip_cards.js';
import { nameTabs, onTab, showPanel } from '../views/room/frame.js';
import { renderListFiles } from '../views/room/list_files.js';

/** @typedef {import('../types.js').Job} Job */

export class RoomPanels {
  #given;
  #selected = ''; // as the cards show it

  /**
   * @param {{parts: import('../views/room/frame.js').RoomParts, cutList: import('../room/cut_list.js').CutList,
   *   film: import('./room_film.js').RoomFilm, looks: import('./room_looks.js').RoomLooks, captions: import('./room_captions.js').RoomCaptions,
   *   suggestions: import('./room_suggestions.js').RoomSuggestions, draft: import('./recipe_draft.js').RecipeDraft,
   *   seek: (time: number) => void, play: (id: string) => void, onShow: () => void}} given  `onShow`: another is seen
   */
  constructor(given) {
    this.#given = given;
    onTab(given.parts, (name) => this.show(name));
  }

  /** @param {string} name */
  show(name) {
    const { parts, suggestions, onShow } = this.#given;
    showPanel(parts, name);
    if (name === 'suggestions') suggestions.want();
    onShow();
  }

  /** @param {Job} job */
  draw(job) {
    const { parts, cutList, film, looks, captions, suggestions, draft } = this.#given;
    if (cutList.isInStep) return this.#drawMoving();
    const counts = { clips: cutList.marks.length, looks: draft.chosen.length, captions: captions.count, suggestions: suggestions.count };
    nameTabs(parts, counts);
    suggestions.draw();
    looks.draw(job);
    captions.draw();
    this.#drawClips();
    return renderListFiles(panelOf(parts, 'lists'), {
      film: () => ({ durationSeconds: film.duration, frameRate: film.frameRate, fileName: film.fileName }),
      clips: () => cutList.clips(),
      take: (list) => void cutList.setAll(list),
    });
  }

  /** Goes to a panel of the list. @param {string} name */
  goTo(name) {
    this.show(name);
    const tab = /** @type {HTMLElement|null} */ (this.#given.parts.element.querySelector(`#tab-${name}`));
    tab?.scrollIntoView?.({ block: 'nearest' });
    tab?.focus();
  }

  /** Goes to a clip of that name, else to one that begins there. @param {string} label @param {number|null} start */
  goToClip(label, start) {
    const { cutList } = this.#given;
    const { marks } = cutList;
    const mark = marks.find((each) => each.label === label && label !== '') ?? marks.find((each) => each.start === start) ?? marks[0];
    if (mark) cutList.select(mark.id);
    this.goTo('clips');
  }

  /** Goes to the first clip that cannot be made as it is. */
  goToWrong() {
    this.show('clips');
    const words = panelOf(this.#given.parts, 'clips').querySelector('[data-say=wrong]:not(:empty)');
    /** @type {HTMLElement|null} */ (words?.closest('.cut')?.querySelector('input.time') ?? null)?.focus();
  }

  /** Goes to a clip's name. @param {string} id */
  goToName(id) {
    const { cutList, parts } = this.#given;
    this.show('clips');
    const index = cutList.marks.findIndex((mark) => mark.id === id);
    /** @type {HTMLInputElement|null} */ (panelOf(parts, 'clips').children[index]?.querySelector('input.name'))?.focus();
  }

  #drawClips() {
    const { parts, cutList, film, looks, seek, play } = this.#given;
    const panel = panelOf(parts, 'clips');
    if (panel.hidden) return;
    const { frames, duration, pictureOf } = film;
    const given = { cutList, frames, duration, pictureOf, planOf: looks.planOf, seek, play };
    const isMoving = cutList.isInStep && cutList.selected === this.#selected;
    this.#selected = cutList.selected;
    if (!isMoving || !renderMoving(panel, given)) renderCards(panel, given);
  }

  #drawMoving() {
    this.#drawClips();
    this.#given.looks.showCrop();
    this.#given.captions.drawOver();
  }
}

/** @param {import('../views/room/frame.js').RoomParts} parts @param {string} name */
export const panelOf = ({ panels }, name) => /** @type {HTMLElement} */ (panels.find((panel) => panel.dataset.panel === name));
