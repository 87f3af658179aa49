// What administrators see of the server, in a real browser.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { faultsOf, isUnhurt, kHostile, openBrowser, startServer, watchPage } from './page_setup.mjs';
import { contextOf, kPassword, makeClips, makeVideos, signInAs, signUp } from './page_seed.mjs';

let browser;
let server;
let nadia;
let page;
const complaints = [];

before(async () => {
  browser = await openBrowser();
  server = await startServer(null);
  nadia = await signUp(server);
  const [job] = await makeVideos(nadia, ['A film']);
  await makeClips(nadia, job, process.env.CLIPBOX_TEST_FILM);
  await nadia.call('POST', '/users', { username: 'omar', password: kPassword, role: 'member' });
  page = await (await contextOf(browser, server.base, nadia)).newPage();
  page.setDefaultTimeout(20_000);
  watchPage(page, complaints);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test('an administrator finds the system in the bar, and sees queue, workers, disk, store and version', async () => {
  await page.goto(`${server.base}/`);
  await page.click('nav >> text=System');
  await page.waitForSelector('.facts-grid .figure');
  assert.equal(await page.textContent('h1'), 'System');
  const facts = await page.$$eval('.fact h2', (all) => all.map((title) => title.textContent));
  assert.deepEqual(facts, ['Queue', 'Workers', 'Disk', 'Object store']);
  const { version } = await nadia.call('GET', '/system');
  assert.ok((await page.textContent('.made-of')).includes(`clipbox ${version}`));
  await page.waitForSelector('.card[aria-labelledby=findings] .pill', { state: 'attached' });
  assert.equal(await page.locator('svg.bars[role=img]').count(), 3);
  for (const summary of await page.$$('.system summary')) await summary.click();
  assert.equal(await page.locator('.table-box tbody tr').count(), 24, 'an hour a row');
  const received = await page.textContent('.plot:last-child .legend');
  assert.match(received, /received/);
  assert.ok((await page.locator('.card[aria-labelledby=findings] .pill.good').count()) > 2, 'what is right is said too');
  assert.match(await page.textContent('.card[aria-labelledby=failures]'), /No job has failed/);
  assert.deepEqual(await faultsOf(page, 'system'), []);
});

test('a job that failed is in the log of failures, with its owner and why', async () => {
  const [job] = await makeVideos(nadia, [`Only notes ${kHostile}`]);
  const notes = join(server.folder, 'notes.mp4');
  await writeFile(notes, 'These are notes and no film.\n'.repeat(200));
  assert.equal((await makeClips(nadia, job, notes)).status, 'FAILED');
  const line = page.locator('.card[aria-labelledby=failures] .line', { hasText: 'Only notes' });
  await line.waitFor();
  assert.match(await line.textContent(), /nadia/);
  assert.ok((await line.textContent()).includes(kHostile) && (await isUnhurt(page)), 'text stays text');
  assert.equal(await line.locator('code').textContent(), 'not_a_video');
});

test('a member neither sees the way there nor the page', async () => {
  const context = await contextOf(browser, server.base, await signInAs(server.base, 'omar', kPassword));
  const other = await context.newPage();
  await other.goto(`${server.base}/#/system`);
  await other.waitForSelector('h1:has-text("There is no such page")');
  assert.equal(await other.locator('nav >> text=System').count(), 0);
  await context.close();
});

test('the page says that the server does not answer, and goes on when it does', async () => {
  await page.goto(`${server.base}/#/system`);
  await page.waitForSelector('.facts-grid .figure');
  await page.route('**/api/v1/system', (route) => route.abort());
  await page.waitForSelector('.system .notice:not(:empty)');
  assert.ok(await page.isVisible('.facts-grid .figure'), 'what was known stays');
  await page.unroute('**/api/v1/system');
  await page.waitForSelector('.system .notice:not(:empty)', { state: 'detached' });
});

test('the page broke none of its own rules and threw no errors', () => {
  assert.deepEqual(complaints, []);
});
