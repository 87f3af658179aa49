// @ts-check
// A look: how clips shall be made. It is the part of a recipe that says nothing of which clips, laid over a recipe with a
// name or over nothing. Everything that a recipe says is kept, whether the page shows it or not. Pure functions.

import { kRecipeFields } from '../recipe_fields.js';
import { kPageLooks } from './page_looks.js';

/** @typedef {import('../types.js').Recipe} Recipe */
/** @typedef {import('../types.js').Preset} Preset */
/**
 * @typedef {object} Look
 * @property {string} id  what it began as: `none`, `preset:vertical`, `page:square`, `own:talks`, or `kept` for what a job came with
 * @property {string} preset  the server's recipe that lies beneath, or ''
 * @property {Recipe} recipe  what is said over it
 * @property {boolean} on  it is to be made
 */

/** @param {unknown} value @returns {value is Record<string, any>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What holds where nothing is said. @type {Record<string, any>} */
export const kDefaults = defaultsOf(kRecipeFields);

/** @param {Record<string, any>} fields @returns {any} */
function defaultsOf(fields) {
  if ('default' in fields) return fields.default;
  const entries = Object.entries(fields).map(([name, value]) => [name, isObject(value) ? defaultsOf(value) : undefined]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** As the server lays a recipe over another: objects deeply, all else replaces. @param {any} beneath @param {any} over @returns {any} */
export function laidOver(beneath, over) {
  if (!isObject(beneath) || !isObject(over)) return over;
  const merged = { ...beneath };
  for (const [name, value] of Object.entries(over)) merged[name] = name in merged ? laidOver(merged[name], value) : value;
  return merged;
}

/** Whether two JSON values say the same, in whatever order. @param {unknown} a @param {unknown} b */
export const isSame = (a, b) => inOrder(a) === inOrder(b);

/** JSON with the fields of every object in one order. @param {unknown} value @returns {string} */
export const inOrder = (value) => JSON.stringify(value, (_name, each) => (isObject(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each));

/** Without what says which clips. @param {Recipe} recipe @returns {Recipe} */
export function withoutClips({ clips: _clips, auto: _auto, ...rest }) {
  return rest;
}

/** What lies beneath a look's own words. @param {Pick<Look, 'preset'>} look @param {readonly Preset[]} presets */
const beneath = ({ preset }, presets) => laidOver(kDefaults, presets.find(({ name }) => name === preset)?.recipe ?? {});

/** All that holds for it, complete. @param {Look} look @param {readonly Preset[]} presets @returns {Record<string, any>} */
export const settingsOf = (look, presets) => laidOver(beneath(look, presets), look.recipe);

/**
 * The look with another value at that place, `['mp4', 'height']`; a value that holds anyway is not said.
 * @param {Look} look @param {string[]} path @param {unknown} value @param {readonly Preset[]} presets @returns {Look}
 */
export function withValue(look, path, value, presets) {
  const holds = path.reduce((/** @type {any} */ at, name) => at?.[name], beneath(look, presets));
  const same = Array.isArray(value) && Array.isArray(holds) ? isSame([...value].sort(), [...holds].sort()) : isSame(value, holds);
  return { ...look, recipe: same ? without(look.recipe, path) : said(look.recipe, path, value) };
}

/** @param {any} recipe @param {string[]} path @param {unknown} value @returns {any} */
function said(recipe, [name, ...rest], value) {
  return { ...recipe, [name]: rest.length ? said(isObject(recipe?.[name]) ? recipe[name] : {}, rest, value) : value };
}

/** @param {any} recipe @param {string[]} path @returns {any} */
function without(recipe, [name, ...rest]) {
  if (!isObject(recipe) || !(name in recipe)) return recipe ?? {};
  const { [name]: inner, ...others } = recipe;
  if (!rest.length) return others;
  const left = without(inner, rest);
  return Object.keys(left).length ? { ...others, [name]: left } : others;
}

/** The recipe that makes it, as far as it is the look's. @param {Look} look @returns {Recipe} */
export const recipeOfLook = ({ preset, recipe }) => (preset ? { preset, ...recipe } : recipe);

/** Where a look begins: untouched. @param {string} id @param {readonly Preset[]} presets @returns {Look} */
export function lookOf(id, presets) {
  const [kind, name] = splitId(id);
  const own = presets.find((each) => each.own && each.name === name);
  const recipe = kind === 'page' ? kPageLooks[name] : kind === 'own' ? own && withoutClips(own.recipe) : undefined;
  return { id, preset: kind === 'preset' ? name : '', recipe: structuredClone(recipe ?? {}), on: false };
}

/** @param {string} id @returns {[string, string]} */
export const splitId = (id) => {
  const at = id.indexOf(':');
  return at < 0 ? [id, ''] : [id.slice(0, at), id.slice(at + 1)];
};

/** Whether a person has changed it since. @param {Look} look @param {readonly Preset[]} presets */
export const isChanged = (look, presets) => look.id !== 'kept' && !isSame(look.recipe, lookOf(look.id, presets).recipe);

/**
 * The look of a recipe: one that is known by name where it says the same, else as it is.
 * @param {Recipe} recipe @param {readonly Preset[]} presets @returns {Look}
 */
export function lookOfRecipe(recipe, presets) {
  const { preset, ...rest } = withoutClips(recipe);
  if (preset) return { id: `preset:${preset}`, preset, recipe: rest, on: true };
  if (!Object.keys(rest).length) return { ...lookOf('none', presets), on: true };
  const known = shelfIds(presets).map((id) => lookOf(id, presets)).find((look) => !look.preset && isSame(look.recipe, rest));
  return known ? { ...known, on: true } : { id: 'kept', preset: '', recipe: rest, on: true };
}

/** The looks that there are, in the order in which they are shown. @param {readonly Preset[]} presets @returns {string[]} */
export function shelfIds(presets) {
  const built = presets.filter(({ own }) => !own).map(({ name }) => `preset:${name}`);
  const own = presets.filter(({ own }) => own).map(({ name }) => `own:${name}`);
  const after = Math.max(0, built.indexOf('preset:vertical') + 1);
  return ['none', 'page:wide', ...built.slice(0, after), 'page:square', ...built.slice(after), ...own];
}

/** The look as it is in a draft, or as it would begin. @param {readonly Look[]} looks @param {string} id @param {readonly Preset[]} presets */
export const lookIn = (looks, id, presets) => looks.find((look) => look.id === id) ?? lookOf(id, presets);

/** The draft's looks with this one in the place of the one of its id. @param {readonly Look[]} looks @param {Look} look @returns {Look[]} */
export const withLook = (looks, look) => (looks.some(({ id }) => id === look.id) ? looks.map((each) => (each.id === look.id ? look : each)) : [...looks, look]);
