import assert from 'node:assert/strict';
import { test } from 'node:test';

import './words_setup.js';
import { loudRange, proposals, sceneRanges, soundRanges, timelineMarks } from '../../static/js/room/marks_from.js';
import { whatIsWrong } from '../../static/js/room/range_words.js';
import { kSnapKinds, snap } from '../../static/js/room/snapping.js';
import { stepAmong } from '../../static/js/room/sorted.js';

const spans = (found) => found.map(({ start, end }) => [start, end]);

test('the nearest candidate wins, and of equals the kind that stands first', () => {
  const candidates = { keyFrame: [0, 2, 4, 6], scene: [3.9, 9], chapter: [4.2], clip: [3.8] };
  assert.deepEqual(snap(4.05, candidates, 1), { time: 4, kind: 'keyFrame' });
  assert.deepEqual(snap(4.11, candidates, 1), { time: 4.2, kind: 'chapter' });
  assert.deepEqual(snap(5, { keyFrame: [5.5], scene: [4.5], playhead: [5.5] }, 1), { time: 5.5, kind: 'playhead' });
  assert.deepEqual(snap(5, { keyFrame: [5.5], scene: [4.5] }, 0.5), { time: 4.5, kind: 'scene' }, 'the tolerance counts as near');
  assert.deepEqual(snap(5, candidates, 0.1), { time: 5, kind: '' });
});

test('a kind that is switched off is not there', () => {
  assert.deepEqual(snap(1, { scene: [1.1], keyFrame: [1.2] }, 1, new Set(['keyFrame'])), { time: 1.2, kind: 'keyFrame' });
  assert.deepEqual(snap(1, { scene: [1.1] }, 1, new Set()), { time: 1, kind: '' });
});

test('snapping among ten thousand agrees with looking at all of them', () => {
  const times = Float64Array.from({ length: 10_000 }, (_, i) => i * 0.37 + (i % 7) * 0.01);
  for (let t = -1; t < 3800; t += 13.37) {
    const all = [...times].reduce((best, time) => (Math.abs(time - t) < Math.abs(best - t) ? time : best));
    const { time, kind } = snap(t, { scene: times }, 1);
    assert.equal(time, kind ? all : t);
    assert.equal(kind !== '', Math.abs(all - t) <= 1);
  }
  assert.equal(kSnapKinds.length, 6);
});

test('the next thing in any of the lists is gone to, and what is here is passed', () => {
  const lists = [[0, 2, 4], [3.5], []];
  assert.deepEqual([1, 2, 2.0004, 3, 4].map((t) => stepAmong(lists, t, 1)), [2, 3.5, 3.5, 3.5, null]);
  assert.deepEqual([4, 3.5, 2, 0].map((t) => stepAmong(lists, t, -1)), [3.5, 2, 0, null]);
});

test('chapters, scenes and loud places become marks in order of time', () => {
  const chapters = [{ start: 50, end: null, title: '' }, { start: 0, end: 50, title: 'Intro' }];
  const marks = timelineMarks({ chapters, scenes: [20, 10], loud: [{ start: 15, end: 16 }] }, 90);
  assert.deepEqual(marks, [
    { time: 0, end: 50, kind: 'chapter', title: 'Intro' },
    { time: 10, end: null, kind: 'scene', title: 'scene' },
    { time: 15, end: 16, kind: 'loud', title: 'loud' },
    { time: 20, end: null, kind: 'scene', title: 'scene' },
    { time: 50, end: 90, kind: 'chapter', title: 'Chapter 2' },
  ]);
});

test('a chapter without an end lasts to the next one, and without a length the last has none', () => {
  const chapters = [{ start: 0, end: null, title: 'A' }, { start: 30, end: null, title: 'B' }];
  assert.deepEqual(spans(proposals({ chapters }, 40)), [[0, 30], [30, 40]]);
  assert.deepEqual(spans(proposals({ chapters }, null)), [[0, 30]]);
});

test('between two scenes is a clip', () => {
  assert.deepEqual(spans(sceneRanges([10, 4, 10], 20)), [[0, 4], [4, 10], [10, 20]]);
  assert.deepEqual(spans(sceneRanges([0, 5], 20)), [[0, 5], [5, 20]]);
  assert.deepEqual(sceneRanges([], 20), []);
  assert.deepEqual(sceneRanges([4, 10], 20).map(({ label }) => label), ['Scene 1', 'Scene 2', 'Scene 3']);
});

test('a loud place gets fifteen seconds, inside the film', () => {
  assert.deepEqual(spans([loudRange({ start: 50, end: 51 }, 100)]), [[43, 58]]);
  assert.deepEqual(spans([loudRange({ start: 1, end: 2 }, 100)]), [[0, 15]]);
  assert.deepEqual(spans([loudRange({ start: 98, end: 99 }, 100)]), [[85, 100]]);
  assert.deepEqual(spans([loudRange({ start: 1, end: 2 }, 10)]), [[0, 10]]);
  assert.deepEqual(spans([loudRange({ start: 14, end: 15 }, 15)]), [[0, 15]]);
  assert.deepEqual(spans([loudRange({ start: 20, end: 60 }, 100)]), [[20, 60]]);
  assert.equal(loudRange({ start: 83.7, end: 84 }, 100).label, 'Loud at 1:23');
});

test('what the silences leave is the sound between them', () => {
  const silences = [{ start: 20, end: 30 }, { start: 0, end: 2 }, { start: 25, end: 40 }, { start: 40.1, end: 50 }];
  assert.deepEqual(spans(soundRanges(silences, 60)), [[2, 20], [50, 60]]);
  assert.deepEqual(soundRanges([], 60), []);
  assert.deepEqual(spans(soundRanges([{ start: 5, end: 60 }], 60)), [[0, 5]]);
  assert.equal(soundRanges(silences, 60)[0].label, 'Sound from 0:02 to 0:20');
});

test('what is wrong with a range is said in a sentence', () => {
  const film = { duration: 90, frameSeconds: 0.04 };
  const cases = [
    [1, 2, null], [0, 90, null], [0, 90.0004, null], [1, 1.04, null], [5, 5.01, 'It is shorter than one frame.'],
    [5, 5, 'It ends before it starts.'], [6, 5, 'It ends before it starts.'], [-1, 5, 'It starts before the film.'],
    [90, 95, 'It starts behind the film’s end (1:30).'], [80, 95, 'It ends behind the film’s end (1:30).'],
    [NaN, 2, 'Its times cannot be read.'],
  ];
  for (const [start, end, words] of cases) assert.equal(whatIsWrong({ start, end }, film), words, `${start} ${end}`);
  assert.equal(whatIsWrong({ start: 900, end: 901 }, { duration: null, frameSeconds: 0.04 }), null);
});
