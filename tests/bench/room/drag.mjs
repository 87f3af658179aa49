// How evenly the room draws while a clip's edge is dragged among two hundred clips, on a CPU four times slower.

import { kLongSeconds } from './films.mjs';
import { openRoom } from './pages.mjs';
import { quantile, wait } from './report.mjs';

const kClips = 200;
const kSlower = 4;
const kSeconds = 6;
const kMoveMs = 16;
const kInset = 8; // pixels between the canvas's edge and the film's beginning
const kBandY = 90; // among the clips' bars

const clips = Array.from({ length: kClips }, (_, n) => ({ start: n, end: n + 0.6, label: n % 3 ? `Clip ${n}` : '' }));

/** Called in the page: the time of each picture that is drawn, and how often the hand was heard. */
function watchPictures() {
  const seen = { times: [], moves: 0, open: true };
  document.querySelector('canvas.film-line').addEventListener('pointermove', () => (seen.moves += 1));
  const next = (now) => {
    seen.times.push(now);
    if (seen.open) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  globalThis.seen = seen;
}

/** Moves an edge to and fro. @param {import('playwright-core').CDPSession} devtools */
async function drag(page, devtools, x, y) {
  const mouse = (type, at) => devtools.send('Input.dispatchMouseEvent', { type, x: at, y, button: 'left', buttons: 1, clickCount: 1 });
  await page.mouse.move(x, y);
  await mouse('mousePressed', x);
  await page.evaluate(watchPictures);
  const moves = [];
  const began = Date.now();
  for (let i = 0; Date.now() - began < kSeconds * 1000; i += 1) {
    moves.push(mouse('mouseMoved', Math.round(x + 3 + 60 * (1 - Math.cos(i / 25)))));
    await wait(kMoveMs);
  }
  const { times, moves: heard } = await page.evaluate(() => Object.assign(globalThis.seen, { open: false }));
  await Promise.all(moves);
  await mouse('mouseReleased', x + 20);
  return { gaps: times.slice(1).map((time, i) => time - times[i]), heard };
}

/** Where CLIPBOX_PROFILE names a file, what was done meanwhile goes there, for the browser's own tools (Performance, Load profile). */
async function profiled(page, work) {
  const { CLIPBOX_PROFILE: path } = process.env;
  if (!path) return work();
  const browser = page.context().browser();
  await browser.startTracing(page, { path, categories: ['devtools.timeline', 'disabled-by-default-v8.cpu_profiler'] });
  const result = await work();
  await browser.stopTracing();
  return result;
}

export async function dragEdge(house, context, film) {
  const page = await openRoom(house, context, { clips, outputs: ['mp4'] }, film);
  await page.waitForFunction(() => document.querySelector('.cut [data-say=how]')?.textContent, null, { timeout: 120_000 });
  await page.locator('.cut:nth-child(100) [data-say=length]').click();
  await wait(3000);
  const devtools = await context.newCDPSession(page);
  const box = await page.locator('canvas.film-line').boundingBox();
  const x = box.x + kInset + ((box.width - 2 * kInset) * clips[99].end) / kLongSeconds + 2;
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: kSlower });
  const { gaps, heard } = await profiled(page, () => drag(page, devtools, x, box.y + kBandY));
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const end = await page.inputValue('.cut:nth-child(100) .end:last-child input.time');
  if (end === '1:39.6') throw new Error('the edge was not dragged');
  await page.close();
  const rate = (/** @type {number} */ gap) => (1000 / gap).toFixed(1);
  return [{
    name: `an edge dragged among ${kClips} clips, CPU ${kSlower}× slower`,
    figures: `${rate(quantile(gaps, 0.5))} pictures/s, worst 5 % below ${rate(quantile(gaps, 0.95))} (${heard} moves)`,
    wanted: '≥ 50/s',
  }];
}
