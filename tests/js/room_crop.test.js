import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cropBox, movedFocus, pictureIn } from '../../static/js/room/crop.js';

const kWide = 16 / 9;
const near = (a, b) => assert.ok(Object.keys(b).every((key) => Math.abs(a[key] - b[key]) < 1e-6), JSON.stringify(a));

test('a tall shape keeps a part of the width, a wide one of a tall film a part of the height', () => {
  near(cropBox('9:16', 'crop', kWide, null), { x: (1 - 81 / 256) / 2, y: 0, width: 81 / 256, height: 1 });
  near(cropBox('16:9', undefined, 9 / 16, null), { x: 0, y: (1 - 81 / 256) / 2, width: 1, height: 81 / 256 });
});

test('nothing is cropped where the shape is the film’s, is not asked for, or is filled otherwise', () => {
  assert.equal(cropBox('source', 'crop', kWide, null), null);
  assert.equal(cropBox(undefined, undefined, kWide, null), null);
  assert.equal(cropBox('16:9', 'crop', 1920 / 1080, null), null);
  assert.equal(cropBox('9:16', 'pad', kWide, null), null);
  assert.equal(cropBox('9:16', 'blur', kWide, null), null);
});

test('the focus lies in the middle of what is kept, as far as the picture’s edges allow', () => {
  near(cropBox('1:1', 'crop', 2, { x: 0.4, y: 0.9 }), { x: 0.15, y: 0, width: 0.5, height: 1 });
  near(cropBox('1:1', 'crop', 2, { x: 0, y: 0.5 }), { x: 0, y: 0, width: 0.5, height: 1 });
  near(cropBox('1:1', 'crop', 2, { x: 1, y: 0.5 }), { x: 0.5, y: 0, width: 0.5, height: 1 });
});

test('a frame that is dragged stays in the picture, and gives the focus for where it lies', () => {
  const box = cropBox('1:1', 'crop', 2, null);
  assert.deepEqual(movedFocus(box, 0.1, 0.3), { x: 0.6, y: 0.5 });
  assert.deepEqual(movedFocus(box, -5, 0), { x: 0.25, y: 0.5 });
  assert.deepEqual(movedFocus(box, 5, 0), { x: 0.75, y: 0.5 });
});

test('the picture lies in the middle of a screen of another shape', () => {
  near(pictureIn(400, 100, 2), { x: 100, y: 0, width: 200, height: 100 });
  near(pictureIn(100, 400, 2), { x: 0, y: 175, width: 100, height: 50 });
});
