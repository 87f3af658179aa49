// Somebody who has never seen the page cuts three scenes out of a film of five minutes that they know only by looking, in
// vertical and with captions: first with a mouse, then by keyboard alone. What a person would see is read from the screen.
// CLIPBOX_TEST_SCREENS names a folder for a picture of each step, wide and on a phone, light and dark.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { openBrowser, startServer, startYouTube } from './page_setup.mjs';

const run = promisify(execFile);
const kRate = 25;
const kColours = { grey: ['707070', 'c8c8c8'], blue: ['102060', '5080e0'], red: ['601010', 'e05040'], green: ['105018', '50c860'], violet: ['401060', 'b060e0'] };
const kScenes = [['grey', 700], ['blue', 812], ['grey', 655], ['red', 433], ['blue', 900], ['green', 377], ['grey', 1001], ['violet', 289], ['grey', 1333], ['blue', 1000]]; // frames
const kWanted = ['red', 'green', 'violet'];
const kAccount = { username: 'nadia', password: 'a long enough password' };
const kWait = { timeout: 60_000 };
const kWhite = 215; // of 235; no scene is so bright
const kMaxSeconds = 120;
const kMaxActions = 25;
const kSizes = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

let folder;
let browser;
let youtube;
let server;
let film;
let words;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipbox-new-user-'));
  [film, words] = [join(folder, 'walk.mp4'), join(folder, 'walk.en.srt')];
  const pictures = kScenes.flatMap(([name, frames], n) => ['-f', 'lavfi', '-i', `gradients=s=640x360:r=${kRate}:c0=0x${kColours[name][0]}:c1=0x${kColours[name][1]}:nb_colors=2:speed=0.01:seed=${n}:d=${frames / kRate}`]);
  const joined = `${kScenes.map((_, n) => `[${n}:v]`).join('')}concat=n=${kScenes.length},format=yuv420p[v]`;
  const coding = ['-map', '[v]', '-map', `${kScenes.length}:a`, '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '250', '-c:a', 'aac', '-shortest', '-movflags', '+faststart'];
  await run('ffmpeg', ['-v', 'error', ...pictures, '-f', 'lavfi', '-i', 'sine=f=220:b=3:d=300', '-filter_complex', joined, ...coding, film]);
  const stamp = (s) => `00:${String(Math.floor(s / 60)).padStart(2, '0')}:${String(s % 60).padStart(2, '0')},000`;
  await writeFile(words, Array.from({ length: 60 }, (_, n) => `${n + 1}\n${stamp(n * 5)} --> ${stamp(n * 5 + 4)}\nLine ${n + 1} of the walk\n`).join('\n'));
  browser = await openBrowser();
  youtube = await startYouTube(browser);
  server = await startServer(youtube.host);
});
after(async () => {
  await browser?.close();
  await server?.close();
  youtube?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Where each wanted scene begins and ends, in frames. */
const truth = kWanted.map((name) => {
  const at = kScenes.findIndex(([each]) => each === name);
  const start = kScenes.slice(0, at).reduce((sum, [, frames]) => sum + frames, 0);
  return { name, start, end: start + kScenes[at][1] };
});

/** A person at the page: counts what they do, and the time that they need without the taking of pictures. */
class Person {
  actions = 0;
  #began = performance.now();
  #away = 0;
  #step = 0;

  constructor(page, name) {
    this.page = page;
    this.name = name;
  }

  get seconds() {
    return (performance.now() - this.#began - this.#away) / 1000;
  }

  async press(...keys) {
    for (const key of keys) {
      this.actions += 1;
      await this.page.keyboard.press(key);
    }
  }

  async click(target) {
    this.actions += 1;
    await (typeof target === 'string' ? this.page.getByRole('button', { name: target }) : target).click();
  }

  /** One paste, one choice of a file. */
  async give(work) {
    this.actions += 1;
    await work();
  }

  /** Goes on by Tab, or back, until that has the focus. */
  async tabTo(selector, text = '', key = 'Tab') {
    const isThere = ({ selector, text }) => {
      const { activeElement: on } = document;
      return on.matches(selector) && (on.closest('label') ?? on).textContent.includes(text);
    };
    for (let n = 0; n < 150; n += 1) {
      if (await this.page.evaluate(isThere, { selector, text })) return;
      await this.press(key);
    }
    throw new Error(`${selector} ${text} cannot be reached by ${key}`);
  }

  /** From scene to scene until the screen has that colour; it begins there, and ends a frame before the next. */
  async mark(colour) {
    const seen = () => this.page.evaluate(() => globalThis.screenColour());
    while ((await seen()) !== colour) {
      const before = await this.page.textContent('.now-time');
      await this.press('ArrowDown');
      await this.page.waitForFunction((text) => document.querySelector('.now-time').textContent !== text && !document.querySelector('.screen video').seeking, before, kWait);
    }
    await this.press('i', 'ArrowDown', 'ArrowLeft', 'o');
  }

  async picture(name) {
    const target = process.env.CLIPBOX_TEST_SCREENS;
    if (!target) return;
    const from = performance.now();
    this.#step += 1;
    await mkdir(target, { recursive: true });
    for (const [size, viewport] of Object.entries(kSizes)) {
      await this.page.setViewportSize(viewport);
      for (const colorScheme of ['light', 'dark']) {
        await this.page.emulateMedia({ colorScheme });
        await this.page.waitForTimeout(400); // the timeline is drawn anew
        await this.page.screenshot({ path: join(target, `${this.name}-${this.#step}-${name}-${size}-${colorScheme}.png`) });
      }
    }
    await this.page.emulateMedia({ colorScheme: 'light' });
    await this.page.setViewportSize(kSizes.wide);
    this.#away += performance.now() - from;
  }
}

/** Runs in the page: what colour a part of a picture has, as a person would name it. */
function namer() {
  globalThis.colourOf = (source, x, y, w, h) => {
    const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
    pen.drawImage(source, x, y, w, h, 0, 0, 1, 1);
    const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
    const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
    if (most - least < 30) return 'grey';
    if (g === most) return 'green';
    if (r === most) return r > b * 1.6 ? 'red' : 'violet';
    return r > g * 1.3 ? 'violet' : 'blue';
  };
  globalThis.screenColour = () => {
    const film = document.querySelector('.screen video');
    return globalThis.colourOf(film, film.videoWidth * 0.4, film.videoHeight * 0.4, film.videoWidth * 0.2, film.videoHeight * 0.2);
  };
}

const open = async () => {
  const context = await browser.newContext({ viewport: kSizes.wide, permissions: ['clipboard-read', 'clipboard-write'] });
  const token = /#setup=(.+)$/.exec(server.setUp)[1];
  const base = `${server.base}/api/v1`;
  const set = await context.request.post(`${base}/setup`, { data: { setupToken: token, ...kAccount } });
  if (!set.ok()) assert.ok((await context.request.post(`${base}/session`, { data: kAccount })).ok());
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.addInitScript(namer);
  await page.goto(`${server.base}/`);
  await page.waitForSelector('#url');
  return page;
};

const untilLookedThrough = (page) => page.waitForSelector('#tab-suggestions:has-text("10")', kWait);
const untilClips = (page, count) => page.waitForSelector(`#tab-clips:text-is("Clips ${count}")`, kWait);

// An upload that ends before the form is touched is made into clips of the server's choice: those are not meant here.
const isVertical = ({ type, width, height }) => type === 'clip' && width < height;

async function untilMade(page) {
  const id = page.url().split('/').pop();
  for (const limit = performance.now() + kWait.timeout; ; await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))) {
    const { items } = await (await page.context().request.get(`${server.base}/api/v1/jobs/${id}/artifacts`)).json();
    if (items.filter(isVertical).length === truth.length) break;
    assert.ok(performance.now() < limit, JSON.stringify(items));
  }
  await page.waitForSelector('.steps[data-status=READY]', kWait);
}

/** How bright the brightest point of a third of the picture is, half a second in. @param {string} path @param {string} top */
async function brightestOf(path, top) {
  const filter = `crop=iw:ih/3:0:${top},signalstats,metadata=print:key=lavfi.signalstats.YMAX:file=-`;
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-ss', '0.5', '-i', path, '-frames:v', '1', '-vf', filter, '-f', 'null', '-']);
  return Number(/YMAX=(\d+)/.exec(stdout)[1]);
}

/** What was made is what was meant: to the frame, upright, with words in it. */
async function check(page) {
  const id = page.url().split('/').pop();
  const get = async (path) => (await page.context().request.get(`${server.base}/api/v1${path}`)).json();
  const [{ recipe }, { items }] = [await get(`/jobs/${id}`), await get(`/jobs/${id}/artifacts`)];
  const clips = items.filter(isVertical).sort((a, b) => a.start - b.start);
  assert.deepEqual(clips.map(({ start, end }) => [Math.round(start * kRate * 100) / 100, Math.round(end * kRate * 100) / 100]), truth.map(({ start, end }) => [start, end]));
  assert.equal(recipe.captions.burn, true);
  for (const [n, clip] of clips.entries()) {
    const path = join(folder, 'clip.mp4');
    await writeFile(path, await (await page.context().request.get(`${server.base}/api/v1/artifacts/${clip.id}/content`)).body());
    const { stdout } = await run('ffprobe', ['-v', 'error', '-count_frames', '-select_streams', 'v', '-show_entries', 'stream=width,height,nb_read_frames', '-of', 'csv=p=0', path]);
    assert.equal(stdout.trim(), `202,360,${truth[n].end - truth[n].start}`);
    assert.ok((await brightestOf(path, 'ih*2/3')) > kWhite, 'there are words below');
    assert.ok((await brightestOf(path, '0')) < kWhite, 'and nothing above');
    const posters = items.filter(({ type, start, end }) => type === 'poster' && start === clip.start && end === clip.end);
    assert.ok(posters.length >= 1, 'its poster');
  }
}

test('three exact scenes of a film known only by looking, vertical with captions, in under two minutes and 25 actions', { timeout: 200_000 }, async () => {
  const page = await open();
  const person = new Person(page, 'mouse');
  await person.give(() => page.fill('#url', 'https://youtu.be/dQw4w9WgXcQ'));
  await person.picture('link');
  await person.click('Continue');
  await page.waitForSelector('.steps[data-status=META_READY]', kWait);
  await person.click(page.locator('#rights'));
  await person.picture('rights');
  await person.click('Confirm');
  await page.waitForSelector('#file', { state: 'attached' });
  await person.give(() => page.setInputFiles('#file', film));
  await page.waitForFunction(() => document.querySelector('.screen video')?.readyState >= 2, null, kWait);
  await person.picture('room');
  await person.click(page.getByRole('tab', { name: 'Looks' }));
  await person.click(page.locator('.look-cards label', { hasText: 'Vertical' })); // the first touch: from now on nothing starts by itself
  await person.click(page.locator('.look-cards label', { hasText: 'As filmed' }));
  await person.picture('look');
  await person.click(page.getByRole('tab', { name: 'Clips' }));
  // From scene to scene until the red one is seen.
  await untilLookedThrough(page);
  await person.mark('red');
  await untilClips(page, 1);
  await person.picture('marked');
  // The others: among what is proposed, each with its picture.
  await person.click(page.getByRole('tab', { name: 'Suggestions' }));
  for (const colour of ['green', 'violet']) {
    const found = await page.waitForFunction((wanted) => {
      const rows = [...document.querySelectorAll('.proposals li')];
      return rows.find((row) => { const image = row.querySelector('img.still'); row.scrollIntoView({ block: 'nearest' }); return image?.naturalWidth && globalThis.colourOf(image, image.naturalWidth * 0.4, image.naturalHeight * 0.4, image.naturalWidth * 0.2, image.naturalHeight * 0.2) === wanted; });
    }, colour, kWait);
    await person.give(() => found.asElement().$('button.small').then((button) => button.click()));
  }
  await untilClips(page, 3);
  await person.picture('proposals');
  await person.click(page.getByRole('tab', { name: 'Captions' }));
  await person.give(() => page.setInputFiles('#caption-file', words));
  await person.click('Take it');
  await person.click(page.locator('.caption-look label', { hasText: 'Drawn in' }));
  await person.picture('captions');
  await person.click(page.locator('.room').getByRole('button', { name: 'Make these' }));
  await untilMade(page);
  const { seconds, actions } = person;
  await person.picture('made');
  await person.click(page.locator('.foot-progress'));
  await page.waitForSelector('.results article', kWait);
  await person.picture('results');
  console.log(`# ${actions} actions, ${seconds.toFixed(1)} s`);
  await check(page);
  assert.ok(actions <= kMaxActions, `${actions} actions`);
  assert.ok(seconds < kMaxSeconds, `${seconds} s`);
  await page.context().close();
});

test('the same three scenes by keyboard alone', { timeout: 200_000 }, async () => {
  const page = await open();
  const person = new Person(page, 'keys');
  // Where the window of the system begins, which no test can type into.
  const chooseAt = async (selector, text, input, file) => {
    await person.tabTo(selector, text);
    await person.give(() => page.setInputFiles(input, file));
  };
  await person.tabTo('#url');
  await page.keyboard.insertText('https://youtu.be/9bZkp7q19f0');
  await person.press('Enter');
  await page.waitForSelector('.steps[data-status=META_READY]', kWait);
  await person.tabTo('#rights');
  await person.press('Space', 'Enter');
  await page.waitForSelector('#file', { state: 'attached' });
  await chooseAt('#file', '', '#file', film);
  await page.waitForFunction(() => document.querySelector('.screen video')?.readyState >= 2, null, kWait);
  await person.tabTo('[role=tab]');
  await person.press('ArrowRight'); // from the clips to the looks
  for (const name of ['Vertical', 'As filmed']) {
    await person.tabTo('.look-cards input', name);
    await person.press('Space');
    await person.tabTo('[role=tab]', '', 'Shift+Tab');
  }
  await untilLookedThrough(page);
  await person.tabTo('canvas.film-line');
  for (const [n, colour] of kWanted.entries()) {
    await person.mark(colour);
    await untilClips(page, n + 1);
  }
  await person.tabTo('[role=tab]', '', 'Shift+Tab');
  await person.press('ArrowRight');
  await chooseAt('.panel.captions button', 'Bring a file', '#caption-file', words);
  await person.tabTo('.panel.captions button', 'Take it');
  await person.press('Enter');
  await page.waitForSelector('.cue:nth-child(2)', kWait);
  await person.tabTo('.caption-look input', 'Drawn in');
  await person.press('Space');
  await person.tabTo('.room button', 'Make these');
  await person.press('Enter');
  await untilMade(page);
  console.log(`# by keys: ${person.actions} presses, ${person.seconds.toFixed(1)} s`);
  await check(page);
  await page.context().close();
});
