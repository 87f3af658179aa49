// The pages below /s/ in a real browser that knows no account and runs no scripts; and in frames of another site.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { faultsOf, filmOfParts, openBrowser, tabTo } from './page_setup.mjs';
import { kLimit, kSmallPart, startHouse, untilReady } from './page_upload_setup.mjs';

const kHostile = '<img src=x onerror=alert(1)> "The" start & end';
const kTracks = 'WEBVTT\n\n00:00.000 --> 00:05.000\nGood evening\n';
const recipe = {
  clips: [{ start: 0, end: 1.5, label: kHostile }, { start: 2, end: 3 }, { start: 4, end: 5, label: 'מערכה שלישית' }],
  outputs: ['mp4', 'gif', 'poster', 'captions'],
};

let house;
let browser;
let job;
let owner;

before(async () => {
  house = await startHouse();
  owner = await house.openContext();
  job = await house.makeJob(owner, recipe);
  await owner.request.put(`${house.proxy.base}/api/v1/jobs/${job}/captions?language=en`, { data: kTracks, headers: { 'content-type': 'text/plain' } });
  const page = await house.openPage(owner, job);
  await page.setInputFiles('#file', await filmOfParts(house.server.folder, 'my film.mp4', 2, kSmallPart));
  await untilReady(page);
  await page.close();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

/** @returns {Promise<{id: string, url: string}>} */
async function share(body = {}) {
  const answer = await owner.request.post(`${house.proxy.base}/api/v1/jobs/${job}/shares`, { data: body });
  assert.equal(answer.status(), 201, await answer.text());
  return answer.json();
}

/** A stranger's page; what its policy refused is noted in `refused`. */
async function strangersPage(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false, ...options });
  const page = await context.newPage();
  const refused = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to|404|403/.test(message.text())) refused.push(message.text());
  });
  return { page, refused };
}

/** Asks from outside until it is so: without scripts no listener in the page is called. */
async function until(ask) {
  const end = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    assert.ok(Date.now() < end, `it did not become so: ${ask}`);
  }
}

/** Plays it; how wide its picture is. */
async function play(video) {
  await video.evaluate((element) => {
    element.muted = true;
    void element.play();
  });
  await until(() => video.evaluate((element) => element.currentTime > 0));
  assert.equal(await video.evaluate((element) => element.error), null);
  return video.evaluate((element) => element.videoWidth);
}

test('a stranger sees the clips, plays them and goes from one to the other, without scripts', kLimit, async () => {
  const { url } = await share({ title: kHostile });
  const { page, refused } = await strangersPage();
  await page.goto(url);
  assert.equal(await page.locator('h1').innerText(), kHostile);
  assert.equal(await page.locator('nav li').count(), 3);
  const video = page.locator('.stage video');
  assert.ok((await play(video)) > 0);
  await video.evaluate(({ textTracks }) => void (textTracks[0].mode = 'showing'));
  assert.equal(await until(() => video.evaluate(({ textTracks }) => textTracks[0].cues?.[0]?.text)), 'Good evening');
  await page.locator('.stage img').evaluate((image) => image.decode());

  const second = page.locator('nav a').nth(1);
  assert.equal(await second.locator('bdi').innerText(), '0:02-0:03');
  await tabTo(page, 'nav li:nth-child(2) a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/clip=/);
  assert.equal(await page.locator('nav a[aria-current]').innerText(), await page.locator('nav a').nth(1).innerText());
  await play(page.locator('.stage video'));
  assert.deepEqual(refused, []);

  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.files a').first().click()]);
  assert.match(download.suggestedFilename(), /^Mine - .*\.mp4$/);
  await page.context().close();
});

test('the pages have no fault that axe finds, in light and dark, and fit a phone, in each direction', { timeout: 240_000 }, async () => {
  const open = await share();
  const locked = await share({ password: 'sesame' });
  const faults = [];
  for (const locale of ['en', 'ar']) {
    const { page } = await strangersPage({ locale, javaScriptEnabled: true });
    for (const [name, url] of [['clips', open.url], ['password', locked.url], ['gone', `${house.proxy.base}/s/nothing`], ['player', `${open.url}/embed`]]) {
      await page.goto(url);
      assert.equal(await page.evaluate(() => document.documentElement.lang), locale);
      faults.push(...(await faultsOf(page, `${name} ${locale}`)));
    }
    await page.context().close();
  }
  assert.deepEqual(faults, []);
});

test('the password is typed by keyboard; a wrong one is said, the right one opens page and media', kLimit, async () => {
  const { url } = await share({ password: 'open sesame & co' });
  const { page } = await strangersPage();
  await page.goto(url);
  await page.locator('#password').fill('sesame');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=alert]');
  assert.match(await page.locator('[role=alert]').innerText(), /not right/);
  await page.locator('#password').fill('open sesame & co');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.stage video');
  assert.ok((await play(page.locator('.stage video'))) > 0);
  await page.reload();
  assert.equal(await page.locator('.stage video').count(), 1);
  await page.context().close();
});

test('another site may frame the player and nothing else', kLimit, async () => {
  const { id, url } = await share();
  const site = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<iframe id="player" src="${url}/embed" width="640" height="360"></iframe><iframe id="page" src="${url}"></iframe>`);
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', resolve));
  try {
    const { page } = await strangersPage({ javaScriptEnabled: true });
    await page.goto(`http://localhost:${site.address().port}/`);
    const player = page.frameLocator('#player');
    assert.ok((await play(player.locator('video'))) > 0);
    assert.equal(await page.frameLocator('#page').locator('h1.share, .stage').count(), 0);

    assert.equal((await owner.request.delete(`${house.proxy.base}/api/v1/shares/${id}`)).status(), 204);
    await page.reload();
    assert.match(await player.locator('h1').innerText(), /leads nowhere/);
    await page.context().close();
  } finally {
    site.close();
  }
});
