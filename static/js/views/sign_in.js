// @ts-check
// Sign-in by name and password, and where a first account comes from.

import { draw, field, h, icon, notice, passwordField } from '../dom.js';
import { submits } from './form.js';

/** @param {HTMLElement} element @param {{problem: string, onSignIn: (username: string, password: string) => Promise<void>}} state */
export function renderSignIn(element, { problem, onSignIn }) {
  draw(element, ['sign-in', problem], () => {
    const name = h('input', { name: 'username', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', required: true });
    const secret = passwordField('Password', { name: 'password', autocomplete: 'current-password' });
    const wrong = notice();
    wrong.say(problem);
    const form = h(
      'form',
      { class: 'stack' },
      field('Name', name),
      secret.box,
      wrong.element,
      h('button', { class: 'primary wide' }, 'Sign in'),
    );
    submits(form, wrong, () => onSignIn(name.value, secret.input.value));
    return h(
      'div',
      { class: 'entry' },
      h('div', { class: 'entry-mark' }, icon('logo')),
      h('h1', null, 'Sign in'),
      h('div', { class: 'card' }, form),
      h(
        'p',
        { class: 'hint' },
        'First time here? Open the set-up link that ',
        h('code', null, 'clipbox serve'),
        ' prints in its log; it makes the first account.',
      ),
    );
  });
}
