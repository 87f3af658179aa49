// The page in a real browser against the real server, from the set-up link to clips that play.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { faultsOf, filmOfParts, kTitle, openBrowser, startServer, startYouTube, tabTo, watchPage } from './page_setup.mjs';
import { makeClips, signInAs } from './page_seed.mjs';

const kName = 'nadia';
const kPassword = 'a long enough password';
const kWait = { timeout: 60_000 };

let browser;
let youtube;
let server;
let page;
let film;
let jobUrl;
const complaints = [];

before(async () => {
  browser = await openBrowser();
  youtube = await startYouTube(browser);
  server = await startServer(youtube.host);
  film = await filmOfParts(server.folder, 'my film.mp4', 3);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  watchPage(page, complaints);
  page.on('dialog', (dialog) => dialog.accept());
});

after(async () => {
  await browser?.close();
  await server?.close();
  youtube?.close();
});

/** Opens an address as if it were typed, also where only its hash differs. */
async function visit(url) {
  await page.goto('about:blank');
  await page.goto(url);
}

const jobOf = async (url) => (await page.context().request.get(`${server.base}/api/v1/jobs/${url.split('/').pop()}`)).json();
const expectNoFaults = async (screen) => assert.deepEqual(await faultsOf(page, screen), []);

test('the set-up link makes the first account and signs in', async () => {
  await visit(server.setUp);
  await page.waitForSelector('text=Welcome to your clipbox');
  await expectNoFaults('set-up');
  await page.fill('input[name=username]', kName);
  await page.fill('input[name=password]', kPassword);
  await page.click('text=Create the account');
  await page.waitForSelector('#url');
  assert.ok(!page.url().includes('setup='), 'the token has left the address');
  await expectNoFaults('home without videos');
});

test('a wrong password is refused in words, and signing in takes the keyboard alone', async () => {
  await page.click('text=Sign out');
  await page.waitForSelector('h1:has-text("Sign in")');
  assert.ok((await page.textContent('main')).includes('clipbox serve'), 'it says where the set-up link is');
  await tabTo(page, 'input[name=username]');
  await page.keyboard.type(kName);
  await tabTo(page, 'input[name=password]');
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.notice:not(:empty)');
  await expectNoFaults('sign-in refused');
  await page.fill('input[name=password]', '');
  await page.focus('input[name=password]');
  await page.keyboard.type(kPassword);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#url');
});

test('a link that is not a video is refused with the reason, and a good one gives a card with title and picture', async () => {
  await page.fill('#url', 'https://youtube.com.example.org/watch?v=dQw4w9WgXcQ');
  await page.click('text=Continue');
  await page.waitForSelector('.notice:not(:empty)');
  await expectNoFaults('refused link');
  await page.reload();
  await page.waitForSelector('#url');
  await tabTo(page, '#url');
  await page.keyboard.type('https://youtu.be/dQw4w9WgXcQ?t=1');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`h1:has-text("${kTitle}")`);
  jobUrl = page.url();
  const width = () => page.evaluate(() => document.querySelector('.job-head img')?.naturalWidth ?? 0);
  await page.waitForFunction(() => document.querySelector('.job-head img')?.complete);
  assert.equal(await width(), 480);
  await page.waitForSelector('.steps[data-status=META_READY]');
  assert.match(await page.inputValue('#ranges'), /^0:01-/, 'the time in the link proposes the first clip');
  await expectNoFaults('rights');
});

test('no file can be chosen before the rights are confirmed, by keyboard as well', async () => {
  assert.equal(await page.locator('#file').count(), 0);
  await tabTo(page, '#rights');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#file', { state: 'attached' });
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'The file', 'the focus goes on to the next step');
  assert.equal(await page.getAttribute('#file', 'accept'), null);
  await tabTo(page, '#file');
  await expectNoFaults('file');
});

const isThird = (url) => url.searchParams.get('partNumber') === '3';

test('faulty ranges are named and hold the file back; mended they are saved, and the file goes without being chosen again', async () => {
  await page.fill('#ranges', '0:02-0:01');
  await page.waitForSelector('[data-say=times]:has-text("ends before it starts")');
  await page.setInputFiles('#file', film);
  await page.waitForSelector('[data-say=held-back]:has-text("my film.mp4")');
  await page.waitForSelector('[data-say=held-back]:has-text("ends before it starts")');
  await page.waitForSelector('.steps[data-status=META_READY]');
  await expectNoFaults('faulty range');
  await page.route(isThird, () => {}); // never answered: the upload stays in the middle
  await page.fill('#ranges', '0:00-0:01.5 The start, and more\n0:01-0:02.5');
  await page.waitForSelector('[data-say=saved]:has-text("Saved")');
  await page.waitForSelector('h2:has-text("Uploading")');
});

test('an upload that a reload interrupts goes on with the missing part only, and with no other file', async () => {
  const puts = [];
  page.on('request', (request) => {
    const n = request.method() === 'PUT' && new URL(request.url()).searchParams.get('partNumber');
    if (n) puts.push(Number(n));
  });
  await page.waitForFunction(async () => {
    const id = location.hash.split('/').pop();
    const answer = await fetch(`/api/v1/jobs/${id}/upload`);
    return answer.ok && (await answer.json()).parts.length === 2;
  }, null, { polling: 200, ...kWait });
  await expectNoFaults('uploading');
  await page.click('text=Pause');
  await page.waitForSelector('h2:has-text("Paused")');
  await page.click('button:has-text("Resume")');
  await page.waitForSelector('h2:has-text("Uploading")');

  await page.reload();
  await page.unroute(isThird);
  await page.waitForSelector('h2:has-text("Go on with the upload")');
  assert.equal(await page.inputValue('#ranges'), '0:00-0:01.5 The start, and more\n0:01-0:02.5');
  await page.waitForSelector('.steps[data-status=UPLOADING]');
  await page.waitForSelector('[data-say=waits]:has-text("Nothing is made before you press")');
  await expectNoFaults('upload to go on with');
  await page.click('button:has-text("Make these")');
  await page.waitForSelector('[data-say=waits]:has-text("as soon as the file is here")');

  const other = join(server.folder, 'another film.mp4');
  await writeFile(other, 'not the same');
  puts.length = 0;
  await page.setInputFiles('#file', other);
  const refusal = await page.waitForSelector('.notice:has-text("another film.mp4")');
  assert.match(await refusal.textContent(), /my film\.mp4/, 'the right file is named');
  assert.deepEqual(puts, []);

  await page.setInputFiles('#file', film);
  await page.waitForSelector('.steps[data-status=READY]', kWait);
  assert.deepEqual([...new Set(puts)], [3]);
});

test('the results can be looked at, played and saved', async () => {
  await page.waitForFunction(() => document.querySelectorAll('.clip').length === 3);
  const clip = page.locator('.clip', { hasText: 'The start, and more' });
  await clip.getByRole('button', { name: 'Play The start, and more, MP4' }).click();
  const played = await clip.locator('video').evaluate(async (video) => {
    video.muted = true;
    await video.play();
    await new Promise((resolve) => video.addEventListener('timeupdate', () => video.currentTime > 0 && resolve()));
    return { duration: video.duration, width: video.videoWidth };
  });
  assert.ok(Math.abs(played.duration - 1.5) < 0.15, `the clip lasts ${played.duration} s`);
  assert.ok(played.width > 0);
  for (const [card, kind] of [[clip, 'GIF'], [clip, 'Poster'], [page.locator('.clip.whole'), 'Storyboard']]) {
    await card.locator('.kind', { hasText: kind }).first().click();
    await card.locator('.stage img').first().evaluate((image) => image.decode());
  }
  await page.waitForSelector('.whole .scrubber');
  await page.locator('.scrubber input').press('ArrowRight');
  await expectNoFaults('results');
  const [download] = await Promise.all([page.waitForEvent('download'), clip.getByLabel('Download The start, and more, MP4').click()]);
  assert.match(download.suggestedFilename(), /\.mp4$/);
  const [zip] = await Promise.all([page.waitForEvent('download'), page.click('text=Download all')]);
  assert.match(zip.suggestedFilename(), /\.zip$/);
  assert.equal(await zip.failure(), null);
});

test('other clips are made from the same file without a new upload', async () => {
  await page.fill('#ranges', '0:00.5-0:01 Another');
  await page.click('button:has-text("Make these")');
  await page.waitForSelector('.clip:has-text("Another")', kWait);
  await page.waitForSelector('.steps[data-status=READY]', kWait);
  assert.equal(await page.locator('.clip').count(), 4);
});

test('a file that is no video is refused with the reason before anything of it is sent', async () => {
  await visit(`${server.base}/`);
  await page.fill('#url', 'https://www.youtube.com/watch?v=9bZkp7q19f0');
  await page.click('text=Continue');
  await page.check('#rights');
  await page.click('text=Confirm and choose the file');
  const text = join(server.folder, 'notes.mp4');
  await writeFile(text, 'These are notes and no film.\n'.repeat(200));
  await page.setInputFiles('#file', text);
  const said = page.locator('[data-region=transfer]');
  await said.getByText(/not a video|no video/i).first().waitFor(kWait);
  if (process.env.CLIPBOX_TEST_SCREENS) await page.screenshot({ path: join(process.env.CLIPBOX_TEST_SCREENS, 'refused.png') });
  assert.equal(await page.locator('.room').isVisible(), false, 'there is no film to cut');
  assert.equal(await said.locator('button:has-text("Try again")').count(), 0, 'it cannot help');
  assert.equal((await jobOf(page.url())).status, 'META_READY');
  await expectNoFaults('refused');
});

test('a file that turned out to be no video fails with the reason, and another one is chosen for the same link', async () => {
  const id = page.url().split('/').pop();
  await makeClips(await signInAs(server.base, kName, kPassword), { id }, join(server.folder, 'notes.mp4'), {});
  await page.waitForSelector('.steps[data-status=FAILED]', kWait);
  assert.ok((await page.textContent('.reason')).length > 10);
  assert.equal(await page.locator('.room').isVisible(), false, 'there is no film to cut');
  assert.equal(await page.locator('button:has-text("Try again"), button:has-text("Make these")').count(), 0);
  await expectNoFaults('failure');
  const failed = page.url();
  await page.click('text=Choose another file');
  await page.waitForSelector('.steps[data-status=META_READY]');
  assert.notEqual(page.url(), failed);
  await page.waitForSelector('#rights');
});

test('who follows a link on another site is still signed in, and who is signed out is not asked twice', async () => {
  const context = await browser.newContext();
  const visitor = await context.newPage();
  await context.route('http://elsewhere.test/', (route) => route.fulfill({ contentType: 'text/html', body: `<a href="${server.base}/">clipbox</a>` }));
  const asked = [];
  visitor.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await visitor.goto(`${server.base}/`);
  await visitor.waitForSelector('input[name=password]');
  assert.ok(!asked.includes('/api/v1/session'), 'nobody is signed in: the server had said so');
  await visitor.fill('input[name=username]', kName);
  await visitor.fill('input[name=password]', kPassword);
  await visitor.keyboard.press('Enter');
  await visitor.waitForSelector('#url');
  await visitor.goto('http://elsewhere.test/');
  await visitor.click('a');
  await visitor.waitForSelector('#url');
  await context.close();
});

test('the list shows all videos, finds one by its words, and one is deleted after a question', async () => {
  await visit(`${server.base}/`);
  await page.waitForFunction(() => document.querySelectorAll('.job-row').length === 3);
  await expectNoFaults('home');
  await page.fill('input[type=search]', 'notes.mp4');
  await page.waitForFunction(() => document.querySelectorAll('.job-row').length === 1);
  await page.click('.job-row');
  await page.click('text=Delete this video');
  await page.waitForSelector('dialog[open]');
  await expectNoFaults('question');
  await page.click('dialog >> text=Delete it');
  await page.waitForSelector('input[type=search]');
  await page.waitForFunction(() => /Nothing matches .*notes\.mp4/.test(document.querySelector('.jobs .empty').textContent));
  assert.equal(await page.evaluate(() => location.hash), '#/?q=notes.mp4', 'what was looked for is still looked for');
  await page.fill('input[type=search]', '');
  await page.waitForFunction(() => document.querySelectorAll('.job-row').length === 2);
});

test('a token’s secret is shown once, and the password is changed with the old one', async () => {
  await page.click('text=Settings');
  await page.waitForSelector('h2:has-text("API tokens")');
  await page.fill('form:has-text("What it is for") input', 'laptop');
  await page.click('text=Make a token');
  assert.ok((await page.inputValue('.secret input')).length >= 20);
  await expectNoFaults('settings');
  await page.fill('input[autocomplete=current-password]', kPassword);
  await page.fill('section:has-text("Your password") >> input[autocomplete=new-password]', 'another long password');
  await page.click('text=Change the password');
  await page.waitForSelector('text=The password is changed.');
  await page.reload();
  await page.waitForSelector('.line:has-text("laptop")');
  assert.equal(await page.locator('.secret').count(), 0);
});

test('a session that has ended leads to the sign-in, and back to where one was', async () => {
  await visit(jobUrl);
  await page.waitForSelector('.clip');
  await page.context().clearCookies();
  await page.reload();
  await page.waitForSelector('h1:has-text("Sign in")');
  await page.fill('input[name=username]', kName);
  await page.fill('input[name=password]', 'another long password');
  await page.click('main button:has-text("Sign in")');
  await page.waitForSelector('.clip');
});

test('the page broke none of its own rules and threw no errors', () => {
  assert.deepEqual(complaints, []);
});
