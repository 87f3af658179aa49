import assert from 'node:assert/strict';
import { test } from 'node:test';

import './words_setup.js';
import { actionFor, keyHelp, kKeys, shuttleSpeed } from '../../static/js/room/keys.js';

const press = (key, more = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  defaultPrevented: false,
  ...more,
});
const deed = (key, more) => {
  const found = actionFor(press(key, more));
  return found && `${found.action} ${found.by}`;
};

test('the trade’s keys do what the trade expects', () => {
  const cases = [
    [' ', {}, 'play 0'], ['j', {}, 'shuttle -1'], ['k', {}, 'pause 0'], ['L', {}, 'shuttle 1'],
    ['i', {}, 'markIn 0'], ['o', {}, 'markOut 0'], ['[', {}, 'trim -1'], [']', {}, 'trim 1'],
    ['{', { shiftKey: true }, 'trimOther -1'], ['}', { shiftKey: true }, 'trimOther 1'],
    ['ArrowLeft', {}, 'frame -1'], ['ArrowRight', { shiftKey: true }, 'second 1'], ['ArrowUp', {}, 'jump -1'],
    ['b', {}, 'split 0'], ['Delete', {}, 'remove 0'], ['Backspace', {}, 'remove 0'],
    ['z', { ctrlKey: true }, 'undo 0'], ['z', { metaKey: true }, 'undo 0'], ['Z', { ctrlKey: true, shiftKey: true }, 'redo 0'],
    ['y', { ctrlKey: true }, 'redo 0'], ['Home', {}, 'ends -1'], ['End', {}, 'ends 1'], ['+', { shiftKey: true }, 'zoom 1'],
    ['=', {}, 'zoom 1'], ['-', {}, 'zoom -1'], ['0', {}, 'fit 0'], ['?', { shiftKey: true }, 'help 0'], ['n', {}, 'clip 1'],
    ['p', {}, 'clip -1'], ['Escape', {}, 'drop 0'],
  ];
  for (const [key, more, wanted] of cases) assert.equal(deed(key, more), wanted, `${key} ${JSON.stringify(more)}`);
});

test('the browser’s own keys are left to it', () => {
  const left = [
    ['i', { ctrlKey: true }], ['0', { ctrlKey: true }], ['+', { metaKey: true }], ['ArrowLeft', { altKey: true }], ['z', {}],
    ['I', { shiftKey: true }], ['F5', {}], ['Tab', {}], ['j', { isComposing: true }], ['j', { defaultPrevented: true }],
  ];
  for (const [key, more] of left) assert.equal(deed(key, more), null, `${key} ${JSON.stringify(more)}`);
});

test('an element that keeps its keys is asked first', () => {
  assert.equal(actionFor(press('i', { target: 'field' }), ({ target }) => target === 'field'), null);
  assert.equal(actionFor(press('i', { target: 'page' }), ({ target }) => target === 'field').action, 'markIn');
});

test('a held key repeats steps, and does nothing else again', () => {
  assert.deepEqual(actionFor(press('ArrowLeft', { repeat: true })), { action: 'frame', by: -1, held: true });
  assert.deepEqual(actionFor(press('l', { repeat: true })).action, 'none');
  assert.deepEqual(actionFor(press(' ', { repeat: true })).action, 'none');
});

test('every keyboard has the keys', () => {
  assert.equal(deed('о', { code: 'KeyJ' }), 'shuttle -1', 'Russian');
  assert.equal(deed('я', { code: 'KeyZ', ctrlKey: true }), 'undo 0', 'Russian');
  assert.equal(deed('ü', { code: 'BracketLeft' }), 'trim -1', 'German, by place');
  assert.equal(deed('[', { altKey: true, ctrlKey: true, getModifierState: (m) => m === 'AltGraph' }), 'trim -1', 'German, by AltGr');
  assert.equal(deed(']', { altKey: true }), 'trim 1', 'a Mac’s Option');
  assert.equal(deed('Dead', { code: 'BracketLeft', shiftKey: true }), 'trimOther -1', 'French');
  assert.equal(deed('o', { code: 'KeyS' }), 'markOut 0', 'Dvorak goes by the letter');
});

test('no key does two things', () => {
  const names = kKeys.flatMap(({ rows }) => rows.flatMap(({ on }) => on));
  assert.equal(new Set(names).size, names.length);
});

test('the help names every key in words', () => {
  const help = keyHelp();
  assert.equal(help.length, kKeys.length);
  assert.deepEqual(help.find(({ words }) => words === 'Redo').keys, ['Ctrl Shift Z', 'Ctrl Y']);
  assert.deepEqual(keyHelp(true).find(({ words }) => words === 'Undo').keys, ['⌘ Z']);
  assert.deepEqual(help.find(({ words }) => /^Zoom/.test(words)).keys, ['−', '+']);
  assert.deepEqual(help.find(({ words }) => /other end/.test(words)).keys, ['Shift [', 'Shift ]']);
});

test('J and L double the speed each time, and turn at once', () => {
  assert.deepEqual([1, 2, 4, 8].map((now) => shuttleSpeed(now, 1)), [2, 4, 8, 8]);
  assert.deepEqual([0, -4, 4].map((now) => shuttleSpeed(now, 1)), [1, 1, 8]);
  assert.deepEqual([0, 2, -1].map((now) => shuttleSpeed(now, -1)), [-1, -1, -2]);
});
