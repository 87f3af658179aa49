// @ts-check
// What the person has chosen to make, while it is being chosen: saved a moment after the last change, as long as the
// job still takes changes. Knows no DOM.

import { durationOf, formOf, recipeOf } from '../recipe.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../types.js').Recipe} Recipe */

const kQuietMs = 600;
const kBeforeWork = ['CREATED', 'META_READY', 'UPLOAD_READY', 'UPLOADING'];

export class RecipeDraft {
  /** @type {import('../recipe.js').RecipeForm} */
  form;
  /** @type {''|'saving'|'saved'|'unsaved'} */
  saved = '';
  /** @type {string[]} */
  errors = [];
  /** @type {string[]} those of the errors that lie in the typed times */
  timesErrors = [];
  #job;
  #save;
  #onChange;
  #dirty = false;
  /** @type {any} */
  #timer = null;

  /** @param {Job} job @param {(recipe: Recipe) => Promise<void>} save @param {() => void} onChange */
  constructor(job, save, onChange) {
    this.#job = job;
    this.#save = save;
    this.#onChange = onChange;
    this.form = formOf(job);
    // The clip that the link proposes is not in the recipe until it is put there.
    if (this.form.mode === 'hand' && !job.recipe?.clips) this.#touch();
  }

  /** The job moved on; what is being typed stays. @param {Job} job */
  follow(job) {
    const changed = JSON.stringify(job.recipe) !== JSON.stringify(this.#job.recipe);
    this.#job = job;
    if (changed && !this.#dirty) this.form = formOf(job);
  }

  /** @param {Partial<import('../recipe.js').RecipeForm>} part */
  change(part) {
    Object.assign(this.form, part);
    this.#touch();
    this.recipe();
    this.#onChange();
  }

  #touch() {
    this.#dirty = true;
    this.saved = 'unsaved';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), kQuietMs);
  }

  /** The recipe, or null while the form is not one. */
  recipe() {
    const { recipe, errors, timesErrors } = recipeOf(this.form, durationOf(this.#job), this.#job.recipe);
    Object.assign(this, { errors, timesErrors });
    return recipe;
  }

  /** Saves now what is not saved yet. Later than the upload, the recipe goes with the order to process. */
  async save() {
    clearTimeout(this.#timer);
    if (!this.#dirty || !kBeforeWork.includes(this.#job.status)) return;
    const recipe = this.recipe();
    if (!recipe) return this.#onChange();
    this.saved = 'saving';
    this.#dirty = false;
    try {
      await this.#save(recipe);
      this.saved = this.#dirty ? 'unsaved' : 'saved';
    } catch (error) {
      this.#dirty = true;
      this.saved = 'unsaved';
      Object.assign(this, { errors: [/** @type {Error} */ (error).message], timesErrors: [] });
    }
    this.#onChange();
  }

  /** Saves what is not saved yet. @returns {Promise<boolean>} whether the job now has what is chosen here */
  async settled() {
    await this.save();
    return !this.#dirty || !kBeforeWork.includes(this.#job.status);
  }
}
