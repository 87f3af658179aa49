// A slider of the looks: the number beside it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import './fake_dom.js';
import { slider } from '../../static/js/views/looks/fields.js';

test('the number beside a slider goes with the hand, whether or not what it is given to shows it again', () => {
  const given = [];
  const size = slider({ id: 'size', label: 'Size', min: 0.5, max: 2.5, step: 0.05, text: (value) => `${value * 100}%` }, (value) => given.push(value));
  size.show(1);
  const input = size.box.querySelector('input');
  input.value = '1.5';
  input.dispatchEvent(new Event('input'));
  assert.deepEqual(given, [1.5]);
  assert.equal(size.box.querySelector('output').textContent, '150%');
  assert.equal(input.getAttribute('aria-valuetext'), '150%');
});
