import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readLosslessCutCsv, writeLosslessCutCsv } from '../../static/js/room/lists/losslesscut_csv.js';
import { readLosslessCutProject, writeLosslessCutProject } from '../../static/js/room/lists/losslesscut_project.js';
import { writeCsv } from '../../static/js/room/lists/plain_csv.js';
import { RelaxedJsonError, parseRelaxedJson } from '../../static/js/room/lists/relaxed_json.js';
import { film, rows, sample } from './room_lists_setup.js';

const kMarker = 'has no end: it marks a point of time, which is no clip, and is left out.';

test('rows without a header are start, end and name in seconds', () => {
  const list = readLosslessCutCsv('12.5,47.041667,Gates open\n63,95.25,"It\'s ""loud"""\n', film());
  assert.deepEqual(list, {
    clips: [{ start: 12.5, end: 47.041667, label: 'Gates open' }, { start: 63, end: 95.25, label: 'It\'s "loud"' }],
    problems: [],
    format: 'LosslessCut CSV',
  });
});

test('without a header, what is empty is the beginning and the end of the film, and that is said', () => {
  const list = readLosslessCutCsv(',30.5,\n540,,Fireworks', film());
  assert.deepEqual(rows(list), [[0, 30.5], [540, 600, 'Fireworks']]);
  assert.deepEqual(list.problems, ['1 row without an end: read to the film’s end, as LosslessCut did before 3.65. Newer versions call that a marker.']);
  assert.match(readLosslessCutCsv('1,,a\n2', film()).problems[0], /^2 rows without an end:/);
});

test('under the header of today, a row without an end is a marker', () => {
  const list = readLosslessCutCsv('Start,End,Name,stage\n12.5,47,Gates,north\n120,,keys,\n130,undefined,phone,\n,5,x,', film());
  assert.deepEqual(rows(list), [[12.5, 47, 'Gates'], [0, 5, 'x']]);
  assert.deepEqual(list.problems, ['Columns that are not read: “stage”.', `Line 3: “120,,keys,” ${kMarker}`, `Line 4: “130,undefined,phone,” ${kMarker}`]);
  assert.deepEqual(rows(readLosslessCutCsv('Start,End \n00:00:12.500,00:00:47.000', film())), [[12.5, 47]]);
});

test('CSV is written so that every version of LosslessCut reads it', () => {
  const clips = [{ start: 1.23456, end: 5, label: 'a, "b"\nc' }, { start: 0, end: 0.0004 }, { start: 3723, end: 3724, label: ' x ' }];
  assert.deepEqual(writeLosslessCutCsv(clips, film()), { text: '1.235,5,"a, ""b""\nc"\n0,0.001,\n3723,3724," x "\n', warnings: [] });
  assert.deepEqual(writeCsv(clips.slice(1), film()), { text: 'Start,End,Name\r\n0,0.001,\r\n3723,3724," x "\r\n', warnings: [] });
  assert.equal(writeLosslessCutCsv([], film()).text, '');
});

test('a project of today is read, and what is not taken over is told', () => {
  const list = readLosslessCutProject(sample('festival.llc'), film({ fileName: 'festival day 2.mp4' }));
  assert.deepEqual(list.clips, [{ start: 12.5, end: 47.041667, label: 'Gates open' }, { start: 63, end: 95.25, label: 'It\'s "loud" here' }]);
  assert.deepEqual(list.problems, [
    'Tags are not read: 1 segment of it has some.',
    'Segments that are not selected in LosslessCut are read too: 1.',
    `Segment 3: “lost keys” ${kMarker}`,
  ]);
  assert.equal(list.format, 'LosslessCut project');
});

test('in a project of version 1, what is not written is the beginning and the end of the film', () => {
  const list = readLosslessCutProject(sample('festival_1.llc'), film({ fileName: '/films/festival day 1.mp4' }));
  assert.deepEqual(list.clips, [{ start: 0, end: 30.5 }, { start: 540, end: 600, label: 'Fireworks' }]);
  assert.deepEqual(list.problems, []);
});

test('a project of another film says so', () => {
  const problems = (project, more) => readLosslessCutProject(JSON.stringify({ version: 2, cutSegments: [{ start: 1, end: 2, name: '' }], ...project }), film(more)).problems;
  assert.deepEqual(problems({ mediaFileName: 'other.mp4' }), ['The project was made for “other.mp4”, and this film is “film.mp4”.']);
  assert.deepEqual(problems({ mediaFileName: 'film.mp4' }, { fileName: 'C:\\films\\film.mp4' }), []);
  assert.deepEqual(problems({ mediaFileName: 'other.mp4' }, { fileName: '' }), []);
  for (const mediaFileName of ['', 7, undefined]) assert.deepEqual(problems({ mediaFileName }), []);
  assert.match(problems({ version: 3 })[0], /version that is not known here/);
});

test('a segment that is none is named by its number', () => {
  const read = (...cutSegments) => readLosslessCutProject(JSON.stringify({ version: 2, cutSegments }), film({ durationSeconds: null })).problems;
  assert.deepEqual(read({ end: 5, name: 'a' }), ['Segment 1: “a” has no start that is a number.']);
  assert.deepEqual(read(7, { start: '1', end: 2 }, null, [1]).length, 4);
  assert.deepEqual(read(7), ['Segment 1 has no start that is a number.']);
  assert.deepEqual(read({ start: 1, end: '2', name: 'b' }), ['Segment 1: “b” has an end that is no number.']);
  assert.deepEqual(read({ start: -1, end: 2, name: 'c' }), ['Segment 1: “c” begins before the film does.']);
  assert.deepEqual(read({ start: 1, end: 1e10, name: 'd' }), ['Segment 1: “d” lies beyond the end of any film.']);
  assert.deepEqual(read({ start: 1, end: 1e9, name: 'd' }), []);
  assert.deepEqual(read({ start: 1, end: 2, name: 5, tags: ['x'] }), []);
  assert.match(readLosslessCutProject('{cutSegments: [{start: NaN, end: 2}, {start: 1, end: Infinity}]}', film()).problems.slice(1).join(), /no start.*no number/);
});

test('what is no project says what was expected, and in which line', () => {
  const problem = (text) => readLosslessCutProject(text, film()).problems[0];
  assert.equal(problem('{\n version: 2,\n cutSegments: [}'), 'This is no project of LosslessCut. Line 3: a value was expected, and there is “}”.');
  assert.equal(problem('[]'), 'This is no project of LosslessCut: it holds one value.');
  assert.equal(problem('{version: 2}'), 'The project holds no list of segments, “cutSegments”.');
  assert.equal(problem('{version: 2, cutSegments: []}'), 'There are no times in it.');
});

test('a project is written as LosslessCut writes it today', () => {
  const clips = [{ start: 1.2345678, end: 5, label: 'it\'s "a"\n\u200F' }, { start: 6, end: 7 }];
  const { text, warnings } = writeLosslessCutProject(clips, film({ fileName: '/films/ä.mp4' }));
  assert.deepEqual(JSON.parse(text), {
    version: 2,
    mediaFileName: 'ä.mp4',
    cutSegments: [{ start: 1.2345678, end: 5, name: 'it\'s "a"\n\u200F' }, { start: 6, end: 7, name: '' }],
  });
  assert.deepEqual(warnings, []);
});

test('relaxed JSON is read in all its forms', () => {
  const cases = [
    ['{"a": 1, b: 2, \'c\': 3, $d_1: 4, ключ: 5,}', { a: 1, b: 2, c: 3, $d_1: 4, ключ: 5 }],
    ['[1, +2, -3, .5, 5., 1e3, 0x1F, -0xa, Infinity, -Infinity, 1.5E-2,]', [1, 2, -3, 0.5, 5, 1000, 31, -10, Infinity, -Infinity, 0.015]],
    ['// first\n[ /* a * b ** */ true, // x\u2028 false, null /**/ ]\uFEFF', [true, false, null]],
    [String.raw`"\u00e9\x41\n\t\b\f\r\v\0\q\/\'\"\\"`, 'éA\n\t\b\f\r\v\0q/\'"\\'],
    ["'say \"a\" and \\\nb \\\r\nc'", 'say "a" and b c'],
    ['"it\'s \u2028"', "it's \u2028"],
    ['{}', {}],
    [' [[], [{}]] ', [[], [{}]]],
    ["''", ''],
  ];
  for (const [text, value] of cases) assert.deepEqual(JSON.parse(JSON.stringify(wrapped(parseRelaxedJson(text)))), JSON.parse(JSON.stringify(wrapped(value))), text);
  assert.ok(Number.isNaN(parseRelaxedJson('NaN')) && Number.isNaN(parseRelaxedJson('-NaN')));
});

/** JSON knows no Infinity. */
const wrapped = (value) => (Array.isArray(value) ? value.map(wrapped) : typeof value === 'number' ? String(value) : value);

test('a key of a file means nothing but itself', () => {
  const value = parseRelaxedJson('{"__proto__": {"x": 1}, constructor: 2}');
  assert.equal(value.x, undefined);
  assert.deepEqual(Object.keys(value), ['__proto__', 'constructor']);
});

test('broken JSON is refused with its line', () => {
  const cases = {
    '': /^Line 1: a value was expected, and there is nothing more/,
    '{a 1}': /“:” was expected, and there is “1}”/,
    '{a: 1 b: 2}': /“,” or “}” was expected, and there is “b: 2}”/,
    '[1 2]': /“,” or “\]” was expected/,
    '{1: 2}': /a key or “}” was expected/,
    '[1,\n2,\n,]': /^Line 3: a value was expected, and there is “,\]”/,
    '{,}': /a key or “}”/,
    '"abc': /" at the end of a text was expected, and there is nothing more/,
    "'abc\"": /' at the end of a text/,
    '"a\nb"': /" at the end of a text/,
    '[1] x': /the end of the text was expected, and there is “x”/,
    '/* x': /the end of a comment/,
    '1x': /a value was expected/,
    '1.2.3': /a value was expected/,
    '0x': /a value was expected/,
    tru: /a value was expected/,
    '/ x': /a value was expected/,
  };
  for (const [text, message] of Object.entries(cases)) {
    assert.throws(() => parseRelaxedJson(text), (error) => error instanceof RelaxedJsonError && message.test(error.message), text);
  }
  for (const open of ['[', '{a:']) assert.throws(() => parseRelaxedJson(open.repeat(60)), /less nesting/);
  assert.doesNotThrow(() => parseRelaxedJson(`${'['.repeat(50)}1${']'.repeat(50)}`));
});
