// The list of videos in a real browser: long, in each order, and as it was left.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { faultsOf, openBrowser, startServer, startYouTube, tabTo, watchPage } from './page_setup.mjs';
import { contextOf, makeClips, makeVideos, signUp } from './page_seed.mjs';

const kMany = 230;
const kRow = '.job-item';

let browser;
let youtube;
let server;
let nadia;
let page;
const complaints = [];

before(async () => {
  browser = await openBrowser();
  youtube = await startYouTube(browser);
  server = await startServer(youtube.host);
  nadia = await signUp(server);
  const titles = Array.from({ length: kMany }, (_, n) => `Film ${String((n * 7) % kMany).padStart(3, '0')}`);
  const [made] = await makeVideos(nadia, titles);
  await makeClips(nadia, made, process.env.CLIPBOX_TEST_FILM);
  const context = await contextOf(browser, server.base, nadia);
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  watchPage(page, complaints);
});

after(async () => {
  await browser?.close();
  await server?.close();
  youtube?.close();
});

const open = async (hash) => {
  await page.goto('about:blank');
  await page.goto(`${server.base}/${hash}`);
  await page.waitForSelector(kRow);
};
const titles = () => page.$$eval('.job-title', (all) => all.map((title) => title.textContent));
const untilRows = (count) => page.waitForFunction(([row, n]) => document.querySelectorAll(row).length === n, [kRow, count]);
const hash = () => page.evaluate(() => location.hash);
const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.localName);
const expectNoFaults = async (screen) => assert.deepEqual(await faultsOf(page, screen), []);

/** Where a row stands, once it stands still: rows that come into sight get their own height. */
async function placeOf(row) {
  await row.scrollIntoViewIfNeeded();
  for (let last = NaN; ; ) {
    const { y } = await row.boundingBox();
    if (y === last) return { y };
    last = y;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
}

/** Scrolls down until all are there. */
async function readAll(count = kMany) {
  for (let [last, still] = [-1, 0]; ; ) {
    const rows = await page.locator(kRow).count();
    if (rows === count) return;
    still = rows === last ? still + 1 : 0;
    assert.ok(still < 50, `no more than ${rows} of ${count} rows are read`);
    if (still) await page.waitForTimeout(200);
    last = rows;
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  }
}

test('the list reads on as it is scrolled, to its end and without a repeat', async () => {
  await open('#/');
  assert.ok((await page.locator(kRow).count()) < kMany);
  await readAll();
  assert.equal(new Set(await titles()).size, kMany);
  assert.equal(await page.locator('#jobs-more').count(), 0);
});

test('back from a video the same row stands where it stood, and has the focus', async () => {
  await open('#/');
  await readAll();
  const row = page.locator(kRow).nth(kMany - 40);
  const before = await placeOf(row);
  const id = await row.locator('a').getAttribute('id');
  await row.locator('a').click();
  await page.waitForSelector('.steps');
  await page.goBack();
  await untilRows(kMany);
  const after = await page.locator(`#${id}`).boundingBox();
  assert.ok(Math.abs(after.y - (before.y + 1)) < 4, `it stood at ${before.y} and stands at ${after.y}`);
  assert.equal(await focused(), id);
});

test('a reload shows as many rows, at the same height', async () => {
  await open('#/');
  await readAll();
  const row = page.locator(kRow).nth(kMany - 60);
  const before = await placeOf(row);
  await page.reload();
  await page.waitForFunction((row) => document.querySelectorAll(row).length >= 200, kRow);
  await page.waitForFunction((y) => Math.abs(scrollY - y) < 400, await page.evaluate(() => scrollY));
  await assert.doesNotReject(async () => {
    for (let i = 0; i < 50; i += 1) {
      const now = await page.locator(kRow).nth(kMany - 60).boundingBox().catch(() => null);
      if (now && Math.abs(now.y - before.y) < 8) return;
      await page.waitForTimeout(100);
    }
    throw new Error('the row is elsewhere');
  });
});

test('each order is the server’s, and what is looked for is in the address', async () => {
  await open('#/');
  await page.selectOption('#jobs-sort', 'title');
  await page.waitForFunction(() => document.querySelector('.job-title').textContent === 'Film 000');
  assert.equal(await hash(), '#/?sort=title');
  await page.fill('#jobs-search', 'film 00');
  await untilRows(10);
  assert.deepEqual((await titles()).slice(0, 3), ['Film 000', 'Film 001', 'Film 002']);
  await page.selectOption('#jobs-status', 'READY');
  await untilRows(1);
  assert.equal(await hash(), '#/?q=film+00&status=READY&sort=title');
  await page.reload();
  await untilRows(1);
  assert.deepEqual(
    await page.evaluate(() => ['search', 'status', 'sort'].map((name) => document.getElementById(`jobs-${name}`).value)),
    ['film 00', 'READY', 'title'],
  );
  await page.selectOption('#jobs-status', '');
  await page.selectOption('#jobs-sort', 'largest');
  await page.waitForFunction(() => document.querySelector('.job-title').textContent === 'Film 000'); // the only one with a file
  await expectNoFaults('list that is searched');
});

test('a row says length, size and number of clips', async () => {
  await open('#/?status=READY');
  const sub = await page.textContent('.job-sub');
  assert.match(sub, /0:0\d\s· 171\skB\s· 2\sclips/);
});

test('a title is changed in place by keyboard alone', async () => {
  await open('#/?q=Film+001');
  await tabTo(page, '[data-does=rename]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('form.rename input:focus');
  await expectNoFaults('renaming');
  await page.keyboard.press('Escape');
  await page.waitForSelector('form.rename', { state: 'detached' });
  await page.keyboard.press('Enter'); // the focus is on the pencil again
  await page.waitForSelector('form.rename input:focus');
  await page.keyboard.type('Another title');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.job-title:has-text("Another title")');
  assert.match(await focused(), /^rename-/);
  const { items } = await nadia.call('GET', '/jobs?q=Another+title');
  assert.equal(items.length, 1);
});

test('several are chosen and deleted after a question; they can be had back, and are gone when the list is left', async () => {
  await open('#/?q=film+01&sort=title');
  await untilRows(10);
  await page.click('#jobs-choose');
  for (const n of [0, 1, 2]) await page.locator(`${kRow} label`).nth(n).click();
  await page.waitForSelector('.choose-bar:has-text("3 chosen")');
  await expectNoFaults('choosing');
  await page.click('#delete-chosen');
  await page.waitForSelector('dialog:has-text("Delete 3 videos?")');
  await page.click('dialog button[value=yes]');
  await untilRows(7);
  assert.equal(await focused(), 'jobs-undo');
  await expectNoFaults('deleted, and can be had back');
  await page.keyboard.press('Enter');
  await untilRows(10);

  await page.locator('[data-does=delete]').first().click();
  await page.click('dialog button[value=yes]');
  await untilRows(9);
  assert.equal((await nadia.call('GET', '/jobs?q=film+01')).items.length, 10, 'not yet');
  await page.click('text=Settings');
  await page.waitForSelector('h2:has-text("API tokens")');
  for (let left = 10; left !== 9; ) {
    left = (await nadia.call('GET', '/jobs?q=film+01')).items.length;
    await page.waitForTimeout(50);
  }
});

test('what happens elsewhere is seen in the list: a new video, another title, a deletion', async () => {
  await open('#/');
  const [job] = await makeVideos(nadia, ['Straight from the camera']);
  await page.waitForFunction(() => document.querySelector('.job-title').textContent === 'Straight from the camera');
  await nadia.call('PATCH', `/jobs/${job.id}`, { title: 'Straight from the phone' });
  await page.waitForFunction(() => document.querySelector('.job-title').textContent === 'Straight from the phone');
  await nadia.call('DELETE', `/jobs/${job.id}`);
  await page.waitForFunction(() => document.querySelector('.job-title').textContent !== 'Straight from the phone');
});

test('every page has one heading of the first level and a title, and a new page has the focus at its heading', async () => {
  await open('#/');
  for (const [to, title] of [['#/settings', 'Settings · clipbox'], ['#/system', 'System · clipbox'], ['#/nonsense', 'There is no such page · clipbox'], ['#/', 'clipbox']]) {
    await page.evaluate((next) => void (location.hash = next), to);
    await page.waitForFunction((wanted) => document.title === wanted, title);
    await page.waitForSelector('h1');
    assert.equal(await page.locator('h1').count(), 1, to);
    assert.equal(await focused(), 'h1', to);
  }
  await page.evaluate(() => void (location.hash = '#/nonsense'));
  await page.waitForSelector('h1:has-text("There is no such page")');
  await expectNoFaults('no such page');
  await page.click('text=To your videos');
  await page.waitForSelector(kRow);
});

test('the list is whole from right to left, with large letters, in forced colours and on a wide screen', async () => {
  const context = await contextOf(browser, server.base, nadia, { locale: 'ar' });
  const other = await context.newPage();
  await other.goto(`${server.base}/#/?q=film+02`);
  await other.waitForSelector(kRow);
  assert.equal(await other.getAttribute('html', 'dir'), 'rtl');
  assert.deepEqual(await faultsOf(other, 'list in Arabic'), []);
  const over = () => other.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await other.addStyleTag({ content: '' }).catch(() => {}); // refused by the policy: large letters come from the browser's own setting
  const client = await context.newCDPSession(other);
  await client.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  assert.equal(await over(), 0);
  for (const [width, height] of [[640, 900], [3840, 2160]]) {
    await other.setViewportSize({ width, height });
    await other.evaluate((share) => void (document.documentElement.style.fontSize = share), width === 640 ? '200%' : '100%');
    assert.equal(await over(), 0, `${width} px`);
  }
  await context.close();
});

test('the page broke none of its own rules and threw no errors', () => {
  assert.deepEqual(complaints, []);
});
