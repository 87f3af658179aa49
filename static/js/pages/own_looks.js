// @ts-check
// The recipes with a name that the server keeps, and what a person does with those of their own.

import { UndoWindow } from '../base/undo_window.js';
import { t } from '../lang/t.js';
import { laidOver, lookOf, withoutClips } from '../looks/look.js';
import { lookTitle } from '../looks/look_words.js';
import { presetName } from '../looks/preset_name.js';
import { askForText } from '../views/looks/ask_name.js';

/** @typedef {import('../types.js').Preset} Preset */
/** @typedef {import('../looks/look.js').Look} Look */

export class PresetShelf {
  /** @type {readonly Preset[]} */
  presets = [];
  problem = '';
  #api;
  #onChange;
  #draftOf;
  /** @type {UndoWindow<Preset>} */
  #removed;
  /** Names of those that were taken away. No other is given one: its deletion may still be on its way. @type {Set<string>} */
  #spent = new Set();

  /**
   * @param {{api: Pick<import('../api.js').Api, 'presets'|'putPreset'|'deletePreset'>, clock: import('../base/retry.js').Clock,
   *   onChange: () => void, draftOf: () => import('./recipe_draft.js').RecipeDraft|null}} given
   */
  constructor({ api, clock, onChange, draftOf }) {
    this.#api = api;
    this.#onChange = onChange;
    this.#draftOf = draftOf;
    this.#removed = new UndoWindow({
      go: (preset) =>
        api.deletePreset(preset.name).catch((error) => {
          if (error.status !== 404) throw error;
        }),
      clock,
      onChange: (error) => this.#afterRemoval(error),
    });
  }

  /** Reads them; what cannot be read now is as it was. */
  async read() {
    const answer = await this.#api.presets().catch(() => null);
    if (answer) this.#take(answer.items);
  }

  /** What can still be had back. */
  get removed() {
    return this.#removed.item?.title ?? '';
  }

  /** @param {Look} look */
  async saveAs(look) {
    const title = await askForText({ title: t('looks.own.nameTitle'), label: t('looks.own.name'), value: look.id === 'kept' ? '' : lookTitle(look.id, this.presets), yes: t('looks.own.keep') });
    if (!title) return;
    const name = presetName(title, [...this.presets.map((preset) => preset.name), ...this.#spent]);
    await this.#put({ name, title, recipe: this.#written(look) });
    const draft = this.#draftOf();
    if (!draft) return;
    // It takes the place of what it was made of, which is as it was.
    const own = { ...lookOf(`own:${name}`, this.presets), on: true };
    draft.change({ looks: [...draft.form.looks.filter(({ id }) => id !== look.id && id !== own.id), own] });
  }

  /** @param {Look} look */
  async save(look) {
    const preset = this.#own(look.id);
    if (preset) await this.#put({ ...preset, recipe: this.#written(look) });
  }

  /** @param {string} id */
  async rename(id) {
    const preset = this.#own(id);
    if (!preset) return;
    const title = await askForText({ title: t('looks.own.renameTitle'), label: t('looks.own.name'), value: preset.title, yes: t('looks.own.keep') });
    if (title) await this.#put({ ...preset, title });
  }

  /** @param {string} id */
  async remove(id) {
    const preset = this.#own(id);
    if (!preset) return;
    this.#spent.add(preset.name);
    await this.#removed.take(preset);
  }

  undo() {
    const preset = this.#removed.item;
    this.#removed.undo();
    if (preset) this.#take([...this.presets, preset]);
  }

  /** Nobody can have it back any more. */
  close() {
    return this.#removed.end();
  }

  /** @param {string} id */
  #own = (id) => this.presets.find((preset) => preset.own && `own:${preset.name}` === id);

  /** Written out: it names no other. @param {Look} look */
  #written = (look) => withoutClips(laidOver(this.presets.find(({ name }) => name === look.preset)?.recipe ?? {}, look.recipe));

  /** @param {Preset} preset */
  async #put({ name, title, recipe }) {
    const kept = await this.#api.putPreset(name, { title, recipe });
    const preset = { ...kept, own: true };
    this.#take(this.presets.some((each) => each.own && each.name === name) ? this.presets.map((each) => (each.own && each.name === name ? preset : each)) : [...this.presets, preset]);
  }

  /** @param {unknown} error */
  #afterRemoval(error) {
    this.problem = error instanceof Error ? t('looks.own.notRemoved', { reason: error.message }) : '';
    const { item } = this.#removed;
    if (item) this.#take(this.presets);
    if (error) void this.read();
    this.#onChange();
  }

  /** @param {readonly Preset[]} presets */
  #take(presets) {
    this.presets = presets.filter((preset) => !preset.own || preset.name !== this.#removed.item?.name);
    this.#draftOf()?.usePresets(this.presets);
    this.#onChange();
  }
}
