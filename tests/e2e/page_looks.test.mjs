// Looks, captions and making in a real browser: two looks in one order make both files, through a reload and with a second
// tab open; captions are brought, edited and drawn in; a look of one's own is kept and used; who asks is told of the end.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';

import { faultsOf } from './page_setup.mjs';
import { kLimit, kWait, startHouse } from './page_upload_setup.mjs';

const run = promisify(execFile);
const kClip = { start: 2, end: 4, label: 'One' };
const kSubRip = '1\n00:00:02,000 --> 00:00:04,000\nthe first words\n\n2\n00:00:08,000 --> 00:00:09,000\nlater\n';

let house;
let context;
let film; // 12 s of 640×360
let page;
let job;

before(async () => {
  house = await startHouse();
  context = await house.openContext();
  film = join(house.server.folder, 'film.mp4');
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=30:d=12', '-f', 'lavfi', '-i', 'sine=d=12'];
  await run('ffmpeg', ['-v', 'error', ...source, '-c:v', 'libx264', '-g', '60', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart', film]);
});
after(() => house?.close());
beforeEach(() => {
  house.proxy.release();
  house.complaints.length = 0;
});

const base = () => `${house.proxy.base}/api/v1`;
const get = async (path) => (await context.request.get(`${base()}${path}`)).json();
const clipsOf = async () => (await get(`/jobs/${job}/artifacts`)).items.filter(({ type }) => type === 'clip');
const choose = (name) => page.locator('.look-chips label', { hasText: name }).click();
const tab = (name) => page.getByRole('tab', { name }).click();
const make = () => page.locator('.room').getByRole('button', { name: 'Make these' }).click();
const until = async (words, look) => {
  for (const limit = Date.now() + kWait.timeout; !(await look()); ) {
    assert.ok(Date.now() < limit, words);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  }
};

/** The page of a job whose film is here and which waits for the choice. */
async function open(recipe = {}) {
  job = await house.makeJob(context, { clips: [kClip], outputs: ['mp4'], ...recipe });
  await context.request.patch(`${base()}/jobs/${job}`, { data: { autoProcess: false } });
  page = await house.openPage(context, job);
  await page.setInputFiles('#file', film);
  await page.waitForSelector('.steps[data-status=UPLOADED]', kWait);
  await page.waitForSelector('.room .look-chips input', kWait);
}

/** The file of an artifact, on this machine. */
async function fileOf({ id }) {
  const path = join(house.server.folder, `${id}.mp4`);
  await writeFile(path, await (await context.request.get(`${base()}/artifacts/${id}/content`)).body());
  return path;
}

async function sizeOf(artifact) {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-select_streams', 'v', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', await fileOf(artifact)]);
  return stdout.trim().replace(',', '×');
}

/** Of an element that costs nothing while it is out of sight: before it is first seen, and then. */
const heightsOf = (locator) =>
  locator.evaluate((element) => {
    const fresh = element.cloneNode(true);
    fresh.style.contentVisibility = 'hidden';
    element.after(fresh);
    const heights = [fresh, element].map((each) => each.getBoundingClientRect().height);
    fresh.remove();
    return heights;
  });

/** How alike a part of two films' pictures is, in decibels. */
async function likeness(one, other, crop) {
  const filter = `[0:v]${crop}[a];[1:v]${crop}[b];[a][b]psnr`;
  const { stderr } = await run('ffmpeg', ['-i', one, '-i', other, '-lavfi', filter, '-f', 'null', '-']);
  const [, average] = /PSNR.*average:(\S+)/.exec(stderr);
  return average === 'inf' ? 99 : Number(average);
}

test('two looks in one order make both files, through a reload, and a second tab orders nothing again', kLimit, async () => {
  await open();
  const orders = [];
  context.on('request', (request) => request.url().endsWith('/process') && orders.push(request.postDataJSON().recipe));
  await choose('Vertical');
  await tab('Looks 2');
  await page.waitForFunction(() => [...document.querySelectorAll('.look-edit [data-say=cost]')].filter((each) => /MB|kB/.test(each.textContent)).length === 2, null, kWait);
  assert.match(await page.textContent('.sum'), /1 clip × 2 looks · \d+ files/);
  assert.match(await page.textContent('.look-edit:last-child [data-say=facts]'), /^202×360/);
  assert.deepEqual(await faultsOf(page, 'looks'), []);
  await make();
  await page.waitForSelector('.look-at-work', kWait);
  assert.match(await page.textContent('[data-region=working] h2'), /Look \d of 2|The next look begins/); // between two, a moment
  const kept = await page.evaluate(() => ({ ...sessionStorage }));
  const second = await context.newPage();
  await second.addInitScript((values) => Object.entries(values).forEach(([name, value]) => sessionStorage.setItem(name, value)), kept);
  await second.goto(page.url());
  await page.reload();
  await until('both clips', async () => (await clipsOf()).length === 2 && (await get(`/jobs/${job}`)).status === 'READY');
  await page.waitForSelector('.results article', kWait);
  assert.deepEqual((await Promise.all((await clipsOf()).map(sizeOf))).sort(), ['202×360', '640×360']);
  assert.deepEqual(orders.map(({ preset }) => preset ?? ''), ['', 'vertical']);
  await page.waitForFunction(() => document.querySelector('[data-region=working]').hidden, null, kWait);
  assert.deepEqual(house.complaints, []);
  await second.close();
  await page.close();
});

test('captions are brought, edited by hand and drawn into the picture', kLimit, async () => {
  await open({ mp4: { cut: 'exact', crf: 18 } });
  await tab('Captions');
  const file = join(house.server.folder, 'film.en.srt');
  await writeFile(file, kSubRip);
  await page.setInputFiles('#caption-file', file);
  assert.equal(await page.inputValue('#caption-as'), 'en', 'its name tells the language');
  await page.getByRole('button', { name: 'Take it' }).click();
  await page.waitForSelector('.cue:nth-child(2)', kWait);
  await page.locator('.cue-short').first().click();
  await page.waitForSelector('.caption-over:not([hidden])');
  assert.equal(await page.textContent('.caption-over'), 'the first words');
  await page.locator('.cue.on textarea').fill('other words');
  await page.waitForFunction(() => document.querySelector('.caption-over').textContent === 'other words');
  await page.locator('.cue-short').first().click();
  await page.getByRole('button', { name: 'Delete the line' }).click();
  await page.waitForSelector('[data-say=saved]:has-text("Saved")', kWait);
  const text = await (await context.request.get(`${base()}/jobs/${job}/captions?language=en`)).text();
  assert.equal(text, 'WEBVTT\n\n00:00:02.000 --> 00:00:04.000\nother words\n');
  assert.deepEqual(await faultsOf(page, 'captions'), []);
  await make();
  await until('the plain clip', async () => (await clipsOf()).length === 1 && (await get(`/jobs/${job}`)).status === 'READY');
  await page.locator('.caption-look label', { hasText: 'Drawn in' }).click();
  await page.locator('.caption-style summary').click();
  await page.locator('#captions-size').fill('1.5');
  await make();
  await until('the burnt clip', async () => (await clipsOf()).length === 2 && (await get(`/jobs/${job}`)).status === 'READY');
  const { recipe } = await get(`/jobs/${job}`);
  assert.deepEqual(recipe.captions, { burn: true, style: { size: 1.5 } });
  assert.deepEqual(recipe.mp4, { cut: 'exact', crf: 18 }, 'what the form was not asked about stays');
  const [plain, burnt] = await Promise.all((await clipsOf()).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)).map(fileOf));
  const [top, bottom] = [await likeness(plain, burnt, 'crop=iw:ih/3:0:0'), await likeness(plain, burnt, 'crop=iw:ih/4:0:ih*3/4')];
  assert.ok(top > bottom + 6, `the upper part is alike (${top} dB), the lower part has words in it (${bottom} dB)`);
  assert.deepEqual(house.complaints, []);
  await page.close();
});

test('a look of one’s own is kept, used, changed, and had back after it was deleted', kLimit, async () => {
  await open();
  await tab('Looks 1');
  await page.locator('.look-edit summary').first().click();
  await page.locator('[id$=loudness]').selectOption('-16');
  await page.getByRole('button', { name: 'Keep as my own look…' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Talks');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.waitForSelector('.look-cards label:has-text("Talks")', kWait);
  const own = (await get('/presets')).items.find((preset) => preset.own);
  assert.deepEqual([own.name, own.title, own.recipe], ['talks', 'Talks', { outputs: ['mp4'], mp4: { loudness: -16 } }]);
  assert.deepEqual(await page.$$eval('.look-edit .title', (titles) => titles.map(({ textContent }) => textContent)), ['Talks'], 'it takes the place of what it was made of');
  await make();
  await until('the clip', async () => (await clipsOf()).length === 1 && (await get(`/jobs/${job}`)).status === 'READY');
  assert.deepEqual((await get(`/jobs/${job}`)).recipe, { clips: [kClip], outputs: ['mp4'], mp4: { loudness: -16 } });
  await page.reload();
  await page.waitForSelector('.look-chips label.on:has-text("Talks")', kWait);
  await tab('Looks 1');
  await page.locator('.own-looks').getByRole('button', { name: 'Delete' }).click();
  await page.waitForSelector('.look-cards label:has-text("Talks")', { ...kWait, state: 'attached' });
  await page.locator('.undo').getByRole('button', { name: 'Undo' }).click();
  await page.waitForSelector('.own-looks li:has-text("Talks")', kWait);
  assert.equal((await get('/presets')).items.filter((preset) => preset.own).length, 1);
  assert.deepEqual(house.complaints, []);
  await page.close();
});

test('an output that fails says why beside what helps, and the rest is made', kLimit, async () => {
  await open({ outputs: ['poster', 'captions'] });
  await make();
  await page.waitForSelector('.making-row.failed', kWait);
  assert.match(await page.textContent('.making-row.failed'), /there are no captions/i);
  await page.waitForSelector('.making-row.done img', kWait);
  assert.deepEqual(await faultsOf(page, 'making'), []);
  await page.locator('.making-row.failed').getByRole('button', { name: 'Add captions' }).click();
  await page.waitForSelector('#tab-captions[aria-selected=true]');
  await page.locator('[data-region=working]').getByRole('button', { name: 'Close' }).click();
  await page.waitForFunction(() => document.querySelector('[data-region=working]').hidden);
  await page.close();
});

test('who asks by a press is told when all is done and the tab is not looked at, and nobody else', kLimit, async () => {
  await context.addInitScript(() => {
    globalThis.told = { asked: 0, shown: [] };
    globalThis.Notification = class {
      static permission = 'default';
      static async requestPermission() {
        globalThis.told.asked += 1;
        return (this.permission = 'granted');
      }
      constructor(title, { body }) {
        globalThis.told.shown.push(`${title}: ${body}`);
      }
      close() {}
    };
  });
  const clips = [0, 0.5, 1].map((start) => ({ start, end: start + 11 })); // it takes seconds, so that there is time to look away
  await open({ outputs: ['mp4', 'gif', 'webp'], mp4: { cut: 'exact' }, clips });
  await make();
  const button = page.getByRole('button', { name: 'Tell me when it is done' });
  await button.waitFor(kWait);
  assert.equal(await page.evaluate(() => globalThis.told.asked), 0);
  await button.click();
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.waitForFunction(() => globalThis.told.shown.length > 0, null, kWait);
  assert.deepEqual(await page.evaluate(() => globalThis.told), { asked: 1, shown: ['Your clips are ready: Mine'] });
  await page.close();
});

test('cancelled, what was made stays, and the rest can be made after all', kLimit, async () => {
  await open({ clips: [{ start: 0, end: 11 }], mp4: { cut: 'exact' } });
  await choose('Square');
  await make();
  await page.waitForSelector('.look-at-work', kWait);
  await page.getByRole('button', { name: 'Cancel all' }).click();
  await page.waitForSelector('.steps[data-status=FAILED]', kWait);
  await page.locator('[data-region=working]').getByRole('button', { name: 'Make the rest' }).click();
  await until('both looks', async () => (await clipsOf()).length === 2 && (await get(`/jobs/${job}`)).status === 'READY');
  await page.close();
});

test('the look that is made now is stopped alone, and the next one is made', kLimit, async () => {
  await open({ clips: [{ start: 0, end: 11 }], mp4: { cut: 'exact', crf: 10 } });
  await choose('Square');
  await make();
  await page.getByRole('button', { name: 'Stop this look, make the next' }).click();
  await until('the square clip', async () => (await clipsOf()).length === 1 && (await get(`/jobs/${job}`)).status === 'READY');
  assert.deepEqual(await Promise.all((await clipsOf()).map(sizeOf)), ['360×360']);
  assert.deepEqual(await page.$$eval('.look-at-work', (looks) => looks.map((look) => look.classList.contains('left'))), [true, false]);
  await page.close();
});

test('outputs are left out while their look is made, one of a look that waits, and the others are made', kLimit, async () => {
  // They take many seconds, all of one pass: the presses come before the first look is made.
  const large = { width: 640, fps: 30, maxSeconds: 11 };
  await open({ clips: [{ start: 0, end: 11 }], outputs: ['mp4', 'gif', 'webp'], mp4: { cut: 'exact', crf: 10 }, gif: large, webp: large });
  await choose('Square');
  await make();
  const [now, next] = [0, 1].map((at) => page.locator('.look-at-work').nth(at));
  const row = now.locator('.making-row').first();
  await row.waitFor(kWait);
  assert.deepEqual(await heightsOf(row), [57, 57]); // else the page jumps below a hand when a row is drawn
  // Beside much else to do the page still settles: a press may miss.
  await until('the look is opened', async () => (await next.evaluate(({ open }) => open)) || (await next.locator('summary').click(), false));
  const poster = next.locator('.making-row', { hasText: 'Poster' }).first(); // the clip’s: the film’s is another
  await poster.getByRole('button', { name: /^Do not make/ }).click();
  await next.locator('.making-row.left', { hasText: 'Poster' }).waitFor(kWait);
  assert.match(await poster.innerText(), /Left out/);
  const leftOut = (name) => now.locator('.making-row.left', { hasText: name });
  const leaveOut = (name) => now.getByRole('button', { name: new RegExp(`^Do not make: ${name}`) }).click();
  await leaveOut('GIF');
  await leftOut('GIF').waitFor(kWait);
  // With the last of them the look may be made, and closed, before the press is answered.
  await leaveOut('WebP');
  await page.waitForSelector('.look-at-work.done', kWait);
  await now.locator('summary').click();
  await leftOut('WebP').waitFor(kWait);
  await leftOut('GIF').waitFor(kWait);
  await until('both looks', async () => (await clipsOf()).length === 2 && (await get(`/jobs/${job}`)).status === 'READY');
  const others = (await get(`/jobs/${job}/artifacts`)).items.filter(({ type }) => ['gif', 'webp', 'poster'].includes(type));
  assert.deepEqual(others.map(({ type, start }) => [type, start]), [['poster', null]]);
  assert.deepEqual((await get(`/jobs/${job}`)).warnings.map(({ code, output }) => [code, output]), [['cancelled', 'poster']]);
  await page.close();
});
