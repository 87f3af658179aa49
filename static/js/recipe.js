// @ts-check
// Between the form "what to make" and the recipe that the API takes. Pure functions.

import { t } from './lang/t.js';
import { parseRanges, writeRanges } from './ranges.js';
import { kRecipeFields } from './recipe_fields.js';

/** @typedef {import('./types.js').Job} Job */
/** @typedef {import('./types.js').Recipe} Recipe */

export const kOutputs = ['mp4', 'gif', 'webp', 'poster', 'storyboard', 'waveform', 'audio', 'captions'];
const { count: kCount, maxSeconds: kMaxSeconds } = kRecipeFields.auto;
export const kDefaultOutputs = kRecipeFields.outputs.default;
const kProposedSeconds = 30;

/**
 * @typedef {object} RecipeForm
 * @property {'auto'|'hand'|'none'} mode
 * @property {string} ranges  the clips as text
 * @property {import('./types.js').Clip[]} [marks]  the clips themselves, as the room marked them: count where `ranges` says the same
 * @property {''|'chapters'|'scenes'|'even'} from  '' leaves the choice to the server
 * @property {number} count
 * @property {number} maxSeconds
 * @property {string[]} outputs
 * @property {string} [preset]  a recipe with a name that lies beneath, or ''
 * @property {string[]} [presetOutputs]  what it makes where nothing else is said
 */

/** What the form shows for a job; a link with a time proposes the first clip. @param {Job} job @returns {RecipeForm} */
export function formOf(job) {
  const recipe = job.recipe ?? {};
  const proposed = proposalOf(job);
  const untouched = Object.keys(recipe).length === 0;
  const clips = recipe.clips ?? (untouched && proposed ? [proposed] : undefined);
  return {
    mode: clips === undefined ? 'auto' : clips.length ? 'hand' : 'none',
    ranges: writeRanges(clips ?? []),
    marks: clips ?? [],
    from: recipe.auto ? (recipe.auto.from ?? 'chapters') : '',
    count: recipe.auto?.count ?? kCount.default,
    maxSeconds: recipe.auto?.maxSeconds ?? kMaxSeconds.default,
    outputs: [...(recipe.outputs ?? kDefaultOutputs)],
    preset: recipe.preset ?? '',
  };
}

/** The first clip that the link's time proposes. @param {Job} job @returns {import('./types.js').Clip|null} */
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
 * @param {RecipeForm} form @param {number|null} durationSeconds
 * @param {Recipe|null} [base]  what the form does not show is kept from here
 * @returns {{recipe: Recipe|null, errors: string[], timesErrors: string[], timesHints: string[]}} a recipe, or what keeps it
 *   from being one, and which of that lies in the typed times; hints say what is made otherwise than typed
 */
export function recipeOf(form, durationSeconds, base = null) {
  const { clips: _clips, auto: _auto, outputs: _outputs, preset: _preset, ...kept } = base ?? {};
  /** @type {Recipe} */
  const recipe = kept;
  /** @type {string[]} */
  const timesErrors = [];
  /** @type {string[]} */
  const errors = [];
  /** @type {string[]} */
  const timesHints = [];
  if (form.mode === 'hand') {
    const parsed = parseRanges(form.ranges, durationSeconds);
    timesErrors.push(...parsed.errors);
    timesHints.push(...parsed.hints);
    if (!parsed.clips.length && !timesErrors.length) timesErrors.push(t('times.none'));
    recipe.clips = clipsOf(form, parsed.clips);
  } else if (form.mode === 'none') {
    recipe.clips = [];
  } else if (form.from) {
    if (!Number.isInteger(form.count) || !within(form.count, kCount)) errors.push(t('making.countRange', { min: kCount.minimum, max: kCount.maximum }));
    if (!within(form.maxSeconds, kMaxSeconds)) errors.push(t('making.secondsRange', { min: kMaxSeconds.minimum }));
    recipe.auto = { from: form.from, count: form.count, maxSeconds: form.maxSeconds };
  }
  errors.unshift(...timesErrors);
  if (!form.outputs.length) errors.push(t('making.noKind'));
  if (form.preset) recipe.preset = form.preset;
  if (!sameSet(form.outputs, form.presetOutputs ?? (form.preset ? [] : kDefaultOutputs))) recipe.outputs = kOutputs.filter((o) => form.outputs.includes(o));
  return { recipe: errors.length ? null : recipe, errors, timesErrors, timesHints };
}

/**
 * Typed times are to the millisecond; marks are to the frame.
 * @param {Pick<RecipeForm, 'marks'|'ranges'>} form @param {import('./types.js').Clip[]} [typed]
 */
export const clipsOf = ({ marks, ranges }, typed = parseRanges(ranges).clips) =>
  marks?.length && writeRanges(marks) === ranges ? marks : typed;

/** @param {number} n @param {{minimum: number, maximum: number}} bounds */
const within = (n, { minimum, maximum }) => n >= minimum && n <= maximum;

/** @param {string[]} a @param {string[]} b */
const sameSet = (a, b) => a.length === b.length && a.every((x) => b.includes(x));
