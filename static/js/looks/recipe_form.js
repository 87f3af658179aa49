// @ts-check
// Between the form "what to make" and the recipes that the API takes: one for each look. Pure functions.

import { t } from '../lang/t.js';
import { parseRanges, writeRanges } from '../ranges.js';
import { kRecipeFields } from '../recipe_fields.js';
import { isSame, lookOfRecipe, recipeOfLook, settingsOf } from './look.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../types.js').Recipe} Recipe */
/** @typedef {import('../types.js').Preset} Preset */
/** @typedef {import('./look.js').Look} Look */

const { count: kCount, maxSeconds: kMaxSeconds } = kRecipeFields.auto;
const kProposedSeconds = 30;

/**
 * @typedef {object} RecipeForm
 * @property {'auto'|'hand'|'none'} mode
 * @property {string} ranges  the clips as text
 * @property {import('../types.js').Clip[]} [marks]  the clips themselves, as the room marked them: count where `ranges` says the same
 * @property {''|'chapters'|'scenes'|'even'} from  '' leaves the choice to the server
 * @property {number} count
 * @property {number} maxSeconds
 * @property {Look[]} looks  those that somebody has touched, and whether they are made
 */

/** What is made of a look: one order. @typedef {{look: Look, recipe: Recipe}} LookRecipe */

/** What the form shows for a job; a link with a time proposes the first clip. @param {Job} job @param {readonly Preset[]} [presets] @returns {RecipeForm} */
export function formOf(job, presets = []) {
  const recipe = job.recipe ?? {};
  const proposed = proposalOf(job);
  const untouched = Object.keys(recipe).length === 0;
  const clips = recipe.clips ?? (untouched && proposed ? [proposed] : undefined);
  return {
    mode: clips === undefined ? 'auto' : clips.length ? 'hand' : 'none',
    ranges: writeRanges(clips ?? []),
    marks: clips ?? [],
    from: recipe.auto?.from ?? '',
    count: recipe.auto?.count ?? kCount.default,
    maxSeconds: recipe.auto?.maxSeconds ?? kMaxSeconds.default,
    looks: [lookOfRecipe(recipe, presets)],
  };
}

/** The first clip that the link's time proposes. @param {Job} job @returns {import('../types.js').Clip|null} */
export function proposalOf(job) {
  if (!job.proposedClip) return null;
  const { start, end } = job.proposedClip;
  const duration = durationOf(job);
  const until = end ?? Math.min(start + kProposedSeconds, duration ?? Infinity);
  return until > start ? { start, end: until } : null;
}

/** @param {Job} job */
export const durationOf = (job) => job.source?.durationSeconds ?? job.sourceMeta?.durationSeconds ?? null;

/**
 * @param {RecipeForm} form @param {number|null} durationSeconds @param {readonly Preset[]} [presets]
 * @returns {{recipes: LookRecipe[]|null, errors: string[], timesErrors: string[], timesHints: string[]}} a recipe for each look, or
 *   what keeps them from being any, and which of that lies in the typed times; hints say what is made otherwise than typed
 */
export function recipesOf(form, durationSeconds, presets = []) {
  const { clips, errors, timesErrors, timesHints } = clipsPart(form, durationSeconds);
  const chosen = form.looks.filter(({ on }) => on);
  if (!chosen.length) errors.push(t('looks.chooseOne'));
  if (chosen.some((look) => !settingsOf(look, presets).outputs?.length)) errors.push(t('looks.chooseFile'));
  return { recipes: errors.length ? null : unlike(chosen.map((look) => ({ look, recipe: { ...clips, ...recipeOfLook(look) } }))), errors, timesErrors, timesHints };
}

/** @param {LookRecipe[]} recipes @returns {LookRecipe[]} without those that say what one before them says */
const unlike = (recipes) => recipes.filter(({ recipe }, index) => recipes.findIndex((other) => isSame(other.recipe, recipe)) === index);

/** Which clips. @param {RecipeForm} form @param {number|null} durationSeconds */
function clipsPart(form, durationSeconds) {
  /** @type {string[]} */
  const errors = [];
  if (form.mode === 'none') return { clips: { clips: [] }, errors, timesErrors: [], timesHints: [] };
  if (form.mode === 'hand') {
    const parsed = parseRanges(form.ranges, durationSeconds);
    const timesErrors = parsed.clips.length || parsed.errors.length ? parsed.errors : [t('times.none')];
    return { clips: { clips: clipsOf(form, parsed.clips) }, errors: [...timesErrors], timesErrors, timesHints: parsed.hints };
  }
  const { from, count, maxSeconds } = form;
  const usual = !from && count === kCount.default && maxSeconds === kMaxSeconds.default;
  if (!usual && (!Number.isInteger(count) || !within(count, kCount))) errors.push(t('making.countRange', { min: kCount.minimum, max: kCount.maximum }));
  if (!usual && !within(maxSeconds, kMaxSeconds)) errors.push(t('making.secondsRange', { min: kMaxSeconds.minimum }));
  return { clips: usual ? {} : { auto: { ...(from && { from }), count, maxSeconds } }, errors, timesErrors: [], timesHints: [] };
}

/**
 * Typed times are to the millisecond; marks are to the frame.
 * @param {Pick<RecipeForm, 'marks'|'ranges'>} form @param {import('../types.js').Clip[]} [typed]
 */
export const clipsOf = ({ marks, ranges }, typed = parseRanges(ranges).clips) =>
  marks?.length && writeRanges(marks) === ranges ? marks : typed;

/** @param {number} n @param {{minimum: number, maximum: number}} bounds */
const within = (n, { minimum, maximum }) => n >= minimum && n <= maximum;
