import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readTimeList } from '../../static/js/room/lists/time_list.js';
import { film, rows } from './room_lists_setup.js';

const read = (text, more) => readTimeList(text, film(more));
/** Everything was understood. */
function clean(text, more) {
  const list = read(text, more);
  assert.deepEqual(list.problems, [], text);
  return rows(list);
}
const problem = (text, more) => read(text, more).problems[0];

test('a chapter ends where the next begins, and the last with the film', () => {
  assert.deepEqual(clean('0:00 Intro\n1:30 The middle\n5:00 Credits'), [
    [0, 90, 'Intro'],
    [90, 300, 'The middle'],
    [300, 600, 'Credits'],
  ]);
  assert.equal(read('0:00 Intro').format, 'chapters');
});

test('a chapter is read in every form that people write', () => {
  const forms = [
    ...['1:02 Name', '01:02 Name', '0:01:02 Name', '00:01:02 Name', '1:02.0 Name', '1:02,000 Name', '1m2s Name', '1 min 2 sec Name', '1 MIN 2 SEC Name', '0h1m2s Name'],
    ...['1:02 - Name', '1:02- Name', '1:02 -Name', '1:02 – Name', '1:02: Name', '1:02 | Name', '1:02\tName', '1:02, Name', '1:02 → Name'],
    ...['(1:02) Name', '[1:02] Name', '[1:02] - Name', '【1:02】Name', '( 1:02 ) Name'],
    ...['1. 1:02 Name', '12) 1:02 Name', '#3 1:02 Name', '01 - 1:02 Name', '1: 1:02 Name', '[1] 1:02 Name', '1️⃣ 1:02 Name'],
    ...['- 1:02 Name', '* 1:02 Name', '• 1:02 Name', '► 1:02 Name', '🎬 1:02 Name', '> 1:02 Name', '\u200E1:02 Name', '   1:02 Name  '],
    ...['Name 1:02', 'Name - 1:02', 'Name: 1:02', 'Name (1:02)', 'Name [1:02]', 'Name @ 1:02', 'Name ..... 1:02', 'Name 1:02.', '- Name 1:02', '3. Name 1:02', 'Name–1:02'],
  ];
  for (const form of forms) assert.deepEqual(clean(form), [[62, 600, 'Name']], form);
  assert.deepEqual(clean('1:01:02 Late', { durationSeconds: 4000 }), [[3662, 4000, 'Late']]);
  assert.deepEqual(clean('75:00 Minutes', { durationSeconds: 5000 }), [[4500, 5000, 'Minutes']]);
});

test('a range is read in every form that people write', () => {
  const forms = [
    ...['1:02-1:17', '1:02 - 1:17', '1:02 to 1:17', '1:02 TO 1:17', 'from 1:02 to 1:17', 'From 1:02 until 1:17', '1:02 → 1:17', '1:02 -> 1:17', '1:02 => 1:17'],
    ...['1:02–1:17', '1:02 — 1:17', '1:02−1:17', '1:02~1:17', '1:02..1:17', '1:02...1:17', '1:02…1:17', '1:02 --> 1:17', '[1:02–1:17]', '(1:02 - 1:17)', '[1:02] - [1:17]'],
    ...['62-77', '62 - 77', '62.0-77.0', '1:02,0-1:17,0', '1m2s-1m17s', '62s-77s', '0h1m2s-0h1m17s', '0h 1m 2s - 0h 1m 17s', '0h62s-0h77s', '1:02-77', '62-1:17', '0:01:02-0:01:17', '1:02.000-1:17.000', '- 1:02-1:17', '2. 1:02-1:17'],
  ];
  for (const form of forms) assert.deepEqual(clean(form), [[62, 77]], form);
  const named = ['1:02-1:17 A b', '1:02 - 1:17: A b', '[1:02–1:17] A b', '1:02-1:17, A b', '1:02 to 1:17 - A b', '62-77 A b', '1. 62-77 A b', '62-1:17 A b'];
  const behind = ['A b: 1:02-1:17', 'A b 1:02-1:17', 'A b (1:02-1:17)', 'A b From 1:02 to 1:17', '• A b [1:02–1:17]', 'A 1:02-1:17 b', '3) A b – 1:02 – 1:17'];
  for (const form of [...named, ...behind]) assert.deepEqual(clean(form), [[62, 77, 'A b']], form);
  assert.equal(read('1:02-1:17').format, 'time ranges');
  assert.equal(read('0:00 a\n1:02-1:17').format, 'chapters and time ranges');
});

test('ranges stand in one line where a comma or semicolon parts them, and names keep their commas', () => {
  assert.deepEqual(clean('0:10-0:25 a, b, 1:00-1:20 two; 2:00..2:05'), [
    [10, 25, 'a, b'],
    [60, 80, 'two'],
    [120, 125],
  ]);
  assert.deepEqual(clean('10-25 x, 60-80'), [
    [10, 25, 'x'],
    [60, 80],
  ]);
  assert.deepEqual(clean('10-25,60-80;90-95'), [[10, 25], [60, 80], [90, 95]]);
  assert.deepEqual(clean('0:10-0:25 take 3, 2-3 people'), [[10, 25, 'take 3, 2-3 people']]);
  assert.match(problem('0:10-0:25, 1:00-1:75'), /^Line 1: “0:10-0:25, 1:00-1:75” holds no time/);
});

test('names keep what only looks like a time or a sign', () => {
  assert.deepEqual(clean('0:00 5 tips\n1:00 - 5 tips, 2-3 ideas\n2:00 0:57 double\n3:00 =1+1\n4:00 -5 °C\n5:00 #1 (at 0:10-0:20)'), [
    [0, 60, '5 tips'],
    [60, 120, '5 tips, 2-3 ideas'],
    [120, 180, '0:57 double'],
    [180, 240, '=1+1'],
    [240, 300, '-5 °C'],
    [300, 600, '#1 (at 0:10-0:20)'],
  ]);
});

test('a word and its number before the time go into the name', () => {
  assert.deepEqual(clean('Chapter 1: 0:00 Intro\nDay 2 - 1:00\nPart #3 (2:00) End'), [
    [0, 60, 'Chapter 1: Intro'],
    [60, 120, 'Day 2'],
    [120, 600, 'Part #3: End'],
  ]);
});

test('times and names on lines in turn make pairs, whichever comes first', () => {
  const expected = [
    [0, 65, 'Intro'],
    [65, 600, 'Next'],
  ];
  assert.deepEqual(clean('0:00\nIntro\n\n1:05\nNext'), expected);
  assert.deepEqual(clean('Intro\n0:00\nNext\n1:05'), expected);
  assert.deepEqual(clean('0:00\n1:05'), [[0, 65], [65, 600]]);
  assert.equal(read('0:00\nIntro\n1:05').problems.length, 1, 'an odd line out is no pair');
  assert.equal(read('0:00\nIntro\n1:05 x\nNext').problems.length, 2, 'a time with a name needs no other');
  assert.equal(read('0:00-0:10\nIntro').problems.length, 1, 'a range is no time alone');
  assert.deepEqual(read('Intro').clips, []);
});

test('chapters out of order end at the next later time', () => {
  assert.deepEqual(clean('5:00 B\n0:00 A\n5:00 C'), [
    [300, 600, 'B'],
    [0, 300, 'A'],
    [300, 600, 'C'],
  ]);
});

test('what is not understood is named by its line, and the rest is kept', () => {
  const list = read('My film\n\n0:10-0:20 ok\n1:02-1:17name\n1:75 x\n1:00-1:75 y\n1:02:03:04 z\na 1:00-1:10 and 2:00-2:10\nLive at 10:30 every day');
  assert.deepEqual(rows(list), [[10, 20, 'ok']]);
  assert.deepEqual(list.problems.map((text) => Number(/^Line (\d+):/.exec(text)[1])), [1, 4, 5, 6, 7, 8, 9]);
  assert.equal(list.problems[0], 'Line 1: “My film” holds no time that is understood. Write it like “1:02 Name” or “1:02-1:17 Name”.');
  assert.match(problem(`${'x'.repeat(49)} yz`), /“x{49}…”/, 'no space before what is cut');
  assert.match(problem('x'.repeat(50)), /“x{50}”/);
  assert.match(problem('x'.repeat(300)), /^Line 1: “x{50}…” holds/);
  assert.match(problem('😀'.repeat(60)), /^Line 1: “(?:😀){50}…” holds/u, 'cut between characters');
  assert.match(problem('😀'.repeat(50)), /^Line 1: “(?:😀){50}” holds/u);
});

test('an empty list and an empty line say so', () => {
  for (const text of ['', ' \n\t\n']) assert.deepEqual(read(text), { clips: [], problems: ['There are no times in it.'], format: 'a list of times' });
});

test('a range that has no length, or ends before it starts, is left out', () => {
  assert.equal(problem('0:20-0:10 x'), 'Line 1: “0:20-0:10 x” ends before it starts.');
  assert.equal(problem('0:20-0:20'), 'Line 1: “0:20-0:20” has no length.');
  assert.deepEqual(read('0:20-0:10').clips, []);
  for (const text of ['1:00-99999999:00', '1-1000000001', '62,0-77,0', '9'.repeat(400)]) assert.match(problem(text), /is understood/, text);
});

test('at the film’s end: inside is kept, across is kept and told, behind is left out', () => {
  assert.deepEqual(clean('9:00-10:00'), [[540, 600]]);
  assert.deepEqual(clean('9:00-10:00.04'), [[540, 600.04]], 'a frame is rounding');
  assert.deepEqual(clean('9:00-10:00.04', { frameRate: null }), [[540, 600.04]]);
  assert.deepEqual(read('9:00-10:00.05', { frameRate: 0 }).problems.length, 1);
  assert.deepEqual(clean('9:00-10:00.1', { frameRate: 5 }), [[540, 600.1]], 'a slow frame too');
  const across = read('9:00-10:00.05 x');
  assert.deepEqual(rows(across), [[540, 600.05, 'x']]);
  assert.deepEqual(across.problems, ['Line 1: “9:00-10:00.05 x” ends behind the end of the film (10:00).']);
  const behind = read('10:00-10:10 y\n0:00 a');
  assert.deepEqual(rows(behind), [[0, 600, 'a']]);
  assert.deepEqual(behind.problems, ['Line 1: “10:00-10:10 y” starts behind the end of the film (10:00) and is left out.']);
});

test('of a film of unknown length, only the last chapter cannot be read', () => {
  for (const durationSeconds of [null, 0, -1, NaN]) {
    const list = read('0:00 a\n1:00 b', { durationSeconds });
    assert.deepEqual(rows(list), [[0, 60, 'a']]);
    assert.match(list.problems[0], /^Line 2: “1:00 b” has no end, and the length of the film is not known\./);
  }
  assert.deepEqual(clean('100:00-200:00', { durationSeconds: null }), [[6000, 12000]]);
});

test('what is there twice is kept once', () => {
  const list = read('0:10-0:20 a\n0:10-0:20 a\n0:10-0:20 b');
  assert.deepEqual(rows(list), [[10, 20, 'a'], [10, 20, 'b']]);
  assert.deepEqual(list.problems, ['Line 2: “0:10-0:20 a” is there twice.']);
});

test('names become what the server takes', () => {
  assert.deepEqual(clean('0:10-0:20 a\u200Fb\u202Ec\u0007d'), [[10, 20, 'abc d']]);
  assert.deepEqual(rows(read('start,end,name\n10,20,\u200F a \u200E')), [[10, 20, 'a']]);
  const long = read(`0:10-0:20 ${'é'.repeat(101)}`);
  assert.equal(long.clips[0].label, 'é'.repeat(100));
  assert.match(long.problems[0], /has a name longer than 200 bytes: it is cut/);
  assert.deepEqual(clean(`0:10-0:20 ${'é'.repeat(100)}`), [[10, 20, 'é'.repeat(100)]]);
  assert.equal(read(`0:10-0:20 ${'é'.repeat(99)} z${'é'.repeat(9)}`).clips[0].label, `${'é'.repeat(99)} z`);
  assert.equal(read(`0:10-0:20 ${'é'.repeat(99)}x ${'é'.repeat(9)}`).clips[0].label, `${'é'.repeat(99)}x`);
});

test('a table is read with every delimiter', () => {
  const expected = [
    [62, 77, 'Intro'],
    [120, 130.5],
  ];
  const formats = { ',': 'a table with commas', ';': 'a table with semicolons', '\t': 'a table with tabs' };
  for (const [delimiter, format] of Object.entries(formats)) {
    const text = `1:02${delimiter}1:17${delimiter}Intro\n120${delimiter}2:10.5`;
    assert.deepEqual(clean(text), expected, format);
    assert.equal(read(text).format, format);
  }
  assert.deepEqual(clean('1:02, 1:17, Intro, part one'), [[62, 77, 'Intro, part one']]);
  assert.deepEqual(clean('1:02;1:17;a;b;'), [[62, 77, 'a; b']]);
  assert.deepEqual(clean('62\t77\ta\tb'), [[62, 77, 'a b']]);
  assert.deepEqual(clean('1,5;2,5;x'), [[1.5, 2.5, 'x']]);
});

test('a cell in quotes holds delimiters, quotes and line breaks', () => {
  const list = read('1,2,"a, ""b""\nc"\n3,4, "d" e\n5,6,7" gun\nfoo,7');
  assert.deepEqual(rows(list), [
    [1, 2, 'a, "b" c'],
    [3, 4, 'd e'],
    [5, 6, '7" gun'],
  ]);
  assert.deepEqual(list.problems, ['Line 5: “foo,7” is not understood: “foo” is no time, like 1:02 or 62.5.']);
});

test('a quote that is never closed is told, and loses no row', () => {
  const open = read('1,2,a\n3,4,"b\n5,6,c');
  assert.deepEqual(rows(open), [[1, 2, 'a'], [3, 4, '"b'], [5, 6, 'c']]);
  assert.deepEqual(open.problems, ['Line 2: a quotation mark is opened and never closed.']);
});

test('a header tells the columns, in any order and spelling', () => {
  const forms = {
    'start,end,name\n10,20,x': [[10, 20, 'x']],
    'Name;In;Out\nx;0:10;0:20': [[10, 20, 'x']],
    'label\tto\tfrom\nx\t20\t10': [[10, 20, 'x']],
    'Start Time,End Time,Title\n10,20,x': [[10, 20, 'x']],
    'startTime,endTime\n10,20': [[10, 20]],
    'start_time,duration,text\n10,10,x': [[10, 20, 'x']],
    'Begin,Duration,End,Clip\n10,99,20,x': [[10, 20, 'x']],
    'In point,Out point,Chapter\n10,20,x': [[10, 20, 'x']],
    'Name of shot,Time in,Time code out\nx,10,20': [[10, 20, 'x']],
    'Time code,Title\n0:10,x\n0:20,y': [[10, 20, 'x'], [20, 600, 'y']],
    'Timestamp,Title\n0:10,x\n0:20,y': [[10, 20, 'x'], [20, 600, 'y']],
    'start (ms),end (ms),name\n10000,20000,x': [[10, 20, 'x']],
    'start ms,end ms,name\n1:02,1M17S,x': [[62, 77, 'x']],
    'start frame,end frame,name\n250,500,x': [[10, 20, 'x']],
    'start frame,end,name\n0:10,20,x': [[10, 20, 'x']],
    'start,end,name\n,20,x': [[0, 20, 'x']],
    'start,end,name\n10,,x\n20,,y': [[10, 600, 'x'], [20, 600, 'y']],
    'start,duration,name\n10,,x': [[10, 600, 'x']],
    'Description,Marker Name,In,Out\nlong,x,10,20': [[10, 20, 'x']],
  };
  for (const [text, expected] of Object.entries(forms)) assert.deepEqual(rows(read(text)), expected, text);
});

test('a word beside the role of a column takes nothing from it', () => {
  for (const header of ['Time code,Title', 'Start time code,Title', 'Clip start,Title']) assert.deepEqual(clean(`${header}\n0:10,x`), [[10, 600, 'x']], header);
});

test('columns and rows that are not read are named', () => {
  assert.deepEqual(read('start,end,name,Colour,\n10,20,x,red,').problems, ['Columns that are not read: “Colour”.']);
  assert.deepEqual(read('Begin,Duration,End,Clip\n10,99,20,x').problems, ['Columns that are not read: “Duration”.']);
  assert.match(problem('start,end,a,b,c,d,e,f\n1,2'), /: “a”, “b”, “c”, “d”, “e” and more\./);
  const wide = read('start,end,name\n1,2,a, b\n3,4,c,,');
  assert.deepEqual([rows(wide), wide.problems], [[[1, 2, 'a, b'], [3, 4, 'c']], []], 'a name in the last column goes on');
  const lost = read('name,start,end\na,1,2,3\nb,4,5,');
  assert.deepEqual(rows(lost), [[1, 2, 'a'], [4, 5, 'b']]);
  assert.deepEqual(lost.problems, ['Line 2: “a,1,2,3” has more cells than its header: the last are not read.']);
  assert.match(problem('start,end\n1,2,a'), /has more cells than its header/);
  assert.deepEqual(read('start,end,a,b,c,d,e\n1,2').problems, ['Columns that are not read: “a”, “b”, “c”, “d”, “e”.']);
  assert.deepEqual(read('start,end,the name of it\n1,2').problems, ['Columns that are not read: “the name of it”.']);
  const list = read('Shots of May\nstart,end,name\n10,20,x\n,,y\nsoon,30,z');
  assert.deepEqual(rows(list), [[10, 20, 'x']]);
  assert.deepEqual(list.problems, [
    'Line 1: “Shots of May” stands above the table and is not read.',
    'Line 4: “,,y” has no time.',
    'Line 5: “soon,30,z” is not understood: “soon” is no time, like 1:02 or 62.5.',
  ]);
});

test('timecodes and frames in a table take the frame rate', () => {
  const text = 'In,Out,Name\n00:00:10:00,00:00:20:05,x';
  assert.deepEqual(clean(text), [[10, 20.2, 'x']]);
  assert.deepEqual(rows(read('In,Out\n00:10:00;00,00:10:00;03', { frameRate: 29.97, durationSeconds: 700 })), [[599.9994, 600.0995]]);
  assert.deepEqual(rows(read('In,Out\n00:10:00:00,00:10:00:03', { frameRate: 29.97, durationSeconds: 700 })), [[600.6, 600.7001]]);
  const some = ['1,2,a\n00:00:10:00,00:00:20:05,x', 'In,Out\n00:00:10:00,20', 'In,Out\n10,20\n10,00:00:20:00', 'start frame,end,name\n1,2,a'];
  for (const each of [text, 'start frame,end frame,name\n250,500,x', ...some]) {
    const list = read(each, { frameRate: null });
    assert.deepEqual([list.clips, list.needs, list.problems.length], [[], 'frameRate', 1]);
    assert.match(list.problems[0], /frame rate of the film is not known\. Give the frame rate/);
  }
  assert.equal(read(text).needs, undefined);
  assert.match(problem('In,Out,Name\n00:00:10:25,00:00:20:05,x'), /“00:00:10:25” is no time/);
});

test('prose with commas is no table', () => {
  assert.deepEqual(rows(read('Check in, sign up to win\n0:00 a, b\n1:00 c')), [[0, 60, 'a, b'], [60, 600, 'c']]);
  assert.deepEqual(rows(read('start, end, name\n0:00 a\n1:00 b')), [[0, 60, 'a'], [60, 600, 'b']]);
  assert.deepEqual(rows(read('0:00, Intro\n1:00, Next')), [[0, 60, 'Intro'], [60, 600, 'Next']]);
  assert.match(problem('Check in, sign up to win, name\n0:10,0:20'), /^Line 1: .* is not understood/);
  assert.equal(read(`start,end${',x'.repeat(98)}\n1,2`).problems[0].slice(0, 8), 'Columns ');
  assert.equal(read(`start,end${',x'.repeat(99)}\n1,2`).problems[0].slice(0, 8), 'Line 1: ');
});

test('a table without a header is one where half its rows are', () => {
  assert.deepEqual(rows(read('a,b\n1,2')), [[1, 2]]);
  assert.deepEqual(read('a,b\nc,d\n1,2').clips, []);
  assert.equal(rows(read(`${'a,b\n'.repeat(7)}${Array.from({ length: 13 }, (_, i) => `${i},20\n`).join('')}`)).length, 13);
  assert.deepEqual(rows(read(`${'a,b\n'.repeat(9)}Start,End\n1,2`)), [[1, 2]], 'a header in the tenth row');
  assert.deepEqual(read(`${'a,b\n'.repeat(10)}Start,End\n1,2`).clips, []);
  assert.deepEqual(read(',\n,,x').clips, []);
});
