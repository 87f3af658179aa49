// @ts-check
// The first account, by the link from the log.

import { draw, field, h, icon, notice, passwordField } from '../dom.js';
import { kPasswordHint, submits } from './form.js';

/** @param {HTMLElement} element @param {{onSetUp: (username: string, password: string) => Promise<void>}} state */
export function renderSetUp(element, { onSetUp }) {
  draw(element, 'set-up', () => {
    const name = h('input', { name: 'username', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', required: true });
    const secret = passwordField('Password', { name: 'password', autocomplete: 'new-password', minlength: 8 }, kPasswordHint);
    const wrong = notice();
    const form = h(
      'form',
      { class: 'stack' },
      field('Your name here', name, 'You sign in with it. You will be the administrator.'),
      secret.box,
      wrong.element,
      h('button', { class: 'primary wide' }, 'Create the account'),
    );
    submits(form, wrong, () => onSetUp(name.value, secret.input.value));
    return h(
      'div',
      { class: 'entry' },
      h('div', { class: 'entry-mark' }, icon('logo')),
      h('h1', null, 'Welcome to your clipbox'),
      h('p', { class: 'lead' }, 'One account, and it is yours.'),
      h('div', { class: 'card' }, form),
      h('p', { class: 'hint' }, 'Already set up? ', h('a', { href: '#/' }, 'Sign in'), '.'),
    );
  });
}
