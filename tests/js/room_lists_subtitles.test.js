import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readSubRip, writeSubRip } from '../../static/js/room/lists/subrip.js';
import { readTimeList } from '../../static/js/room/lists/time_list.js';
import { readWebVtt } from '../../static/js/room/lists/webvtt.js';
import { film, rows, sample } from './room_lists_setup.js';

test('a cue of SubRip is a clip, and its text the name', () => {
  const expected = [
    [3.2, 7.05, 'Who are you and why?'],
    [8, 9.5],
    [12, 15, 'No empty line follows.'],
    [15, 18.4, 'Good.'],
  ];
  for (const text of [sample('interview.srt'), `\uFEFF${sample('interview.srt').replaceAll('\n', '\r\n')}`, sample('interview.srt').replaceAll('\n', '\r')]) {
    const list = readTimeList(text, film());
    assert.deepEqual(rows(list), expected);
    assert.deepEqual([list.problems, list.format], [[], 'SubRip']);
  }
});

test('SubRip with points for commas, without hours, without numbers', () => {
  const list = readTimeList('00:01.5-->00:02.25\na\n  \n00:03.000 --> 00:04.000\n  b  \n  c', film());
  assert.deepEqual([rows(list), list.problems, list.format], [[[1.5, 2.25, 'a'], [3, 4, 'b c']], [], 'SubRip']);
});

test('lines that belong to no cue, and times that are none, are named', () => {
  const list = readSubRip('stray\n00:00:01,000 --> 00:00:02,000\na\n\nb\n\n3\n00:00:03,000 -> 00:00:04,000\nc\n\n4\n00:00:61,000 --> 00:01:02,000\nd\n\n00:00:05,000 --> 00:00:66,000\ne\n\n7', film());
  assert.deepEqual(rows(list), [[1, 2, 'a']]);
  assert.deepEqual(list.problems.map((text) => Number(/^Line (\d+)/.exec(text)[1])), [1, 5, 7, 8, 9, 12, 15, 18]);
  assert.equal(list.problems[0], 'Line 1: “stray” belongs to no cue. Times stand above it, like 00:01:02,000 --> 00:01:17,000.');
  assert.match(list.problems[5], /holds a time that no clock shows/);
});

test('the number of a cue is no part of the text before it, and a number in a text is', () => {
  const text = '1\n00:00:01,000 --> 00:00:02,000\n42\n43\n\n2\n00:00:03,000 --> 00:00:04,000\n3\n00:00:05,000 --> 00:00:06,000\nx\n00:00:07,000 --> 00:00:08,000\n9';
  assert.deepEqual(rows(readSubRip(text, film())), [[1, 2, '42 43'], [3, 4], [5, 6, 'x'], [7, 8, '9']]);
});

test('a name beside the times is kept, and settings are not', () => {
  assert.deepEqual(rows(readTimeList('0:10.5 --> 0:20.5 The name\n0:30.0 --> 0:40.0 X1:5 align:start', film())), [[10.5, 20.5, 'The name'], [30, 40]]);
  assert.deepEqual(rows(readTimeList('0:10.5 --> 0:20.5 beside\nbelow', film())), [[10.5, 20.5, 'below']]);
});

test('cues are found below something else, and a name in a table is no cue', () => {
  const list = readTimeList('Subtitles of May\n\n1\n00:00:01,000 --> 00:00:02,000\nStart,End,Name', film());
  assert.deepEqual([rows(list), list.problems.length, list.format], [[[1, 2, 'Start,End,Name']], 1, 'SubRip']);
  assert.deepEqual(rows(readTimeList('1\n00:00:01,000 --> 00:00:02,000\nStart,End,Name\n\n2\n00:00:03,000 --> 00:00:04,000\nb', film())), [[1, 2, 'Start,End,Name'], [3, 4, 'b']]);
  assert.deepEqual(rows(readTimeList('1,2,"a\n\n00:00:01,000 --> 00:00:02,000\nb"', film())), [[1, 2, 'a  00:00:01,000 --> 00:00:02,000 b']]);
  assert.equal(readTimeList('1\n0:01 --> 0:02\na', film()).format, 'time ranges');
  assert.equal(readTimeList(`${'x\n'.repeat(9)}00:01.0 --> 00:02.0\na`, film()).format, 'SubRip');
  assert.equal(readTimeList(`${'x\n'.repeat(10)}00:01.0 --> 00:02.0\na`, film()).format, 'time ranges');
});

test('WebVTT is read without its notes, styles, tags and settings', () => {
  for (const text of [sample('interview.vtt'), `\uFEFF\n${sample('interview.vtt').replaceAll('\n', '\r\n')}`]) {
    const list = readTimeList(text, film({ durationSeconds: 4000 }));
    assert.deepEqual(rows(list), [
      [3.2, 7.05, 'Who & why?'],
      [3600, 3604, '<later> 5 < 6 &unknown;'],
    ]);
    assert.deepEqual([list.problems, list.format], [[], 'WebVTT']);
  }
});

test('WebVTT says what it does not read', () => {
  const list = readWebVtt('WEBVTT\n\nNOTES\n\n00:01.000 --> 00:02.000\na', film());
  assert.deepEqual(rows(list), [[1, 2, 'a']]);
  assert.match(list.problems[0], /^Line 3: “NOTES” belongs to no cue/);
  assert.deepEqual(rows(readWebVtt('WEBVTT\n00:01.000 --> 00:02.000\na', film())), [[1, 2, 'a']]);
  const blocks = readWebVtt('WEBVTT\n \nstray\n\nNOTE one\n \n00:01.000 --> 00:02.000\n  <v Anna Maria>a  \n  b\n \nstray\n\nNOTE two\nthree\nfour', film());
  assert.deepEqual([rows(blocks), blocks.problems.map((text) => text.slice(0, 8))], [[[1, 2, 'a b']], ['Line 3: ', 'Line 11:']]);
  assert.deepEqual(readWebVtt('WEBVTT only', film()).problems, ['There are no times in it.']);
  assert.equal(readTimeList('WEBVTTX\n\n00:01.000 --> 00:02.000\na', film()).format, 'SubRip');
});

test('a cue is written for each clip', () => {
  const clips = [{ start: 1.2346, end: 5, label: 'a\nb' }, { start: 3723.5, end: 3723.5001 }, { start: 360000, end: 360001, label: ' ' }];
  assert.deepEqual(writeSubRip(clips, film()), {
    text: '1\n00:00:01,235 --> 00:00:05,000\na b\n\n2\n01:02:03,500 --> 01:02:03,501\n-\n\n3\n100:00:00,000 --> 100:00:01,000\n-\n',
    warnings: [],
  });
});

test('a name that would end a cue is changed, and that is told', () => {
  const written = writeSubRip([{ start: 1, end: 2, label: 'fine' }, { start: 3, end: 4, label: 'a --> b' }], film());
  assert.match(written.text, /\na → b\n/);
  assert.deepEqual(written.warnings, ['The name of clip 2 holds “-->”, which subtitles cannot hold: “→” is written.']);
});
