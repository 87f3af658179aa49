// @ts-check
// The results of a job: what there is, how it is looked through, a card for each clip, and what is done with those selected.

import { draw, h, icon, keyed, show } from '../../dom.js';
import { formatBytes } from '../../format.js';
import { isolated, t } from '../../lang/t.js';
import { zipUrl } from '../../api.js';
import { menuButton } from '../menu.js';
import { renderBar } from './bar.js';
import { renderCard } from './card.js';
import { renderTools } from './tools.js';
import { warningTexts } from './warnings.js';

/** @typedef {import('./view.js').ResultsView} ResultsView */
/** @typedef {import('./view.js').ResultsActs} ResultsActs */

/** @param {HTMLElement} element @param {ResultsView} view @param {ResultsActs} acts */
export function renderResults(element, view, acts) {
  draw(element, 'frame', () => [
    h('header', { class: 'results-head' }, h('h2', { tabindex: -1, id: 'results-title' }), h('p', { class: 'hint' }), h('div', { class: 'results-acts' })),
    h('ul', { class: 'warnings' }),
    h('div', { class: 'results-tools', role: 'search' }),
    h('p', { class: 'empty', role: 'status' }),
    h('div', { class: 'clips' }),
    h('div', { class: 'results-bar' }),
  ]);
  const [head, warnings, tools, empty, clips, bar] = /** @type {HTMLElement[]} */ ([...element.children]);
  renderHead(head, view, acts);
  show(warnings, view.rest.length > 0);
  if (view.rest.length) draw(warnings, view.rest, () => warningTexts(view.rest).map((line) => h('li', null, line)));
  renderTools(tools, view, acts);
  empty.textContent = emptyWord(view);
  clips.setAttribute('class', `clips as-${view.layout}${view.selection.size ? ' selecting' : ''}`);
  keyed(clips, view.shown, ({ group }) => group.key, 'article', (card, shown) => renderCard(card, shown, view, acts));
  renderBar(bar, view, acts);
  withKeys(element, acts);
}

/** What the menu of all is about when it opens. @type {WeakMap<HTMLElement, ResultsView>} */
const latest = new WeakMap();

/** @param {HTMLElement} head @param {ResultsView} view @param {ResultsActs} acts */
function renderHead(head, view, acts) {
  latest.set(head, view);
  const clipsNow = () => /** @type {ResultsView} */ (latest.get(head)).groups.filter(({ start }) => start !== null);
  const files = view.groups.flatMap(({ artifacts }) => artifacts);
  const clips = view.groups.filter(({ start }) => start !== null);
  const [title, hint, place] = /** @type {HTMLElement[]} */ ([...head.children]);
  title.textContent = t('results.title');
  const size = formatBytes(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  hint.textContent = files.length
    ? [clips.length > 0 && t('results.clips', { count: clips.length }), t('results.files', { count: files.length }), isolated(size)].filter(Boolean).join(' · ')
    : '';
  draw(place, [view.job.id, files.length > 0, clips.length > 0], () =>
    files.length > 0 && [
      h('button', { type: 'button', onclick: () => acts.share(null, null) }, icon('share'), t('results.share')),
      h('a', { class: 'as-button', href: zipUrl(view.job.id), download: '' }, icon('save'), t('results.all')),
      clips.length > 0 && menuButton(t('results.moreOfAll'), () => [{ text: t('results.saveList'), icon: 'rows', onclick: () => acts.saveList(clipsNow()) }]),
    ],
  );
}

/** @param {ResultsView} view */
function emptyWord({ groups, shown }) {
  if (!groups.length) return t('results.none');
  return shown.length ? '' : t('results.noneSo');
}

/** @type {WeakMap<HTMLElement, ResultsActs>} */
const keysOf = new WeakMap();
/** @param {any} target */
const isTyping = ({ localName, type }) => ['textarea', 'select', 'video', 'audio'].includes(localName) || (localName === 'input' && !['checkbox', 'radio'].includes(type));

/** Ctrl+A selects all, Escape nothing, arrows go from card to card, Delete deletes what is selected. @param {HTMLElement} element @param {ResultsActs} acts */
function withKeys(element, acts) {
  const known = keysOf.has(element);
  keysOf.set(element, acts);
  if (known) return;
  element.addEventListener('keydown', (event) => {
    const now = /** @type {ResultsActs} */ (keysOf.get(element));
    if (isTyping(event.target) || event.defaultPrevented || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') now.pickAll();
    else if (event.ctrlKey || event.metaKey) return;
    else if (event.key === 'Escape' && element.querySelector('.selecting')) now.unpick();
    else if (event.key === 'Delete' && element.querySelector('.selecting')) /** @type {HTMLElement|null} */ (element.querySelector('[data-does=remove]'))?.click();
    else if (!goOn(element, event, now)) return;
    event.preventDefault();
  });
}

/** From the box of one card to that of another; with Shift, selecting on the way. @param {HTMLElement} element @param {KeyboardEvent} event @param {ResultsActs} acts */
function goOn(element, { key, target, shiftKey }, acts) {
  const box = /** @type {HTMLInputElement} */ (target);
  if (!box.dataset.pick) return false;
  const rtl = getComputedStyle(element).direction === 'rtl';
  const by = { ArrowDown: 1, ArrowUp: -1, ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[key];
  if (!by) return false;
  const boxes = /** @type {HTMLInputElement[]} */ ([...element.querySelectorAll('[data-pick]')]);
  const columns = key === 'ArrowDown' || key === 'ArrowUp' ? columnsOf(boxes) : 1;
  const next = boxes[boxes.indexOf(box) + by * columns];
  next?.focus();
  if (next?.dataset.pick && shiftKey) acts.pick(next.dataset.pick, { range: true, on: true });
  return true;
}

/** How many cards stand beside each other. @param {HTMLElement[]} boxes */
function columnsOf(boxes) {
  const top = (/** @type {HTMLElement} */ box) => box.getBoundingClientRect().top;
  const first = boxes.length ? top(boxes[0]) : 0;
  return Math.max(1, boxes.findIndex((box) => top(box) > first + 1));
}
