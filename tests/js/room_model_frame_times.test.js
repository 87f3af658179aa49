import assert from 'node:assert/strict';
import { test } from 'node:test';

import './words_setup.js';
import { exactRate, FrameTimes, timesOfAnswer } from '../../static/js/room/frame_times.js';

const near = (got, wanted) => assert.ok(Math.abs(got - wanted) < 1e-9, `${got} is not ${wanted}`);

test('at a constant rate frames are evenly spread from zero to the end', () => {
  const frames = new FrameTimes({ frameRate: 25, duration: 10 });
  near(frames.at(0), 0);
  near(frames.at(1.039), 1);
  near(frames.at(1.04), 1.04);
  near(frames.next(1.01), 1.04);
  near(frames.previous(1.01), 0.96);
  near(frames.at(500), 9.96);
  assert.equal(frames.previous(0.03), null);
  assert.equal(frames.next(9.97), null);
  assert.equal(frames.index(9.98), 249);
  assert.equal(frames.isKnown(1), false);
});

test('a time within half a millisecond of a frame is that frame', () => {
  const frames = new FrameTimes({ frameRate: 30, duration: 10 });
  near(frames.at(0.99951), 1);
  near(frames.at(0.9994), 29 / 30);
  near(frames.next(0.99951), 31 / 30);
  assert.equal(frames.index(0.99951), 30);
});

test('stepping through a whole film meets each frame once, forth and back', () => {
  for (const rate of [23.976, 24, 25, 29.97, 30, 50, 59.94, 119.88]) {
    const frames = new FrameTimes({ frameRate: rate, duration: 60 });
    const times = [0];
    for (let t = frames.next(0); t !== null; t = frames.next(t)) times.push(t);
    assert.equal(times.length, Math.ceil((60 - 0.0005) * exactRate(rate)));
    times.forEach((time, i) => assert.equal(frames.index(time), i));
    for (let i = times.length - 1; i > 0; i -= 1) near(frames.previous(times[i]), times[i - 1]);
  }
});

test('a rounded NTSC rate is taken for the exact one', () => {
  assert.equal(exactRate(29.97), 30_000 / 1001);
  assert.equal(exactRate(23.976), 24_000 / 1001);
  assert.equal(exactRate(24), 24);
  for (const rate of [null, 0, -30, NaN, Infinity]) assert.equal(exactRate(rate), 25);
  assert.equal(exactRate(90_000), 500);
  near(new FrameTimes({ frameRate: 29.97 }).at(3600.001), Math.floor((3600.0015 * 30_000) / 1001) * (1001 / 30_000));
});

test('what the server tells is exact, and the rest is spread between', () => {
  const frames = new FrameTimes({ frameRate: 10, duration: 10 });
  assert.equal(frames.learn([1.02, 1.15, 1.31]), true);
  assert.equal(frames.learn([1.02, 1.15, 1.31]), false, 'no news');
  near(frames.at(1.2), 1.15);
  near(frames.next(1.2), 1.31);
  near(frames.previous(1.2), 1.02);
  near(frames.next(1.03), 1.15);
  assert.equal(frames.isKnown(1.2), true);
  assert.equal(frames.isKnown(1.32), false);
  near(frames.previous(1.02), 0.918); // ten frames from 0 to 1.02
  near(frames.next(1.31), 1.41);
});

test('between two known frames the rest is spread evenly', () => {
  const frames = new FrameTimes({ frameRate: 10, duration: 10 });
  frames.learn([1, 1.1]);
  frames.learn([2.06, 2.16]);
  near(frames.previous(2.06), 2.06 - 0.096); // ten frames of 0.096 s
  near(frames.next(1.1), 1.196);
  frames.learn([5]);
  frames.learn([5.07]);
  near(frames.next(5), 5.07);
});

test('a film of one frame has no other', () => {
  const frames = new FrameTimes({ frameRate: 10, duration: 1 });
  frames.learn([null, 0, null]);
  assert.deepEqual([frames.at(0.9), frames.next(0), frames.previous(0)], [0, null, null]);
});

test('what is told later stands', () => {
  const frames = new FrameTimes({ frameRate: 10, duration: 1 });
  frames.learn([null, 0, 0.1, 0.2]);
  frames.learn([0, 0.05]);
  assert.deepEqual([frames.next(0), frames.next(0.05)], [0.05, 0.1]);
  assert.equal(frames.index(0.1), 1, 'reckoned again, as a frame may lie before it');
  frames.learn([0.9, 1, null]);
  frames.learn([1.1]);
  assert.equal(frames.next(1), 1.1, 'the film goes on');
});

test('a film whose frames are all told is counted exactly, at any rate', () => {
  const times = [0, 0.5, 0.51, 0.6, 2];
  const frames = new FrameTimes({ frameRate: 30, duration: 2.1 });
  frames.learn([null, ...times, null]);
  times.forEach((time, i) => assert.equal(frames.index(time), i));
  assert.deepEqual(times.map((time) => frames.at(time)), times);
  assert.deepEqual(times.map((time) => frames.next(time)), [0.5, 0.51, 0.6, 2, null]);
  assert.deepEqual(times.map((time) => frames.previous(time)), [null, 0, 0.5, 0.51, 0.6]);
  near(frames.at(99), 2);
});

test('pieces that are learned in any order join', () => {
  const frames = new FrameTimes({ frameRate: 10, duration: 2 });
  frames.learn([0.3, 0.42, 0.5]);
  frames.learn([0.2, 0.3, 0.42]);
  frames.learn([null, 0, 0.07]);
  frames.learn([0.07, 0.2, 0.3]);
  assert.equal(frames.index(0.5), 5);
  near(frames.previous(0.42), 0.3);
});

test('a single time from the browser is a frame, but never overrules the server', () => {
  const frames = new FrameTimes({ frameRate: 10, duration: 10 });
  assert.equal(frames.learn([3.0001]), false, 'as reckoned');
  assert.equal(frames.learn([3.05]), true);
  near(frames.at(3.06), 3.05);
  frames.learn([5, 5.2]);
  assert.equal(frames.learn([5.1]), false);
  near(frames.next(5), 5.2);
  frames.learn([2.95, 3.15]);
  near(frames.next(2.95), 3.15);
});

test('what the browser shows behind the reckoned end moves the end', () => {
  const frames = new FrameTimes({ frameRate: 10, duration: 1 });
  frames.learn([0.9, 1, null]);
  assert.equal(frames.next(0.9), 1);
  assert.equal(frames.next(1), null);
});

test('the nearest place to cut is a frame or the film’s end', () => {
  const frames = new FrameTimes({ frameRate: 10, duration: 0.95 });
  near(frames.nearest(0.34), 0.3);
  near(frames.nearest(0.36), 0.4);
  near(frames.nearest(0.94), 0.95);
  near(frames.nearest(5), 0.95);
});

test('the server’s answer is read from its headers', () => {
  const answer = new Map([['X-Frame-Time', '0'], ['X-Previous-Frame', ''], ['X-Next-Frame', '0.033333']]);
  assert.deepEqual(timesOfAnswer({ get: (name) => answer.get(name) ?? null }), [null, 0, 0.033333]);
});
