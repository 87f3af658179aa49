// The page in Firefox ESR and in Chromium, both driven by WebDriver BiDi: the whole way from the set-up link to a clip, marked by
// the keys, by the mouse, by a finger and in Arabic, with captions and in two looks. What one of them does otherwise than the
// other (its media clock, its sound, its canvas) shows here.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';

import puppeteer from 'puppeteer-core';

import { kFlags, startServer } from './page_setup.mjs';

const run = promisify(execFile);
const kRate = 30;
const kLimit = { timeout: 180_000 };
const kHoldMs = 600; // longer than a finger must be still
const kWait = { timeout: 60_000 };

const { CLIPBOX_FIREFOX = '/usr/bin/firefox-esr', CLIPBOX_CHROMIUM = '/usr/bin/chromium' } = process.env;
const kBrowsers = {
  Firefox: { browser: 'firefox', executablePath: CLIPBOX_FIREFOX },
  Chromium: { browser: 'chrome', executablePath: CLIPBOX_CHROMIUM, args: kFlags },
};

for (const [name, options] of Object.entries(kBrowsers)) describe(name, () => wholeWay(name, options));

/** @param {string} name @param {import('puppeteer-core').LaunchOptions} options */
function wholeWay(name, options) {
  let browser;
  let server;
  let page;
  let film;
  const complaints = [];

  before(async () => {
    server = await startServer(null);
    film = join(server.folder, 'numbered.mp4');
    const source = ['-f', 'lavfi', '-i', `testsrc2=s=640x360:r=${kRate}:d=12`, '-f', 'lavfi', '-i', 'sine=d=12'];
    await run('ffmpeg', ['-v', 'error', ...source, '-c:v', 'libx264', '-g', '60', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart', film]);
    browser = await puppeteer.launch({ ...options, protocol: 'webDriverBiDi', headless: true });
    page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    await page.setViewport({ width: 1280, height: 900 });
    page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
    page.on('console', (message) => /Content-Security-Policy|Content Security Policy/.test(message.text()) && complaints.push(message.text()));
  }, { timeout: 120_000 });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const press = async (...keys) => {
    for (const key of keys) {
      const [main, ...held] = key.split('+').reverse();
      for (const modifier of held) await page.keyboard.down(modifier);
      await page.keyboard.press(main);
      for (const modifier of held) await page.keyboard.up(modifier);
    }
  };
  /** One finger's way. Puppeteer's own touches tell an angle of the finger, which Firefox 153 refuses (NS_ERROR_ILLEGAL_VALUE). */
  const touch = (actions) =>
    browser.connection.send('input.performActions', {
      context: page.mainFrame()._id,
      actions: [{ type: 'pointer', id: 'finger', parameters: { pointerType: 'touch' }, actions }],
    });
  const button = (words) => page.locator(`::-p-xpath(//button[contains(., "${words}")])`);
  const isShown = (selector, text) =>
    page.waitForFunction((where, words) => [...document.querySelectorAll(where)].some((element) => element.textContent.includes(words)), kWait, selector, text);
  const atFrame = (n) => page.waitForFunction((frame) => new RegExp(`frame ${frame}$`).test(document.querySelector('.now-time')?.textContent ?? ''), kWait, n);
  const untilTimes = (expected) =>
    page.waitForFunction((text) => [...document.querySelectorAll('.cut input.time')].map((input) => input.value).join(' ') === text, kWait, expected);

  test('a first person sets up, pastes a link, gives it a title and confirms the rights', kLimit, async () => {
    await page.goto(server.setUp);
    await page.locator('input[name=username]').fill('nadia');
    await page.locator('input[name=password]').fill('a long enough password');
    await press('Enter');
    await page.locator('#url').fill('https://youtu.be/dQw4w9WgXcQ');
    await press('Enter');
    await page.locator('main form input[maxlength="200"]').fill(`Marked in ${name}`);
    await press('Enter');
    await page.locator('#rights').click();
    await press('Enter');
    await page.waitForSelector('#file');
  });

  test('the film plays before it is sent, is marked to the frame by keys alone, and undone', kLimit, async () => {
    await (await page.$('#file')).uploadFile(film);
    await page.waitForFunction(() => document.querySelector('.screen video')?.readyState >= 2, kWait);
    await page.focus('canvas.film-line');
    await press('Shift+ArrowRight', 'Shift+ArrowRight', 'ArrowRight', 'ArrowRight', 'i');
    await atFrame(62);
    await press('Shift+ArrowRight', 'ArrowLeft', 'o');
    await untilTimes('0:02.067 0:03.067');
    await press('[', ']', ']');
    await untilTimes('0:02.067 0:03.1');
    await press('Control+z');
    await untilTimes('0:02.067 0:03.067');
  });

  test('an edge is dragged by the mouse, and what stands in the card is where it was let go', kLimit, async () => {
    const box = await (await page.$('canvas.film-line')).boundingBox();
    const xOf = (seconds) => box.x + 8 + ((box.width - 16) * seconds) / 12;
    await page.mouse.move(xOf(3.067) + 2, box.y + 90);
    await page.mouse.down();
    await page.mouse.move(xOf(5), box.y + 90, { steps: 6 });
    await page.mouse.up();
    const ends = await page.$$eval('.cut input.time', (inputs) => inputs.map((input) => input.value));
    assert.ok(Math.abs(Number(ends[1].split(':')[1]) - 5) < 0.3, ends.join(" "));
    await press('Control+z');
    await untilTimes('0:02.067 0:03.067');
  });

  test('a finger that is held still draws another clip', kLimit, async () => {
    const box = await (await page.$('canvas.film-line')).boundingBox();
    const xOf = (seconds) => box.x + 8 + ((box.width - 16) * seconds) / 12;
    const y = Math.round(box.y + 90);
    const moves = [7, 7.5, 8, 8.5, 9].map((seconds) => ({ type: 'pointerMove', x: Math.round(xOf(seconds)), y }));
    await touch([moves[0], { type: 'pointerDown', button: 0 }, { type: 'pause', duration: kHoldMs }, ...moves, { type: 'pointerUp', button: 0 }]);
    const ends = await page.$$eval('.cut input.time', (inputs) => inputs.map((input) => Number(input.value.split(':')[1])));
    assert.ok(ends.length === 4 && Math.abs(ends[2] - 7) < 0.3 && Math.abs(ends[3] - 9) < 0.3, ends.join(' '));
    await press('Control+z');
    await untilTimes('0:02.067 0:03.067');
  });

  test('captions are brought in and seen over the film, and a vertical look is added', kLimit, async () => {
    const file = join(server.folder, 'film.en.srt');
    await writeFile(file, '1\n00:00:02,000 --> 00:00:04,000\nthe first words\n');
    await page.waitForSelector('.steps[data-status=UPLOADED]', kWait);
    await page.locator('#tab-captions').click();
    await (await page.waitForSelector('#caption-file', kWait)).uploadFile(file);
    await button('Take it').click();
    await page.locator('.cue-short').click();
    await page.waitForFunction(() => document.querySelector('.caption-over:not([hidden])')?.textContent === 'the first words', kWait);
    await page.locator('::-p-xpath(//*[contains(@class, "look-chips")]//label[contains(., "Vertical")])').click();
    await page.waitForFunction(() => document.querySelectorAll('.look-chips label.on').length === 2, kWait);
  });

  test('“Make these” makes exactly the marked frames', kLimit, async () => {
    await page.waitForSelector('.steps[data-status=UPLOADED]', kWait);
    await button('Make these').click();
    await page.waitForFunction(() => document.querySelector('.steps').dataset.status === 'READY' && document.querySelector('[data-region=working]').hidden, kWait);
    const clips = await page.evaluate(async () => {
      const id = location.hash.split('/').pop();
      const { items } = await (await fetch(`/api/v1/jobs/${id}/artifacts`)).json();
      return items.filter(({ type }) => type === 'clip');
    });
    assert.equal(clips.length, 2, 'as it is, and vertical');
    for (const clip of clips) assert.ok(Math.abs(clip.start - 62 / kRate) < 1e-5 && Math.abs(clip.end - 92 / kRate) < 1e-5, JSON.stringify(clip));
  });

  test('in Arabic the page runs from right to left, and the film line still from left to right', kLimit, async () => {
    await page.select('select.language', 'ar');
    await page.waitForFunction(() => document.documentElement.dir === 'rtl');
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${over} px too wide`);
    await page.select('select.language', 'en');
    await isShown('h2', 'Results');
  });

  test('nothing was refused by the policy, and nothing was thrown', () => assert.deepEqual(complaints, []));
}
