// @ts-check
// The bar at the foot of the results: what was done last and can be undone, and what can be done with those selected.

import { draw, h, icon, say } from '../../dom.js';
import { formatBytes } from '../../format.js';
import { t } from '../../lang/t.js';
import { menuButton } from '../menu.js';

/** @typedef {import('./view.js').ResultsView} ResultsView */
/** @typedef {import('./view.js').ResultsActs} ResultsActs */

/** @type {WeakMap<HTMLElement, ResultsView>} */
const latest = new WeakMap();

/** @param {HTMLElement} bar @param {ResultsView} view @param {ResultsActs} acts */
export function renderBar(bar, view, acts) {
  latest.set(bar, view);
  draw(bar, 'bar', () => [h('p', { class: 'undo', role: 'status' }), h('div', { class: 'selected-bar', role: 'toolbar', 'aria-label': t('results.ofSelected') })]);
  const [said, selected] = /** @type {HTMLElement[]} */ ([...bar.children]);
  // The button stays while other words come and go beside it.
  draw(said, [view.said.text !== '', view.said.undo !== null], () => {
    const undo = view.said.undo && h('button', { type: 'button', class: 'small', 'data-does': 'undo', onclick: () => now(bar).said.undo?.() }, icon('undo'), t('common.undo'));
    return view.said.text ? [h('span', { 'data-say': 'done' }), undo] : null;
  });
  if (view.said.text) say(said, '[data-say=done]', view.said.text);
  const { size } = view.selection;
  selected.hidden = size === 0;
  draw(selected, size > 0, () => size > 0 && toolsOf(bar, acts));
  const sum = selected.querySelector('.sum');
  if (!sum) return;
  const files = filesOf(view);
  sum.textContent = t('results.selected', { count: size, files: t('results.files', { count: files.length }), size: formatBytes(files.reduce((all, { sizeBytes }) => all + sizeBytes, 0)) });
}

/** @param {HTMLElement} bar */
const now = (bar) => /** @type {ResultsView} */ (latest.get(bar));
/** @param {ResultsView} view */
const selectedOf = ({ shown, selection }) => shown.filter(({ group }) => selection.has(group.key));
/** @param {ResultsView} view */
const filesOf = (view) => selectedOf(view).flatMap(({ files }) => files);

/** @param {HTMLElement} bar @param {ResultsActs} acts */
function toolsOf(bar, acts) {
  const tool = (/** @type {string} */ name, /** @type {string} */ text, /** @type {() => unknown} */ act) => h('button', { type: 'button', onclick: act }, icon(name), h('span', null, text));
  const remove = () => {
    const view = now(bar);
    acts.remove(filesOf(view), t('results.clips', { count: view.selection.size }));
  };
  return [
    h('p', { class: 'sum', role: 'status' }),
    h(
      'div',
      { class: 'row' },
      tool('save', t('results.zip'), () => acts.zip(filesOf(now(bar)))),
      tool('share', t('results.share'), () => acts.share(filesOf(now(bar)), null)),
      h('button', { type: 'button', class: 'danger', 'data-does': 'remove', onclick: remove }, icon('bin'), h('span', null, t('results.delete'))),
      menuButton(t('results.moreOfSelected'), () => [
        { text: t('results.each'), icon: 'save', onclick: () => acts.each(filesOf(now(bar))) },
        { text: t('results.saveList'), icon: 'rows', onclick: () => acts.saveList(selectedOf(now(bar)).map(({ group }) => group)) },
      ]),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': t('results.selectNone'), title: t('results.selectNone'), onclick: acts.unpick }, icon('cross')),
    ),
  ];
}
