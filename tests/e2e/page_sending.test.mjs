// Sending in a real browser, as people live with it: two uploads and the page still answers, a pause that is one, signing
// out and in, files dropped anywhere, several at once, and what stands in the way named as what it is.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';

import { faultsOf, filmOfParts } from './page_setup.mjs';
import { kLimit, kSmallPart, kWait, startHouse, untilPartsThere, untilReady, watchForFailure } from './page_upload_setup.mjs';

const kParts = 12;
const kThere = 3; // parts that arrive before the rest is held on its way
const kSignIn = ['nadia', 'a long enough password'];

let house;
let context;
let film;

before(async () => {
  house = await startHouse();
  context = await house.openContext();
  film = await filmOfParts(house.server.folder, 'my film.mp4', kParts, kSmallPart);
});
after(() => house?.close());
beforeEach(async () => {
  for (const page of context.pages()) await page.close();
  house.proxy.release();
  while (house.proxy.flying > 0) await new Promise(setImmediate); // of the pages that were closed
  Object.assign(house.proxy, { mostAtOnce: 0, fails: () => 0, failsWith: {} });
  house.proxy.puts.length = 0;
  house.complaints.length = 0;
});

/** A page on which a film is being sent: the first parts are there, the next are on their way and stay there. */
async function sending(page = null) {
  const job = await house.makeJob(context);
  if (page) await timeToOpen(page, job);
  const there = page ?? (await house.openPage(context, job));
  house.proxy.holds = (n) => n > kThere;
  await there.setInputFiles('#file', film);
  await there.waitForSelector('h2:has-text("Uploading")');
  return { job, page: there };
}

/** As many parts are on their way as may. */
async function untilFlying(page) {
  while (house.proxy.flying < 3) await page.evaluate(() => new Promise(requestAnimationFrame));
}

/** How long it takes until another job's page shows what it is. */
async function timeToOpen(page, job) {
  const from = Date.now();
  await page.evaluate((id) => void (location.hash = `#/jobs/${id}`), job);
  await page.waitForFunction(() => document.querySelector('.job-head h1') && document.querySelector('[data-region=timeline] li'));
  return Date.now() - from;
}

test('while two uploads run in a tab, another job opens at once, and together they take three connections', kLimit, async () => {
  const { page } = await sending();
  await untilPartsThere(page, kThere);
  const { job: second } = await sending(page);
  await untilFlying(page);
  const third = await house.makeJob(context);
  const times = [];
  for (const job of [third, second, third]) times.push(await timeToOpen(page, job));
  console.log(`# a job opened in ${times.join(', ')} ms`);
  assert.ok(Math.min(...times) <= 2000, `opened in ${times.join(', ')} ms`);
  assert.equal(house.proxy.flying, 3, 'and all places were taken meanwhile');
  assert.equal(house.proxy.mostAtOnce, 3);
  house.proxy.release();
  await timeToOpen(page, second);
  await page.waitForSelector('.steps[data-status=READY]', kWait);
  assert.deepEqual(house.complaints, []);
});

test('two tabs share the connections, and the page still opens', kLimit, async () => {
  const one = await sending();
  await untilFlying(one.page);
  const two = await sending();
  await two.page.waitForSelector('.trouble:has-text("Other uploads of this browser are being sent")');
  const times = [];
  for (let i = 0; i < 3; i += 1) times.push(await timeToOpen(one.page, await house.makeJob(context)));
  console.log(`# a job opened in ${times.join(', ')} ms beside two tabs`);
  assert.ok(Math.min(...times) <= 2000, `opened in ${times.join(', ')} ms`);
  assert.equal(house.proxy.mostAtOnce, 3);
  house.proxy.release();
  await two.page.waitForSelector('.steps[data-status=READY]', kWait);
});

/** When each part ended from now on, by the browser's own clock: this process may be late to hear of it. */
async function watchParts(page) {
  const session = await context.newCDPSession(page);
  const begun = new Map(); // by request: what to add to the browser's seconds
  const ended = [];
  session.on('Network.requestWillBeSent', ({ requestId, request, timestamp, wallTime }) => {
    if (request.method === 'PUT' && request.url.includes('partNumber')) begun.set(requestId, wallTime - timestamp);
  });
  for (const type of ['loadingFailed', 'loadingFinished']) {
    session.on(`Network.${type}`, ({ requestId, timestamp }) => begun.has(requestId) && ended.push((timestamp + begun.get(requestId)) * 1000));
  }
  await session.send('Network.enable');
  return ended;
}

test('a pause is silence in less than 300 ms, and resume sends what is missing', kLimit, async () => {
  const page = await house.openPage(context, await house.makeJob(context));
  const ended = await watchParts(page);
  await sending(page);
  await untilPartsThere(page, kThere); // what the store takes while it is taken back is sent again
  await untilFlying(page);
  await watchForFailure(page);
  const [asked, flying, before] = [house.proxy.puts.length, house.proxy.flying, ended.length];
  const pressed = await page.evaluate(() => {
    const at = Date.now();
    document.querySelector('#pause').click();
    return at;
  });
  await page.waitForSelector('h2:has-text("Paused")');
  await page.waitForFunction(() => document.querySelector('.trouble').textContent.startsWith('Nothing is sent'));
  while (house.proxy.flying > 0 || ended.length - before < flying) {
    assert.ok(Date.now() - pressed < 10_000, 'parts are still on their way');
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  const silent = Math.round(Math.max(...ended) - pressed);
  console.log(`# ${flying} parts on their way; the last was taken back ${silent} ms after the click`);
  assert.ok(ended.length - before >= flying && silent > 0 && silent < 300, `${ended.length - before} of ${flying} ended; ${silent} ms`);
  assert.equal(house.proxy.puts.length, asked, 'nothing else was begun');
  house.proxy.release();
  await page.click('#pause');
  await untilReady(page);
  assert.deepEqual(house.proxy.taken().sort((a, b) => a - b), Array.from({ length: kParts }, (_, i) => i + 1));
});

test('signing out in mid-upload asks first, and then stops it', kLimit, async () => {
  const { page } = await sending();
  await page.click('button:has-text("Sign out")');
  await page.waitForSelector('dialog:has-text("Sign out while a film is being sent?")');
  assert.deepEqual(await faultsOf(page, 'signing out'), []);
  await page.click('dialog button:has-text("Keep sending")');
  await page.waitForSelector('h2:has-text("Uploading")');
  await page.click('button:has-text("Sign out")');
  await page.click('dialog button:has-text("Sign out")');
  await page.waitForSelector('h1:has-text("Sign in")');
  while (house.proxy.flying > 0) await page.evaluate(() => new Promise(requestAnimationFrame));
  const answer = await context.request.get(`${house.proxy.base}/api/v1/session`);
  assert.equal(answer.status(), 401);
  await context.close();
  context = await house.openContext();
});

test('a session that ends in mid-upload: signed in again, it goes on by itself', kLimit, async () => {
  const { page } = await sending();
  await untilFlying(page);
  await context.clearCookies();
  house.proxy.release();
  await page.waitForSelector('h1:has-text("Sign in")', kWait);
  await page.waitForSelector('text=Your upload is kept. When you have signed in, it goes on by itself.');
  await page.fill('input[name=username]', kSignIn[0]);
  await page.fill('input[name=password]', kSignIn[1]);
  await page.click('button:has-text("Sign in")');
  await page.waitForSelector('[data-region=head] h1');
  await untilReady(page);
  assert.deepEqual(house.proxy.taken().sort((a, b) => a - b), Array.from({ length: kParts }, (_, i) => i + 1), 'each part once');
});

/** Drags files over the page and drops them on an element; gives what the page said meanwhile. */
function drop(page, selector, files) {
  return page.evaluate(
    ([target, all]) => {
      const dragged = new DataTransfer();
      for (const { name, base64 } of all) dragged.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type: 'video/mp4' }));
      const element = document.querySelector(target);
      const fire = (type) => element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: dragged }));
      fire('dragenter');
      fire('dragover');
      const said = document.querySelector('.drop-veil:not([hidden])')?.textContent ?? '';
      fire('drop');
      return said;
    },
    [selector, files],
  );
}
const smallFilm = async (name) => ({ name, base64: (await readFile(process.env.CLIPBOX_TEST_FILM)).toString('base64') });

test('dropped anywhere on the page of a job that waits for its file, it goes there', kLimit, async () => {
  const job = await house.makeJob(context);
  const page = await house.openPage(context, job);
  await page.waitForSelector('#file', { state: 'attached' });
  await watchForFailure(page);
  assert.equal(await drop(page, '.job-head h1', [await smallFilm('dropped.mp4')]), 'Drop it: it is sent for “Mine”');
  await untilReady(page);
  assert.equal(await page.locator('.drop-veil:not([hidden])').count(), 0);
});

test('dropped where the rights are not confirmed yet, it waits for that and goes by itself', kLimit, async () => {
  const answer = await context.request.post(`${house.proxy.base}/api/v1/jobs`, { data: { url: 'https://youtu.be/9bZkp7q19f0', recipe: { clips: [{ start: 0, end: 1 }], outputs: ['poster'] } } });
  const { id } = await answer.json();
  await context.request.patch(`${house.proxy.base}/api/v1/jobs/${id}`, { data: { title: 'Mine too' } });
  const page = await house.openPage(context, id);
  await page.waitForSelector('#rights');
  await drop(page, 'main', [await smallFilm('early.mp4')]);
  await page.waitForSelector('text=“early.mp4” waits until you have confirmed this.');
  await page.check('#rights');
  await page.click('button.primary:has-text("Confirm")');
  await untilReady(page);
});

test('several films and links become a list: what seems to belong together is proposed, and they go one after the other', kLimit, async () => {
  const page = await context.newPage();
  page.on('pageerror', (error) => house.complaints.push(String(error)));
  await page.goto(house.proxy.base);
  await page.waitForSelector('#url');
  await page.evaluate(() => {
    const text = 'https://youtu.be/aaaaaaaaaaa\nhttps://youtu.be/bbbbbbbbbbb\n';
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.querySelector('#url').dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }));
  });
  await page.waitForFunction(() => document.querySelectorAll('.queue > li').length === 2);
  assert.equal(await drop(page, 'footer, main', [await smallFilm('one.mp4'), await smallFilm('two.mp4')]), 'Drop films and links here: they are put on the list');
  await page.waitForFunction(() => document.querySelectorAll('.queue > li').length === 4);
  assert.deepEqual(await faultsOf(page, 'the queue'), []);
  for (const id of ['aaaaaaaaaaa', 'bbbbbbbbbbb']) await page.locator('.queue select').first().selectOption({ label: id });
  await page.waitForSelector('button:has-text("Send 2 films")');
  await page.check('#queue-rights');
  await page.click('button:has-text("Send 2 films")');
  await page.waitForFunction(() => [...document.querySelectorAll('.queue-phase')].every((one) => /The film is here/.test(one.textContent)), null, kWait);
  const { items } = await (await context.request.get(`${house.proxy.base}/api/v1/jobs?limit=2`)).json();
  assert.deepEqual(items.map(({ source }) => source?.fileName).sort(), ['one.mp4', 'two.mp4']);
  assert.deepEqual(house.complaints, []);
});

test('the same link again offers the job that there is', kLimit, async () => {
  const page = await context.newPage();
  await page.goto(house.proxy.base);
  await page.fill('#url', 'https://www.youtube.com/watch?v=ccccccccccc');
  await page.click('button:has-text("Continue")');
  await page.waitForURL(/#\/jobs\//);
  const first = page.url();
  await page.goto(house.proxy.base);
  await page.fill('#url', 'https://youtu.be/ccccccccccc?t=10');
  await page.click('button:has-text("Continue")');
  await page.waitForSelector('dialog:has-text("You have this video already")');
  assert.deepEqual(await faultsOf(page, 'the same link'), []);
  await page.click('dialog button:has-text("Open it")');
  await page.waitForURL(first);
});

/** The words with which an upload ends, where each part is answered so. */
async function endsWith(status, headers = {}) {
  const job = await house.makeJob(context);
  const page = await house.openPage(context, job);
  Object.assign(house.proxy, { fails: () => status, failsWith: headers });
  await page.setInputFiles('#file', film);
  return page;
}

test('a proxy that takes no part, and a store without room, are named with what to change', kLimit, async () => {
  const small = await endsWith(413);
  await small.waitForSelector('.notice:has-text("takes no request of 524 kB (413)")', kWait);
  assert.match(await small.textContent('[data-region=transfer] .notice'), /client_max_body_size.*storage\.part_size/);
  assert.deepEqual(await faultsOf(small, 'a proxy that takes no part'), []);
  house.proxy.fails = () => 0;
  await watchForFailure(small);
  await small.click('button:has-text("Try again after the change")');
  await small.waitForSelector('.steps[data-status=READY]', kWait);
  const full = await endsWith(507);
  await full.waitForSelector('.notice:has-text("no room left for this file (507)")', kWait);
});

test('a limit of requests is said to be one, is kept to, and the upload goes on by itself', kLimit, async () => {
  const page = await endsWith(429, { 'Retry-After': '3' });
  const from = Date.now();
  await page.waitForSelector('.trouble:has-text("Too many requests at once (429)")', kWait);
  const asked = house.proxy.puts.length;
  assert.ok(asked <= 3);
  await watchForFailure(page);
  house.proxy.fails = () => 0;
  await untilReady(page);
  assert.ok(Date.now() - from >= 3000);
});

test('links to another address than the page’s are named with the setting to change', kLimit, async () => {
  const wrong = await startHouse(async () => ({ 'server.public_url': 'http://clips.invalid' }));
  try {
    const other = await wrong.openContext();
    const page = await wrong.openPage(other, await wrong.makeJob(other));
    await page.setInputFiles('#file', film);
    await page.waitForSelector('.notice:has-text("The server makes its links for http://clips.invalid")', kWait);
    assert.match(await page.textContent('[data-region=transfer] .notice'), new RegExp(`server\\.public_url to ${wrong.proxy.base}`));
  } finally {
    await wrong.close();
  }
});
