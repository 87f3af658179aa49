// The end of an upload in a real browser while somebody chooses what to make: nothing starts, nothing that was typed is
// lost, and the order makes exactly that. What nobody touches goes on by itself.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { filmOfParts } from './page_setup.mjs';
import { kLimit, kSmallPart, kWait, startHouse, untilPartsThere, untilReady, watchForFailure } from './page_upload_setup.mjs';

const kParts = 4;
const kChosen = '0:00.5-0:01.5 Chosen while the file was on its way';

let house;
let context;
let film;

before(async () => {
  house = await startHouse();
  context = await house.openContext();
  film = await filmOfParts(house.server.folder, 'my film.mp4', kParts, kSmallPart);
});
after(() => house?.close());
beforeEach(() => {
  house.proxy.release();
  house.complaints.length = 0;
});

const get = async (path) => (await context.request.get(`${house.proxy.base}/api/v1${path}`)).json();

/** The job's page, with the upload under way and its last part outstanding. */
async function uploading() {
  const job = await house.makeJob(context);
  const page = await house.openPage(context, job);
  house.proxy.holds = (n) => n === kParts;
  await page.setInputFiles('#file', film);
  await untilPartsThere(page, kParts - 1);
  await watchForFailure(page);
  return { job, page };
}

/** Waits for the server to have the job so, as often as the page draws. */
async function until(page, job, what, is) {
  const limit = Date.now() + kWait.timeout;
  for (;;) {
    const now = await get(`/jobs/${job}`);
    if (is(now)) return now;
    assert.ok(Date.now() < limit, `${what}: ${JSON.stringify(now)}`);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

const isHeld = (job) => job.status === 'UPLOADED' && job.autoProcess === false && job.source.durationSeconds !== null;

/** What was made of the recipe, as from-to; the storyboard and the waveform need none. */
async function made(job) {
  const { items } = await get(`/jobs/${job}/artifacts`);
  return items.filter((item) => item.start !== null).map((item) => `${item.type} ${item.start}-${item.end} ${item.label ?? ''}`);
}

/** The form as it was typed in, under the fingers. */
const underFingers = (page) =>
  page.evaluate(() => {
    const { activeElement: field } = document;
    return { same: field === globalThis.typedIn, typed: field?.value, caret: field?.selectionStart };
  });

async function startTyping(page) {
  await page.locator('#ranges').press('Control+a');
  await page.evaluate(() => (globalThis.typedIn = document.activeElement));
}

async function expectIsMade(page, job) {
  await untilReady(page);
  assert.deepEqual(await made(job), ['poster 0.5-1.5 Chosen while the file was on its way']);
  assert.deepEqual(house.complaints, []);
  await page.close();
}

test('a form that nobody touches goes on by itself', kLimit, async () => {
  const { job, page } = await uploading();
  assert.equal(await page.locator('button:has-text("Make these")').count(), 0);
  await page.waitForSelector('text=This is made as soon as the file is here.');
  house.proxy.release();
  await untilReady(page);
  assert.deepEqual(await made(job), ['poster 0-1 0:00-0:01']);
  await page.close();
});

test('who types through the end of the upload keeps the form and the time, reloads, and gets exactly that', kLimit, async () => {
  const { job, page } = await uploading();
  await startTyping(page);
  let typed = '';
  let held = null;
  for (const letter of kChosen) {
    await page.keyboard.type(letter);
    typed += letter;
    if (typed.length === 5) house.proxy.release();
    if (typed.length > 5) held ??= await until(page, job, 'it is not held', isHeld);
    if (held) await page.waitForSelector('[data-region=working] h2:has-text("Waiting for your choice")');
    assert.deepEqual(await underFingers(page), { same: true, typed, caret: typed.length });
  }
  await page.waitForSelector('[data-say=waits]:has-text("The file is here and waits for your choice.")');
  assert.ok(isHeld(await get(`/jobs/${job}`)));
  assert.deepEqual(await made(job), []);

  await page.reload();
  await page.waitForSelector('#ranges');
  assert.equal(await page.inputValue('#ranges'), kChosen);
  await watchForFailure(page);
  await page.click('button:has-text("Make these")');
  await expectIsMade(page, job);
});

test('ordered while the upload still runs, it is made at its end', kLimit, async () => {
  const { job, page } = await uploading();
  await page.fill('#ranges', kChosen);
  await page.waitForSelector('[data-say=waits]:has-text("Nothing is made before you press “Make these”.")');
  await until(page, job, 'it is not held', (now) => !now.autoProcess);
  await page.click('button:has-text("Make these")');
  await page.waitForSelector('[data-say=waits]:has-text("This is made as soon as the file is here.")');
  house.proxy.release();
  await expectIsMade(page, job);
});

test('the upload does not end before the server has heard of the hold', kLimit, async () => {
  const { job, page } = await uploading();
  let away = true;
  const isChange = (route) => away && route.request().method() === 'PATCH';
  await page.route('**/api/v1/jobs/*', (route) => (isChange(route) ? route.abort() : route.continue()));
  await page.fill('#ranges', kChosen);
  house.proxy.release();
  await page.waitForSelector('h2:has-text("Checking what arrived")');
  await until(page, job, 'it is not there', async () => (await get(`/jobs/${job}/upload`)).parts.length === kParts);
  assert.equal((await get(`/jobs/${job}`)).status, 'UPLOADING');
  away = false;
  await until(page, job, 'it is not held', isHeld);
  assert.equal(await page.inputValue('#ranges'), kChosen);
  await page.click('button:has-text("Make these")');
  await expectIsMade(page, job);
});

test('touched in a second tab, the job is held for both', kLimit, async () => {
  const { job, page } = await uploading();
  const second = await house.openPage(context, job);
  await second.fill('#ranges', kChosen);
  await until(page, job, 'it is not held', (now) => !now.autoProcess);
  house.proxy.release();
  await until(page, job, 'it is not held', isHeld);
  await page.waitForSelector('[data-region=working] h2:has-text("Waiting for your choice")');
  assert.deepEqual(await made(job), []);
  await second.click('button:has-text("Make these")');
  await expectIsMade(page, job);
  await second.close();
});
