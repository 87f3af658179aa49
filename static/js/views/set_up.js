// @ts-check
// The first account, by the link from the log.

import { draw, field, h, icon, notice, passwordField } from '../dom.js';
import { t, tNodes } from '../lang/t.js';
import { kPasswordHint, submits } from './form.js';

/** @param {HTMLElement} element @param {{onSetUp: (username: string, password: string) => Promise<void>}} state */
export function renderSetUp(element, { onSetUp }) {
  draw(element, 'set-up', () => {
    const name = h('input', { name: 'username', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', required: true });
    const secret = passwordField(t('account.password'), { name: 'password', autocomplete: 'new-password', minlength: 8 }, kPasswordHint);
    const wrong = notice();
    const form = h(
      'form',
      { class: 'stack' },
      field(t('account.yourName'), name, t('account.yourNameHint')),
      secret.box,
      wrong.element,
      h('button', { class: 'primary wide' }, t('account.create')),
    );
    submits(form, wrong, () => onSetUp(name.value, secret.input.value));
    return h(
      'div',
      { class: 'entry' },
      h('div', { class: 'entry-mark' }, icon('logo')),
      h('h1', null, t('account.welcome')),
      h('p', { class: 'lead' }, t('account.welcomeText')),
      h('div', { class: 'card' }, form),
      h('p', { class: 'hint' }, ...tNodes('account.alreadySetUp', { signIn: h('a', { href: '#/' }, t('account.signIn')) })),
    );
  });
}
