import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FileHandles } from '../../static/js/upload/file_handles.js';

const kDay = 86_400_000;

function memoryShelf() {
  const items = new Map();
  return {
    items,
    get: async (key) => items.get(key),
    set: async (key, value) => void items.set(key, value),
    remove: async (key) => void items.delete(key),
    keys: async () => [...items.keys()],
  };
}

/** A handle as the browser gives it. @param {string} now what it is allowed @param {string} [asked] what the person answers */
const handleOf = (now, asked = 'denied') => ({
  name: 'film.mp4',
  queryPermission: async () => now,
  requestPermission: async () => asked,
  getFile: async () => 'the file',
});

test('a kept file is found by its job, opened where that is allowed, and forgotten', async () => {
  const handles = new FileHandles(memoryShelf(), () => 0);
  assert.equal(await handles.find('j'), null);
  await handles.keep('j', handleOf('granted'));
  assert.deepEqual(await handles.find('j'), { name: 'film.mp4', asks: false });
  assert.equal(await handles.open('j'), 'the file');
  await handles.forget('j');
  assert.equal(await handles.open('j'), null);
});

test('the person is asked where the browser wants it so, and may say no', async () => {
  const handles = new FileHandles(memoryShelf(), () => 0);
  await handles.keep('yes', handleOf('prompt', 'granted'));
  await handles.keep('no', handleOf('prompt', 'denied'));
  assert.deepEqual(await handles.find('yes'), { name: 'film.mp4', asks: true });
  assert.equal(await handles.open('yes'), 'the file');
  assert.equal(await handles.open('no'), null);
});

test('a file that is gone, and a browser that keeps nothing, are as if nothing was kept', async () => {
  const gone = new FileHandles(memoryShelf(), () => 0);
  await gone.keep('j', { ...handleOf('granted'), getFile: () => Promise.reject(new Error('NotFoundError')) });
  assert.equal(await gone.open('j'), null);
  const no = () => Promise.reject(new Error('InvalidStateError'));
  const none = new FileHandles({ get: no, set: no, remove: no, keys: no }, () => 0);
  await none.keep('j', handleOf('granted'));
  assert.equal(await none.find('j'), null);
  await none.forget('j');
});

test('what is older than any upload is cleared away when another is kept', async () => {
  const shelf = memoryShelf();
  let now = 0;
  const handles = new FileHandles(shelf, () => now);
  await handles.keep('old', handleOf('granted'));
  now = 9 * kDay;
  await handles.keep('new', handleOf('granted'));
  assert.deepEqual([...shelf.items.keys()], ['new']);
});
