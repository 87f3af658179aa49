// The room's screen on a browser's player that is made by hand: the place of a film that stands is what was asked for.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import './fake_dom.js';
import './words_setup.js';
import { FrameTimes } from '../../static/js/room/frame_times.js';
import { Screen } from '../../static/js/views/room/screen.js';

const kFrame = 1 / 30;
globalThis.requestAnimationFrame = () => 0;
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

test('where pictures are told later than they are sought, as by WebKitGTK of films with B-frames, places and marks stay right', () => {
  const kLead = 2 * kFrame;
  const { screen, video, learned, shows, event } = openScreen();
  const land = () => {
    event('seeked');
    shows(toMicroseconds(video.currentTime + kLead)); // never the picture’s own time
  };
  shows(kLead); // of the first seek, before its end
  land();
  screen.seek(30 * kFrame); // by what had been taken for the film’s beginning
  shows(toMicroseconds(video.currentTime + kLead)); // before the seek has ended, and not again
  event('seeked');
  assert.equal(screen.time, 30 * kFrame);
  land(); // and once more
  for (const n of [30, 31, 30, 92]) {
    screen.seek(n * kFrame);
    assert.ok(Math.abs(video.currentTime - n * kFrame - 0.0005) < 1e-9, `frame ${n} is sought at ${video.currentTime}`);
    land();
    assert.equal(screen.time, n * kFrame);
  }
  screen.play();
  Object.assign(video, { paused: false, currentTime: 3.31 });
  shows(toMicroseconds(99 * kFrame + kLead));
  assert.ok(Math.abs(screen.time - 99 * kFrame) < 1e-5, `${screen.time}`);
  assert.ok(learned.every((time) => Math.abs(time * 30 - Math.round(time * 30)) < 0.02), learned.join(' '));
  Object.assign(video, { paused: true, currentTime: 3.31 });
  screen.pause();
  screen.seek(60 * kFrame); // of the film that the server made of it, which has no B-frames
  event('seeked');
  shows(toMicroseconds(video.currentTime));
  assert.equal(screen.time, 60 * kFrame);
  video.paused = false;
  shows(toMicroseconds(61 * kFrame));
  assert.ok(Math.abs(learned.at(-1) - 61 * kFrame) < 1e-5, learned.join(' '));
});

test('a lead is found out after the film has played too, where two places say the same', () => {
  const { screen, video, learned, shows, event } = openScreen();
  event('seeked');
  screen.play(); // before the first picture is told
  Object.assign(video, { paused: false, currentTime: 1.01 });
  shows(31 * kFrame);
  Object.assign(video, { paused: true });
  screen.pause();
  for (const n of [60, 61]) {
    screen.seek(n * kFrame);
    event('seeked');
    shows(toMicroseconds(video.currentTime + kFrame));
  }
  Object.assign(video, { paused: false, currentTime: 3.01 });
  shows(91 * kFrame);
  assert.ok(Math.abs(learned.at(-1) - 90 * kFrame) < 1e-5, learned.join(' '));
});

test('the picture that was sought before is no lead, however late it is told', () => {
  const { screen, video, learned, shows, event } = openScreen();
  event('seeked');
  screen.play();
  Object.assign(video, { paused: false, currentTime: 1.01 });
  shows(30 * kFrame);
  Object.assign(video, { paused: true });
  screen.pause();
  for (const n of [62, 61, 60, 59]) {
    screen.seek(n * kFrame);
    event('seeked');
    shows((n + 1) * kFrame);
    shows(n * kFrame);
  }
  Object.assign(video, { paused: false, currentTime: 3.01 });
  shows(90 * kFrame);
  assert.ok(Math.abs(learned.at(-1) - 90 * kFrame) < 1e-5, learned.join(' '));
});

test('where another film’s clock begins is found anew, and another link to the same film changes nothing', () => {
  const { screen, video, shows, event } = openScreen();
  const begins = (mediaTime) => {
    video.currentTime = 0;
    shows(mediaTime);
    event('seeked');
  };
  begins(0.08); // its first picture is late by two
  screen.seek(1);
  assert.equal(toMicroseconds(video.currentTime), 1.0805);
  event('seeked');
  screen.openFilm('again', { isSame: true });
  screen.seek(2);
  assert.equal(toMicroseconds(video.currentTime), 2.0805);
  event('seeked');
  screen.openFilm('proxy', { isSame: false });
  begins(0);
  screen.seek(1);
  assert.equal(toMicroseconds(video.currentTime), 1.0005);
});

test('where a hand let go is where the film stands, though it was not shown on the way', () => {
  const { screen, event } = openScreen();
  event('seeked');
  screen.scrub(1);
  event('seeked');
  screen.scrub(2); // the film rests now
  screen.scrubEnd();
  assert.equal(screen.time, 2);
});
