// A clip made again with an end moved: by whole frames of the film, with all else as it was.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isOfSpan, recipeAfter, recipeOfMoved } from '../../static/js/results/again.js';
import { CutEnds } from '../../static/js/results/cut_ends.js';
import { settle } from './fakes.js';

const kFrame = 0.04;
const kFilm = { duration: 10, frameSeconds: kFrame };
const rounded = ({ start, end }) => [start, end].map((time) => Math.round(time * 1e6) / 1e6);

/** A film of 25 frames a second and ten seconds, which tells its frames as the server does. */
async function frameAt(time) {
  if (time >= 10) throw new Error('behind the end');
  const n = Math.floor(time / kFrame + 1e-6);
  const at = (i) => (i < 0 || i > 249 ? null : Number((i * kFrame).toFixed(6)));
  return { time: at(n), previous: at(n - 1), next: at(n + 1) };
}
const endsOf = (start, end) => CutEnds.of({ start, end }, frameAt, kFilm);
const times = ({ before, at, after }) => [before, at, after].map((frame) => frame?.time ?? null);

test('the pictures at the ends are the clip’s first and last, with their neighbours in the film', async () => {
  const ends = await endsOf(2, 4);
  assert.deepEqual(times(await ends.around('start')), [1.96, 2, 2.04]);
  assert.deepEqual(times(await ends.around('end')), [3.92, 3.96, 4]);
  const between = await endsOf(2.01, 4.01);
  assert.deepEqual([times(await between.around('start'))[1], times(await between.around('end'))[1]], [2, 4], 'between two frames the earlier one is seen');
});

test('an end goes a frame earlier or later, the other stays as it was asked for', async () => {
  const ends = await endsOf(2.01, 4);
  assert.deepEqual([ends.isMoved, rounded(ends.span)], [false, [2.01, 4]]);
  await ends.move('start', -1);
  assert.deepEqual([ends.isMoved, rounded(ends.span)], [true, [1.96, 4]]);
  await ends.move('start', 1);
  assert.deepEqual([ends.isMoved, rounded(ends.span)], [false, [2.01, 4]]);
  await ends.move('end', -1);
  assert.deepEqual(rounded(ends.span), [2.01, 3.96]);
  await ends.move('end', 1);
  await ends.move('end', 1);
  assert.deepEqual(rounded(ends.span), [2.01, 4.04]);
});

test('at the film’s own ends and at a clip’s last picture nothing goes further', async () => {
  const whole = await endsOf(0, 12);
  assert.deepEqual([whole.may('start', -1), whole.may('end', 1), whole.may('start', 1), whole.may('end', -1)], [false, false, true, true]);
  await whole.move('end', -1);
  await whole.move('end', 1);
  assert.deepEqual(rounded(whole.span), [0, 12], 'back where it was');
  const one = await endsOf(2, 2.04);
  assert.deepEqual([one.may('start', 1), one.may('end', -1)], [false, false]);
  await one.move('end', -1);
  assert.deepEqual(rounded(one.span), [2, 2.04]);
});

test('the last frame of the film is taken in up to the film’s end', async () => {
  const ends = await endsOf(2, 9.96);
  await ends.move('end', 1);
  assert.deepEqual(rounded(ends.span), [2, 10]);
});

test('a step behind one that is on its way goes on from where that leads, and all are done before the span is taken', async () => {
  const answers = [];
  const slow = (time) => new Promise((resolve, reject) => answers.push({ give: () => frameAt(time).then(resolve), refuse: () => reject(new Error('away')) }));
  const opened = CutEnds.of({ start: 2, end: 4 }, slow, kFilm);
  const flow = async () => {
    while (answers.length) answers.shift().give();
    await settle();
  };
  await flow();
  await flow();
  const ends = await opened;
  void ends.move('start', -1);
  void ends.move('start', -1);
  void ends.move('end', 1);
  let isSettled = false;
  void ends.settled().then(() => (isSettled = true));
  await settle();
  assert.equal(isSettled, false);
  for (let i = 0; i < 3; i += 1) await flow();
  assert.deepEqual([isSettled, rounded(ends.span)], [true, [1.92, 4.04]]);
  const refused = ends.move('start', -1);
  const wanted = ends.settled();
  await settle();
  answers.shift().refuse();
  await assert.rejects(refused, /away/);
  await assert.rejects(wanted, /away/, 'what was pressed is not in it');
  await ends.settled();
  assert.deepEqual(rounded(ends.span), [1.92, 4.04]);
});

const kRecipe = {
  clips: [{ start: 1, end: 2 }, { start: 12.5, end: 32, label: 'Old name', focus: { x: 0.3, y: 0.5 } }],
  auto: { count: 3 }, outputs: ['mp4', 'gif', 'storyboard'], mp4: { aspect: '9:16' }, preset: 'vertical',
};
const from = { start: 12.5, end: 32 };
const to = { start: 12.46, end: 32 };

test('only that clip is made, of its own kinds, by the settings that made it, under the name that it has now', () => {
  assert.deepEqual(recipeOfMoved(kRecipe, from, to, { name: 'Intro', types: ['poster', 'clip', 'captions'] }), {
    clips: [{ start: 12.46, end: 32, label: 'Intro', focus: { x: 0.3, y: 0.5 } }], outputs: ['mp4', 'poster', 'captions'], mp4: { aspect: '9:16' }, preset: 'vertical',
  });
  assert.deepEqual(recipeOfMoved({}, from, to, { name: 'Intro', types: ['gif'] }), { clips: [{ ...to, label: 'Intro' }], outputs: ['gif'] });
});

test('of a joined clip the first and the last piece are moved', () => {
  const parts = [{ start: 12.5, end: 13 }, { start: 60, end: 61 }, { start: 30, end: 32 }];
  const [clip] = recipeOfMoved({ clips: [{ parts, label: 'both' }] }, from, { start: 12.54, end: 31.96 }, { name: 'both', types: ['clip'] }).clips;
  assert.deepEqual(clip, { parts: [{ start: 12.54, end: 13 }, { start: 60, end: 61 }, { start: 30, end: 31.96 }], label: 'both' });
  assert.equal(parts[0].start, 12.5);
});

test('afterwards the job’s recipe holds the moved clip in place of the old one, or beside it', () => {
  const spans = (recipe) => recipe.clips.map(({ start }) => start);
  assert.deepEqual(spans(recipeAfter(kRecipe, from, to, true)), [1, 12.46]);
  assert.deepEqual(spans(recipeAfter(kRecipe, from, to, false)), [1, 12.5, 12.46]);
  assert.equal(recipeAfter(kRecipe, { start: 7, end: 8 }, to, true), kRecipe, 'a clip that is not in it changes nothing');
  const automatic = { auto: { count: 2 } };
  assert.equal(recipeAfter(automatic, from, to, true), automatic);
});

test('an artifact is known by its range, whatever JSON made of its numbers', () => {
  assert.equal(isOfSpan({ start: 12.500000000001, end: 32 }, from), true);
  assert.deepEqual([isOfSpan({ start: 12.46, end: 32 }, from), isOfSpan({ start: null, end: null }, from)], [false, false]);
});
