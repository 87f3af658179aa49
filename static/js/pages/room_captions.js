// @ts-check
// The captions in the cutting room: edited beside the film, heard and seen over it.

import { tabNote } from '../browser.js';
import { CaptionStore } from '../captions/caption_store.js';
import { CaptionOverlay } from '../views/captions/overlay.js';
import { renderCaptions } from '../views/captions/panel.js';
import { ask } from '../views/dialog.js';

/** @typedef {import('../types.js').Job} Job */

export class RoomCaptions {
  #given;
  #store;
  #overlay;
  #drawing = false;
  #heard = '';
  #hadSource = false;

  /**
   * @param {{api: import('../api.js').Api, jobId: string, panel: HTMLElement, screen: HTMLElement, draft: import('./recipe_draft.js').RecipeDraft,
   *   film: import('./room_film.js').RoomFilm, looks: import('./room_looks.js').RoomLooks, focus: () => {x: number, y: number}|null,
   *   time: () => number, seek: (time: number) => void, play: (cue: {start: number, end: number}) => void}} given
   */
  constructor(given) {
    this.#given = given;
    this.#store = new CaptionStore({ api: given.api, jobId: given.jobId, note: tabNote(`captions.${given.jobId}`), onChange: () => this.#changed() });
    this.#overlay = new CaptionOverlay(given.screen);
    given.panel.addEventListener('keydown', (event) => this.#key(event));
    void this.#store.read();
  }

  get count() {
    return this.#store.cues.cues.length;
  }

  /** Whether the film carries some is known when it is here. @param {Job} job */
  update(job) {
    const hasSource = Boolean(job.source?.durationSeconds);
    if (hasSource && !this.#hadSource && this.#store.sources) void this.#store.readSources();
    this.#hadSource = hasSource;
  }

  /** The film stands elsewhere. */
  at() {
    const heard = this.#store.cues.at(this.#given.time())?.id ?? '';
    if (heard === this.#heard) return;
    this.#heard = heard;
    this.draw();
  }

  draw() {
    const { panel, draft, film, looks, time, seek, play } = this.#given;
    if (!panel.hidden) {
      const { settings } = looks;
      renderCaptions(panel, { store: this.#store, draft, settings, hasFilm: film.hasSource || film.hasFile, duration: film.duration, time, seek, play, ask });
    }
    this.drawOver();
  }

  /** Over the film alone: the clip's own place of the picture has changed. */
  drawOver() {
    const { panel, film, looks, time } = this.#given;
    const { captions, mp4, outputs } = looks.settings;
    // Seen while they are edited, and where the look has them in its picture.
    const isSeen = !panel.hidden || (captions.burn && captions.from === 'sidecar');
    const cue = isSeen ? this.#store.cues.at(time()) : null;
    this.#overlay.show({ text: cue?.text.trim() ?? '', style: captions.style, film: film.aspect, mp4: outputs.includes('mp4') ? mp4 : { aspect: 'source', fit: 'crop' }, focus: this.#given.focus() ?? mp4.focus });
  }

  close() {
    this.#store.close();
    this.#overlay.close();
  }

  /** Once for many changes in a row. */
  #changed() {
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      this.draw();
    });
  }

  /** Undo is that of the captions while one is among them. @param {KeyboardEvent} event */
  #key(event) {
    const { key, ctrlKey, metaKey, shiftKey, target } = event;
    if (!(ctrlKey || metaKey) || !['z', 'y'].includes(key.toLowerCase())) return;
    if (target instanceof HTMLElement && target.matches('textarea, input')) return;
    event.preventDefault();
    event.stopPropagation();
    if (key.toLowerCase() === 'y' || shiftKey) this.#store.cues.redo();
    else this.#store.cues.undo();
  }
}
