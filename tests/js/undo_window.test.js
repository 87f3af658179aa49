import assert from 'node:assert/strict';
import { test } from 'node:test';

import { UndoWindow } from '../../static/js/base/undo_window.js';
import { ManualClock, settle } from './fakes.js';

function windowOf(go = async () => {}) {
  const clock = new ManualClock();
  const gone = [];
  const errors = [];
  const undo = new UndoWindow({
    clock,
    go: async (item) => void (await go(item), gone.push(item)),
    onChange: (error) => error && errors.push(error),
  });
  return { undo, clock, gone, errors };
}

test('what is taken away goes after ten seconds, and not before', async () => {
  const { undo, clock, gone } = windowOf();
  undo.take('a');
  await clock.advance(9_999);
  assert.deepEqual([undo.item, gone], ['a', []]);
  await clock.advance(1);
  assert.deepEqual([undo.item, gone], [null, ['a']]);
});

test('it can be had back, and then never goes', async () => {
  const { undo, clock, gone } = windowOf();
  undo.take('a');
  undo.undo();
  await clock.advance(60_000);
  assert.deepEqual([undo.item, gone], [null, []]);
});

test('the next one lets the one before go at once, and leaving lets the last go', async () => {
  const { undo, gone } = windowOf();
  await undo.take('a');
  await undo.take('b');
  assert.deepEqual(gone, ['a']);
  await undo.end();
  await undo.end();
  assert.deepEqual(gone, ['a', 'b']);
});

test('what the server refused to delete is told', async () => {
  const { undo, errors } = windowOf(async () => Promise.reject(new Error('away')));
  undo.take('a');
  await undo.end();
  await settle();
  assert.equal(errors[0].message, 'away');
});
