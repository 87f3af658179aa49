import assert from 'node:assert/strict';
import { test } from 'node:test';

import './words_setup.js';
import { CutList } from '../../static/js/room/cut_list.js';

const kFrame = 0.04;
const film = { duration: 100, frameSeconds: kFrame };
const listOf = (...ranges) => CutList.fromClips(ranges.map(([start, end, label = '']) => ({ start, end, label })), film);
const rangesOf = (list) => list.marks.map(({ start, end }) => [start, end]);

test('clips come back as the recipe takes them, in the person’s order', () => {
  const clips = [
    { start: 40, end: 50, label: 'last first', focus: { x: 0.3, y: 0.5 } },
    { start: 1, end: 2 },
    { start: 1.5, end: 60, aspect: '9:16' },
  ];
  assert.deepEqual(CutList.fromClips(clips, film).clips(), clips);
});

test('times go out to the microsecond, and a name without its blanks', () => {
  const list = CutList.fromClips([{ start: 1 / 3, end: 2, label: ' a ' }]);
  assert.deepEqual(list.clips(), [{ start: 0.333333, end: 2, label: 'a' }]);
});

test('a mark stays inside the film and at least a frame long', () => {
  const list = listOf();
  list.add({ start: -5, end: 200 });
  const id = list.add({ start: 50, end: 50 });
  assert.deepEqual(rangesOf(list), [[0, 100], [50, 50.04]]);
  list.change(id, { start: 99 });
  assert.deepEqual(rangesOf(list)[1], [50, 50.04], 'the start stops a frame before the end');
  list.change(id, { end: 10 });
  assert.deepEqual(rangesOf(list)[1], [50, 50.04], 'the end stops a frame behind the start');
  list.change(id, { start: 300, end: 400 });
  assert.deepEqual(rangesOf(list)[1], [99.96, 100]);
});

test('without a known length a mark may lie anywhere', () => {
  const list = new CutList();
  list.add({ start: 5000, end: 5001 });
  assert.deepEqual(rangesOf(list), [[5000, 5001]]);
});

test('a clip that is moved keeps its length at the film’s ends', () => {
  const list = listOf([10, 20]);
  const [{ id }] = list.marks;
  list.slide(id, -3);
  assert.deepEqual(rangesOf(list), [[0, 10]]);
  list.slide(id, 97);
  assert.deepEqual(rangesOf(list), [[90, 100]]);
});

test('there are at most 200 marks', () => {
  const list = listOf(...Array.from({ length: 250 }, () => [1, 2]));
  assert.equal(list.marks.length, 200);
  assert.equal(list.add({ start: 1, end: 2 }), '');
  assert.equal(list.split(list.marks[0].id, 1.5), '');
  assert.equal(list.setAll(Array.from({ length: 201 }, () => ({ start: 1, end: 2 }))), 200);
});

test('everything can be undone and done again', () => {
  const list = listOf([10, 20, 'a'], [30, 40, 'b']);
  const [{ id }] = list.marks;
  const deeds = [
    () => list.add({ start: 1, end: 2 }, 'c'),
    () => list.change(id, { start: 12 }),
    () => list.change(id, { focus: { x: 0.1, y: 0.2 } }),
    () => list.change(id, { focus: null }),
    () => list.change(id, { label: 'new' }),
    () => list.slide(id, 50),
    () => list.nudge(id, 'end', kFrame),
    () => list.split(id, 55),
    () => list.move(id, 9),
    () => list.markIn(70),
    () => list.markOut(80),
    () => list.remove(id),
    () => list.setAll([{ start: 3, end: 4 }]),
  ];
  const seen = [JSON.stringify(list.clips())];
  for (const deed of deeds) {
    deed();
    seen.push(JSON.stringify(list.clips()));
  }
  for (let i = deeds.length - 1; i >= 0; i -= 1) {
    assert.ok(list.undo());
    assert.equal(JSON.stringify(list.clips()), seen[i], `undo ${deeds[i]}`);
  }
  assert.equal(list.canUndo, false);
  for (let i = 1; i <= deeds.length; i += 1) {
    assert.ok(list.redo());
    assert.equal(JSON.stringify(list.clips()), seen[i], `redo ${deeds[i - 1]}`);
  }
  assert.equal(list.canRedo, false);
});

test('a drag is one step, and can be called off', () => {
  const list = listOf([10, 20]);
  const [{ id }] = list.marks;
  list.begin();
  for (let t = 10; t < 15; t += 0.5) list.change(id, { start: t });
  list.commit();
  assert.deepEqual(rangesOf(list), [[14.5, 20]]);
  list.begin();
  list.change(id, { end: 50 });
  list.cancel();
  assert.deepEqual(rangesOf(list), [[14.5, 20]]);
  list.undo();
  assert.deepEqual(rangesOf(list), [[10, 20]]);
  assert.equal(list.canUndo, false);
});

test('a drag that ends where it began is no step, and leaves what can be done again', () => {
  const list = listOf([10, 20]);
  const [{ id }] = list.marks;
  list.change(id, { end: 30 });
  list.undo();
  list.begin();
  list.change(id, { start: 11 });
  list.change(id, { start: 10 });
  list.commit();
  assert.equal(list.canUndo, false);
  assert.equal(list.canRedo, true);
});

test('undo in the middle of a drag takes the drag back', () => {
  const list = listOf([10, 20]);
  const [{ id }] = list.marks;
  list.begin();
  list.change(id, { start: 11 });
  assert.equal(list.canUndo, true);
  list.undo();
  assert.deepEqual(rangesOf(list), [[10, 20]]);
});

test('typing a name is one step until something else is done', () => {
  const list = listOf([10, 20], [30, 40]);
  const [a, b] = list.marks.map(({ id }) => id);
  for (const label of ['B', 'Br', 'Bri']) list.change(a, { label });
  for (const label of ['T', 'To']) list.change(b, { label });
  list.select(b);
  list.change(b, { label: 'Top' });
  const names = () => list.marks.map(({ label }) => label);
  list.undo();
  assert.deepEqual(names(), ['Bri', 'To']);
  list.undo();
  assert.deepEqual(names(), ['Bri', '']);
  list.undo();
  assert.deepEqual(names(), ['', '']);
});

test('nudges are steps of their own, those of a held key one', () => {
  const list = listOf([10, 20]);
  const [{ id }] = list.marks;
  list.nudge(id, 'start', 1);
  list.nudge(id, 'start', 1);
  list.undo();
  assert.deepEqual(rangesOf(list), [[11, 20]]);
  for (let i = 0; i < 5; i += 1) list.nudge(id, 'end', 1, true);
  list.undo();
  assert.deepEqual(rangesOf(list), [[11, 20]]);
});

test('a new change after undo forgets what was undone', () => {
  const list = listOf([10, 20]);
  const [{ id }] = list.marks;
  list.change(id, { start: 11 });
  list.undo();
  list.change(id, { start: 12 });
  assert.equal(list.canRedo, false);
});

test('a split makes two of one, the second named after the first and selected', () => {
  const list = listOf([10, 20, 'Bridge'], [30, 40]);
  const second = list.split(list.marks[0].id, 14);
  list.split(second, 16);
  assert.deepEqual(rangesOf(list), [[10, 14], [14, 16], [16, 20], [30, 40]]);
  assert.deepEqual(list.marks.map(({ label }) => label), ['Bridge', 'Bridge, part 2', 'Bridge, part 3', '']);
  assert.equal(list.selectedMark.start, 16);
  assert.equal(list.split(list.marks[0].id, 10.01), '', 'less than a frame would be left');
  assert.equal(list.split(list.marks[0].id, 99), '');
});

test('the clip after a removed one is selected, or the last', () => {
  const list = listOf([1, 2], [3, 4], [5, 6]);
  list.select(list.marks[1].id);
  list.remove(list.selected);
  assert.equal(list.selectedMark.start, 5);
  list.remove(list.selected);
  assert.equal(list.selectedMark.start, 1);
  list.remove(list.selected);
  assert.equal(list.selected, '');
});

test('next and previous go through the list in its order and stop at its ends', () => {
  const list = listOf([5, 6], [1, 2]);
  const starts = [1, 1, 1, -1, -1].map((step) => (list.selectNext(step), list.selectedMark.start));
  assert.deepEqual(starts, [5, 1, 1, 5, 5]);
});

test('the end that was moved last is remembered, and a newly selected clip begins with its start', () => {
  const list = listOf([1, 2], [3, 4]);
  const [a, b] = list.marks.map(({ id }) => id);
  list.select(a);
  assert.equal(list.touched, 'start');
  list.change(a, { end: 2.5 });
  assert.equal(list.touched, 'end');
  list.select(b);
  assert.equal(list.touched, 'start');
});

test('the brackets move the end that was touched last, with Shift the other, and that stays so', () => {
  const list = listOf([10, 20]);
  list.select(list.marks[0].id);
  list.change(list.selected, { end: 21 });
  const later = (time) => time + 1;
  list.trim(false, later);
  list.trim(true, later, true);
  list.trim(true, later, true);
  assert.deepEqual(rangesOf(list), [[12, 22]]);
  assert.equal(list.touched, 'end');
  list.undo();
  assert.deepEqual(rangesOf(list), [[10, 22]], 'a held key is one step');
  list.select('');
  list.trim(false, later);
  assert.deepEqual(rangesOf(list), [[10, 22]]);
});

test('a draft keeps marks and selection, and what is no draft is no list', () => {
  const list = listOf([1, 2, 'a'], [3, 4]);
  list.select(list.marks[1].id);
  list.dropOpen();
  list.markIn(50);
  const again = new CutList({ ...film, draft: JSON.parse(JSON.stringify(list.toJson())) });
  assert.deepEqual(again.toJson(), list.toJson());
  assert.equal(again.canUndo, false);
  const ids = new Set([...again.marks.map(({ id }) => id), again.add({ start: 5, end: 6 })]);
  assert.equal(ids.size, 3, 'new ids are new');
  for (const draft of [null, 7, 'x', {}, { marks: [{ id: 'a' }, null, { id: 1, start: 1, end: 2 }] }]) {
    assert.deepEqual(new CutList({ draft }).marks, []);
  }
});

test('an import is taken as it is, so that what is wrong with it can be said', () => {
  const list = listOf([1, 2]);
  assert.equal(list.setAll([{ start: 90, end: 400 }, { start: 9, end: 3 }]), 2);
  assert.deepEqual(rangesOf(list), [[90, 400], [9, 3]]);
  list.change(list.marks[0].id, { start: 80 });
  assert.deepEqual(rangesOf(list)[0], [80, 100], 'what is changed is mended');
});

test('everybody is told of each change, and of nothing else', () => {
  const list = listOf([1, 2]);
  let told = 0;
  const end = list.onChange(() => (told += 1));
  list.add({ start: 3, end: 4 });
  list.select(list.marks[0].id);
  list.select(list.marks[0].id);
  list.remove('no such');
  list.change('no such', { start: 1 });
  list.slide('no such', 1);
  list.move('no such', 1);
  list.undo();
  assert.equal(told, 3);
  assert.equal(list.undo(), false);
  end();
  list.redo();
  assert.equal(told, 3);
});
