// @ts-check
// What the person has chosen to make, while it is being chosen. From the first touch the job is held until the order to
// make it, and what is chosen outlasts a reload. It is saved a moment after the last change, as long as the job still takes
// changes. Knows no DOM.

import { isSame, lookIn, lookOfRecipe, withLook } from '../looks/look.js';
import { clipsOf, durationOf, formOf, recipesOf } from '../looks/recipe_form.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../types.js').Recipe} Recipe */
/** @typedef {import('../looks/recipe_form.js').RecipeForm} RecipeForm */
/** @typedef {import('../looks/recipe_form.js').LookRecipe} LookRecipe */
/** @typedef {import('../looks/look.js').Look} Look */

const kQuietMs = 600;
const kBeforeWork = ['CREATED', 'META_READY', 'UPLOAD_READY', 'UPLOADING'];
const kMayStart = [...kBeforeWork, 'UPLOADED', 'PROCESSING'];

export class RecipeDraft {
  /** @type {RecipeForm} */
  form;
  /** A person has chosen something that is not ordered yet. */
  touched = false;
  /** @type {''|'saving'|'saved'|'unsaved'} */
  saved = '';
  /** @type {string[]} */
  errors = [];
  /** @type {string[]} those of the errors that lie in the typed times */
  timesErrors = [];
  /** @type {string[]} what is made otherwise than typed */
  timesHints = [];
  /** The recipes with a name. @type {readonly import('../types.js').Preset[]} */
  presets = [];
  #job;
  #given;
  #held = false; // the server has answered since the last change that asked for it
  #dirty = false;
  #passing = false; // the job carries for a while what is not of this form
  #changes = 0;
  #ordering = false;
  #saving = Promise.resolve();
  /** @type {any} */
  #timer = null;

  /**
   * @param {Job} job
   * @param {{save: (recipe: Recipe) => Promise<void>, hold: () => Promise<unknown>, onChange: () => void, note: import('../browser.js').TabNote,
   *   tell?: (left: {form: RecipeForm|null}) => void}} given
   *   `hold` keeps the job from starting by itself and resolves when the server has answered; `note` is kept through a reload;
   *   `tell` says to the other tabs what is chosen here, or that it was ordered
   */
  constructor(job, given) {
    this.#job = job;
    this.#given = given;
    this.form = formOf(job);
    const left = given.note.get();
    if (left?.ordered) this.#takeOrdered(left);
    else if (left) this.#takeUp(left);
    // The clip that the link proposes is not in the recipe until it is put there.
    else if (this.form.mode === 'hand' && !job.recipe?.clips) this.#saveSoon();
  }

  /** True where nothing is made before the order. */
  get waits() {
    return !this.#job.autoProcess || (this.touched && !this.#held);
  }

  /** The job moved on; what is being typed stays. @param {Job} job */
  follow(job) {
    const changed = JSON.stringify(job.recipe) !== JSON.stringify(this.#job.recipe);
    this.#job = job;
    if (changed && !this.#dirty && !this.touched && !this.#passing && !this.#isOrdered(job)) this.form = formOf(job, this.presets);
  }

  /** An order beside this choice begins or has ended: what is chosen here stays meanwhile. @param {boolean} on */
  pass(on) {
    const ends = this.#passing && !on;
    this.#passing = on;
    if (ends && !this.#dirty && !this.touched) this.form = formOf(this.#job, this.presets);
  }

  /** @param {Partial<RecipeForm>} part */
  change(part) {
    Object.assign(this.form, part);
    this.#changes += 1;
    this.touched = true;
    this.#hold();
    this.#saveSoon();
    this.recipe();
    this.#given.tell?.({ form: this.form });
    this.#given.onChange();
  }

  /** Another tab has changed the choice, or ordered it: what is seen here is the same. @param {{form: RecipeForm|null}} left */
  hear({ form }) {
    if (form) Object.assign(this.form, form);
    this.touched = form !== null;
    this.#held = true; // that tab asks the server
    this.#dirty = false; // and saves
    this.#given.note.set(form ? { form: this.form, held: true } : { form: this.form, ordered: true });
    this.recipe();
    this.#given.onChange();
  }

  /** They are known now, or others are. @param {readonly import('../types.js').Preset[]} presets */
  usePresets(presets) {
    this.presets = presets;
    const { looks } = this.form;
    const named = (/** @type {Look} */ look) => {
      const known = look.id === 'kept' && look.on ? lookOfRecipe(look.recipe, presets) : look;
      return looks.some(({ id }) => id === known.id) ? look : known;
    };
    this.form.looks = looks.map(named);
  }

  /** @param {string} id @returns {Look} */
  look(id) {
    return lookIn(this.form.looks, id, this.presets);
  }

  /** Those that are to be made. */
  get chosen() {
    return this.form.looks.filter(({ on }) => on);
  }

  /** @param {Look} look */
  setLook(look) {
    this.change({ looks: withLook(this.form.looks, look) });
  }

  /** Whether the job has one of the recipes that are chosen here. @param {Job} job */
  #isOrdered(job) {
    const { recipes } = recipesOf(this.form, durationOf(job), this.presets);
    return recipes?.some(({ recipe }) => isSame(recipe, job.recipe ?? {})) ?? false;
  }

  /** The clips by hand, as exact as they are known. */
  clips() {
    return this.form.mode === 'hand' ? clipsOf(this.form) : [];
  }

  /** A recipe for each look, or null while the form is none. */
  recipes() {
    const { recipes, ...said } = recipesOf(this.form, durationOf(this.#job), this.presets);
    Object.assign(this, said);
    return recipes;
  }

  /** The first of them: a job has one. */
  recipe() {
    return this.recipes()?.[0].recipe ?? null;
  }

  /** Saves now what is not saved yet. Later than the upload, the recipe goes with the order to process. */
  async save() {
    clearTimeout(this.#timer);
    await this.#saving; // one at a time: the last one counts
    if (!this.#dirty || this.#ordering || !kBeforeWork.includes(this.#job.status)) return;
    const recipe = this.recipe();
    if (recipe) await (this.#saving = this.#send(recipe));
    this.#given.onChange();
  }

  /** Saves what is not saved yet. @returns {Promise<boolean>} whether the job now has what is chosen here */
  async settled() {
    await this.save();
    return !this.#dirty || !kBeforeWork.includes(this.#job.status);
  }

  /** Orders what is chosen. Rejects where that is nothing to make, or as `give` does. @param {(recipes: LookRecipe[]) => Promise<void>} give */
  async order(give) {
    const recipes = this.recipes();
    this.#given.onChange();
    if (!recipes) throw new Error(this.errors[0]);
    clearTimeout(this.#timer);
    const changes = this.#changes;
    this.#ordering = true;
    try {
      await this.#saving;
      await give(recipes);
      if (changes === this.#changes) this.#ordered();
    } finally {
      this.#ordering = false;
      // What was chosen meanwhile is not in the order.
      if (changes !== this.#changes) this.#hold();
      if (this.#dirty) this.#saveSoon();
      this.#given.onChange();
    }
  }

  #ordered() {
    this.touched = false;
    this.#dirty = false;
    this.saved = 'saved';
    this.#given.note.set({ form: this.form, ordered: true }); // the job keeps but one of its looks
    this.#given.tell?.({ form: null });
  }

  /** What was ordered here, unless another has ordered something else since. @param {{form: Partial<RecipeForm>}} left */
  #takeOrdered({ form }) {
    const before = this.form;
    this.form = { ...before, ...form };
    if (!this.#isOrdered(this.#job)) this.form = before;
  }

  /** Goes on where a reload ended it. @param {{form: Partial<RecipeForm>, held: boolean}} left */
  #takeUp({ form, held }) {
    Object.assign(this.form, form);
    this.touched = true;
    this.recipe();
    this.#saveSoon();
    // Held once, it may have been ordered elsewhere since.
    if (held) this.#held = true;
    else this.#hold();
  }

  #hold() {
    const mayStart = kMayStart.includes(this.#job.status);
    this.#held = !this.#job.autoProcess || !mayStart;
    this.#keep();
    // Refused for another reason, as where the session has ended: the next change or the next visit asks again.
    if (!this.#held && !this.#ordering) void this.#given.hold().then(() => this.#answered(), () => {});
  }

  /** The server holds the job, or refuses because somebody has ordered something else. */
  #answered() {
    this.#held = true;
    if (this.touched) this.#keep();
    this.#given.onChange();
  }

  #keep() {
    this.#given.note.set({ form: this.form, held: this.#held });
  }

  #saveSoon() {
    this.#dirty = true;
    this.saved = 'unsaved';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), kQuietMs);
  }

  /** @param {Recipe} recipe */
  async #send(recipe) {
    this.saved = 'saving';
    this.#dirty = false;
    try {
      await this.#given.save(recipe);
      this.saved = this.#dirty ? 'unsaved' : 'saved';
    } catch (error) {
      this.#dirty = true;
      this.saved = 'unsaved';
      // Refused because the upload has ended: it goes with the order.
      if (/** @type {any} */ (error).code === 'wrong_status') return;
      Object.assign(this, { errors: [/** @type {Error} */ (error).message], timesErrors: [] });
    }
  }
}
