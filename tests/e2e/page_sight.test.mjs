// The page for those who see it otherwise: with the system's own colours, with letters twice as large, on the narrowest
// phone and the widest screen, and without motion. What is chosen can be told from what is not, and no text is cut off.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { violationsOf } from './page_setup.mjs';
import { kLimit, kWait, startHouse } from './page_upload_setup.mjs';
import { covered, cutOff, focusRings, looksOf, meterParts, moving } from './sight/page_looks_at.mjs';

const run = promisify(execFile);
const kSize = { width: 1280, height: 900 };
const kPhone = { width: 320, height: 720 };
const kWall = { width: 3840, height: 2160 };
const kClips = [{ start: 1, end: 3, label: 'The first of the clips' }, { start: 4, end: 6 }, { start: 8, end: 11, label: 'Last' }];
const kChapters = '0:00 How it began\n0:04 What came of it\n0:08 How it ended';
const kCaptions = '1\n00:00:01,200 --> 00:00:02,800\nHello\n\n2\n00:00:04,100 --> 00:00:05,000\nWorld\n';
const { CLIPBOX_TEST_SCREENS: shots } = process.env; // a folder for pictures to be looked at

let house;
let context;
let film; // 12 s
let jobs; // ids: one that waits for its file, one that is marked, one that is made

before(async () => {
  house = await startHouse();
  context = await house.openContext();
  film = join(house.server.folder, 'film.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25:d=12', '-f', 'lavfi', '-i', 'sine=d=12'];
  await run('ffmpeg', ['-v', 'error', ...source, '-c:v', 'libx264', '-g', '50', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart', film]);
  if (shots) await mkdir(shots, { recursive: true });
  jobs = { waiting: await makeJob({ outputs: ['mp4'] }, {}), marked: await makeJob({ clips: kClips, outputs: ['mp4'] }, { autoProcess: false, description: kChapters }), made: await makeJob({ clips: kClips, outputs: ['mp4', 'gif', 'poster'] }, {}) };
  for (const id of [jobs.marked, jobs.made]) await send(id);
  const brought = await context.request.put(`${house.proxy.base}/api/v1/jobs/${jobs.marked}/captions?language=en`, { data: kCaptions, headers: { 'Content-Type': 'text/plain' } });
  assert.ok(brought.ok(), await brought.text());
  await untilStatus(jobs.marked, 'UPLOADED');
  await untilStatus(jobs.made, 'READY');
});
after(() => house?.close());

async function call(method, path, data) {
  const answer = await context.request.fetch(`${house.proxy.base}/api/v1${path}`, { method, data });
  assert.ok(answer.ok(), `${method} ${path}: ${await answer.text()}`);
  return answer.json();
}

async function makeJob(recipe, change) {
  const id = await house.makeJob(context, recipe);
  await call('PATCH', `/jobs/${id}`, { title: 'A film about splicing, and whatever else came to mind', ...change });
  return id;
}

async function send(id) {
  const bytes = await readFile(film);
  const upload = await call('POST', `/jobs/${id}/upload`, { fileName: 'film.mp4', sizeBytes: bytes.length, contentType: 'video/mp4' });
  for (let n = 1; n <= upload.partCount; n += 1) {
    const { url } = await call('GET', `/jobs/${id}/upload/parts/${n}/url`);
    assert.ok((await fetch(url, { method: 'PUT', body: bytes.subarray((n - 1) * upload.partSize, n * upload.partSize) })).ok);
  }
  await call('POST', `/jobs/${id}/upload/complete`, {});
}

async function untilStatus(id, wanted) {
  for (const limit = Date.now() + kWait.timeout; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { status } = await call('GET', `/jobs/${id}`);
    if (status === wanted) return;
    assert.ok(status !== 'FAILED' && Date.now() < limit, status);
  }
}

const room = (tab, ready) => async (page) => {
  await page.waitForSelector('.room .look-choice.on', kWait);
  await page.click(`#tab-${tab}`);
  await page.waitForSelector(ready, kWait);
};
const chooseInList = async (page) => {
  await page.click('#jobs-choose');
  await page.locator('.job-item input').first().check();
};
const chooseResult = async (page) => {
  await page.waitForSelector('.results article img', kWait);
  await page.locator('.clip .pick input').first().check();
};

/** Where to look: how to get there, and pairs of what is chosen and what is not. */
const kPlaces = {
  list: { hash: () => '#/', ready: '.job-item', go: async () => {}, pairs: [['.bar nav a[aria-current]', '.bar nav a:not([aria-current])']] },
  choosing: { hash: () => '#/', ready: '.job-item', go: chooseInList, pairs: [['.job-item.chosen', '.job-item:not(.chosen)']] },
  file: { hash: () => `#/jobs/${jobs.waiting}`, ready: '.drop', go: async () => {}, pairs: [['.steps .current .dot', '.steps .ahead .dot'], ['.steps .done .dot', '.steps .ahead .dot']] },
  clips: {
    hash: () => `#/jobs/${jobs.marked}`,
    ready: '.room',
    go: async (page) => {
      await room('clips', '.cut')(page);
      await page.locator('.cut [data-say=length]').first().click();
      await page.waitForSelector('.cut.on');
    },
    pairs: [['.tabs [aria-selected=true]', '.tabs [aria-selected=false]'], ['.cut.on', '.cut:not(.on)'], ['.look-chips .look-choice.on', '.look-chips .look-choice:not(.on)']],
  },
  looks: {
    hash: () => `#/jobs/${jobs.marked}`,
    ready: '.room',
    go: async (page) => {
      await room('looks', '.look-edit')(page);
      await page.locator('.look-edit summary').first().click();
      await page.waitForSelector('.editor .segments');
    },
    pairs: [['.look-cards .look-choice.on', '.look-cards .look-choice:not(.on)'], ['.editor .segments :checked + span', '.editor .segments :not(:checked) + span'], ['.editor .chip :checked + span', '.editor .chip :not(:checked) + span']],
  },
  captions: {
    hash: () => `#/jobs/${jobs.marked}`,
    ready: '.room',
    go: async (page) => {
      await room('captions', '.cue')(page);
      await page.locator('.caption-style summary').click();
      await page.locator('.cue-short').first().click();
      await page.waitForSelector('.cue.on');
    },
    pairs: [['.cue.on', '.cue:not(.on)'], ['.caption-style .segments :checked + span', '.caption-style .segments :not(:checked) + span']],
  },
  suggestions: { hash: () => `#/jobs/${jobs.marked}`, ready: '.room', go: room('suggestions', '.proposals li'), pairs: [['.tabs [aria-selected=true]', '.tabs [aria-selected=false]']] },
  results: { hash: () => `#/jobs/${jobs.made}`, ready: '.results article', go: chooseResult, pairs: [['.clip.selected', '.clip:not(.selected)'], ['.layouts [aria-pressed=true]', '.layouts [aria-pressed=false]'], ['.kinds :checked + span', '.kinds :not(:checked) + span']] },
  settings: { hash: () => '#/settings', ready: '.settings', go: async () => {}, pairs: [['.bar nav a[aria-current]', '.bar nav a:not([aria-current])']] },
};

/** @param {{hash: () => string, ready: string, go: (page: import('playwright-core').Page) => Promise<void>}} place @param {object} media */
async function open({ hash, ready, go }, media) {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.emulateMedia(media);
  await page.goto(`${house.proxy.base}/${hash()}`);
  await page.waitForSelector(ready, kWait);
  await go(page);
  return page;
}

const shoot = (page, name) => shots && page.screenshot({ path: join(shots, `${name}.png`) });

for (const [name, place] of Object.entries(kPlaces)) {
  test(`${name}: with the system’s colours what is chosen can be told from what is not, and so can the focus`, kLimit, async () => {
    const page = await open(place, { forcedColors: 'active', colorScheme: 'dark' });
    await page.mouse.move(0, 0);
    await shoot(page, `${name}-forced`);
    for (const [chosen, other] of place.pairs) {
      const [one, two] = [await page.evaluate(looksOf, chosen), await page.evaluate(looksOf, other)];
      assert.ok(one && two, `${chosen} and ${other} are there`);
      assert.notDeepEqual(one, two, `${chosen} looks as ${other}`);
    }
    assert.deepEqual(await focusRings(page), []);
    await page.close();
  });

  test(`${name}: nothing is cut off with letters twice as large, at 320 pixels or at 3840, and nothing moves for who wants no motion`, kLimit, async () => {
    const page = await open(place, { reducedMotion: 'reduce' });
    assert.deepEqual(await page.evaluate(moving), []);
    const faults = [];
    for (const [how, size, letters] of [['large', kSize, '200%'], ['narrow', kPhone, ''], ['wide', kWall, '']]) {
      await page.setViewportSize(size);
      await page.evaluate((value) => (document.documentElement.style.fontSize = value), letters);
      await page.waitForTimeout(700); // what is placed by the size of others follows
      await shoot(page, `${name}-${how}`);
      faults.push(...[...(await page.evaluate(cutOff)), ...(await page.evaluate(covered))].map((fault) => `${how}: ${fault}`), ...(await violationsOf(page, how)));
    }
    assert.deepEqual(faults, []);
    await page.close();
  });
}

test('with the system’s colours a meter shows how far it is', kLimit, async () => {
  const page = await open(kPlaces.settings, { forcedColors: 'active' });
  for (const [tag, className] of [['progress', 'meter'], ['progress', 'meter thin'], ['meter', 'space']]) {
    const { full, empty } = await meterParts(page, tag, className);
    assert.notEqual(full, empty, `${tag}.${className}`);
  }
  await page.close();
});
