import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readFfmetadata, writeFfmetadata } from '../../static/js/room/lists/ffmetadata.js';
import { writeYouTubeChapters } from '../../static/js/room/lists/youtube_chapters.js';
import { film, rows, sample } from './room_lists_setup.js';

const chapter = (...lines) => [';FFMETADATA1', '[CHAPTER]', ...lines].join('\n');

test('chapters of FFmetadata are read in their timebase, with their escapes', () => {
  const list = readFfmetadata(sample('concert.ffmeta'), film());
  assert.deepEqual(list.clips, [
    { start: 0, end: 65.5, label: 'Tuning ; waiting' },
    { start: 65.5, end: 100, label: 'Overture 1st = loud #1 \\' },
    { start: 100, end: 600, label: 'Encore' },
  ]);
  assert.deepEqual(list.problems, []);
  assert.equal(list.format, 'FFmetadata');
});

test('the film’s and the streams’ own tags name no chapter', () => {
  const text = `${chapter('TIMEBASE=1/1', 'START=1', 'END=2', 'title=a')}\n[STREAM]\ntitle=b\n[chapter]\ntitle=c`;
  assert.deepEqual(rows(readFfmetadata(text, film())), [[1, 2, 'a']]);
  assert.deepEqual(rows(readFfmetadata(chapter('timebase= 1/1 ', 'Start= 1 ', 'END=2', 'TITLE= a = b '), film())), [[1, 2, 'a = b']]);
});

test('a chapter that is broken is named by its line', () => {
  const problem = (...lines) => readFfmetadata(chapter(...lines), film()).problems[0];
  assert.equal(problem('TIMEBASE=1/1000', 'END=5', 'title=a'), 'Line 2: “[CHAPTER] a” has no START.');
  for (const base of ['1', '0/1', '1/0', 'x', '-1/5', '1/1/1']) assert.match(problem(`TIMEBASE=${base}`, 'START=1', 'END=2'), /has a TIMEBASE that is no fraction, like 1\/1000/, base);
  for (const start of ['', 'x', '1.5']) assert.match(problem('TIMEBASE=1/1', `START=${start}`, 'END=2'), /START or END that is no whole number/, start);
  assert.match(problem('TIMEBASE=1/1', 'START=1', 'END=2s'), /START or END that is no whole number/);
  assert.match(problem('TIMEBASE=1/1', 'START=-1', 'END=2'), /begins before the film/);
  assert.equal(problem('title=a\\', 'b', 'what'), 'Line 5: “what” is neither a section nor a tag, like “title=Name”.');
  assert.match(problem('a\\=b'), /^Line 3: “a\\=b” is neither/);
  assert.match(problem('START=1\\'), /START or END|neither/, 'a backslash at the very end');
});

test('comments and empty lines say nothing', () => {
  assert.deepEqual(readFfmetadata(chapter('', '; START=5', '#END=9', '  ', 'TIMEBASE=1/1', 'START=1', 'END=2'), film()), { clips: [{ start: 1, end: 2 }], problems: [], format: 'FFmetadata' });
});

test('chapters are written in milliseconds, escaped', () => {
  const clips = [{ start: 1.2345, end: 5, label: 'a=b;c#d\\e\nf\r\ng\0h' }, { start: 6, end: 6 }, { start: 7, end: 8, label: 'x\\' }];
  assert.deepEqual(writeFfmetadata(clips, film()), {
    text: `;FFMETADATA1

[CHAPTER]
TIMEBASE=1/1000
START=1235
END=5000
title=a\\=b\\;c\\#d\\\\e\\
f\\
g h

[CHAPTER]
TIMEBASE=1/1000
START=6000
END=6001

[CHAPTER]
TIMEBASE=1/1000
START=7000
END=8000
title=x\\\\${' '}
`,
    warnings: [],
  });
});

const clip = (start, end, label) => ({ start, end, ...(label && { label }) });

test('chapters for YouTube are times and names in order', () => {
  const written = writeYouTubeChapters([clip(3725, 3800, 'Late\nlate'), clip(0.9, 30, 'Intro'), clip(62.5, 70)], film({ durationSeconds: 4000 }));
  assert.deepEqual(written, { text: '0:00 Intro\n1:02 Clip 2\n1:02:05 Late late\n', warnings: [] });
});

test('the order of the clips themselves stays', () => {
  const clips = [clip(20, 30), clip(0, 10)];
  writeYouTubeChapters(clips, film());
  assert.equal(clips[0].start, 20);
});

test('what YouTube would not take is told', () => {
  const warnings = (clips, more) => writeYouTubeChapters(clips, film(more)).warnings;
  const good = [clip(0, 10, 'a'), clip(10, 20, 'b'), clip(590, 600, 'c')];
  assert.deepEqual(warnings(good), []);
  assert.deepEqual(warnings([clip(1, 9, 'a'), ...good.slice(1)]), [
    'YouTube makes chapters only where the first begins at 0:00: this one begins at 0:01.',
    'YouTube wants 10 seconds or more in each chapter: 1 chapter of these is shorter, the first at 0:01.',
  ]);
  assert.deepEqual(warnings(good.slice(0, 2)), ['YouTube makes chapters only of 3 or more: there are 2.']);
  assert.deepEqual(warnings(good.slice(0, 1)), ['YouTube makes chapters only of 3 or more: there is 1.']);
  assert.deepEqual(warnings([]), ['YouTube makes chapters only of 3 or more: there are 0.']);
  assert.match(warnings([...good.slice(0, 2), clip(591, 600, 'c')])[0], /1 chapter of these is shorter, the first at 9:51/);
  assert.deepEqual(warnings([...good.slice(0, 2), clip(591, 600, 'c')], { durationSeconds: null }), []);
  assert.match(warnings([clip(0, 1), clip(9, 10), clip(18, 20)])[0], /2 chapters of these are shorter, the first at 0:00/);
  for (const sign of ['<', '>']) assert.deepEqual(warnings([clip(0, 10, `a ${sign} b`), ...good.slice(1)]), ['YouTube takes no < and > in a description: change the names that hold them.']);
  const long = Array.from({ length: 50 }, (_, i) => clip(i * 10, i * 10 + 10, 'é'.repeat(i === 0 ? 61 : 47)));
  const text = writeYouTubeChapters(long, film()).text;
  const bytes = new TextEncoder().encode(text).length;
  long[0].label = long[0].label.slice(0, 10);
  const spare = 'x'.repeat(5000 - new TextEncoder().encode(writeYouTubeChapters(long, film()).text).length);
  assert.ok(bytes > 0);
  long[0].label += spare;
  assert.deepEqual(warnings(long), []);
  long[0].label += 'x';
  assert.deepEqual(warnings(long), ['YouTube takes 5,000 bytes in a description: this is longer.']);
});
