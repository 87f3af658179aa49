// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseStoryboard, tilesOn } from '../../static/js/storyboard.js';

const vtt = `WEBVTT

00:00:00.000 --> 00:00:10.000
video-storyboard.jpg#xywh=0,0,160,90

01:00:10.000 --> 01:00:12.500
video-storyboard-2.jpg#xywh=160,90,160,90
`;

test('each tile of a storyboard knows its time, its place and its sheet', () => {
  const tiles = parseStoryboard(vtt);
  assert.equal(tiles.length, 2);
  assert.deepEqual(tiles[1], { sheet: 'video-storyboard-2.jpg', start: 3610, end: 3612.5, x: 160, y: 90, width: 160, height: 90 });
});

test('a sheet has the tiles that name it', () => {
  const tiles = parseStoryboard(vtt);
  assert.deepEqual(tilesOn(tiles, 'clipbox/artifacts/1/2/video-storyboard.jpg').map(({ start }) => start), [0]);
  assert.deepEqual(tilesOn(tiles, 'video-storyboard-2.jpg').map(({ start }) => start), [3610]);
});
