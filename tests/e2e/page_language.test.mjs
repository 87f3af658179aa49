// The page in its languages, in a real browser: chosen in the bar, at once, while an upload goes on and a name is typed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { faultsOf, filmOfParts, openBrowser, startServer, startYouTube, tabTo } from './page_setup.mjs';

const kName = 'nadia';
const kPassword = 'a long enough password';
const kParts = 3;

let browser;
let youtube;
let server;
let page;
let film;
const complaints = [];

before(async () => {
  browser = await openBrowser();
  youtube = await startYouTube(browser);
  server = await startServer(youtube.host);
  film = await filmOfParts(server.folder, 'فيلم.mp4', kParts);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'de-AT' });
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
});

after(async () => {
  await browser?.close();
  await server?.close();
  youtube?.close();
});

const speaks = () => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
const choose = async (tag) => {
  await page.selectOption('header select', tag);
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, tag);
};

test('the browser’s own language is spoken, and another is chosen by keyboard while a name is typed', async () => {
  await page.goto(server.setUp);
  await page.waitForSelector('input[name=username]');
  assert.deepEqual(await speaks(), ['de', 'ltr']);
  await page.fill('input[name=username]', kName);
  await page.focus('.skip');
  await tabTo(page, 'header select');
  await page.keyboard.press('End');
  await page.waitForFunction(() => document.documentElement.dir === 'rtl');
  assert.deepEqual(await speaks(), ['ar', 'rtl']);
  assert.equal(await page.inputValue('input[name=username]'), kName);
  assert.deepEqual(await faultsOf(page, 'set-up in Arabic'), []);
  await page.fill('input[name=password]', kPassword);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#url');
  await page.reload();
  await page.waitForSelector('#url');
  assert.deepEqual(await speaks(), ['ar', 'rtl'], 'it is kept');
  assert.deepEqual(await faultsOf(page, 'list in Arabic'), []);
});

test('an upload goes on while the language changes, and the marks in the room stay', async () => {
  await page.fill('#url', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ');
  await page.keyboard.press('Enter');
  await page.check('#rights');
  await page.click('[data-region=rights] form button:not([type=button])');
  await page.waitForSelector('#file', { state: 'attached' });
  const held = [];
  let sent = 0;
  await page.route('**/*partNumber=*', (route) => {
    sent += 1;
    if (sent < kParts) return route.continue();
    held.push(route);
    return undefined;
  });
  await page.setInputFiles('#file', film);
  await page.waitForSelector('.room canvas');
  await page.waitForFunction(() => document.querySelector('.room video')?.readyState >= 2);
  await page.click('[data-does=markIn]');
  for (let i = 0; i < 3; i += 1) await page.click('[data-does=forth]');
  await page.click('[data-does=markOut]');
  await page.waitForSelector('.cut');
  const before = await page.$$eval('.cut input.time', (inputs) => inputs.map((input) => input.value));
  const video = await page.evaluateHandle(() => document.querySelector('.room video'));
  await choose('de');
  assert.deepEqual(await page.$$eval('.cut input.time', (inputs) => inputs.map((input) => input.value)), before);
  assert.ok(await video.evaluate((element) => element.isConnected), 'the film on the screen is the same');
  assert.equal(await page.textContent('[data-does=markIn]'), 'Anfang hierI');
  await choose('ar');
  assert.deepEqual(await faultsOf(page, 'room in Arabic'), []);
  for (const route of held) await route.continue();
  await page.unroute('**/*partNumber=*');
  await page.waitForSelector('.steps[data-status=UPLOADED], .steps[data-status=PROCESSING], .steps[data-status=READY]', { timeout: 60_000 });
  assert.equal(sent, kParts, 'no part was sent twice');
});

test('a language whose words cannot be read is not taken, and the page says so', async () => {
  await page.route('**/lang/*de*.json', (route) => route.abort());
  await page.selectOption('header select', 'de');
  await page.waitForSelector('header .notice:not(:empty)');
  assert.deepEqual(await speaks(), ['ar', 'rtl']);
  assert.equal(await page.inputValue('header select'), 'ar');
  await page.unroute('**/lang/*de*.json');
  assert.deepEqual(complaints, []);
});
