// An upload in a real browser over a line that breaks, beside a server that dies, with addresses that expire and a store
// that stumbles: it goes through, each part arrives once, and nothing is called a failure.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { filmOfParts } from './page_setup.mjs';
import { kLimit, kSmallPart, startHouse, untilPartsThere, untilReady, watchForFailure } from './page_upload_setup.mjs';

const kParts = 8;
const kExpiry = 3000; // ms

let house;
let context;
let film;
let page;

before(async () => {
  house = await startHouse({ 'storage.url_expiry': `${kExpiry / 1000} s` });
  context = await house.openContext();
  film = await filmOfParts(house.server.folder, 'my film.mp4', kParts, kSmallPart);
});
after(() => house?.close());
beforeEach(async () => {
  await page?.close();
  house.proxy.release();
  house.proxy.puts.length = 0;
  page = await house.openPage(context, await house.makeJob(context));
  await page.waitForSelector('#file', { state: 'attached' });
  await watchForFailure(page);
});

/** Each part arrived, none twice. */
function expectEachOnce(count) {
  assert.deepEqual(house.proxy.taken().sort((a, b) => a - b), Array.from({ length: count }, (_, i) => i + 1));
  assert.deepEqual(house.complaints, []);
}

test('a network that is cut for 20 s costs no finished part and is no failure', kLimit, async () => {
  house.proxy.holds = (n) => n > 3;
  await page.setInputFiles('#file', film);
  await untilPartsThere(page, 3);
  await context.setOffline(true);
  house.proxy.cut();
  const cutAt = Date.now();
  await page.waitForSelector('.trouble:has-text("did not get through")');
  await page.waitForSelector('#offline:not([hidden])');
  await page.waitForFunction((from) => Date.now() - from >= 20_000, cutAt, { polling: 250 });
  await page.waitForSelector('h2:has-text("Uploading")');
  house.proxy.release();
  house.proxy.mend();
  await context.setOffline(false);
  await untilReady(page);
  expectEachOnce(kParts);
});

test('a server that is killed in mid-upload and comes back gets what is missing', kLimit, async () => {
  house.proxy.holds = (n) => n > 3;
  await page.setInputFiles('#file', film);
  await untilPartsThere(page, 3);
  const restarted = house.server.restart();
  house.proxy.release();
  await restarted;
  await untilReady(page);
  expectEachOnce(kParts);
});

test('URLs that expire on the way are signed again, and the parts arrive', kLimit, async () => {
  const tried = new Set();
  // The first try of each part reaches the store when its URL has expired.
  house.proxy.delays = ({ n, url }) => (tried.has(n) ? null : (tried.add(n), untilExpired(url)));
  await page.setInputFiles('#file', film);
  await untilReady(page);
  house.proxy.delays = () => null;
  expectEachOnce(kParts);
  const refused = house.proxy.puts.filter((put) => put.status === 403);
  assert.deepEqual(new Set(refused.map((put) => put.n)).size, kParts);
  for (const { n, url } of refused) assert.ok(house.proxy.puts.some((put) => put.n === n && put.status === 200 && put.url !== url));
});

test('a file of 60 parts arrives by a store that fails each seventh', kLimit, async () => {
  const long = await filmOfParts(house.server.folder, 'long film.mp4', 60, kSmallPart);
  let count = 0;
  house.proxy.fails = () => ((count += 1) % 7 === 0 ? 500 : 0);
  await page.setInputFiles('#file', long);
  await untilReady(page);
  house.proxy.fails = () => 0;
  expectEachOnce(60);
  assert.equal(house.proxy.puts.length - 60, house.proxy.puts.filter((put) => put.status === 500).length);
  assert.ok(house.proxy.puts.length >= 69);
  assert.ok(house.proxy.mostAtOnce <= 3, `${house.proxy.mostAtOnce} at once on the page’s own origin`);
});

/** Resolves when a presigned URL has expired. */
function untilExpired(url) {
  const query = new URL(url, 'http://x').searchParams;
  const [, date, time] = /^(\d{8})T(\d{6})Z$/.exec(query.get('X-Amz-Date'));
  const signed = Date.parse(`${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`);
  const left = signed + Number(query.get('X-Amz-Expires')) * 1000 + 1000 - Date.now();
  return new Promise((resolve) => setTimeout(resolve, left));
}

test('a part of the page that cannot be read is said, and comes when it can be read', kLimit, async () => {
  await page.route('**/later*.js', (route) => route.abort());
  await page.reload();
  await page.setInputFiles('#file', film);
  await page.waitForSelector('#missing:not([hidden]) >> text="Reload the page"');
  assert.equal(await page.locator('.room').isVisible(), false);
  await page.unroute('**/later*.js');
  await page.waitForSelector('.room canvas.film-line');
  await page.waitForSelector('#missing', { state: 'hidden' });
  await untilReady(page);
});
