// @ts-check
// API tokens, for the command line and scripts. A secret is shown once, when it is made.

import { button, draw, field, h, notice } from '../dom.js';
import { formatAgo } from '../format.js';
import { ask } from './dialog.js';
import { submits } from './form.js';

/** @typedef {import('../types.js').Token} Token */

/**
 * @param {HTMLElement} element
 * @param {{tokens: Token[], secret: string|null, onAdd: (name: string) => Promise<void>, onRemove: (token: Token) => Promise<void>}} state
 */
export function renderTokens(element, { tokens, secret, onAdd, onRemove }) {
  draw(element, [tokens, secret], () => {
    const name = h('input', { required: true, maxlength: 100, autocomplete: 'off' });
    const wrong = notice();
    const form = h('form', { class: 'stack' }, field('Name', name, 'What it is for, such as “laptop”.'), wrong.element, h('button', null, 'Make a token'));
    submits(form, wrong, () => onAdd(name.value.trim()));
    const rows = tokens.map((token) =>
      h(
        'li',
        { class: 'line' },
        h('span', { class: 'grow' }, token.name ?? token.id, h('span', { class: 'sub' }, usedWord(token))),
        button('Revoke', {
          class: 'small danger',
          onclick: async () => {
            const yes = await ask({
              title: `Revoke “${token.name ?? token.id}”?`,
              text: 'What uses this token is refused from now on.',
              yes: 'Revoke it',
            });
            if (yes) await onRemove(token);
          },
        }),
      ),
    );
    return [
      h('h2', null, 'API tokens'),
      secret !== null &&
        h(
          'div',
          { class: 'secret', role: 'status' },
          h('p', null, 'Copy it now: it is not shown again.'),
          h('input', { class: 'mono', readonly: true, value: secret, 'aria-label': 'The new token', onfocus: (/** @type {any} */ e) => e.target.select() }),
        ),
      h('ul', { class: 'lines' }, rows),
      form,
    ];
  });
}

/** @param {Token} token */
const usedWord = (token) => (token.lastUsedAt ? `used ${formatAgo(token.lastUsedAt, Date.now())}` : 'never used');
