// @ts-check
// The accounts, for administrators.

import { button, draw, field, h, notice, passwordField } from '../dom.js';
import { ask } from './dialog.js';
import { kPasswordHint, submits } from './form.js';

/** @typedef {import('../types.js').User} User */

/**
 * @param {HTMLElement} element
 * @param {{users: User[], me: User, onAdd: (user: {username: string, password: string, role: string}) => Promise<void>,
 *   onRemove: (user: User) => Promise<void>, onPassword: (user: User, next: string) => Promise<unknown>}} state
 */
export function renderUsers(element, { users, me, onAdd, onRemove, onPassword }) {
  draw(element, users, () => {
    const wrong = notice();
    const name = h('input', { required: true, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' });
    const secret = passwordField('Password', { autocomplete: 'new-password', minlength: 8 }, kPasswordHint);
    const role = h('select', null, h('option', { value: 'member' }, 'Member'), h('option', { value: 'admin' }, 'Administrator'));
    const form = h('form', { class: 'stack' }, field('Name', name), secret.box, field('Role', role), wrong.element, h('button', null, 'Add the account'));
    submits(form, wrong, () => onAdd({ username: name.value.trim(), password: secret.input.value, role: role.value }));
    return [
      h('h2', null, 'Accounts'),
      h('ul', { class: 'lines' }, users.map((user) => renderUser(user, me, { onRemove, onPassword }))),
      h('details', null, h('summary', null, 'Add an account'), form),
    ];
  });
}

/**
 * @param {User} user @param {User} me
 * @param {{onRemove: (user: User) => Promise<void>, onPassword: (user: User, next: string) => Promise<unknown>}} on
 */
function renderUser(user, me, on) {
  const line = h(
    'li',
    { class: 'line' },
    h('span', { class: 'grow' }, user.username, h('span', { class: 'sub' }, user.role === 'admin' ? 'Administrator' : 'Member')),
  );
  if (user.id === me.id) {
    line.append(h('span', { class: 'pill calm' }, 'You'));
    return line;
  }
  line.append(
    button('Password', { class: 'small', onclick: () => askPassword(line, user, on.onPassword) }),
    button('Remove', {
      class: 'small danger',
      onclick: async () => {
        const yes = await ask({ title: `Remove ${user.username}?`, text: 'Their videos become yours.', yes: 'Remove the account' });
        if (yes) await on.onRemove(user);
      },
    }),
  );
  return line;
}

/** @param {HTMLElement} line @param {User} user @param {(user: User, next: string) => Promise<unknown>} onPassword */
function askPassword(line, user, onPassword) {
  if (line.querySelector('form')) return;
  const next = passwordField(`New password of ${user.username}`, { autocomplete: 'new-password', minlength: 8 }, kPasswordHint);
  const said = notice();
  const form = h('form', { class: 'stack full' }, next.box, said.element, h('button', null, 'Set it'));
  submits(form, said, async () => {
    await onPassword(user, next.input.value);
    form.replaceChildren(h('p', { role: 'status' }, 'The password is set.'));
  });
  line.append(form);
  next.input.focus();
}
