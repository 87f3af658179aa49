// Fingers in a browser that tells of them by touch events alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { capturePointer, pointersOfTouch } from '../../static/js/touch_pointers.js';

globalThis.PointerEvent = class extends Event {
  constructor(type, init) {
    super(type, init);
    for (const name of ['pointerId', 'pointerType', 'isPrimary', 'button', 'buttons', 'clientX', 'clientY']) Object.defineProperty(this, name, { value: init[name] });
  }
};

/** `said`: the pointer events, as words; `scrolled`: by how much the page was scrolled. */
function seat(options) {
  const element = new EventTarget();
  const scrolled = [];
  element.ownerDocument = { defaultView: { scrollBy: (_x, y) => scrolled.push(y) } };
  pointersOfTouch(element, options);
  const said = [];
  for (const type of ['down', 'move', 'up', 'cancel']) {
    element.addEventListener(`pointer${type}`, ({ pointerId, clientX, clientY, isPrimary }) => said.push(`${type} ${pointerId - 1000} ${clientX},${clientY}${isPrimary ? ' first' : ''}`));
  }
  const fingers = new Map();
  const touch = (type, ...points) => {
    const changed = points.map(([identifier, clientX, clientY]) => ({ identifier, clientX, clientY }));
    for (const each of changed) type === 'end' || type === 'cancel' ? fingers.delete(each.identifier) : fingers.set(each.identifier, each);
    const event = new Event(`touch${type}`, { cancelable: true });
    Object.assign(event, { changedTouches: changed, targetTouches: [...fingers.values()] });
    element.dispatchEvent(event);
    return event;
  };
  return { element, touch, said, scrolled };
}

test('a finger becomes a pointer, and the browser does nothing else with it', () => {
  const { touch, said, scrolled } = seat();
  const events = [touch('start', [0, 10, 20]), touch('move', [0, 10, 60]), touch('end', [0, 10, 60])];
  assert.deepEqual(said, ['down 0 10,20 first', 'move 0 10,60 first', 'up 0 10,60 first']);
  assert.ok(events.every(({ defaultPrevented }) => defaultPrevented));
  assert.deepEqual(scrolled, []);
});

test('where a finger may scroll, moving up or down does, and moving sideways does not', () => {
  const up = seat({ scrollsY: true });
  up.touch('start', [0, 10, 100]);
  up.touch('move', [0, 11, 97]);
  up.touch('move', [0, 12, 80]);
  up.touch('move', [0, 40, 70]);
  up.touch('end', [0, 40, 70]);
  assert.deepEqual(up.said, ['down 0 10,100 first', 'move 0 11,97 first', 'cancel 0 12,80 first']);
  assert.deepEqual(up.scrolled, [20, 10]);
  const sideways = seat({ scrollsY: true });
  sideways.touch('start', [0, 10, 100]);
  sideways.touch('move', [0, 30, 105]);
  sideways.touch('move', [0, 30, 190]);
  sideways.touch('cancel', [0, 30, 190]);
  assert.deepEqual(sideways.said, ['down 0 10,100 first', 'move 0 30,105 first', 'move 0 30,190 first', 'cancel 0 30,190 first']);
  assert.deepEqual(sideways.scrolled, []);
});

test('two fingers are two pointers, and scroll nothing', () => {
  const { touch, said, scrolled } = seat({ scrollsY: true });
  touch('start', [0, 10, 100]);
  touch('start', [1, 50, 100]);
  touch('move', [0, 5, 50], [1, 90, 150]);
  touch('end', [1, 90, 150]);
  touch('end', [0, 5, 50]);
  assert.deepEqual(said, ['down 0 10,100 first', 'down 1 50,100', 'move 0 5,50', 'move 1 90,150', 'up 1 90,150', 'up 0 5,50']);
  assert.deepEqual(scrolled, []);
});

test('a browser that makes pointers of fingers is left alone', () => {
  const { element, touch, said } = seat();
  const own = new PointerEvent('pointerdown', { pointerId: 1003, pointerType: 'touch', clientX: 1, clientY: 2 });
  Object.defineProperty(own, 'isTrusted', { value: true });
  element.dispatchEvent(own);
  assert.equal(touch('start', [0, 1, 2]).defaultPrevented, false);
  assert.equal(touch('move', [0, 1, 9]).defaultPrevented, false);
  assert.equal(touch('end', [0, 1, 9]).defaultPrevented, false);
  assert.deepEqual(said, ['down 3 1,2']);
});

test('only the browser’s own pointers are captured', () => {
  const captured = [];
  const element = { setPointerCapture: (id) => captured.push(id) };
  for (const id of [1, 7, 1000, 1001]) capturePointer(element, id);
  assert.deepEqual(captured, [1, 7]);
});
