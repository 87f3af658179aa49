import assert from 'node:assert/strict';
import { test } from 'node:test';

import './words_setup.js';
import { FrameTimes } from '../../static/js/room/frame_times.js';
import { ViewWindow } from '../../static/js/room/view_window.js';

const viewOf = (duration = 1000, width = 1000) => new ViewWindow({ duration, frameSeconds: 0.04, width });
const near = (got, wanted, slack = 1e-9) => assert.ok(Math.abs(got - wanted) < slack, `${got} is not ${wanted}`);

test('at first the whole film is seen', () => {
  const view = viewOf();
  assert.deepEqual([view.start, view.end, view.isWhole], [0, 1000, true]);
  assert.equal(view.xOf(250), 250);
  assert.equal(view.timeAt(250), 250);
});

test('zooming keeps the time under the pointer where it is', () => {
  const view = viewOf();
  for (const [factor, x] of [[3, 400], [2, 10], [7, 990], [0.5, 500]]) {
    const time = view.timeAt(x);
    view.zoomAt(factor, x);
    near(view.xOf(time), x, 1e-6);
  }
});

test('it shows no less than eight frames and no more than the film', () => {
  const view = viewOf();
  view.zoomAt(1e9, 500);
  near(view.seconds, 0.32);
  view.zoomAt(1e-9, 3);
  assert.deepEqual([view.start, view.seconds], [0, 1000]);
});

test('it never leaves the film, whatever is done', () => {
  const view = viewOf(100, 333);
  let seed = 1;
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  for (let i = 0; i < 2000; i += 1) {
    [
      () => view.zoomAt(0.2 + 3 * random(), random() * 333),
      () => view.pan((random() - 0.5) * 900),
      () => view.follow(random() * 100),
      () => view.showRange(random() * 50, 50 + random() * 50),
      () => view.resize(200 + Math.floor(random() * 400)),
    ][Math.floor(random() * 5)]();
    assert.ok(view.start >= 0 && view.end <= 100 + 1e-9 && view.seconds >= 0.32 - 1e-9, `${view.start} ${view.end}`);
  }
});

test('panning says whether there was anywhere to go', () => {
  const view = viewOf();
  assert.equal(view.pan(50), false);
  view.zoomAt(2, 0);
  assert.equal(view.pan(100), true);
  assert.equal(view.start, 50);
  assert.equal(view.pan(-1000), true);
  assert.equal(view.pan(-1), false);
});

test('following turns the page when the playhead leaves, and not before', () => {
  const view = viewOf();
  view.zoomAt(10, 0);
  assert.equal(view.follow(99.9), false);
  assert.equal(view.follow(101), true);
  near(view.start, 91);
  view.follow(700);
  near(view.start, 650);
  view.follow(10);
  assert.equal(view.start, 0);
});

test('a film whose length becomes known is seen whole if it was', () => {
  const view = new ViewWindow({ width: 500 });
  view.setFilm({ duration: 60 });
  assert.deepEqual([view.start, view.end], [0, 60]);
  view.zoomAt(2, 0);
  view.setFilm({ duration: 90 });
  assert.equal(view.seconds, 30);
});

test('each change is told once', () => {
  const view = viewOf();
  let told = 0;
  view.onChange(() => (told += 1));
  view.fit();
  view.resize(1000);
  view.zoomAt(2, 0);
  view.resize(500);
  assert.equal(told, 2);
});

test('the ruler’s labels never touch, at any zoom', () => {
  for (const scale of [1, 2]) {
    for (const [duration, width] of [[299, 1400], [299, 370], [36_000, 370], [90_000, 1400], [3, 370]]) {
      const frames = new FrameTimes({ frameRate: 29.97, duration });
      const view = new ViewWindow({ duration, frameSeconds: frames.frameSeconds, width });
      for (let zoom = 0; zoom < 60; zoom += 1) {
        const majors = view.ticks(frames, scale).filter(({ label }) => label);
        assert.ok(majors.length < width / 30);
        majors.slice(1).forEach(({ time }, i) => {
          const room = view.xOf(time) - view.xOf(majors[i].time);
          assert.ok(room >= majors[i].label.length * 6.8 * scale, `“${majors[i].label}” has ${room} px`);
        });
        view.zoomAt(1.25, width * 0.4);
      }
    }
  }
});

test('the ruler counts in round times, and in frames where frames are wide', () => {
  const frames = new FrameTimes({ frameRate: 30, duration: 299 });
  const view = new ViewWindow({ duration: 299, frameSeconds: frames.frameSeconds, width: 1400 });
  const labels = () => view.ticks(frames).map(({ label }) => label).filter(Boolean);
  assert.deepEqual(labels().slice(0, 3), ['0:00', '0:15', '0:30']);
  view.showRange(62, 62.4);
  assert.ok(view.ticks(frames).every(({ time }) => Math.abs(time * 30 - Math.round(time * 30)) < 1e-6));
  assert.ok(labels().includes('1:02 · frame 1860'), labels().join());
});

test('ticks are evenly spread, and as many lie between every two labels', () => {
  const view = new ViewWindow({ duration: 90_000, frameSeconds: 0.001, width: 1400 });
  for (let zoom = 0; zoom < 75; zoom += 1) {
    const ticks = view.ticks();
    const gap = ticks[1].time - ticks[0].time;
    assert.ok(gap > 0 && (gap * 1400) / view.seconds > 3);
    ticks.slice(1).forEach(({ time }, i) => near(time - ticks[i].time, gap, 1e-6));
    const labelled = ticks.flatMap(({ label }, i) => (label ? [i] : []));
    assert.ok(labelled.length > 1);
    labelled.slice(2).forEach((at, i) => assert.equal(at - labelled[i + 1], labelled[1] - labelled[0]));
    view.zoomAt(1.2, 500);
  }
});

test('ticks are reckoned again only when something changed', () => {
  const frames = new FrameTimes({ frameRate: 30, duration: 299 });
  const view = new ViewWindow({ duration: 299, frameSeconds: frames.frameSeconds, width: 1400 });
  const ticks = view.ticks(frames);
  assert.equal(view.ticks(frames), ticks);
  view.zoomAt(2, 0);
  assert.notEqual(view.ticks(frames), ticks);
});
