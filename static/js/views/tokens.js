// @ts-check
// API tokens, for the command line and scripts. A secret is shown once, when it is made.

import { button, draw, field, h, notice, show } from '../dom.js';
import { formatAgo } from '../format.js';
import { t } from '../lang/t.js';
import { copyText } from './copy_text.js';
import { ask } from './dialog.js';
import { submits } from './form.js';

/** @typedef {import('../types.js').Token} Token */

/**
 * @param {HTMLElement} element
 * @param {{tokens: Token[], made: Token|null, onAdd: (name: string) => Promise<void>, onSeen: () => void,
 *   onRemove: (token: Token) => Promise<void>}} state  `made`: just now, with its secret
 */
export function renderTokens(element, { tokens, made, onAdd, onSeen, onRemove }) {
  if (!element.children.length) element.append(...frame());
  const [, , secret, list, add] = /** @type {HTMLElement[]} */ ([...element.children]);
  show(secret, made !== null);
  if (made) draw(secret, made, () => renderSecret(made, onSeen));
  draw(list, tokens, () => tokens.map((token) => renderToken(token, onRemove)));
  draw(add, 'add', () => addForm(onAdd)); // alone: what is typed in it stays
}

const frame = () => [h('h2', null, () => t('settings.tokens')), h('p', { class: 'hint' }, () => t('settings.tokensHint')), h('div'), h('ul', { class: 'lines' }), h('div')];

/** @param {(name: string) => Promise<void>} onAdd */
function addForm(onAdd) {
  const name = h('input', { id: 'token-name', required: true, maxlength: 100, autocomplete: 'off' });
  const wrong = notice();
  const form = h('form', { class: 'stack' }, field(t('settings.tokenName'), name, t('settings.tokenNameHint')), wrong.element, h('button', null, t('settings.tokenAdd')));
  submits(form, wrong, async () => {
    await onAdd(name.value.trim());
    name.value = '';
  });
  return form;
}

/** @param {Token} token @param {() => void} onSeen */
const renderSecret = ({ name, secret = '' }, onSeen) =>
  h(
    'div',
    { class: 'secret', role: 'group', 'aria-label': t('settings.tokenNew') },
    h('p', { role: 'status' }, t('settings.tokenOnce', { name: name ?? '' })),
    copyText(secret, t('settings.tokenNew')),
    h('div', { class: 'row end' }, button(t('settings.tokenSeen'), { class: 'small', onclick: onSeen })),
  );

/** @param {Token} token @param {(token: Token) => Promise<void>} onRemove */
function renderToken(token, onRemove) {
  const name = token.name ?? token.id;
  const revoke = button(t('settings.revoke'), {
    class: 'small danger',
    async onclick() {
      const yes = await ask({ title: t('settings.revokeAsk', { name }), text: t('settings.revokeText'), yes: t('settings.revokeYes') });
      if (yes) await onRemove(token);
    },
  });
  revoke.setAttribute('aria-label', t('settings.revokeIt', { name }));
  return h('li', { class: 'line' }, h('span', { class: 'grow' }, h('bdi', null, name), h('span', { class: 'sub' }, usedWord(token))), revoke);
}

/** @param {Token} token */
function usedWord({ createdAt, lastUsedAt }) {
  const now = Date.now();
  const used = lastUsedAt ? t('settings.tokenUsed', { when: formatAgo(lastUsedAt, now) }) : t('settings.tokenUnused');
  return [createdAt && t('settings.tokenMade', { when: formatAgo(createdAt, now) }), used].filter(Boolean).join(' · ');
}
