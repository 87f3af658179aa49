// From a key to the exact frame on the screen.

import { kRate } from './films.mjs';
import { openRoom } from './pages.mjs';
import { inMilliseconds, wait } from './report.mjs';

const kPresses = 50;
const kBetweenMs = 120;
const kFrame = 1 / kRate;

/** Called in the page before each press: how long until the wanted picture is shown. @param {{wanted: number, frame: number}} given */
function watchFilm({ wanted, frame }) {
  globalThis.shown = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`frame ${wanted / frame} did not come`)), 10_000);
    document.addEventListener('keydown', ({ timeStamp }) => {
      const video = document.querySelector('.screen video');
      const next = () => video.requestVideoFrameCallback((now, { mediaTime, expectedDisplayTime }) => {
        if (Math.abs(mediaTime - wanted) > frame / 4) return next();
        return resolve(Math.max(now, expectedDisplayTime) - timeStamp);
      });
      next();
    }, { capture: true, once: true });
  });
}

/** The same where the server draws the pictures. @param {{wanted: number, frame: number}} given */
function watchStill({ wanted, frame }) {
  const said = () => Number(/frame (\d+)$/.exec(document.querySelector('.now-time').textContent)[1]);
  globalThis.shown = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`frame ${wanted / frame} did not come: ${said()}`)), 10_000);
    document.addEventListener('keydown', ({ timeStamp }) => {
      document.querySelector('.screen img').addEventListener('load', () => {
        requestAnimationFrame((now) => (said() === Math.round(wanted / frame) ? resolve(now - timeStamp) : reject(new Error(`frame ${said()} for ${wanted / frame}`))));
      }, { once: true });
    }, { capture: true, once: true });
  });
}

/** @param {typeof watchFilm} watch @param {string} key @param {number} from  a frame's number @param {number} step  frames */
async function pressMany(page, watch, key, from, step) {
  const times = [];
  for (let at = from + step, i = 0; i < kPresses; at += step, i += 1) {
    await page.evaluate(watch, { wanted: at * kFrame, frame: kFrame });
    await page.keyboard.press(key);
    times.push(await page.evaluate(() => globalThis.shown));
    await wait(kBetweenMs);
  }
  return times;
}

/** @param {typeof watchFilm} watch @param {string} what @param {string} wanted */
async function pressAll(page, watch, what, wanted) {
  await page.focus('canvas.film-line');
  const figures = [];
  for (const [key, from, step] of [['ArrowRight', 0, 1], ['Shift+ArrowRight', kPresses, kRate], ['ArrowLeft', kPresses * (1 + kRate), -1]]) {
    figures.push(inMilliseconds(`${key} until the frame is seen, ${what}`, await pressMany(page, watch, key, from, step), wanted));
  }
  await page.close();
  return figures;
}

export async function pressOnFilm(house, context, film) {
  const page = await openRoom(house, context, { outputs: ['poster'] }, film);
  await wait(3000);
  return pressAll(page, watchFilm, 'file on this machine', '≤ 100 ms');
}

export async function pressOnStills(house, context, film) {
  const page = await openRoom(house, context, { outputs: ['poster'] }, film);
  await page.waitForFunction(() => document.querySelector('.screen img')?.naturalWidth > 0, null, { timeout: 60_000 });
  await wait(3000);
  return pressAll(page, watchStill, 'HEVC drawn by the server', '≤ 300 ms');
}
