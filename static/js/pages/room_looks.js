// @ts-check
// The looks in the cutting room: chosen below the list, changed in a panel of their own, seen on the film; and what all
// would come to.

import { settingsOf, withValue } from '../looks/look.js';
import { sumText } from '../looks/look_words.js';
import { uprightSize } from '../looks/sizes.js';
import { renderLookPanel } from '../views/looks/panel.js';
import { renderStrip } from '../views/looks/strip.js';
import { ownLooksOf } from '../views/looks/without_film.js';
import { CropFrame } from '../views/room/crop_frame.js';
import { RoomPlan } from './room_plan.js';

/** @typedef {import('../looks/look.js').Look} Look */
/** @typedef {import('../types.js').Job} Job */

const kPlaceOfPicture = 1 / 3; // of the film, where no clip is marked

export class RoomLooks {
  #given;
  #plan;
  #crop;
  #picked = '';
  #picture = { time: -1, url: '', of: /** @type {unknown} */ (null) };
  #oneStep = 0; // a drag of a look's own focus is drawn, and given to the draft at its end
  /** @type {{x: number, y: number}|null} */
  #dragged = null;

  /**
   * @param {{strip: HTMLElement, panel: HTMLElement, sum: HTMLElement, screen: HTMLElement, draft: import('./recipe_draft.js').RecipeDraft,
   *   shelf: import('./own_looks.js').PresetShelf, plans: import('../making/plan_book.js').PlanBook, film: import('./room_film.js').RoomFilm,
   *   cutList: import('../room/cut_list.js').CutList, onCome: () => void}} given
   */
  constructor(given) {
    this.#given = given;
    const { cutList } = given;
    this.#plan = new RoomPlan(given.plans, given.onCome);
    this.#crop = new CropFrame(given.screen, {
      begin: () => (cutList.selectedMark ? cutList.begin() : void (this.#oneStep += 1)),
      move: (focus) => this.#moveCrop(focus),
      end: () => this.#endCrop(),
    });
  }

  /** The look that the screen shows: the one that was picked, else the first that is made. @returns {Look} */
  get current() {
    const { draft } = this.#given;
    return draft.chosen.find(({ id }) => id === this.#picked) ?? draft.chosen[0] ?? draft.look('none');
  }

  /** @returns {Record<string, any>} all that holds for it */
  get settings() {
    const { draft } = this.#given;
    return settingsOf(this.current, draft.presets);
  }

  /** How this clip will be made in the look that is shown. @param {{start: number, end: number}} mark */
  planOf = (mark) => this.#plan.of(mark, this.current.id);

  /** The file is another one. @param {string} sourceKey */
  follow(sourceKey) {
    this.#given.plans.follow(sourceKey);
    this.#plan.forget();
  }

  /** @param {Job} job */
  draw(job) {
    const { strip, panel, sum, draft, film, cutList, shelf } = this.#given;
    // Automatic clips are found by looking through the film, which takes as long as making them.
    const recipes = film.hasSource && draft.form.mode !== 'auto' ? draft.recipes() : null;
    this.#plan.ask(recipes && recipes.map(({ look, recipe }) => ({ id: look.id, recipe })));
    void this.#seePicture();
    const size = uprightSize(job.source);
    const mark = cutList.selectedMark;
    /** @type {import('../views/looks/strip.js').LooksGiven} */
    const given = {
      presets: draft.presets,
      draft,
      film: { size, aspect: film.aspect },
      pictureUrl: this.#picture.url,
      focus: mark?.focus ?? null,
      current: this.current.id,
      pick: (id) => this.#pick(id),
      costOf: (id) => this.#plan.costOf(id),
      planOf: (id) => this.#plan.look(id),
      change: (look) => this.#change(look),
      own: ownLooksOf(shelf),
    };
    renderStrip(strip, given, 'chips');
    if (!panel.hidden) renderLookPanel(panel, given, true);
    this.showCrop();
    const words = sumText({ mode: draft.form.mode, clips: cutList.marks.length, looks: draft.chosen.length, total: this.#plan.total });
    if (sum.textContent !== words) sum.textContent = words;
  }

  close() {
    this.#plan.close();
    this.#crop.close();
  }

  /** @param {string} id */
  #pick(id) {
    this.#picked = id;
    this.#given.onCome();
  }

  /** @param {Look} look */
  #change(look) {
    if (look.on) this.#picked = look.id;
    this.#given.draft.setLook(look);
  }

  /** What the look that is shown keeps of the picture. */
  showCrop() {
    const { film, cutList } = this.#given;
    const { outputs, mp4 } = this.settings;
    const aspect = outputs.includes('mp4') ? mp4.aspect : 'source';
    const focus = this.#dragged ?? cutList.selectedMark?.focus ?? mp4.focus;
    this.#crop.show({ aspect, fit: mp4.fit, film: film.aspect, focus });
  }

  /** @param {{x: number, y: number}} focus */
  #moveCrop(focus) {
    const { cutList } = this.#given;
    if (cutList.selectedMark) return cutList.change(cutList.selected, { focus }, true);
    this.#dragged = focus;
    this.showCrop();
    // A key is no drag: it is given at once.
    if (!this.#oneStep) this.#endCrop();
    return undefined;
  }

  #endCrop() {
    const { cutList, draft } = this.#given;
    const focus = this.#dragged;
    this.#oneStep = 0;
    this.#dragged = null;
    if (focus) draft.setLook(withValue(this.current, ['mp4', 'focus'], focus, draft.presets));
    else if (cutList.selectedMark) cutList.commit();
  }

  /** A frame of the clip that is looked at, for all looks alike. */
  async #seePicture() {
    const { film, cutList } = this.#given;
    const { pictureOf, duration } = film;
    const time = cutList.selectedMark?.start ?? cutList.marks[0]?.start ?? (duration ?? 0) * kPlaceOfPicture;
    if (!pictureOf || (this.#picture.time === time && this.#picture.of === pictureOf)) return;
    this.#picture = { ...this.#picture, time, of: pictureOf };
    const url = await pictureOf(time).catch(() => '');
    if (!url || this.#picture.time !== time || url === this.#picture.url) return;
    this.#picture.url = url;
    this.#given.onCome();
  }
}
