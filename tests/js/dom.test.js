import assert from 'node:assert/strict';
import { test } from 'node:test';

import { place, type } from './fake_dom.js';
import { button, choiceGroup, draw, field, h, keyed, notice, passwordField, say, sayAnew, show } from '../../static/js/dom.js';
import { t } from '../../static/js/lang/t.js';
import { settle } from './fakes.js';
import { speakIn } from './words_setup.js';

test('an element gets its attributes, handlers and children; what is false or missing is left out', () => {
  let clicks = 0;
  const element = h('p', { class: 'a', hidden: false, open: true, title: null, onclick: () => (clicks += 1) }, 'one', [null, h('b', null, 2)], false);
  element.click();
  assert.deepEqual([element.getAttribute('class'), element.getAttribute('open'), element.hasAttribute('hidden'), element.hasAttribute('title')], ['a', '', false, false]);
  assert.deepEqual([element.textContent, clicks], ['one2', 1]);
});

test('choices that belong together are named by the words above them', () => {
  const group = choiceGroup({ class: 'segments' }, 'Clips', h('label', null, 'one'));
  const [name] = group.children;
  assert.deepEqual([group.localName, group.getAttribute('class'), name.textContent], ['fieldset', 'segments', 'Clips']);
  assert.equal(group.getAttribute('aria-labelledby'), name.id);
});

test('what looks like markup is shown as text', () => {
  const element = h('p', null, '<b>bold</b>');
  assert.deepEqual([element.children.length, element.textContent], [0, '<b>bold</b>']);
});

test('a region is drawn again only when what it shows has changed', () => {
  const region = place();
  const built = [];
  const drawn = (key) => draw(region, key, () => (built.push(key), h('p', null, key.a)));
  assert.deepEqual([drawn({ a: 1 }), drawn({ a: 1 }), drawn({ a: 2 })], [true, false, true]);
  assert.deepEqual([built.length, region.textContent], [2, '2']);
});

test('the focus stays on an element with an id when its region is drawn anew', () => {
  const region = place();
  const drawn = (key) => draw(region, key, () => [h('input', { id: 'other' }), h('input', { id: 'here' })]);
  drawn(1);
  region.querySelector('#here').focus();
  drawn(2);
  assert.equal(document.activeElement, region.querySelector('#here'));
});

test('a region that was taken away is built anew when it comes back', () => {
  const region = place();
  draw(region, 'same', () => 'text');
  show(region, false);
  assert.deepEqual([region.hidden, region.textContent], [true, '']);
  show(region, true);
  draw(region, 'same', () => 'text');
  assert.deepEqual([region.hidden, region.textContent], [false, 'text']);
});

test('a list keeps the element of each item, in the items’ order, and drops those that are gone', () => {
  const list = place('ul');
  const seen = (...items) => {
    keyed(list, items, (item) => item, 'li', (element, item, index) => (element.textContent = `${index}${item}`));
    return new Map(list.children.map((child) => [child.getAttribute('data-key'), child]));
  };
  const before = seen('a', 'b', 'c');
  const after = seen('c', 'd', 'a');
  assert.deepEqual([...after.keys()], ['c', 'd', 'a']);
  assert.equal(list.textContent, '0c1d2a');
  assert.equal(after.get('a'), before.get('a'));
  assert.equal(after.get('c'), before.get('c'));
});

test('a field is tied to its label and its hint, each field by an id of its own', () => {
  const [one, two] = [h('input'), h('input')];
  const box = field('Name', one, 'As you like.');
  field('Name', two);
  assert.equal(box.querySelector('label').getAttribute('for'), one.id);
  assert.equal(one.getAttribute('aria-describedby'), box.querySelector('.hint').id);
  assert.notEqual(one.id, two.id);
  assert.equal(two.hasAttribute('aria-describedby'), false);
});

test('a password can be looked at and hidden again, and the button says what it does', () => {
  const { box, input } = passwordField('Old password', {});
  const toggle = box.querySelector('button');
  const seen = () => [input.type, toggle.textContent, toggle.getAttribute('aria-label')];
  assert.deepEqual(seen(), ['password', 'Show', 'Show old password']);
  toggle.click();
  assert.deepEqual(seen(), ['text', 'Hide', 'Hide old password']);
  toggle.click();
  assert.equal(input.type, 'password');
});

test('a notice says the words of an error, and nothing without one', () => {
  const { element, say: tell } = notice();
  tell(new Error('Too long.'));
  assert.equal(element.textContent, 'Too long.');
  tell(null);
  assert.equal(element.textContent, '');
});

test('a button acts once at a time, and says beside itself why it failed until it is tried again', async () => {
  const row = place('div');
  const answers = [];
  const one = button('Go', { onclick: () => new Promise((resolve, reject) => answers.push({ resolve, reject })) });
  row.append(one);
  one.click();
  one.click();
  assert.deepEqual([answers.length, one.getAttribute('aria-busy')], [1, 'true']);
  answers[0].reject(new Error('No room.'));
  await settle();
  assert.deepEqual([row.querySelector('.notice').textContent, one.hasAttribute('aria-busy')], ['No room.', false]);
  one.click();
  assert.equal(row.querySelector('.notice'), null);
  answers[1].resolve();
  await settle();
  assert.equal(row.querySelector('.notice'), null);
});

test('the text of a part is set where there is such a part', () => {
  const region = place();
  region.append(h('p', { class: 'a' }));
  say(region, '.a', 'word');
  say(region, '.b', 'word');
  assert.equal(region.textContent, 'word');
});


test('words that follow the language are said anew; what is typed, chosen and opened stays', () => {
  const region = place();
  const element = h('button', { title: () => t('common.cancel') }, () => t('common.tryAgain'));
  const show = () =>
    draw(region, 'form', () => [h('h2', null, t('common.language')), h('input', { type: 'text' }), h('input', { type: 'checkbox' }), h('details', null, h('summary', null, 'x'))]);
  show();
  region.append(element);
  type(region.querySelector('input'), 'half a word');
  region.querySelectorAll('input')[1].checked = true;
  region.querySelector('details').open = true;
  speakIn('de');
  sayAnew(element);
  assert.deepEqual([element.getAttribute('title'), element.textContent], ['Abbrechen', 'Erneut versuchen']);
  element.remove();
  show();
  const [text, box] = region.querySelectorAll('input');
  assert.deepEqual([region.querySelector('h2').textContent, text.value, box.checked, region.querySelector('details').open], ['Sprache', 'half a word', true, true]);
  assert.equal(document.activeElement, text);
  speakIn('en');
});

test('a region that shows something else keeps nothing of what was typed', () => {
  const region = place();
  draw(region, 1, () => h('input', { type: 'text' }));
  type(region.querySelector('input'), 'of the one before');
  speakIn('de');
  draw(region, 2, () => h('input', { type: 'text' }));
  assert.equal(region.querySelector('input').value, '');
  speakIn('en');
});
