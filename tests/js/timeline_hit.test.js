import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hitAt, kMouseReach, kTouchReach } from '../../static/js/timeline/hit.js';
import { sceneOf } from './timeline_fakes.js';

const at = (scene, x, band = 'film', reach = kMouseReach) => {
  const { y, h } = scene.layout[band];
  const { part, id, edge, mark } = hitAt(x, y + h * 0.8, scene, reach);
  return [part, id, edge ?? mark?.title ?? ''].filter(Boolean).join(' ');
};

test('each band answers for itself', () => {
  const scene = sceneOf({ clips: [{ start: 20, end: 40 }], suggestions: { chapters: [{ start: 60, end: null, title: 'Bridge' }] } });
  assert.equal(at(scene, 500, 'overview'), 'window');
  assert.equal(at(scene, 300, 'ruler'), 'ruler');
  assert.equal(at(scene, 300), 'clip m1');
  assert.equal(at(scene, 300, 'wave'), 'track');
  assert.equal(at(scene, 500), 'track');
  assert.equal(at(scene, 620, 'marks'), 'mark Bridge');
  assert.equal(at(scene, 800, 'marks'), 'track');
});

test('beside its window the overview is only itself', () => {
  const scene = sceneOf({ show: [40, 60] });
  assert.equal(at(scene, 500, 'overview'), 'window');
  assert.equal(at(scene, 100, 'overview'), 'overview');
});

test('an edge can be taken hold of within 24 pixels, and by a finger within 36', () => {
  const scene = sceneOf({ clips: [{ start: 20, end: 40 }] });
  const found = (reach) => Array.from({ length: 300 }, (_, i) => 100 + i).filter((x) => at(scene, x, 'film', reach) === 'edge m1 start');
  assert.ok(found(kMouseReach).length >= 24);
  assert.ok(found(kTouchReach).length >= 36);
  assert.equal(at(scene, 394), 'edge m1 end');
  assert.equal(at(scene, 405), 'edge m1 end', 'a little outside too');
});

test('of several edges under the hand the selected clip’s wins, then the nearest', () => {
  const clips = [{ start: 20, end: 40 }, { start: 40, end: 60 }, { start: 40.5, end: 70 }];
  assert.equal(at(sceneOf({ clips }), 395), 'edge m1 end');
  assert.equal(at(sceneOf({ clips }), 405), 'edge m2 start');
  assert.equal(at(sceneOf({ clips, selected: 2 }), 399), 'edge m3 start');
  assert.equal(at(sceneOf({ clips, selected: 0 }), 404), 'edge m1 end');
});

test('a name moves the clip, and an edge goes before a name', () => {
  const scene = sceneOf({ clips: [{ start: 20, end: 40, label: 'First light' }] });
  const [box] = scene.boxes;
  const inName = hitAt(box.nameX + 20, box.nameY + 4, scene);
  assert.deepEqual([inName.part, inName.id], ['name', 'm1']);
  assert.equal(hitAt(box.x + 4, box.nameY + 4, scene).part, 'edge');
  assert.equal(hitAt(box.nameX + 20, box.nameY + box.nameH + 8, scene).part, 'clip');
  assert.equal(hitAt(box.nameX + box.nameW + 8, box.nameY + 4, scene).part, 'clip');
});

test('of clips over each other the selected one is meant, then the shortest', () => {
  const clips = [{ start: 10, end: 90 }, { start: 40, end: 60 }, { start: 30, end: 80 }];
  assert.equal(at(sceneOf({ clips }), 500), 'clip m2');
  assert.equal(at(sceneOf({ clips, selected: 2 }), 500), 'clip m3');
});

test('a clip too narrow for handles gets them outside once it is selected', () => {
  const clips = [{ start: 50, end: 50.5 }];
  assert.equal(at(sceneOf({ clips }), 502), 'clip m1');
  const scene = sceneOf({ clips, selected: 0 });
  const [box] = scene.boxes;
  assert.ok(box.startX + box.handleW <= box.x && box.endX >= box.x + box.w);
  assert.equal(at(scene, 494), 'edge m1 start');
  assert.equal(at(scene, 511), 'edge m1 end');
});

test('edges outside the view cannot be taken hold of', () => {
  const scene = sceneOf({ clips: [{ start: 10, end: 90 }], show: [40, 60] });
  assert.equal(at(scene, 1), 'clip m1');
  assert.equal(at(scene, 999), 'clip m1');
});

test('a mark without a name is found by its tick', () => {
  const scenes = Array.from({ length: 50 }, (_, i) => i * 2);
  const scene = sceneOf({ suggestions: { scenes } });
  const named = new Set(scene.labels.map(({ mark }) => mark.time));
  const unnamed = scenes.find((time) => !named.has(time) && !scene.labels.some(({ x, w }) => time * 10 >= x - 6 && time * 10 <= x + w));
  const hit = hitAt(unnamed * 10 + 2, scene.layout.marks.y + 2, scene);
  assert.equal(hit.mark.time, unnamed);
});
