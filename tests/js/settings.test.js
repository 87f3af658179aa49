// The settings: what is typed in a form stays while what is listed beside it changes.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buttonOf, place, type } from './fake_dom.js';
import { renderTokens } from '../../static/js/views/tokens.js';
import { renderUsers } from '../../static/js/views/users.js';
import { settle } from './fakes.js';

async function give(form) {
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  await settle();
}

test('a token’s name that is typed stays while tokens come and go, and is gone when it is made', async () => {
  const element = place();
  const added = [];
  const shown = (tokens, made = null) => renderTokens(element, { tokens, made, onAdd: async (name) => void added.push(name), onSeen() {}, onRemove: async () => {} });
  const made = { id: '1', name: 'one', secret: 's' };
  shown([made], made);
  assert.ok(element.querySelector('.secret'));
  const field = element.querySelector('#token-name');
  type(field, 'two');
  shown([{ id: '1', name: 'one', lastUsedAt: '2026-01-01T00:00:00Z' }]);
  assert.deepEqual([element.querySelector('.secret'), element.querySelector('#token-name') === field, field.value], [null, true, 'two']);
  await give(element.querySelector('form'));
  assert.deepEqual([added, field.value], [['two'], '']);
});

test('a password that is typed for one account stays while another is added or goes', async () => {
  const element = place();
  const [me, ada, bob] = ['me', 'ada', 'bob'].map((id) => ({ id, username: id, role: 'member' }));
  const given = [];
  const shown = (users) => renderUsers(element, { users, me, onAdd: async (user) => void given.push(user.username), onRemove: async () => {}, onPassword: async ({ id }, next) => given.push([id, next]) });
  shown([me, ada, bob]);
  const line = element.querySelectorAll('li')[1];
  buttonOf(line, 'Password').click();
  const form = line.querySelector('form');
  type(form.querySelector('input'), 'a new one');
  const adding = element.querySelector('details');
  adding.setAttribute('open', '');
  type(adding.querySelector('input'), 'eve');
  shown([me, ada]);
  assert.deepEqual([element.querySelectorAll('li').length, line.querySelector('form'), form.querySelector('input').value], [2, form, 'a new one']);
  assert.equal(element.querySelector('details').querySelector('input').value, 'eve');
  adding.querySelector('.reveal').click();
  const secret = adding.querySelectorAll('input')[1];
  assert.equal(secret.type, 'text');
  await give(adding.querySelector('form'));
  assert.deepEqual([adding.hasAttribute('open'), adding.querySelector('input').value, secret.type], [false, '', 'password'], 'the next one is hidden again');
  await give(form);
  assert.deepEqual(given, ['eve', ['ada', 'a new one']]);
});
