// @ts-check
// How the results are looked through: kind, words, order, cards or rows. Only what is of use for so many of them is there.

import { draw, h, icon } from '../../dom.js';
import { t } from '../../lang/t.js';
import { kOrders } from '../../results/shown.js';

/** @typedef {import('./view.js').ResultsView} ResultsView */
/** @typedef {import('./view.js').ResultsActs} ResultsActs */

const kSearchFrom = 5; // cards
const kLayoutFrom = 2;

/** @param {HTMLElement} tools @param {ResultsView} view @param {ResultsActs} acts */
export function renderTools(tools, view, acts) {
  const { groups, kinds, wanted } = view;
  const has = { all: groups.length > 1, kinds: kinds.length > 1 && groups.length > 1, search: groups.length >= kSearchFrom || wanted.text !== '', layout: groups.length >= kLayoutFrom };
  tools.hidden = !has.all;
  tools.setAttribute('aria-label', t('results.lookThrough'));
  draw(tools, [has, kinds], () => [
    h('label', { class: 'pick-all' }, h('input', { type: 'checkbox', onclick: (/** @type {any} */ event) => (event.target.checked ? acts.pickAll() : acts.unpick()) }), h('span', null, t('results.selectAll'))),
    has.kinds && kindChoice(view, acts),
    h('div', { class: 'end' }, has.search && searchField(view, acts), has.search && orderChoice(view, acts), has.layout && layoutChoice(view, acts)),
  ]);
  const state = view.selection.of(view.shown.map(({ group }) => group.key));
  const all = /** @type {HTMLInputElement|null} */ (tools.querySelector('.pick-all input'));
  if (all) Object.assign(all, { checked: state === 'all', indeterminate: state === 'some' });
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (tools.querySelectorAll('[name=results-kind]'))) input.checked = input.value === wanted.kind;
  for (const button of tools.querySelectorAll('[data-layout]')) button.setAttribute('aria-pressed', String(button.getAttribute('data-layout') === view.layout));
}

/** @param {ResultsView} view @param {ResultsActs} acts */
function kindChoice({ kinds, wanted }, acts) {
  return h(
    'fieldset',
    { class: 'kinds' },
    h('legend', { class: 'unseen' }, t('results.kinds')),
    ['', ...kinds].map((kind) => {
      const input = h('input', { type: 'radio', name: 'results-kind', id: `results-kind-${kind}`, value: kind, checked: kind === wanted.kind });
      input.addEventListener('change', () => acts.want({ kind: /** @type {any} */ (kind) }));
      const word = kind || 'all';
      return h('label', null, input, h('span', null, t(`results.kind.${word}`)));
    }),
  );
}

/** @param {ResultsView} view @param {ResultsActs} acts */
function searchField({ wanted }, acts) {
  const input = h('input', { type: 'search', id: 'results-search', value: wanted.text, placeholder: t('results.search'), 'aria-label': t('results.search'), autocomplete: 'off' });
  input.addEventListener('input', () => acts.want({ text: input.value }));
  return h('div', { class: 'search' }, icon('find'), input);
}

/** @param {ResultsView} view @param {ResultsActs} acts */
function orderChoice({ wanted }, acts) {
  const select = h('select', { id: 'results-order', 'aria-label': t('results.order') }, kOrders.map((order) => h('option', { value: order, selected: order === wanted.order }, t(`results.order.${order}`))));
  select.addEventListener('change', () => acts.want({ order: /** @type {any} */ (select.value) }));
  return select;
}

/** @param {ResultsView} _view @param {ResultsActs} acts */
function layoutChoice(_view, acts) {
  const choice = (/** @type {'grid'|'list'} */ layout, /** @type {string} */ name) =>
    h('button', { type: 'button', class: 'icon-button', 'data-layout': layout, 'aria-label': t(`results.layout.${layout}`), title: t(`results.layout.${layout}`), onclick: () => acts.lay(layout) }, icon(name));
  return h('div', { class: 'layouts', role: 'group', 'aria-label': t('results.layout') }, choice('grid', 'grid'), choice('list', 'rows'));
}
