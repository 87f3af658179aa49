import assert from 'node:assert/strict';
import { test } from 'node:test';

import './words_setup.js';
import { CutList } from '../../static/js/room/cut_list.js';

const listOf = (...ranges) =>
  CutList.fromClips(
    ranges.map(([start, end]) => ({ start, end })),
    { duration: 100, frameSeconds: 0.04 },
  );
const rangesOf = (list) => list.marks.map(({ start, end }) => [start, end]);

test('I opens a clip and O makes it, selected', () => {
  const list = listOf();
  list.markIn(10);
  assert.equal(list.open, 10);
  assert.deepEqual(rangesOf(list), []);
  list.markOut(20);
  assert.equal(list.open, null);
  assert.deepEqual(rangesOf(list), [[10, 20]]);
  assert.equal(list.selectedMark.start, 10);
});

test('a second I moves the open in point', () => {
  const list = listOf();
  list.markIn(10);
  list.markIn(12);
  list.markOut(20);
  assert.deepEqual(rangesOf(list), [[12, 20]]);
});

test('O before the open in point makes the clip between both', () => {
  const list = listOf();
  list.markIn(30);
  list.markOut(20);
  assert.deepEqual(rangesOf(list), [[20, 30]]);
});

test('O alone begins at the nearest out point before, or with the film', () => {
  const list = listOf();
  list.markOut(5);
  list.markOut(9);
  list.markOut(3);
  assert.deepEqual(rangesOf(list), [[0, 5], [5, 9], [0, 3]]);
});

test('within the selected clip I and O move its ends', () => {
  const list = listOf([10, 20], [12, 18]);
  list.select(list.marks[0].id);
  list.markIn(11);
  assert.equal(list.touched, 'start');
  list.markOut(19);
  assert.equal(list.touched, 'end');
  assert.deepEqual(rangesOf(list), [[11, 19], [12, 18]]);
  assert.equal(list.open, null);
});

test('at the selected clip’s very ends a new clip begins', () => {
  const list = listOf([10, 20]);
  list.select(list.marks[0].id);
  list.markIn(20);
  assert.equal(list.open, 20);
  list.markOut(30);
  assert.deepEqual(rangesOf(list), [[10, 20], [20, 30]]);
});

test('an open in point goes before the selected clip', () => {
  const list = listOf([10, 20]);
  list.select(list.marks[0].id);
  list.markIn(5);
  list.markOut(15);
  assert.deepEqual(rangesOf(list), [[10, 20], [5, 15]]);
  list.undo();
  assert.equal(list.open, 5, 'undo opens it again');
  list.dropOpen();
  assert.equal(list.open, null);
});

test('a full list keeps the in point open', () => {
  const list = listOf(...Array.from({ length: 200 }, () => [1, 2]));
  list.markIn(10);
  list.markOut(20);
  assert.equal(list.marks.length, 200);
  assert.equal(list.open, 10);
});
