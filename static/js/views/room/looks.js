// @ts-check
// How the clips shall look: the recipes with a name, as chips to choose one from.

import { draw, h } from '../../dom.js';
import { kOutputWords } from '../../words.js';

/** @typedef {import('../../types.js').Preset} Preset */

/** @param {HTMLElement} element @param {HTMLElement} files  says which are made @param {{presets: Preset[], draft: import('../../pages/recipe_draft.js').RecipeDraft}} given */
export function renderLooks(element, files, { presets, draft }) {
  const { preset, outputs } = draft.form;
  draw(element, [preset, outputs, presets.map(({ name }) => name)], () => [
    h('legend', { class: 'unseen' }, 'Look'),
    ...[{ name: '', title: 'As it is' }, ...presets].map(({ name, title }) => {
      const choose = () => draft.choosePreset(presets.find((each) => each.name === name) ?? null);
      const input = h('input', { type: 'radio', name: 'look', id: `look-${name || 'none'}`, checked: name === (preset ?? ''), onchange: choose });
      return h('label', { for: `look-${name || 'none'}` }, input, h('span', null, title));
    }),
  ]);
  draw(files, outputs, () => ['Files: ', outputs.map((output) => kOutputWords[output]?.[0] ?? output).join(', '), ' · ', h('a', { href: '#', onclick: toRecipe }, 'change')]);
}

/** @param {Event} event */
function toRecipe(event) {
  event.preventDefault();
  const card = document.querySelector('[data-region=recipe]');
  card?.scrollIntoView({ behavior: 'smooth', block: 'center' });
  /** @type {HTMLElement|null|undefined} */ (card?.querySelector('.outputs input'))?.focus({ preventScroll: true });
}
