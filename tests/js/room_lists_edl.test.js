import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readCmx3600, writeCmx3600 } from '../../static/js/room/lists/cmx3600.js';
import { frameOf, isTimecode, saysDrop, timebaseOf, timecodeText } from '../../static/js/room/lists/timecode.js';
import { film, randomFrom, rows, sample } from './room_lists_setup.js';

const event = (number, reel, track, from, to) => `${number}  ${reel}  ${track}  C  ${from} ${to} 01:00:00:00 01:00:01:00`;

test('a frame rate is taken for what it stands for', () => {
  const rates = [[25, 25, 25, false], [24, 24, 24, false], [30, 30, 30, false], [60, 60, 60, false], [29.97, 30, 30000 / 1001, true], [29.97003, 30, 30000 / 1001, true]];
  const more = [[23.976, 24, 24000 / 1001, false], [23.98, 24, 24000 / 1001, false], [59.94, 60, 60000 / 1001, true], [29.9, 30, 29.9, false], [12.5, 13, 12.5, false], [1, 1, 1, false]];
  for (const [given, nominal, rate, mayDrop] of [...rates, ...more]) assert.deepEqual(timebaseOf(given), { nominal, rate, mayDrop }, String(given));
  for (const given of [null, undefined, 0, -25, NaN, Infinity, 0.5]) assert.equal(timebaseOf(given), null);
});

test('timecode counts frames, and drop-frame leaves numbers out', () => {
  const ntsc = timebaseOf(29.97);
  const fast = timebaseOf(59.94);
  const known = [
    [ntsc, true, 0, '00:00:00;00'],
    [ntsc, true, 1799, '00:00:59;29'],
    [ntsc, true, 1800, '00:01:00;02'],
    [ntsc, true, 3597, '00:01:59;29'],
    [ntsc, true, 3598, '00:02:00;02'],
    [ntsc, true, 17981, '00:09:59;29'],
    [ntsc, true, 17982, '00:10:00;00'],
    [ntsc, true, 17982 + 1800, '00:11:00;02'],
    [ntsc, true, 107892, '01:00:00;00'],
    [fast, true, 3599, '00:00:59;59'],
    [fast, true, 3600, '00:01:00;04'],
    [fast, true, 215784, '01:00:00;00'],
    [ntsc, false, 1800, '00:01:00:00'],
    [timebaseOf(25), false, 90125, '01:00:05:00'],
    [timebaseOf(120), false, 119, '00:00:00:119'],
  ];
  for (const [base, drop, frame, text] of known) {
    assert.equal(timecodeText(frame, base, drop), text);
    assert.equal(frameOf(text, base, drop), frame, text);
  }
  const random = randomFrom(7);
  for (let i = 0; i < 500; i += 1) {
    const frame = Math.floor(random() * 3 * 215784);
    for (const base of [ntsc, fast]) assert.equal(frameOf(timecodeText(frame, base, true), base, true), frame);
  }
});

test('a timecode that no such film counts is none', () => {
  const base = timebaseOf(29.97);
  for (const text of ['00:00:00:30', '00:60:00:00', '00:00:60:00', '1:2', 'x', '00:00:01.235', '00:00:00:1']) assert.equal(frameOf(text, base, false), null, text);
  for (const text of ['00:01:00;00', '00:01:00;01']) assert.equal(frameOf(text, base, true), null, text);
  assert.equal(frameOf('00:01:00;01', base, false), 1801);
  assert.equal(frameOf('00:01:01;00', base, true), 1828);
  assert.deepEqual(['00:00:01:00', '0:0:1;00', '00:00:01.00'].map(isTimecode), [true, true, false]);
  assert.deepEqual(['00:00:01:00', '00:00:01;00', 'x'].map(saysDrop), [false, true, false]);
});

test('an edit decision list is read by its source times, with the names of its clips', () => {
  const list = readCmx3600(sample('harbour.edl'), film());
  assert.deepEqual(rows(list), [[10, 14.48, 'Boats leave'], [90.2, 93, 'Gulls, close'], [120, 121.96]]);
  assert.equal(list.format, 'CMX3600 EDL');
  assert.deepEqual(list.problems, [
    'Line 13: “M2   HARBOUR       050.0                00:01:30:0…” changes the speed: the clip is cut at the film’s own speed.',
    'Events of sound alone are left out: 1.',
    'Line 14: “003  BL       V     C        00:00:00:00 00:00:01:…” is black, and no part of the film.',
    'The list cuts from 2 reels. All are read as parts of this film.',
    'Line 9: “002  HARBOUR  V     C        00:01:00:00 00:01:00:…” has no length.',
  ]);
});

test('drop-frame is told by the line FCM and by the semicolon', () => {
  const at = (head, from, to) => rows(readCmx3600(`${head}${event('001', 'AX', 'V', from, to)}`, film({ frameRate: 29.97, durationSeconds: 5000 })))[0];
  const hour = (107892 * 1001) / 30000;
  assert.deepEqual(at('FCM: DROP FRAME\n', '01:00:00:00', '01:00:01:00').map((s) => Math.abs(s - hour) < 1.1), [true, true]);
  assert.ok(Math.abs(at('FCM: DROP FRAME\n', '01:00:00:00', '01:00:01:00')[0] - hour) < 1e-5);
  assert.ok(Math.abs(at('', '01:00:00;00', '01:00:01;00')[0] - hour) < 1e-5);
  for (const head of ['', 'FCM: NON-DROP FRAME\n', 'FCM: DROP FRAME\nFCM: NON-DROP FRAME\n']) {
    assert.ok(Math.abs(at(head, '01:00:00:00', '01:00:01:00')[0] - 3603.6) < 1e-5, head);
  }
});

test('drop-frame for a film that cannot count so is told', () => {
  for (const text of [`FCM: DROP FRAME\n${event('001', 'AX', 'V', '00:01:00:00', '00:01:01:00')}`, event('001', 'AX', 'V', '00:01:00;00', '00:01:01;00')]) {
    const list = readCmx3600(text, film());
    assert.deepEqual(rows(list), [[60, 61]]);
    assert.deepEqual(list.problems, ['The list counts drop-frame, as films of 29.97 and 59.94 frames a second do. This film has 25.']);
  }
  assert.deepEqual(readCmx3600(event('001', 'AX', 'V', '00:01:00;02', '00:01:01;00'), film({ frameRate: 29.97 })).problems, []);
});

test('times of another frame rate, and lists from a camera’s clock, are told', () => {
  const wrong = readCmx3600(event('001', 'AX', 'V', '00:00:10:29', '00:00:11:00'), film({ frameRate: 23.976 }));
  assert.match(wrong.problems[0], /^Line 1: .* holds a time that a film of 23\.976 frames a second does not count\.$/);
  assert.match(readCmx3600(event('001', 'AX', 'V', '00:00:10:00', '00:00:11:29'), film()).problems[0], /does not count/);
  const late = readCmx3600(event('001', 'AX', 'V', '10:00:00:00', '10:00:01:00'), film());
  assert.match(late.problems.join('\n'), /All its times lie behind the film’s end\..*\n.*starts behind the end of the film \(10:00\)/);
  const both = `${event('001', 'AX', 'V', '10:00:00:00', '10:00:01:00')}\n${event('002', 'AX', 'V', '00:00:00:00', '00:00:01:00')}`;
  assert.doesNotMatch(readCmx3600(both, film()).problems.join('\n'), /All its times/);
  assert.doesNotMatch(readCmx3600(event('001', 'AX', 'V', '10:00:00:00', '10:00:01:00'), film({ durationSeconds: null })).problems.join('\n'), /All its times/);
});

test('the words of a list are read in any case, and a list without events says so', () => {
  const text = `title: x\nfcm: drop frame\n${event('001', 'AX', 'V', '00:01:00:00', '00:01:01:00')}`;
  assert.match(readCmx3600(text, film({ frameRate: 29.97 })).problems[0], /does not count/);
  assert.equal(readCmx3600(text, film({ frameRate: 29.97 })).problems.length, 1);
  assert.deepEqual(readCmx3600('TITLE: x', film()).problems, ['There are no times in it.']);
});

test('one of many events is enough to doubt the frame rate, and all must lie behind the end to doubt the start', () => {
  const text = `${event('001', 'AX', 'V', '00:09:00;00', '00:09:01;00')}\n${event('002', 'AX', 'V', '00:10:00:00', '00:10:01:00')}`;
  assert.deepEqual(readCmx3600(text, film()).problems.map((each) => each.slice(0, 8)), ['The list', 'Line 2: ']);
  assert.match(readCmx3600(event('002', 'AX', 'V', '00:10:00:00', '00:10:01:00'), film()).problems[0], /^All its times/);
});

test('sound alone counts where there is no picture', () => {
  for (const track of ['A', 'A2', 'AA', 'a12']) assert.deepEqual(rows(readCmx3600(event('001', 'AX', track, '00:00:01:00', '00:00:02:00'), film())), [[1, 2]], track);
  for (const track of ['B', 'V', 'AA/V', 'V2', 'AB', 'XA']) {
    const list = readCmx3600(`${event('001', 'AX', track, '00:00:01:00', '00:00:02:00')}\n${event('001', 'AX', 'A', '00:00:03:00', '00:00:04:00')}`, film());
    assert.deepEqual(rows(list), [[1, 2]], track);
  }
  for (const track of ['a', 'aa', 'none', 'A12']) {
    const list = readCmx3600(`${event('001', 'AX', 'V', '00:00:01:00', '00:00:02:00')}\n${event('001', 'AX', track, '00:00:03:00', '00:00:04:00')}`, film());
    assert.deepEqual([rows(list), list.problems], [[[1, 2]], ['Events of sound alone are left out: 1.']], track);
  }
});

test('names go to their events', () => {
  const list = readCmx3600(
    [
      '* FROM CLIP NAME: nobody',
      event('001', 'AX', 'V', '00:00:01:00', '00:00:02:00'),
      '* TO CLIP NAME: of no dissolve',
      '*from clip name: One ',
      event('002', 'AX', 'V', '00:00:03:00', '00:00:04:00'),
      '* COMMENT: FROM CLIP NAME: no',
      event('003', 'AX', 'V', '00:00:05:00', '00:00:06:00'),
      event('003', 'AX', 'V', '00:00:07:00', '00:00:08:00'),
      '* FROM CLIP NAME: Left',
      '* TO CLIP NAME: Right',
    ].join('\n'),
    film(),
  );
  assert.deepEqual(rows(list), [[1, 2, 'One'], [3, 4], [5, 6, 'Left'], [7, 8, 'Right']]);
  assert.deepEqual(list.problems, []);
});

test('what is no event is named', () => {
  const text = ['TITLE: x', '', '>>> SOURCE AX film.mp4', 'SPLIT:    AUDIO DELAY=  00:00:00:05', '  goes on', 'what is this', '001 AX V C 00:00:01:00 00:00:02:00', '002 AX V C 1 2 3 4', '002 AX V C 00:00:01:00 00:00:02:00 3 00:00:04:00', '2 '.repeat(300), event('003', 'AX', 'V', '00:00:01:00', '00:00:02:00')].join('\n');
  const list = readCmx3600(text, film());
  assert.deepEqual(rows(list), [[1, 2]]);
  assert.deepEqual(list.problems.map((each) => each.slice(0, 7)), ['Line 6:', 'Line 7:', 'Line 8:', 'Line 9:', 'Line 10']);
  for (const each of list.problems) assert.match(each, /is no event of an edit decision list/);
});

test('without a frame rate it is neither read nor written, and the rate is asked for', () => {
  const unknown = film({ frameRate: null });
  const list = readCmx3600(sample('harbour.edl'), unknown);
  assert.deepEqual([list.clips, list.needs, list.problems.length], [[], 'frameRate', 1]);
  assert.match(list.problems[0], /Give the frame rate/);
  const written = writeCmx3600([{ start: 1, end: 2 }], unknown);
  assert.deepEqual([written.text, written.needs], [null, 'frameRate']);
  assert.match(written.warnings[0], /frame rate of the film is not known\. Give the frame rate/);
});

test('a list is written frame by frame, one clip after the other', () => {
  const clips = [{ start: 1.24, end: 5, label: 'One\ntwo' }, { start: 10, end: 20.5 }];
  assert.equal(
    writeCmx3600(clips, film({ fileName: `${'ä'.repeat(80)}.mp4` })).text,
    [
      `TITLE: ${'ä'.repeat(70)}`,
      'FCM: NON-DROP FRAME',
      '',
      '001  AX       V     C        00:00:01:06 00:00:05:00 00:00:00:00 00:00:03:19',
      '* FROM CLIP NAME: One two',
      '002  AX       V     C        00:00:10:00 00:00:20:13 00:00:03:19 00:00:14:07',
      '',
    ].join('\n'),
  );
  assert.match(writeCmx3600([{ start: 3600, end: 3601 }], film({ frameRate: 29.97, durationSeconds: null })).text, /FCM: DROP FRAME\n\n001 .* 01:00:00;00 01:00:01;00 00:00:00;00 00:00:01;00\n/);
  assert.match(writeCmx3600([{ start: 3603.6, end: 3605 }], film({ frameRate: 23.976, durationSeconds: null })).text, /NON-DROP FRAME\n\n001 .* 01:00:00:00 /);
});

test('a clip shorter than a frame gets one, inside the film', () => {
  const times = (start, end) => /C {8}(\S+) (\S+)/.exec(writeCmx3600([{ start, end }], film()).text).slice(1);
  assert.deepEqual(times(1, 1.001), ['00:00:01:00', '00:00:01:01']);
  assert.deepEqual(times(599.99, 600), ['00:09:59:24', '00:10:00:00']);
  assert.deepEqual(rows(readCmx3600(writeCmx3600([{ start: 599.99, end: 600 }], film()).text, film())), [[599.96, 600]]);
});
