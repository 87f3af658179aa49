// @ts-check
// Share pages of a job: links for people without an account. Made, copied, put into other pages, changed, withdrawn.

import { button, draw, h, icon, notice } from '../../dom.js';
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
 * @property {() => Promise<Share[]>} read
 * @property {(share: ShareChange) => Promise<Share>} add
 * @property {(share: Share, change: ShareChange) => Promise<Share>} change
 * @property {(share: Share) => Promise<void>} remove
 */

/** @param {Shares} given */
export function showShares(given) {
  const list = h('ul', { class: 'shares' });
  const none = h('p', { class: 'hint', role: 'status' }, t('share.reading'));
  const wrong = notice();
  /** @type {Share[]} */
  let shares = [];
  const state = { changing: '', embedding: '' };
  const redraw = () => {
    none.textContent = shares.length ? '' : t('share.none');
    draw(list, [shares, state], () => shares.map((share) => renderShare(share, state, { ...given, change: changed, remove: removed }, redraw)));
  };
  /** @param {Share} share @param {ShareChange} change */
  const changed = async (share, change) => {
    const now = await given.change(share, change);
    shares = shares.map((each) => (each.id === share.id ? now : each));
    redraw();
    return now;
  };
  /** @param {Share} share */
  const removed = async (share) => {
    await given.remove(share);
    shares = shares.filter(({ id }) => id !== share.id);
    redraw();
  };
  const form = shareForm(given, null, async (share) => {
    const made = await given.add(share);
    shares = [made, ...shares];
    redraw();
    /** @type {HTMLElement|null} */ (list.querySelector('.share button'))?.focus();
  });
  showModal(
    { title: t('share.title', { name: given.title }), class: 'share-dialog' },
    h('p', { class: 'hint' }, t('share.lead')),
    form,
    h('section', { class: 'stack', 'aria-labelledby': 'shares-title' }, h('h3', { id: 'shares-title' }, t('share.there')), none, list, wrong.element),
  );
  given.read().then(
    (read) => {
      shares = read.reverse(); // newest first
      redraw();
    },
    (error) => {
      none.textContent = '';
      wrong.say(error);
    },
  );
}

/** @param {Share} share @param {{changing: string, embedding: string}} state @param {Shares} given @param {() => void} redraw */
function renderShare(share, state, given, redraw) {
  const name = share.title ?? given.title;
  const told = h('p', { class: 'hint', role: 'status' });
  const copy = (/** @type {string} */ what, /** @type {string} */ done, /** @type {HTMLInputElement|HTMLTextAreaElement} */ field) => async () => {
    told.textContent = (await copied(what)) ? done : t('results.receipt.notCopied');
    field.select();
  };
  const link = h('input', { class: 'mono', readonly: true, value: share.url, dir: 'ltr', 'aria-label': t('share.link', { name }) });
  const toggle = (/** @type {'changing'|'embedding'} */ what) => () => {
    state[what] = state[what] === share.id ? '' : share.id;
    redraw();
  };
  const withdraw = async () => {
    if (await ask({ title: t('share.withdrawTitle', { name }), text: t('share.withdrawText'), yes: t('share.withdraw') })) await given.remove(share);
  };
  const labelled = (/** @type {HTMLElement} */ element, /** @type {string} */ label) => {
    element.setAttribute('aria-label', label);
    return element;
  };
  const small = (/** @type {string} */ text, /** @type {() => unknown} */ onclick, danger = false) => labelled(button(text, { class: danger ? 'small quiet danger' : 'small quiet', onclick }), `${text}: ${name}`);
  return h(
    'li',
    { class: `share${isOver(share, Date.now()) ? ' over' : ''}`, 'data-share': share.id },
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
    told,
    state.embedding === share.id && embedding(share, given, name, copy),
    state.changing === share.id &&
      shareForm(given, share, async (change) => {
        state.changing = '';
        await given.change(share, change);
      }),
  );
}

/** @param {Share} share @param {Shares} given @param {string} name @param {(what: string, done: string, field: HTMLTextAreaElement) => () => Promise<void>} copy */
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
