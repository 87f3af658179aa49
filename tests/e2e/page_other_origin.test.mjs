// The page where the bucket is another origin: storage.kind=r2, led to the embedded store of a second server process under
// another host name, so that neither cookies nor the page's own rights reach it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { filmOfParts, startServer } from './page_setup.mjs';
import { kLimit, kRemotePart, kWait, startHouse } from './page_upload_setup.mjs';

const kParts = 3;
const kPair = { 'storage.access_key_id': 'PAGETESTKEY0123456', 'storage.secret_access_key': 'a-secret-of-the-page-test-0123456789abcd' };

let store;
let storeOrigin;
let house;
let context;
let film;

before(async () => {
  house = await startHouse(async (pageOrigin) => {
    store = await startServer(null, { ...kPair, 'storage.cors_origins': pageOrigin });
    storeOrigin = `http://localhost:${store.port}`;
    return { ...kPair, 'storage.kind': 'r2', 'storage.endpoint': storeOrigin, 'storage.part_size': String(kRemotePart) };
  });
  context = await house.openContext();
  film = await filmOfParts(house.server.folder, 'my film.mp4', kParts, kRemotePart);
});
after(async () => {
  await house?.close();
  await store?.close();
});

/** What the page sends to the store, as it leaves the browser. */
async function watchStore(page) {
  const seen = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin === storeOrigin) seen.push(request);
  });
  return seen;
}

test('a file goes straight to the bucket and its clips come from there, by presigned URLs and nothing else', kLimit, async () => {
  const job = await house.makeJob(context, { clips: [{ start: 0, end: 1.5, label: 'The start' }], outputs: ['mp4', 'poster', 'storyboard'] });
  const page = await house.openPage(context, job);
  const seen = await watchStore(page);
  const reports = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT' && /\/upload\/parts\/\d+$/.test(request.url())) reports.push(request.postDataJSON());
  });
  await page.setInputFiles('#file', film);
  await page.waitForSelector('.steps[data-status=READY]', kWait);

  const clip = page.locator('.clip', { hasText: 'The start' });
  await clip.getByRole('button', { name: 'Play The start, MP4' }).click();
  const played = await clip.locator('video').evaluate(async (video) => {
    video.muted = true;
    await video.play();
    await new Promise((resolve) => video.addEventListener('timeupdate', () => video.currentTime > 0 && resolve()));
    return video.videoWidth;
  });
  assert.ok(played > 0);
  await clip.locator('.kind', { hasText: 'Poster' }).click();
  await clip.locator('.stage img').evaluate((image) => image.decode());
  await page.locator('.whole button.kind', { hasText: 'Storyboard' }).first().click();
  await page.waitForSelector('.whole .scrubber'); // its times are read as text, so the rule of the bucket allows GET

  assert.deepEqual(house.proxy.puts, [], 'no part goes through the server');
  const puts = seen.filter((request) => request.method() === 'PUT');
  assert.deepEqual(puts.map((request) => Number(new URL(request.url()).searchParams.get('partNumber'))).sort(), [1, 2, 3]);
  for (const request of seen) {
    assert.match(request.url(), /[?&]X-Amz-Signature=[0-9a-f]{64}/);
    const { cookie, authorization } = await request.allHeaders();
    assert.deepEqual([cookie, authorization], [undefined, undefined]);
  }
  assert.equal(reports.length, kParts);
  for (const { etag } of reports) assert.match(etag ?? '', /^[0-9a-f]{32}$/, 'the bucket’s rule lets the page read ETags');
  await page.close();
});

test('the page’s policy names the bucket’s origin where bytes travel, and nowhere else', kLimit, async () => {
  const answer = await context.request.get(house.proxy.base);
  const policy = Object.fromEntries(answer.headers()['content-security-policy'].split('; ').map((rule) => [rule.split(' ')[0], rule]));
  for (const name of ['connect-src', 'img-src', 'media-src']) assert.ok(policy[name].split(' ').includes(storeOrigin), policy[name]);
  for (const name of ['default-src', 'form-action', 'frame-ancestors']) assert.ok(!policy[name].includes(storeOrigin), policy[name]);
  assert.deepEqual(house.complaints, []);
});

test('a page that the bucket’s rule does not name is told so', kLimit, async () => {
  const base = house.proxy.base.replace('127.0.0.1', 'localhost');
  const elsewhere = await house.openContext(base);
  const job = await house.makeJob(elsewhere, undefined, base);
  const page = await house.openPage(elsewhere, job, base);
  await page.setInputFiles('#file', film);
  await page.waitForSelector(`.notice:has-text("its CORS rule must allow PUT from ${base}")`, kWait);
  await elsewhere.close();
});
