// @ts-check
// The accounts, for administrators.

import { button, draw, field, h, keyed, notice, passwordField } from '../dom.js';
import { formatAgo } from '../format.js';
import { t } from '../lang/t.js';
import { ask } from './dialog.js';
import { kPasswordHint, submits } from './form.js';

/** @typedef {import('../types.js').User} User */

/**
 * @typedef {object} UsersDoes
 * @property {(user: {username: string, password: string, role: string}) => Promise<void>} onAdd
 * @property {(user: User) => Promise<void>} onRemove
 * @property {(user: User, next: string) => Promise<unknown>} onPassword
 */

/** @param {HTMLElement} element @param {{users: User[], me: User} & UsersDoes} state */
export function renderUsers(element, { users, me, ...does }) {
  if (!element.children.length) element.append(h('h2', null, () => t('account.title')), h('ul', { class: 'lines' }), h('div'));
  const [, list, add] = /** @type {HTMLElement[]} */ ([...element.children]);
  // Each alone: what is typed in one stays when another changes.
  keyed(list, users, ({ id }) => id, 'li', (line, user) => {
    line.setAttribute('class', 'line');
    draw(line, user, () => renderUser(line, user, me, does));
  });
  draw(add, 'add', () => h('details', null, h('summary', null, t('account.add')), addForm(does)));
}

/** @param {UsersDoes} does */
function addForm({ onAdd }) {
  const wrong = notice();
  const name = h('input', { required: true, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' });
  const secret = passwordField(t('account.password'), { autocomplete: 'new-password', minlength: 8 }, kPasswordHint);
  const role = h('select', null, ['member', 'admin'].map((value) => h('option', { value }, t(`account.role.${value}`))));
  const form = h(
    'form',
    { class: 'stack' },
    field(t('account.name'), name),
    secret.box,
    field(t('account.role'), role, t('account.roleHint')),
    wrong.element,
    h('button', null, t('account.addYes')),
  );
  submits(form, wrong, async () => {
    await onAdd({ username: name.value.trim(), password: secret.input.value, role: role.value || 'member' });
    role.value = 'member';
    name.value = '';
    secret.clear();
    form.closest('details')?.removeAttribute('open');
  });
  return form;
}

/** @param {HTMLElement} line @param {User} user @param {User} me @param {UsersDoes} does */
function renderUser(line, user, me, does) {
  const since = user.createdAt && t('account.since', { when: formatAgo(user.createdAt, Date.now()) });
  const about = [t(`account.role.${user.role}`), since].filter(Boolean).join(' · ');
  const who = h('span', { class: 'grow' }, h('bdi', null, user.username), h('span', { class: 'sub' }, about));
  if (user.id === me.id) return [who, h('span', { class: 'pill calm' }, t('account.you'))];
  const password = button(t('account.password'), { class: 'small', onclick: () => askPassword(line, user, does.onPassword) });
  password.setAttribute('aria-label', t('account.passwordOf', { name: user.username }));
  const remove = button(t('account.remove'), { class: 'small danger', onclick: () => askRemove(user, does.onRemove) });
  remove.setAttribute('aria-label', t('account.removeIt', { name: user.username }));
  return [who, password, remove];
}

/** @param {User} user @param {UsersDoes['onRemove']} onRemove */
async function askRemove(user, onRemove) {
  const name = user.username;
  const yes = await ask({ title: t('account.removeAsk', { name }), text: t('account.removeText', { name }), yes: t('account.removeYes') });
  if (yes) await onRemove(user);
}

/** @param {HTMLElement} line @param {User} user @param {UsersDoes['onPassword']} onPassword */
function askPassword(line, user, onPassword) {
  if (line.querySelector('form')) return;
  const next = passwordField(t('account.newPasswordOf', { name: user.username }), { autocomplete: 'new-password', minlength: 8 }, kPasswordHint);
  const said = notice();
  const end = () => {
    form.remove();
    line.querySelector('button')?.focus();
  };
  const form = h(
    'form',
    { class: 'stack full' },
    next.box,
    h('p', { class: 'hint' }, t('account.passwordEnds')),
    said.element,
    h('div', { class: 'row' }, h('button', null, t('account.setPassword')), h('button', { type: 'button', class: 'quiet', onclick: end }, t('common.cancel'))),
  );
  submits(form, said, async () => {
    await onPassword(user, next.input.value);
    form.replaceChildren(h('p', { role: 'status' }, t('account.passwordSet', { name: user.username })));
  });
  line.append(form);
  next.input.focus();
}
