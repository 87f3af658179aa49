// @ts-check
// The looks of an order one below the other, each with a row for every output. What is not open costs nothing.

import { button, draw, h, keyed, say } from '../../dom.js';
import { t } from '../../lang/t.js';
import { renderRow } from './row.js';

/** @typedef {import('../../pages/making.js').LookAtWork} LookAtWork */
/** @typedef {import('../../pages/making.js').MakingState} MakingState */
/** @typedef {import('../job/job.js').JobActions} JobActions */

/** @param {HTMLElement} element @param {MakingState} making @param {JobActions} actions */
export function renderLooksAtWork(element, making, actions) {
  const looks = making.phase === 'held' ? [] : making.looks;
  keyed(element, looks, ({ key }) => key, 'details', (details, look) => renderLook(/** @type {HTMLDetailsElement} */ (details), look, making, actions));
}

/** @type {WeakMap<HTMLElement, () => void>} */
const rowsOf = new WeakMap();

/** @param {HTMLDetailsElement} details @param {LookAtWork} look @param {MakingState} making @param {JobActions} actions */
function renderLook(details, look, { looks, phase }, actions) {
  const alone = looks.length === 1;
  details.className = `look-at-work ${look.state}${alone ? ' alone' : ''}`;
  draw(details, 'look', () => {
    details.addEventListener('toggle', () => rowsOf.get(details)?.());
    return [
      h('summary', null, h('span', { class: 'grow', 'data-say': 'title', dir: 'auto' }), h('span', { class: 'sub', 'data-say': 'state' })),
      h('p', { class: 'notice', 'data-say': 'problem' }),
      h('ul', { class: 'making-rows' }),
      h('div', { class: 'row', 'data-say': 'drop' }),
    ];
  });
  // The one that is made now is opened once; after that it is the person's.
  const opens = look.state === 'given' || (phase === 'over' && (look.counts.failed > 0 || look.state === 'failed'));
  if (opens && details.dataset.opened !== `${look.state}${phase === 'over'}`) {
    details.dataset.opened = `${look.state}${phase === 'over'}`;
    details.open = true;
  }
  if (look.state === 'done' && !look.counts.failed && details.dataset.closed !== 'yes' && !alone) {
    details.dataset.closed = 'yes';
    details.open = false;
  }
  say(details, '[data-say=title]', look.title);
  say(details, '[data-say=state]', stateWord(look));
  say(details, '[data-say=problem]', look.problem);
  const list = /** @type {HTMLElement} */ (details.querySelector('.making-rows'));
  rowsOf.set(details, () => {
    if (details.open) keyed(list, look.rows, ({ key }) => key, 'li', (line, row) => renderRow(line, row, look, actions));
  });
  rowsOf.get(details)?.();
  const drop = /** @type {HTMLElement} */ (details.querySelector('[data-say=drop]'));
  const may = look.state === 'waiting' ? 'drop' : look.state === 'given' && !alone ? 'skip' : '';
  draw(drop, [may, look.index], () => [
    may === 'drop' && button(t('making.drop'), { class: 'small quiet', onclick: () => actions.dropLook(look.index) }),
    may === 'skip' && button(t('making.skip'), { class: 'small quiet', onclick: () => actions.dropLook(look.index) }),
  ]);
}

/** @param {LookAtWork} look */
function stateWord({ state, counts }) {
  if (state === 'waiting') return t('making.state.waiting');
  if (state === 'left') return counts.done ? t('making.state.leftSome', { done: counts.done, count: counts.all }) : t('making.state.left');
  if (state === 'failed') return t('making.state.failed');
  if (!counts.all) return state === 'done' ? t('making.state.done') : t('making.state.now');
  return counts.failed ? t('making.state.countFailed', { done: counts.done, count: counts.all, failed: counts.failed }) : t('making.state.count', { done: counts.done, count: counts.all });
}
