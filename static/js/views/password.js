// @ts-check
// One's own password.

import { draw, h, notice, passwordField } from '../dom.js';
import { kPasswordHint, submits } from './form.js';

/** @param {HTMLElement} element @param {{user: import('../types.js').User, onChange: (oldPassword: string, next: string) => Promise<unknown>}} state */
export function renderPassword(element, { user, onChange }) {
  draw(element, user.id, () => {
    const old = passwordField('Current password', { autocomplete: 'current-password' });
    const next = passwordField('New password', { autocomplete: 'new-password', minlength: 8 }, kPasswordHint);
    const said = notice();
    const form = h(
      'form',
      { class: 'stack' },
      h('input', { type: 'text', autocomplete: 'username', value: user.username, hidden: true, 'aria-hidden': 'true' }),
      old.box,
      next.box,
      said.element,
      h('button', null, 'Change the password'),
    );
    submits(form, said, async () => {
      await onChange(old.input.value, next.input.value);
      form.reset();
      said.say('The password is changed.');
    });
    return [h('h2', null, 'Your password'), form];
  });
}
