// The room's screen on a browser's player that is made by hand: the place of a film that stands is what was asked for.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import './fake_dom.js';
import './words_setup.js';
import { FrameTimes } from '../../static/js/room/frame_times.js';
import { Screen } from '../../static/js/views/room/screen.js';

const kFrame = 1 / 30;
const toMicroseconds = (seconds) => Math.round(seconds * 1e6) / 1e6;

/** A room's screen, its player, and the times that it learned. */
function openScreen() {
  let told = null;
  const player = {
    currentTime: 0, paused: true, duration: 12, videoWidth: 640, videoHeight: 360,
    requestVideoFrameCallback: (then) => void (told = then), pause() {}, play: async () => {},
  };
  const elements = Object.getPrototypeOf(document.createElement('video'));
  elements.requestVideoFrameCallback = player.requestVideoFrameCallback; // the screen asks for pictures from its beginning on
  const frames = new FrameTimes({ frameRate: 30, duration: 12 });
  const learned = [];
  const learn = (time) => void (learned.push(time), frames.learn([time]));
  const screen = new Screen({ time: () => {}, mode: () => {}, facts: () => {}, playing: () => {}, frame: learn });
  delete elements.requestVideoFrameCallback;
  const video = Object.assign(screen.element.querySelector('video'), player);
  const event = (type) => video.dispatchEvent(new Event(type));
  event('loadedmetadata');
  return { screen, video, frames, learned, event, shows: (mediaTime) => told(0, { mediaTime }) };
}

test('a browser that gives the place that was sought for a picture’s own time moves no mark, however late it does', () => {
  const { screen, video, frames, learned, shows, event } = openScreen();
  const places = () => [screen.time, frames.at(screen.time), frames.next(screen.time)];
  shows(toMicroseconds(video.currentTime)); // the very first: no clock begins there
  event('seeked');
  let before = video.currentTime;
  for (const n of [92, 91, 92, 93]) {
    screen.seek(n * kFrame);
    shows(toMicroseconds(before)); // of the place before, while this one is sought
    event('seeked');
    shows(toMicroseconds(before)); // and after it
    shows(toMicroseconds(video.currentTime));
    assert.deepEqual(places(), [n * kFrame, frames.at(n * kFrame), frames.next(n * kFrame)]);
    assert.ok(Math.abs(places()[1] - n * kFrame) < 1e-9 && Math.abs(places()[2] - (n + 1) * kFrame) < 1e-9, places().join(' '));
    before = video.currentTime;
  }
  video.paused = false; // and once more when it begins to play
  shows(toMicroseconds(before));
  assert.deepEqual(learned, []);
  shows(3.133333);
  assert.deepEqual(learned, [3.133333]);
  Object.assign(video, { paused: true, currentTime: 3.146137 }); // it stands within a picture
  shows(3.146137);
  assert.deepEqual(learned, [3.133333]);
  assert.equal(screen.time, 3.133333);
});

test('a picture’s own time counts where the browser tells it, from the film’s first picture on', () => {
  const { screen, learned, shows, event } = openScreen();
  shows(0.08); // the film’s clock does not begin at 0
  event('seeked');
  screen.seek(1.01); // no picture begins there
  event('seeked');
  shows(1.08);
  assert.equal(screen.time, 1);
  assert.deepEqual(learned, [0, 1]);
});
