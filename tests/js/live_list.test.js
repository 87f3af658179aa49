// What the page knows of a list, in whatever order whole lists and single events arrive.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LiveList, withItem } from '../../static/js/base/live_list.js';
import { lost } from './fakes.js';

const add = (artifacts, id) => artifacts.change((items) => withItem(items, { id }));

/** A list that is answered when the test says so. */
function asked(artifacts) {
  let answer;
  const list = new Promise((resolve) => (answer = resolve));
  return { done: artifacts.read(() => list), answer: (ids) => answer(ids.map((id) => ({ id }))) };
}

const idsOf = (artifacts) => artifacts.items.map(({ id }) => id);

test('an artifact that an event tells of while an older list is on its way stays', async () => {
  const artifacts = new LiveList();
  const list = asked(artifacts);
  add(artifacts, 'clip');
  list.answer([]);
  await list.done;
  assert.deepEqual(idsOf(artifacts), ['clip']);
});

test('an artifact that list and event both tell of is there once', async () => {
  const artifacts = new LiveList();
  const list = asked(artifacts);
  add(artifacts, 'clip');
  list.answer(['poster', 'clip']);
  await list.done;
  add(artifacts, 'poster');
  assert.deepEqual(idsOf(artifacts), ['poster', 'clip']);
});

test('what a later list no longer holds is gone, though an event told of it once', async () => {
  const artifacts = new LiveList();
  await artifacts.read(async () => []);
  add(artifacts, 'expired');
  const list = asked(artifacts);
  list.answer(['clip']);
  await list.done;
  assert.deepEqual(idsOf(artifacts), ['clip']);
});

test('a list that is overtaken by one asked for later changes nothing', async () => {
  const artifacts = new LiveList();
  const slow = asked(artifacts);
  const quick = asked(artifacts);
  quick.answer(['clip', 'poster']);
  await quick.done;
  slow.answer([]);
  await slow.done;
  assert.deepEqual(idsOf(artifacts), ['clip', 'poster']);
});

test('a list that fails leaves what is known', async () => {
  const artifacts = new LiveList();
  await artifacts.read(async () => []);
  add(artifacts, 'clip');
  await assert.rejects(artifacts.read(() => Promise.reject(lost())));
  assert.deepEqual(idsOf(artifacts), ['clip']);
});

test('a list that nobody wants any more changes nothing', async () => {
  const artifacts = new LiveList();
  await artifacts.read(async () => null);
  assert.equal(artifacts.items, null);
});
