import assert from 'node:assert/strict';
import { test } from 'node:test';

import './words_setup.js';
import { formatAgo, formatBytes, formatPercent, formatTime, formatWait, sentence } from '../../static/js/format.js';
import { parseRanges, parseTime, writeRanges } from '../../static/js/ranges.js';
import { Rate } from '../../static/js/upload/rate.js';
import { withValue } from '../../static/js/looks/look.js';
import { formOf, recipesOf } from '../../static/js/looks/recipe_form.js';
import { parseStoryboard } from '../../static/js/storyboard.js';

test('times are read in every form that people type', () => {
  const cases = { 75: 75, '1:15': 75, '01:15': 75, '1:02:03.5': 3723.5, '1m15s': 75, '90s': 90, '2h': 7200, '0.5': 0.5 };
  for (const [text, seconds] of Object.entries(cases)) assert.equal(parseTime(text), seconds, text);
  for (const text of ['', 'abc', '1:75', '1:61:00', '-3', '1:2:3:4', ':30']) assert.equal(parseTime(text), null, text);
});

test('ranges come one a line, or parted by commas and semicolons, with labels', () => {
  assert.deepEqual(parseRanges('1:02-1:17 the intro').clips, [{ start: 62, end: 77, label: 'the intro' }]);
  assert.deepEqual(parseRanges('0:10-0:25, 1:00-1:20').clips, [{ start: 10, end: 25 }, { start: 60, end: 80 }]);
  assert.deepEqual(parseRanges('0:10 – 0:25; 1:00 to 1:20\n2:00..2:05').clips.length, 3);
  assert.deepEqual(parseRanges('1m2s-1m17s').clips, [{ start: 62, end: 77 }]);
  assert.deepEqual(parseRanges('0:01.25-0:02.5').clips, [{ start: 1.25, end: 2.5 }]);
});

test('a comma within a label parts nothing', () => {
  assert.deepEqual(parseRanges('0:10-0:25 Intro, part one, 1:00-1:20 Two').clips, [
    { start: 10, end: 25, label: 'Intro, part one' },
    { start: 60, end: 80, label: 'Two' },
  ]);
});

test('what is not a range is named', () => {
  const errors = (text, duration) => parseRanges(text, duration).errors;
  assert.match(errors('hello')[0], /“hello” is not a range/);
  assert.match(errors('0:20-0:10')[0], /ends before it starts/);
  assert.match(errors('0:10-0:10')[0], /ends before/);
  assert.match(errors('1:00-1:10', 30)[0], /behind the end of the video \(0:30\)/);
  assert.match(errors('0:01-0:02\n0:01-0:02')[0], /twice/);
  assert.match(errors(Array.from({ length: 201 }, (_, i) => `${i}-${i + 1}`).join('\n'))[0], /at most 200/);
  assert.deepEqual(errors('0:10-0:25', 12), []);
});

test('ranges are written as they are read', () => {
  const clips = [{ start: 62, end: 77.5, label: 'Intro' }, { start: 3600, end: 3723 }];
  assert.equal(writeRanges(clips), '1:02-1:17.5 Intro\n1:00:00-1:02:03');
  assert.deepEqual(parseRanges(writeRanges(clips)).clips, clips);
});

test('a cause that begins in lower case reads well alone, and names stay as they are written', () => {
  const read = [
    ['the file ends too soon', 'The file ends too soon.'],
    ['The file has no video.', 'The file has no video.'],
    ['“a.mp4” is empty', '“a.mp4” is empty.'],
    ['x264 could not be opened', 'x264 could not be opened.'],
    ['moov_atom is missing', 'moov_atom is missing.'],
    ['', ''],
  ];
  for (const [text, sentenceOfIt] of read) assert.equal(sentence(text), sentenceOfIt);
});

test('figures read well at their edges', () => {
  assert.deepEqual([0, 59.9994, 3723, 62.5, 0.04].map(formatTime), ['0:00', '0:59.999', '1:02:03', '1:02.5', '0:00.04']);
  assert.deepEqual([999, 1000, 9949, 3022780, 999_600, 64e9].map(formatBytes), ['999 B', '1.0 kB', '9.9 kB', '3.0 MB', '1.0 MB', '64 GB']);
  assert.deepEqual([0.2, 59, 61, 3600, 5400].map(formatWait), ['1 s', '59 s', '2 min', '1 h', '1 h 30 min']);
  assert.deepEqual([0, 0.999, 1, 0.29].map(formatPercent), ['0%', '99%', '100%', '29%']);
  const now = Date.parse('2026-01-02T12:00:00Z');
  assert.equal(formatAgo('2026-01-02T11:59:50Z', now), 'just now');
  assert.equal(formatAgo('2026-01-02T11:50:00Z', now), '10 minutes ago');
  assert.equal(formatAgo('2026-01-02T09:00:00Z', now), '3 hours ago');
});

test('the speed is smoothed, silent at first, and falls when nothing moves', () => {
  const rate = new Rate();
  rate.add(0, 0);
  rate.add(1000, 1000);
  assert.equal(rate.bytesPerSecond, null);
  rate.add(2000, 2000);
  rate.add(3000, 3000);
  assert.equal(Math.round(rate.bytesPerSecond), 1000);
  assert.equal(Math.round(rate.secondsLeft(5000)), 5);
  rate.add(13_000, 4000);
  assert.ok(rate.bytesPerSecond < 4000, 'one burst does not take over');
  for (let t = 5; t < 60; t += 1) rate.add(13_000, t * 1000);
  assert.ok(rate.bytesPerSecond < 1);
  assert.equal(rate.secondsLeft(1000), null);
});

const recipeOf = (form) => recipesOf(form, null).recipes?.[0].recipe;
const job = (more = {}) => ({ recipe: null, proposedClip: null, source: null, sourceMeta: null, ...more });

test('the form and the recipe are two faces of one thing', () => {
  for (const recipe of [
    {},
    { clips: [] },
    { clips: [{ start: 1, end: 2.5, label: 'a' }] },
    { auto: { from: 'even', count: 3, maxSeconds: 12 }, outputs: ['mp4', 'audio'] },
    { auto: { count: 3, maxSeconds: 30 } },
  ]) {
    assert.deepEqual(recipeOf(formOf(job({ recipe }))), recipe);
  }
});

test('what the form does not show stays in the recipe', () => {
  const recipe = { mp4: { height: 720 }, clips: [{ start: 1, end: 2 }] };
  assert.deepEqual(recipeOf(formOf(job({ recipe }))), recipe);
});

test('a time in the link proposes the first clip, unless a recipe was given', () => {
  const link = { proposedClip: { start: 42, end: null } };
  assert.equal(formOf(job(link)).ranges, '0:42-1:12');
  assert.equal(formOf(job({ ...link, sourceMeta: { durationSeconds: 50 } })).ranges, '0:42-0:50');
  assert.equal(formOf(job({ proposedClip: { start: 10, end: 20 } })).mode, 'hand');
  assert.equal(formOf(job({ ...link, recipe: { clips: [] } })).mode, 'none');
  assert.equal(formOf(job({ ...link, sourceMeta: { durationSeconds: 30 } })).mode, 'auto');
});

test('a form that cannot be a recipe says why', () => {
  const form = formOf(job());
  const wrong = (more) => recipesOf({ ...form, ...more }, null).errors[0];
  assert.match(wrong({ mode: 'hand', ranges: '' }), /at least one range/);
  assert.match(wrong({ looks: [withValue(form.looks[0], ['outputs'], [], [])] }), /at least one kind/);
  assert.match(wrong({ from: 'even', count: 0 }), /whole number/);
  assert.equal(recipeOf({ ...form, from: 'even', count: NaN }), undefined);
});

test('a storyboard’s WebVTT gives its tiles', () => {
  const tiles = parseStoryboard(
    'WEBVTT\r\n\r\n00:00:00.000 --> 00:00:10.000\r\nsprite.jpg#xywh=0,0,160,90\r\n\r\n00:10.000 --> 00:20.000\nsprite.jpg#xywh=160,0,160,90\n',
  );
  assert.deepEqual(tiles[1], { sheet: 'sprite.jpg', start: 10, end: 20, x: 160, y: 0, width: 160, height: 90 });
});
