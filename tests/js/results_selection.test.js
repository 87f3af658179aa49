import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Selection } from '../../static/js/results/selection.js';

const order = ['a', 'b', 'c', 'd', 'e'];
const keys = (selection) => [...selection.keys].sort().join('');

test('cards are selected one by one, and let go', () => {
  const selection = new Selection();
  selection.toggle('a');
  selection.toggle('c');
  selection.toggle('a');
  assert.deepEqual([keys(selection), selection.of(order)], ['c', 'some']);
});

test('a range goes from the last one touched, in the order in which they are shown, both ways', () => {
  const selection = new Selection();
  selection.toggle('d');
  selection.extend(order, 'b');
  assert.equal(keys(selection), 'bcd');
  selection.extend(['d', 'e', 'a', 'b', 'c'], 'e');
  assert.equal(keys(selection), 'bcde');
  selection.extend(order, 'b', false);
  assert.equal(keys(selection), 'e');
});

test('a range without a beginning is the one card', () => {
  const selection = new Selection();
  selection.extend(order, 'c');
  selection.extend(order, 'e');
  assert.equal(keys(selection), 'cde');
  selection.extend(order, 'not there');
  assert.equal(keys(selection), 'cde');
});

test('what is gone is not selected, and begins no range', () => {
  const selection = new Selection();
  selection.all(order);
  assert.equal(selection.of(order), 'all');
  selection.toggle('b', true);
  selection.prune(['a', 'c']);
  assert.deepEqual([keys(selection), selection.size], ['ac', 2]);
  selection.clear();
  selection.extend(['a', 'c'], 'c');
  assert.equal(keys(selection), 'c');
});
