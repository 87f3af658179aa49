import assert from 'node:assert/strict';
import { test } from 'node:test';

import { drawOthers, drawSelected, drawSelectedName } from '../../static/js/timeline/draw_clips.js';
import { drawFilm, tileSeconds } from '../../static/js/timeline/draw_film.js';
import { drawMarks } from '../../static/js/timeline/draw_marks.js';
import { drawOverview } from '../../static/js/timeline/draw_overview.js';
import { drawHint, drawOpen, drawPlayhead } from '../../static/js/timeline/draw_playhead.js';
import { drawRuler } from '../../static/js/timeline/draw_ruler.js';
import { drawWave } from '../../static/js/timeline/draw_wave.js';
import { DrawnBoxes } from '../../static/js/timeline/drawn_boxes.js';
import { fakeContext, overlaps, refresh, sceneOf } from './timeline_fakes.js';

const drawn = (scene, ...draws) => {
  const fake = fakeContext();
  for (const draw of draws) draw(fake.context, scene);
  return fake;
};

let seed = 7;
const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;

test('the names of marks never overlap, however many there are', () => {
  for (let round = 0; round < 60; round += 1) {
    const duration = 100;
    const chapters = Array.from({ length: Math.floor(random() * 40) }, () => ({ start: random() * 99, end: null, title: 'word '.repeat(1 + random() * 9) }));
    const scenes = Array.from({ length: Math.floor(random() * 300) }, () => random() * duration);
    const loud = Array.from({ length: Math.floor(random() * 20) }, () => ({ start: random() * 90, end: 95 }));
    const start = random() * 80;
    const scene = sceneOf({ suggestions: { chapters, scenes, loud }, show: [start, start + 5 + random() * 15], width: 200 + random() * 1300 });
    const texts = drawn(scene, drawMarks).texts();
    assert.equal(overlaps(texts), false);
    assert.ok(texts.every(({ x, w }) => x >= 0 && x + w <= scene.view.width));
  }
});

test('chapters get their names before scenes do, and are shortened to what is free', () => {
  const chapters = [{ start: 0, end: 10, title: 'A very long name that cannot be shown in all of its length' }, { start: 10, end: null, title: 'B' }];
  const texts = drawn(sceneOf({ suggestions: { chapters, scenes: [2, 5, 50] } }), drawMarks).texts();
  assert.match(texts[0].text, /^A very.*…$/);
  assert.deepEqual(texts.slice(1).map(({ text }) => text), ['B', 'scene']);
});

test('the chapter that began before the view is named at its left', () => {
  const chapters = [{ start: 0, end: 50, title: 'Under way' }, { start: 80, end: null, title: 'Later' }];
  const names = (show) => drawn(sceneOf({ suggestions: { chapters }, show }), drawMarks).texts().map(({ text, x }) => `${text} ${x}`);
  assert.deepEqual(names([20, 40]), ['Under way 6']);
  assert.deepEqual(names([60, 70]), [], 'it is over by then');
});

test('ten thousand marks are not drawn one by one where they would be a bar', () => {
  const scenes = Array.from({ length: 10_000 }, (_, i) => i / 100);
  const whole = drawn(sceneOf({ suggestions: { scenes } }), drawMarks);
  assert.equal(whole.named('fillRect').length, 0);
  const near = drawn(sceneOf({ suggestions: { scenes }, show: [50, 51] }), drawMarks);
  assert.ok(Math.abs(near.named('fillRect').length - 100) < 3);
});

test('only the clips in view are drawn', () => {
  const clips = Array.from({ length: 100 }, (_, i) => ({ start: i, end: i + 0.9, label: `c${i}` }));
  const scene = sceneOf({ clips, show: [40, 45] });
  assert.deepEqual(scene.boxes.map(({ name }) => name), ['c40', 'c41', 'c42', 'c43', 'c44', 'c45']);
  const xs = drawn(scene, drawOthers).named('roundRect').map(([, x, , w]) => x + w);
  assert.ok(xs.every((x) => x > -20 && x < 1240));
});

test('the names of clips never overlap, and stay clear of the selected clip’s handles', () => {
  for (let round = 0; round < 60; round += 1) {
    const clips = Array.from({ length: 200 }, (_, i) => {
      const start = random() * 90;
      return { start, end: start + 0.1 + random() * 30, label: i % 4 ? 'name '.repeat(1 + random() * 4) : '' };
    });
    const scene = sceneOf({ clips, selected: Math.floor(random() * 200), show: [random() * 40, 50 + random() * 50] });
    const names = scene.boxes.filter(({ nameW }) => nameW).map(({ nameX: x, nameY: y, nameW: w }) => ({ x, y, w }));
    assert.ok(names.length > 0);
    assert.equal(overlaps(names), false);
    assert.equal(drawn(scene, drawOthers, drawSelectedName).texts().length, names.length);
    for (const { x, w, nameX, nameW } of scene.boxes) assert.ok(!nameW || (nameX >= x + 12 && nameX + nameW <= x + w - 12 && nameX >= 0));
    const selected = scene.boxes[scene.boxes.length - 1];
    if (!selected.isSelected) continue;
    for (const handleX of [selected.startX, selected.endX]) {
      assert.equal(names.some(({ x, w }) => x < handleX + selected.handleW - 1 && x + w > handleX + 1), false);
    }
  }
});

test('however crowded it is, the selected clip has its name', () => {
  const clips = Array.from({ length: 40 }, (_, i) => ({ start: 10, end: 90 + i / 10, label: `n${i}` }));
  for (const selected of [0, 20, 39]) {
    const scene = sceneOf({ clips, selected });
    const named = scene.boxes.filter(({ nameW }) => nameW).map(({ name }) => name);
    assert.ok(named.length < 8);
    assert.ok(named.includes(`n${selected}`) && named.includes(selected ? 'n0' : 'n1'), named.join());
  }
});

test('a clip without a name is called by its place in the list', () => {
  const scene = sceneOf({ clips: [{ start: 1, end: 20 }, { start: 30, end: 60 }], selected: 1 });
  assert.deepEqual(drawn(scene, drawOthers, drawSelectedName).texts().map(({ text }) => text), ['Clip 1', 'Clip 2']);
});

test('where clips lie over each other the film is veiled once', () => {
  const clips = [{ start: 10.1, end: 30 }, { start: 20, end: 50.1 }, { start: 60, end: 70 }];
  const scene = sceneOf({ clips });
  const { h } = scene.layout.clips;
  const veils = drawn(scene, drawOthers).named('fillRect').filter(([, , , , height]) => height === h);
  assert.deepEqual(veils.map(([, x, , w]) => [x, w]), [[113, 376], [612, 76]]);
});

test('the others are not drawn again while one clip is dragged', () => {
  const clips = [{ start: 10, end: 30, label: 'a' }, { start: 60, end: 70 }, { start: 32, end: 40 }, { start: 42, end: 50 }];
  const scene = sceneOf({ clips, selected: 1 });
  const kept = new DrawnBoxes();
  assert.equal(kept.update(scene.boxes), true);
  scene.cutList.change('m2', { end: 75 });
  assert.equal(kept.update(refresh(scene, scene.cutList).boxes), false);
  scene.cutList.change('m1', { label: 'b' });
  assert.equal(kept.update(refresh(scene, scene.cutList).boxes), true);
  scene.cutList.change('m4', { end: 51 });
  assert.equal(kept.update(refresh(scene, scene.cutList).boxes), true);
  scene.cutList.select('m1');
  assert.equal(kept.update(refresh(scene, scene.cutList).boxes), true);
});

test('the selected clip’s bar reaches from its start to its end', () => {
  const scene = sceneOf({ clips: [{ start: 10, end: 30 }], selected: 0 });
  const handles = drawn(scene, drawSelected).named('roundRect');
  assert.deepEqual(handles.map(([, x, , w]) => [x, x + w]), [[100, 112], [288, 300]]);
});

test('the ruler writes no time twice and none over another', () => {
  for (const show of [[0, 100], [40, 60], [40, 40.4]]) {
    const scene = sceneOf({ show });
    const fake = drawn(scene, drawRuler);
    const texts = fake.texts();
    const { y, h } = scene.layout.ruler;
    assert.ok(fake.named('fillRect').every(([, x, top, w, height]) => x >= 0 && x + w <= 1001 && top >= y && top + height === y + h));
    assert.ok(texts.length > 1);
    assert.equal(overlaps(texts), false);
    assert.equal(new Set(texts.map(({ text }) => text)).size, texts.length);
  }
});

test('pictures lie on a grid that moves with the film', () => {
  const asked = [];
  const thumbs = { at: (time, seconds) => (asked.push([time, seconds]), { image: {}, sx: 0, sy: 0, sw: 160, sh: 90 }) };
  const scene = sceneOf({ film: { thumbs }, show: [40, 60] });
  const first = drawn(scene, drawFilm).named('drawImage').map(([, , , , , , x]) => x);
  scene.view.pan(10);
  const second = drawn(scene, drawFilm).named('drawImage').map(([, , , , , , x]) => x);
  assert.ok(second.slice(0, -1).every((x) => first.some((before) => Math.abs(before - 10 - x) <= 1)));
  assert.ok(asked.every(([time, seconds]) => Math.abs(time / seconds - Math.round(time / seconds)) < 1e-6));
});

test('a tile stands for one frame, two, four and so on, and is at most as wide as its picture, and at least half', () => {
  for (const end of [40.04, 40.32, 41, 55, 300]) {
    const scene = sceneOf({ show: [40, end] });
    const frames = tileSeconds(scene) * 25;
    assert.ok(frames === 1 || Math.abs(Math.log2(frames) - Math.round(Math.log2(frames))) < 1e-9, `${frames}`);
    const width = scene.view.xOf(40 + tileSeconds(scene)) - scene.view.xOf(40);
    if (frames > 1) assert.ok(width / (scene.layout.film.h * scene.film.aspect) < 1.01 && width / (scene.layout.film.h * scene.film.aspect) > 0.49, `${width}`);
  }
});

test('a picture fills its tile without being distorted', () => {
  const thumbs = { at: () => ({ image: {}, sx: 0, sy: 0, sw: 100, sh: 100 }) };
  for (const [, , , , cutW, cutH, , , w, h] of drawn(sceneOf({ film: { thumbs } }), drawFilm).named('drawImage')) {
    assert.ok(Math.abs(cutW / cutH - w / h) < 1e-6);
  }
});

test('the sound’s bars stay inside its band and keep their place on the film', () => {
  const spans = [];
  const peaks = (start, end, points) => (spans.push([start, end, points]), { min: new Float32Array(points).fill(-1), max: new Float32Array(points).fill(1) });
  const scene = sceneOf({ film: { peaks }, show: [40, 60] });
  const { y, h } = scene.layout.wave;
  const bars = drawn(scene, drawWave).named('fillRect');
  assert.ok(bars.every(([, x, top, w, height]) => x >= 0 && x + w <= 1001 && top >= y && top + height <= y + h));
  assert.ok(bars.every(([, , , , height]) => height >= h - 7), 'as loud as can be, both ways');
  scene.view.pan(1);
  drawn(scene, drawWave);
  const [[first], [second]] = spans;
  const step = 3 * scene.view.secondsPerPixel;
  assert.ok(Math.abs((second - first) / step - Math.round((second - first) / step)) < 1e-6);
});

test('without peaks there is a line, and without sound nothing', () => {
  assert.equal(drawn(sceneOf(), drawWave).named('fillRect').length, 1);
  assert.equal(drawn(sceneOf({ film: { hasSound: false } }), drawWave).calls.length, 0);
  assert.equal(drawn(sceneOf({ film: { hasPicture: false } }), drawFilm).calls.length, 0);
});

test('loud places have a line over the sound, as far as they are in view', () => {
  const scene = sceneOf({ suggestions: { loud: [{ start: 35, end: 45 }, { start: 50, end: 52 }, { start: 58, end: 99 }] }, show: [40, 60] });
  const lines = drawn(scene, drawWave).named('fillRect').filter(([, , , , height]) => height === 2);
  assert.deepEqual(lines.map(([, x, , w]) => [Math.round(x), Math.round(w)]), [[0, 250], [500, 100], [900, 100]]);
});

test('silences are hatched within their ends', () => {
  const scene = sceneOf({ suggestions: { silences: [{ start: 20, end: 30 }, { start: 29, end: 31 }, { start: 90, end: 95 }] } });
  const points = drawn(scene, drawWave).calls.filter(([name]) => name === 'moveTo' || name === 'lineTo');
  assert.ok(points.length > 10);
  const { y, h } = scene.layout.wave;
  for (const [, x, py] of points) {
    assert.ok((x >= 200 && x <= 310) || (x >= 900 && x <= 950), `${x}`);
    assert.ok(py >= y && py <= y + h);
  }
});

test('the overview shows every clip, and the window only when it is a part', () => {
  const clips = [{ start: 10, end: 30 }, { start: 99.99, end: 100 }];
  const whole = drawn(sceneOf({ clips }), drawOverview);
  assert.equal(whole.named('stroke').length, 1);
  const part = drawn(sceneOf({ clips, show: [0, 10] }), drawOverview);
  assert.equal(part.named('stroke').length, 2);
  const [, first, second] = [null, ...part.named('fillRect')];
  assert.deepEqual([first[1], first[3], second[3]], [100, 200, 2]);
});

test('the playhead is drawn in view only, and the hint stays inside', () => {
  const scene = sceneOf({ show: [40, 60] });
  scene.playhead = 50;
  const [, [, x0, top, , height]] = drawn(scene, drawPlayhead).named('fillRect');
  const { ruler, wave } = scene.layout;
  assert.deepEqual([x0, top > ruler.y && top < ruler.y + ruler.h, top + height >= wave.y + wave.h], [499, true, true]);
  scene.playhead = 10;
  assert.equal(drawn(scene, drawPlayhead).calls.length, 0);
  scene.hint = { time: 60, words: '1:00 · scene', isSnapped: true };
  const [{ x, w }] = drawn(scene, drawHint).texts();
  assert.ok(x + w <= 1000);
});

test('the open in point is veiled up to the playhead', () => {
  const scene = sceneOf();
  Object.assign(scene, { open: 20, playhead: 30 });
  const [[, x, , w]] = drawn(scene, drawOpen).named('fillRect');
  assert.deepEqual([x, w], [200, 100]);
});
