import assert from 'node:assert/strict';
import { test } from 'node:test';

import { t } from '../../static/js/lang/t.js';
import { kWritable, readCutList } from '../../static/js/room/lists/cut_list_files.js';
import { readTimeList } from '../../static/js/room/lists/time_list.js';
import { film, rows, sample } from './room_lists_setup.js';

test('what a file holds decides how it is read, whatever its name', () => {
  const formats = {
    'festival.llc': 'LosslessCut project',
    'harbour.edl': 'CMX3600 EDL',
    'concert.ffmeta': 'FFmetadata',
    'interview.srt': 'SubRip',
    'interview.vtt': 'WebVTT',
  };
  for (const [name, format] of Object.entries(formats)) {
    for (const fileName of [name, 'notes.txt', 'x.llc', 'x.edl', '']) {
      for (const text of [sample(name), `\uFEFF\n${sample(name).replaceAll('\n', '\r\n')}`]) {
        const list = readCutList(fileName, text, film());
        assert.equal(list.format, format, `${name} as ${fileName}`);
        assert.ok(list.clips.length > 0);
      }
    }
  }
});

test('tables and lines are told apart', () => {
  const format = (text) => readCutList('a.csv', text, film()).format;
  for (const text of ['1,2,a', '1.5,2', ',2,a', '5,,a', 'Start,End,Name\n1,2,a', 'Start,End\n1,2', 'Start,End,Name,tag\n1,2,a,b', 'Start,End,Name \n1,2,a', ' 1 , 2 , a']) assert.equal(format(text), 'LosslessCut CSV', text);
  for (const text of ['0:01,0:02,a', 'start,end,name\n1,2,a', 'a,b\n1,2,3', '0:01,2']) assert.equal(format(text), 'a table with commas', text);
  assert.equal(format('Start\tEnd\tName\n1\t2\ta'), 'a table with tabs');
  assert.equal(format('0:01-0:02, 0:03-0:04'), 'time ranges');
  assert.equal(format('0:01 a'), 'chapters');
});

test('a marker is one in tables with tabs too', () => {
  const list = readCutList('a.tsv', 'Start\tEnd\tName\n1\t2\ta\n3\t\tb', film());
  assert.deepEqual(rows(list), [[1, 2, 'a']]);
  assert.match(list.problems[0], /marks a point of time/);
});

test('the ending of the name decides where the text does not', () => {
  assert.match(readCutList('X.LLC', 'not much', film()).problems[0], /no project of LosslessCut/);
  assert.match(readCutList('x.edl', 'not much', film()).problems[0], /no event of an edit decision list/);
  for (const name of ['x.ffmeta', 'x.ffmetadata']) assert.match(readCutList(name, 'not much', film()).problems[0], /neither a section nor a tag/);
  assert.match(readCutList('x.txt', 'not much', film()).problems[0], /holds no time/);
  assert.deepEqual(rows(readCutList('x.edl', '0:10-0:20 a', film())), [[10, 20, 'a']], 'times are times');
  assert.equal(readCutList('x', 'FCM: DROP FRAME', film()).format, 'CMX3600 EDL');
  assert.equal(readCutList('x', 'TITLE: x\n001  AX  V  C  00:00:01:00 00:00:02:00 00:00:00:00 00:00:01:00', film()).format, 'CMX3600 EDL');
  assert.equal(readCutList('x', '0:01 a\n  001  AX  V  C  00:00:01:00 00:00:02:00 00:00:00:00 00:00:01:00', film()).format, 'CMX3600 EDL');
  for (const line of ['AX  AX  V  C  00:00:01:00 00:00:02:00 00:00:00:00 00:00:01:00', '1 2 3 4 5 6 7 8', '1 00:00:01:00 00:00:02:00 00:00:00:00 00:00:01:00']) {
    assert.equal(readCutList('x', `0:01 a\n${line}`, film()).format, 'chapters', line);
  }
  assert.equal(readCutList('x', '{"title": "x"}', film()).format, 'a list of times');
  assert.equal(readCutList('x', '0:10 cutSegments', film()).format, 'chapters');
  assert.equal(readCutList('x', '// mine\n{cutSegments: [{start: 1, end: 2}]}', film()).format, 'LosslessCut project');
  assert.equal(readCutList('x', 'title=x\n[CHAPTER]\nTIMEBASE=1/1\nSTART=1\nEND=2', film()).format, 'FFmetadata');
});

test('each format that is written has a name, an ending and a media type of its own kind', () => {
  assert.deepEqual(kWritable.map(({ id, ending }) => [id, ending]), [
    ['losslesscut-project', '.llc'],
    ['losslesscut-csv', '.csv'],
    ['csv', '.csv'],
    ['cmx3600', '.edl'],
    ['ffmetadata', '.ffmeta'],
    ['youtube-chapters', '.txt'],
    ['subrip', '.srt'],
  ]);
  for (const { id, mediaType, write } of kWritable) {
    assert.match(t(`lists.writable.${id}`), /^[A-Z]/);
    assert.match(mediaType, /^(text|application)\//);
    assert.equal(typeof write([], film()).text, 'string');
  }
});

test('200 clips are kept, and more are told', () => {
  const list = (n) => readTimeList(Array.from({ length: n }, (_, i) => `${i}-${i + 1} x`).join('\n'), film());
  assert.deepEqual([list(200).clips.length, list(200).problems], [200, []]);
  const more = list(230);
  assert.equal(more.clips.length, 200);
  assert.equal(more.clips[199].start, 199);
  assert.deepEqual(more.problems, ['230 clips are too many: the first 200 are kept.']);
  const endless = readTimeList(Array.from({ length: 5003 }, (_, i) => `${i}-${i + 1} x`).join('\n'), film({ durationSeconds: null }));
  assert.deepEqual(endless.problems, ['The list is too long: 3 entries after the first 5,000 are not read.', '5,000 clips are too many: the first 200 are kept.']);
  assert.deepEqual(readTimeList(Array.from({ length: 5000 }, (_, i) => `${i}-${i + 1} x`).join('\n'), film({ durationSeconds: null })).problems.length, 1);
});

test('of many problems the first hundred are told, and the rest counted', () => {
  const problems = (n) => readTimeList(`0:00-0:01\n${'x\n'.repeat(n)}`, film()).problems;
  assert.equal(problems(100).length, 100);
  assert.match(problems(100)[99], /^Line 101:/);
  assert.deepEqual(problems(103).slice(100), ['There are 3 more problems like these.']);
});

test('a text of more than 2 MB is refused, counted in bytes', () => {
  const tooLarge = ['The list is larger than 2 MB: that is no list of clips.'];
  const line = '0:10-0:20 a\n';
  const ofBytes = (bytes) => line + ' '.repeat(bytes - line.length);
  assert.deepEqual(readTimeList(ofBytes(2_000_001), film()).problems, tooLarge);
  assert.deepEqual(readTimeList(ofBytes(2_000_000), film()).problems, []);
  assert.deepEqual(readTimeList(line + 'é'.repeat(1_000_000), film()).problems, tooLarge);
  assert.deepEqual(readCutList('x.llc', ofBytes(2_000_001), film()), { clips: [], problems: tooLarge, format: 'LosslessCut project' });
});

test('what is no text in UTF-8 is refused', () => {
  const utf16 = [...'0:10 a'].join('\0');
  assert.deepEqual(readTimeList(utf16, film()).problems, ['This is not text in UTF-8. Save it as UTF-8, then read it again.']);
});

const kAdversarial = [
  ...[' ', '0', ':', '1:', '0:00 ', '0:00-', '-', '–', '. ', '(', '[', '"', '""', ',', ',"', '\t', ';', '\\', '=', '0\n', '0:00\n', '-\n', '{', '{a:', '/*', '//\n', "'"],
  ...['1h', '1h ', 'a ', 'a1 ', 'from ', '1 to ', '1 - ', '1,', '1,2\n', '"a\n', '<a', '-->', '0:00 --> ', '0:00,0 --> 0:01,0\n', '00:00:00:00 ', '001 AX V C ', 'x '.repeat(20)],
  ...['001 AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n', '[CHAPTER]\n', '* FROM CLIP NAME:', '\uFEFF', '\u200F', '😀', '\ud800', '0:00-0:10,', '0:00-0:10 a, ', 'start,end\n', '#1 '],
];
// What brings a text to the other readers.
const kHeads = ['0:00-0:10 ', '{cutSegments:[', 'FCM: DROP\n', 'WEBVTT\n\n', ';FFMETADATA1\n[CHAPTER]\ntitle=', 'start,end,name\n0,1,', '1\n0:00,0 --> 0:01,0\n'];
const kWithHeads = [' ', '0\n', ',', '"', '\\', '-', '=', '{', '<a', '0:00 ', '/*'];

/** What the processor spends, the best of some runs: others work on the machine too. */
function millisecondsOf(run) {
  let best = Infinity;
  for (let i = 0; i < 10 && best >= 200; i += 1) {
    const before = process.cpuUsage().user;
    run();
    best = Math.min(best, (process.cpuUsage().user - before) / 1000);
  }
  return best;
}

function takesNoLong(text) {
  const spent = millisecondsOf(() => readCutList('x.txt', text, film()));
  assert.ok(spent < 200, `${JSON.stringify(text.slice(0, 60))}: ${spent} ms`);
}

const filled = (piece, size) => piece.repeat(Math.ceil(size / piece.length));

test('200 kB of any text are read in less than 200 ms', () => {
  for (const piece of kAdversarial) {
    takesNoLong(filled(piece, 200_000));
    takesNoLong(`0:00-0:10 ${filled(piece, 4000).replaceAll('\n', ' ')}x\n`.repeat(50));
  }
  for (const head of kHeads) for (const piece of kWithHeads) takesNoLong(head + filled(piece, 200_000));
});

test('a line of more than 5000 characters is no line of times', () => {
  assert.equal(readTimeList(`0:10-0:20 ${'x'.repeat(4990)}`, film()).clips.length, 1);
  assert.equal(readTimeList(`0:10-0:20 ${'x'.repeat(4991)}`, film()).clips.length, 0);
});
