// How many parts travel at once, over lines of several kinds: alone, and with the whole upload over a line of the fakes.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SendWindow } from '../../static/js/upload/send_window.js';
import { FakeLine, FakeServer, fileOf, ManualClock, settle } from './fakes.js';
import { uploadTo } from './upload_test_setup.js';

const kMiB = 1 << 20;

/** Lets the window see `seconds` of a line that gives `perSecond(limit)` bytes. @returns the limits, one a second */
function over(window, seconds, perSecond, from = { ms: 0, bytes: 0 }) {
  const limits = [];
  for (let i = 0; i < seconds; i += 1) {
    window.measure(from.bytes, from.ms);
    limits.push(window.limit);
    from.bytes += perSecond(window.limit);
    from.ms += 1000;
  }
  return limits;
}

test('where each part more makes the whole faster, as many travel as may', () => {
  const window = new SendWindow({ first: 3, most: 6, partBytes: 8 * kMiB });
  assert.equal(over(window, 20, (n) => n * 4 * kMiB).at(-1), 6);
});

test('where three fill the line, a fourth is tried, given up, and tried again only after a while', () => {
  const window = new SendWindow({ first: 3, most: 6, partBytes: 8 * kMiB });
  const limits = over(window, 60, () => 10 * kMiB);
  assert.ok(limits.includes(4) && !limits.includes(5));
  const seconds = limits.filter((limit) => limit === 4).length;
  assert.ok(seconds <= 8, `${seconds} of 60 s with a fourth`);
});

test('over a slow line one part travels at a time', () => {
  const window = new SendWindow({ first: 3, most: 6, partBytes: 8 * kMiB });
  assert.equal(over(window, 20, () => 100_000).at(-1), 1);
});

test('a lost part halves the number, and it grows again when parts arrive', () => {
  const window = new SendWindow({ first: 6, most: 6, partBytes: 8 * kMiB });
  window.shrink();
  assert.equal(window.limit, 3);
  window.shrink();
  window.shrink();
  window.shrink();
  assert.equal(window.limit, 1);
  assert.equal(over(window, 40, (n) => n * 4 * kMiB).at(-1), 6);
});

/** A whole upload over a line of `bytesPerSecond`, of which one connection gets at most `each`. */
async function send({ origin, bytesPerSecond, each }) {
  const clock = new ManualClock();
  const server = new FakeServer({ size: 1600, partSize: 10 });
  server.origin = origin;
  server.automatic = false;
  const line = new FakeLine(server, { bytesPerSecond, each });
  const { upload } = uploadTo(server, { clock, file: fileOf('film.mp4', 1600) });
  const run = upload.run();
  for (let i = 0; i < 4000 && upload.state.phase !== 'done'; i += 1) {
    await settle(3);
    line.move(0.1);
    clock.step(100);
    if (i % 10 === 0) upload.tick();
  }
  await run;
  return server;
}

test('to the page’s own origin at most three parts travel, however fast the line', async () => {
  const server = await send({ origin: 'https://page.example', bytesPerSecond: 100, each: 10 });
  assert.equal(server.mostFlying, 3);
  assert.equal(server.stored.size, 160);
});

test('to another origin up to six travel where that is faster', async () => {
  const server = await send({ origin: 'https://store.example', bytesPerSecond: 100, each: 10 });
  assert.equal(server.mostFlying, 6);
});

test('to another origin three or four travel where that fills the line', async () => {
  const server = await send({ origin: 'https://store.example', bytesPerSecond: 20, each: 10 });
  assert.ok(server.mostFlying <= 4, `${server.mostFlying} at once`);
  assert.equal(server.stored.size, 160);
});
