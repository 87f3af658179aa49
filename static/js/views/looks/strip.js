// @ts-check
// The looks in a row, each with its picture, to be chosen: as many as one likes.

import { draw, h, keyed, say } from '../../dom.js';
import { formatBytes } from '../../format.js';
import { t } from '../../lang/t.js';
import { settingsOf, shelfIds } from '../../looks/look.js';
import { lookTitle } from '../../looks/look_words.js';
import { renderPicture } from './picture.js';

/** @typedef {import('../../looks/look.js').Look} Look */
/** @typedef {import('../../types.js').Preset} Preset */
/**
 * What the views of looks are given.
 * @typedef {object} LooksGiven
 * @property {readonly Preset[]} presets
 * @property {import('../../pages/recipe_draft.js').RecipeDraft} draft
 * @property {{size: import('../../looks/sizes.js').Size|null, aspect: number}} film
 * @property {string} pictureUrl  of a frame of the film; '' where there is none
 * @property {{x: number, y: number}|null} focus  of the clip that is looked at
 * @property {string} current  the look that the screen shows
 * @property {(id: string) => void} pick
 * @property {(id: string) => {files: number, bytes: number, seconds: number}|null} costOf
 * @property {(id: string) => {items: import('../../types.js').PlanItem[], warnings: import('../../types.js').Warning[], problem: string}|null} planOf
 * @property {(look: Look) => void} change  of a person's hand
 * @property {OwnLooks} own
 */
/**
 * @typedef {object} OwnLooks
 * @property {(look: Look) => Promise<void>} saveAs  asks for a name
 * @property {(look: Look) => Promise<void>} save  over the one that it began as
 * @property {(id: string) => Promise<void>} rename
 * @property {(id: string) => Promise<void>} remove  it can be had back for a while
 * @property {() => void} undo
 * @property {string} removed  the title of what can be had back
 * @property {string} problem
 */

/** Those on the shelf, and what a job came with. A wide one is of no use to a film that is wide. @param {LooksGiven} given @returns {string[]} */
export function idsOf({ presets, draft, film }) {
  const kept = draft.form.looks.some(({ id }) => id === 'kept') ? ['kept'] : [];
  const known = new Set(shelfIds(presets));
  const gone = draft.form.looks.filter(({ id, on }) => on && id !== 'kept' && !known.has(id)).map(({ id }) => id);
  const isWide = Math.abs(film.aspect / (16 / 9) - 1) < 0.01;
  return [...kept, ...gone, ...known].filter((id) => id !== 'page:wide' || !isWide || draft.look(id).on);
}

/**
 * @param {HTMLElement} element  a fieldset @param {LooksGiven} given @param {'cards'|'chips'} kind  small ones are ids of their own
 */
export function renderStrip(element, given, kind) {
  draw(element, kind, () => [h('legend', { class: 'unseen' }, t('looks.legend')), h('div', { class: `look-${kind}` })]);
  keyed(/** @type {HTMLElement} */ (element.children[1]), idsOf(given), (id) => id, 'label', (card, id) => renderToggle(card, id, given, kind));
}

/** @param {HTMLElement} card @param {string} id @param {LooksGiven} given @param {'cards'|'chips'} kind */
function renderToggle(card, id, given, kind) {
  const look = given.draft.look(id);
  const settings = settingsOf(look, given.presets);
  const isNew = look.on && !card.classList.contains('on');
  card.className = `look-choice${look.on ? ' on' : ''}`;
  draw(card, id, () => [
    h('input', {
      type: 'checkbox',
      id: `${kind === 'chips' ? 'chip' : 'look'}-${id.replace(':', '-')}`,
      onchange: (/** @type {any} */ event) => given.change({ ...given.draft.look(id), on: event.target.checked }),
    }),
    h('span', { class: 'frame' }),
    h('span', { class: 'name', 'data-say': 'name', dir: 'auto' }),
    h('span', { class: 'cost', 'data-say': 'cost' }),
  ]);
  const input = /** @type {HTMLInputElement} */ (card.querySelector('input'));
  input.checked = look.on;
  say(card, '[data-say=name]', lookTitle(id, given.presets));
  const cost = look.on ? given.costOf(id) : null;
  say(card, '[data-say=cost]', cost ? formatBytes(cost.bytes) : '');
  renderPicture(/** @type {HTMLElement} */ (card.querySelector('.frame')), { settings, film: given.film.aspect, url: given.pictureUrl, focus: given.focus });
  if (isNew && kind === 'chips') bringIntoRow(card);
}

/** A chosen one is not left behind the row's edge. @param {HTMLElement} card */
function bringIntoRow(card) {
  const row = card.parentElement;
  if (!row?.scrollBy) return;
  const [own, whole] = [card.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollBy({ left: Math.max(0, own.right - whole.right) + Math.min(0, own.left - whole.left) });
}
