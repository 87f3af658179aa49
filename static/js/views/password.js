// @ts-check
// One's own password.

import { draw, h, notice, passwordField } from '../dom.js';
import { t } from '../lang/t.js';
import { kPasswordHint, submits } from './form.js';

/** @param {HTMLElement} element @param {{user: import('../types.js').User, onChange: (oldPassword: string, next: string) => Promise<unknown>}} state */
export function renderPassword(element, { user, onChange }) {
  draw(element, user.id, () => {
    const old = passwordField(t('settings.oldPassword'), { autocomplete: 'current-password' });
    const next = passwordField(t('settings.newPassword'), { autocomplete: 'new-password', minlength: 8 }, kPasswordHint);
    const wrong = notice();
    const done = h('p', { class: 'done', role: 'status' });
    const form = h(
      'form',
      { class: 'stack' },
      h('input', { type: 'text', autocomplete: 'username', value: user.username, hidden: true, 'aria-hidden': 'true' }),
      old.box,
      next.box,
      h('p', { class: 'hint' }, t('settings.passwordEnds')),
      wrong.element,
      done,
      h('button', null, t('settings.changePassword')),
    );
    submits(form, wrong, async () => {
      await onChange(old.input.value, next.input.value);
      old.clear();
      next.clear();
      done.textContent = t('settings.passwordChanged');
    });
    form.addEventListener('input', () => (done.textContent = ''));
    return [h('h2', null, t('settings.password')), form];
  });
}
