// @ts-check
// Share pages of a job: links for people without an account. Made, copied, put into other pages, changed, withdrawn.

import { button, draw, h, icon, keyed, notice, show } from '../../dom.js';
import { languageLocale, t } from '../../lang/t.js';
import { embedCode, isOver } from '../../results/shares.js';
import { ask } from '../dialog.js';
import { showModal } from '../modal.js';
import { copied } from './files.js';
import { shareForm } from './share_form.js';

/** @typedef {import('../../types.js').Share} Share */
/** @typedef {import('../../types.js').ShareChange} ShareChange */
/** @typedef {import('../../types.js').Artifact} Artifact */

/**
 * @typedef {object} Shares  what the dialog is given; each call rejects where it is refused
 * @property {string} title  of the job, or of what is chosen
 * @property {Artifact[]} all  files of the job
 * @property {Artifact[]|null} files  those chosen; null: everything
 * @property {() => Share[]} items  those that are known, oldest first
 * @property {() => Promise<void>} read
 * @property {(share: ShareChange) => Promise<void>} add
 * @property {(share: Share, change: ShareChange) => Promise<void>} change
 * @property {(share: Share) => Promise<void>} remove
 */

/** Which of them are open, by id. @typedef {{changing: Set<string>, embedding: Set<string>}} Open */

/** @param {Shares} given */
export function showShares(given) {
  const list = h('ul', { class: 'shares' });
  const none = h('p', { class: 'hint', role: 'status' }, t('share.reading'));
  const wrong = notice();
  /** @type {Open} */
  const open = { changing: new Set(), embedding: new Set() };
  const redraw = () => {
    const newestFirst = [...given.items()].reverse();
    none.textContent = newestFirst.length ? '' : t('share.none');
    keyed(list, newestFirst, ({ id }) => id, 'li', (item, share) => renderShare(item, share, open, { ...given, change, remove }, redraw));
  };
  /** @type {Shares['change']} */
  const change = async (share, to) => {
    await given.change(share, to);
    open.changing.delete(share.id);
    redraw();
  };
  /** @type {Shares['remove']} */
  const remove = async (share) => {
    await given.remove(share);
    redraw();
  };
  const form = shareForm(given, null, async (share) => {
    await given.add(share);
    redraw();
    /** @type {HTMLElement|null} */ (list.querySelector('.share button'))?.focus();
  });
  showModal(
    { title: t('share.title', { name: given.title }), class: 'share-dialog' },
    h('p', { class: 'hint' }, t('share.lead')),
    form,
    h('section', { class: 'stack', 'aria-labelledby': 'shares-title' }, h('h3', { id: 'shares-title' }, t('share.there')), none, list, wrong.element),
  );
  given.read().then(redraw, (error) => {
    none.textContent = '';
    wrong.say(error);
  });
}

/** Each part is drawn again only where it has changed: what is typed in a form stays. @param {HTMLElement} item @param {Share} share @param {Open} open @param {Shares} given @param {() => void} redraw */
function renderShare(item, share, open, given, redraw) {
  const ends = isOver(share, Date.now());
  const name = share.title ?? given.title;
  item.setAttribute('class', `share${ends ? ' over' : ''}`);
  item.setAttribute('data-share', share.id);
  draw(item, 'share', () => [h('div', { class: 'share-about' }), h('p', { class: 'hint', role: 'status' }), h('div'), h('div')]);
  const [about, told, code, change] = /** @type {HTMLElement[]} */ ([...item.children]);
  const copy = (/** @type {string} */ what, /** @type {string} */ done, /** @type {HTMLInputElement|HTMLTextAreaElement} */ field) => async () => {
    told.textContent = (await copied(what)) ? done : t('results.receipt.notCopied');
    field.select();
  };
  const toggle = (/** @type {keyof Open} */ what) => () => {
    if (!open[what].delete(share.id)) open[what].add(share.id);
    redraw();
  };
  draw(about, [share, ends], () => aboutOf(share, name, given, copy, toggle));
  show(code, open.embedding.has(share.id));
  if (!code.hidden) draw(code, share, () => embedding(share, given, name, copy));
  show(change, open.changing.has(share.id));
  if (!change.hidden) draw(change, 'change', () => shareForm(given, share, (to) => given.change(share, to)));
}

/** @typedef {(what: string, done: string, field: HTMLInputElement|HTMLTextAreaElement) => () => Promise<void>} Copy */

/** What it is, its link, and what can be done with it. @param {Share} share @param {string} name @param {Shares} given @param {Copy} copy @param {(what: keyof Open) => () => void} toggle */
function aboutOf(share, name, given, copy, toggle) {
  const link = h('input', { class: 'mono', readonly: true, value: share.url, dir: 'ltr', 'aria-label': t('share.link', { name }) });
  const withdraw = async () => {
    if (await ask({ title: t('share.withdrawTitle', { name }), text: t('share.withdrawText'), yes: t('share.withdraw') })) await given.remove(share);
  };
  const labelled = (/** @type {HTMLElement} */ element, /** @type {string} */ label) => {
    element.setAttribute('aria-label', label);
    return element;
  };
  const small = (/** @type {string} */ text, /** @type {() => unknown} */ onclick, danger = false) => labelled(button(text, { class: danger ? 'small quiet danger' : 'small quiet', onclick }), `${text}: ${name}`);
  return [
    h('div', { class: 'share-head' }, h('h4', null, h('bdi', null, name)), h('p', { class: 'sub' }, factsOf(share, given.all))),
    h('div', { class: 'share-link' }, link, labelled(button(t('share.copy'), { icon: 'link', onclick: copy(share.url, t('share.copied'), link) }), t('share.copyNamed', { name }))),
    h(
      'div',
      { class: 'row' },
      h('a', { class: 'as-button small quiet', href: share.url, target: '_blank', rel: 'noreferrer', 'aria-label': t('share.openNamed', { name }) }, t('share.open'), icon('out')),
      small(t('share.embed'), toggle('embedding')),
      small(t('share.change'), toggle('changing')),
      small(t('share.withdraw'), withdraw, true),
    ),
  ];
}

/** @param {Share} share @param {Shares} given @param {string} name @param {Copy} copy */
function embedding(share, given, name, copy) {
  const code = embedCode(share, given.all, name);
  const field = h('textarea', { class: 'mono', readonly: true, rows: 3, dir: 'ltr', value: code, 'aria-label': t('share.embedCode') });
  return h('div', { class: 'stack' }, h('p', { class: 'hint' }, t('share.embedHint')), field, h('div', { class: 'row' }, button(t('share.copyCode'), { class: 'small', icon: 'link', onclick: copy(code, t('share.codeCopied'), field) })));
}

/** @param {Share} share @param {Artifact[]} all */
function factsOf(share, all) {
  const { artifactIds, views, expiresAt, hasPassword } = share;
  const files = artifactIds?.filter((id) => all.some((each) => each.id === id)).length ?? all.length;
  const until = expiresAt && new Date(expiresAt).toLocaleString(languageLocale(), { dateStyle: 'medium', timeStyle: 'short' });
  return [
    t('results.files', { count: files }),
    views !== undefined && t('share.views', { count: views }),
    until && t(isOver(share, Date.now()) ? 'share.ended' : 'share.until', { time: until }),
    hasPassword && t('share.withPassword'),
  ]
    .filter(Boolean)
    .join(' · ');
}
