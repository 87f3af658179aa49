// The cutting room under fingers, as a phone has it: a tap seeks, a finger that is held still draws a clip, an edge is dragged,
// two fingers zoom, and a finger that moves up scrolls the page as everywhere.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { faultsOf } from './page_setup.mjs';
import { kLimit, kWait, startHouse } from './page_upload_setup.mjs';

const run = promisify(execFile);
const kSeconds = 12;
const kInset = 8; // pixels between the canvas's edge and the film's beginning
const kHoldMs = 600; // longer than a finger must be still

let house;
let page;
let devtools;
let line; // where the timeline lies

before(async () => {
  house = await startHouse();
  const context = await house.openContext(undefined, { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  const film = join(house.server.folder, 'touched.mp4');
  const source = ['-f', 'lavfi', '-i', `testsrc2=s=640x360:r=30:d=${kSeconds}`, '-f', 'lavfi', '-i', `sine=d=${kSeconds}`];
  await run('ffmpeg', ['-v', 'error', ...source, '-c:v', 'libx264', '-g', '60', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart', film]);
  page = await house.openPage(context, await house.makeJob(context, { outputs: ['mp4'] }));
  house.proxy.holds = (n) => n === 1;
  await page.setInputFiles('#file', film);
  await page.waitForFunction(() => document.querySelector('.screen video')?.readyState >= 2, null, kWait);
  devtools = await context.newCDPSession(page);
  await page.locator('canvas.film-line').scrollIntoViewIfNeeded();
  line = await page.locator('canvas.film-line').boundingBox();
});
after(() => house?.close());

const xOf = (seconds) => line.x + kInset + ((line.width - 2 * kInset) * seconds) / kSeconds;
const yOf = (share) => line.y + line.height * share;
const touch = (type, ...points) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
const times = () => page.$$eval('.cut', (cards) => cards.map((card) => [...card.querySelectorAll('input.time')].map(({ value }) => Number(value.split(':')[1]))));
const near = (one, other) => Math.abs(one - other) < 0.35;
const held = (ms) => page.evaluate((wait) => new Promise((done) => setTimeout(done, wait)), ms);

/** From place to place, as a finger goes. @param {[number, number]} from @param {[number, number]} to */
async function slide(from, to) {
  for (let step = 1; step <= 6; step += 1) await touch('touchMove', [from[0] + ((to[0] - from[0]) * step) / 6, from[1] + ((to[1] - from[1]) * step) / 6]);
}

test('a tap seeks', kLimit, async () => {
  await touch('touchStart', [xOf(6), yOf(0.4)]);
  await touch('touchEnd');
  await page.waitForFunction(() => /^0:0[56]/.test(document.querySelector('.now-time').textContent));
  assert.deepEqual(await times(), []);
});

test('a finger that is held still draws a clip, and then drags its edge', kLimit, async () => {
  await touch('touchStart', [xOf(2), yOf(0.4)]);
  await held(kHoldMs);
  await slide([xOf(2), yOf(0.4)], [xOf(5), yOf(0.4)]);
  await touch('touchEnd');
  const [[start, end]] = await times();
  assert.ok(near(start, 2) && near(end, 5), `${start} ${end}`);
  await touch('touchStart', [xOf(5), yOf(0.4)]);
  await slide([xOf(5), yOf(0.4)], [xOf(8), yOf(0.4)]);
  await touch('touchEnd');
  const [[same, later], ...others] = await times();
  assert.ok(same === start && near(later, 8) && !others.length, `${same} ${later}`);
});

test('two fingers zoom in, and out again', kLimit, async () => {
  const pinch = async (...spans) => {
    const fingers = spans.map((apart) => [[xOf(6 - apart), yOf(0.4)], [xOf(6 + apart), yOf(0.4)]]);
    await touch('touchStart', ...fingers[0]);
    for (const points of fingers.slice(1)) await touch('touchMove', ...points);
    await touch('touchEnd');
  };
  await pinch(1, 2, 3, 4);
  await page.waitForSelector('canvas.film-line[aria-description*=" of 0:12"]');
  await pinch(4, 3, 2, 1, 0.5);
  await page.waitForSelector('canvas.film-line[aria-description*="0:00 to 0:12"]');
  assert.equal((await times()).length, 1);
});

test('a finger that moves up scrolls the page, and marks nothing', kLimit, async () => {
  const before = await page.evaluate(() => scrollY);
  const clips = await times();
  const from = [xOf(6), yOf(0.5)];
  await touch('touchStart', from);
  await slide(from, [from[0], from[1] - 200]);
  await touch('touchEnd');
  await page.waitForFunction((top) => scrollY > top + 50, before);
  assert.deepEqual(await times(), clips);
  assert.deepEqual(await faultsOf(page, 'on a phone'), []);
  assert.deepEqual(house.complaints, []);
});
