// The results of a job in a real browser against the real server: one card a clip, looked through, selected, saved, deleted and
// had back, compared with the source, made again a frame earlier, and checked by their receipt.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';

import { faultsOf } from './page_setup.mjs';
import { kLimit, kWait, startHouse } from './page_upload_setup.mjs';

const run = promisify(execFile);
const kRate = 25;
const kClips = [{ start: 1, end: 2, label: 'Intro' }, { start: 3, end: 4.2, label: 'The middle' }, { start: 6, end: 7, label: 'مرحبا' }];
const kMany = 60;
const kMaxBytes = 300_000; // of pictures for sixty clips before anybody scrolls
const kCaptions = '1\n00:00:01,200 --> 00:00:01,800\nHello\n\n2\n00:00:03,100 --> 00:00:04,000\nWorld\n';

let house;
let context;
let film; // 10 s, 25 pictures a second, each with its number
let page;
let job;

before(async () => {
  house = await startHouse();
  context = await house.openContext();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  film = join(house.server.folder, 'marked.mp4');
  const source = ['-f', 'lavfi', '-i', `testsrc2=s=640x360:r=${kRate}:d=10`, '-f', 'lavfi', '-i', 'sine=d=10'];
  await run('ffmpeg', ['-v', 'error', ...source, '-c:v', 'libx264', '-g', '50', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart', film]);
});
after(() => house?.close());
beforeEach(() => (house.complaints.length = 0));

async function call(method, path, data) {
  const answer = await context.request.fetch(`${house.proxy.base}/api/v1${path}`, { method, data });
  assert.ok(answer.ok(), `${method} ${path}: ${await answer.text()}`);
  return answer.status() === 204 ? null : answer.json();
}
const artifactsOf = async (id = job) => (await call('GET', `/jobs/${id}/artifacts?limit=200`)).items;

async function untilOver(id) {
  for (;;) {
    const { status } = await call('GET', `/jobs/${id}`);
    if (status === 'READY' || status === 'FAILED') return assert.equal(status, 'READY');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** A job whose film was sent by a client of the API. @param {object} recipe */
async function makeReady(recipe) {
  const id = await house.makeJob(context, recipe);
  if (recipe.outputs.includes('captions')) {
    const put = await context.request.put(`${house.proxy.base}/api/v1/jobs/${id}/captions?language=en`, { data: kCaptions, headers: { 'Content-Type': 'text/plain' } });
    assert.ok(put.ok(), await put.text());
  }
  const bytes = await readFile(film);
  const upload = await call('POST', `/jobs/${id}/upload`, { fileName: 'marked.mp4', sizeBytes: bytes.length, contentType: 'video/mp4' });
  for (let n = 1; n <= upload.partCount; n += 1) {
    const { url } = await call('GET', `/jobs/${id}/upload/parts/${n}/url`);
    const put = await fetch(url, { method: 'PUT', body: bytes.subarray((n - 1) * upload.partSize, n * upload.partSize) });
    assert.ok(put.ok);
  }
  await call('POST', `/jobs/${id}/upload/complete`, {});
  await untilOver(id);
  return id;
}

const card = (name) => page.locator('.clip', { has: page.locator('h3', { hasText: new RegExp(`^${name}$`) }) });
const titles = () => page.$$eval('.clip h3', (all) => all.map(({ textContent }) => textContent));
const untilTitles = (...names) => page.waitForFunction((text) => [...document.querySelectorAll('.clip h3')].map(({ textContent }) => textContent).join('|') === text, names.join('|'));
const said = (text) => page.waitForSelector(`.results-bar .undo:has-text("${text}")`);

/** A choice in the menu of a card. */
async function choose(name, item) {
  await page.getByRole('button', { name: `More about ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('whatever was made of a clip is one card: looks side by side, captions a track of its player', kLimit, async () => {
  job = await makeReady({ clips: kClips, outputs: ['mp4', 'gif', 'poster', 'audio', 'captions', 'storyboard'], gif: { maxSeconds: 1 } });
  await call('POST', `/jobs/${job}/process`, { recipe: { clips: kClips.slice(0, 1), outputs: ['mp4'], mp4: { aspect: '9:16' } } });
  await untilOver(job);
  page = await house.openPage(context, job);
  await untilTitles('Intro', 'The middle', 'مرحبا', 'The whole video');
  const intro = card('Intro');
  assert.deepEqual(await intro.locator('.clip-looks button').allTextContents(), ['16:9', '9:16']);
  const names = await page.$$eval('.results button, .results a, .results input', (all) => all.map((each) => (each.getAttribute('aria-label') ?? (each.textContent || each.name + each.value)).replace(/[\u2068\u2069]/g, '')));
  assert.deepEqual(names.filter((name, i) => names.indexOf(name) !== i), [], 'no two are called the same');
  assert.ok(names.includes('Download Intro, MP4') && names.includes('Copy a link to مرحبا, GIF'), names.join('\n'));
  assert.deepEqual(await faultsOf(page, 'results'), []);

  assert.equal(await page.locator('.results video').count(), 0);
  await page.getByRole('button', { name: 'Play Intro, MP4' }).click();
  const played = await intro.locator('video').evaluate(async (video) => {
    video.muted = true;
    await new Promise((resolve) => (video.currentTime > 0 ? resolve() : video.addEventListener('timeupdate', () => video.currentTime > 0 && resolve())));
    while (!video.querySelector('track')) await new Promise(requestAnimationFrame);
    const [track] = video.textTracks;
    track.mode = 'showing';
    await new Promise((resolve) => (video.querySelector('track').readyState === 2 ? resolve() : video.querySelector('track').addEventListener('load', resolve)));
    return { kind: track.kind, cues: [...track.cues].map(({ text }) => text), size: [video.videoWidth, video.videoHeight] };
  });
  assert.deepEqual(played, { kind: 'captions', cues: ['Hello'], size: [640, 360] });
  await intro.locator('.clip-looks button', { hasText: '9:16' }).click();
  await page.getByRole('button', { name: 'Play Intro, MP4' }).click();
  const tall = await intro.locator('video').evaluate(async (video) => {
    if (!video.videoWidth) await new Promise((resolve) => video.addEventListener('loadedmetadata', resolve));
    return video.videoWidth < video.videoHeight;
  });
  assert.equal(tall, true);
  await intro.locator('.clip-looks button', { hasText: '16:9' }).click();
  assert.deepEqual(house.complaints, []);
});

test('a link that has run out is renewed without a word', kLimit, async () => {
  let refused = 0;
  // The browser asks the address again for each stretch of a film; what it leads to answers so when its time is over.
  await page.route(/\/content$/, (route) => {
    if (refused || route.request().resourceType() !== 'media') return route.continue();
    refused += 1;
    return route.fulfill({ status: 403, body: 'expired' });
  });
  await page.getByRole('button', { name: 'Play The middle, MP4' }).click();
  await card('The middle').locator('video').evaluate((video) => new Promise((resolve) => video.addEventListener('timeupdate', () => video.currentTime > 0 && resolve())));
  assert.equal(refused, 1);
  await page.unroute(/\/content$/);
});

test('they are looked through by kind and words, sorted, and seen as rows; how one likes them is kept', kLimit, async () => {
  await page.locator('.kinds label', { hasText: 'GIFs' }).click();
  await untilTitles('Intro', 'The middle', 'مرحبا');
  assert.deepEqual(await page.$$eval('.clip .file', (files) => files.map((file) => file.dataset.type)), ['gif', 'gif', 'gif']);
  await page.locator('.kinds label', { hasText: 'All' }).click();
  await untilTitles('Intro', 'The middle', 'مرحبا', 'The whole video');
  await page.getByRole('button', { name: 'Rows' }).click();
  await page.waitForSelector('.as-list');
  assert.deepEqual(await faultsOf(page, 'rows'), []);
  await page.reload();
  await page.waitForSelector('.as-list .clip');
  await page.getByRole('button', { name: 'Cards' }).click();
  await page.waitForSelector('.as-grid');
});

test('they are selected by keyboard and by a range, and saved as one archive or one by one', kLimit, async () => {
  await page.getByRole('checkbox', { name: 'Select Intro' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Select The middle');
  await page.keyboard.press('Shift+ArrowRight');
  await page.waitForSelector('.sum:has-text("3 selected")');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.selected-bar', { state: 'hidden' });
  await page.getByRole('checkbox', { name: 'Select Intro' }).check();
  await page.getByRole('checkbox', { name: /Select .مرحبا/ }).click({ modifiers: ['Shift'] });
  await page.waitForSelector('.sum:has-text("3 selected")');
  assert.deepEqual(await faultsOf(page, 'selected'), []);
  await page.keyboard.press('Control+a');
  await page.waitForSelector('.sum:has-text("4 selected")');
  const [zip] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as ZIP' }).click()]);
  assert.match(zip.suggestedFilename(), /\.zip$/);
  assert.equal(await zip.failure(), null);
  await page.getByRole('button', { name: 'Select nothing' }).click();
  await page.getByRole('checkbox', { name: 'Select The middle' }).check();
  const saved = [];
  page.on('download', (download) => saved.push(download.suggestedFilename()));
  await page.getByRole('button', { name: 'More for what is selected' }).click();
  await page.getByRole('menuitem', { name: 'Download one by one' }).click();
  await page.waitForSelector('.undo:has-text("downloads have begun")', kWait);
  assert.equal(saved.length, (await artifactsOf()).filter(({ label }) => label?.startsWith('The middle')).length);
  await page.getByRole('button', { name: 'Select nothing' }).click();
});

test('several are deleted and had back, or go for good', kLimit, async () => {
  await choose('The middle', 'Delete with its 6 files');
  await untilTitles('Intro', 'مرحبا', 'The whole video');
  await page.locator('.results-bar').getByRole('button', { name: 'Undo' }).click();
  await untilTitles('Intro', 'The middle', 'مرحبا', 'The whole video');
  const before = (await artifactsOf()).length;
  await page.getByRole('button', { name: /More about .مرحبا., GIF/ }).click();
  await page.getByRole('menuitem', { name: 'Delete this file' }).click();
  await said('Deleted: ');
  await page.reload(); // leaving lets it go
  await untilTitles('Intro', 'The middle', 'مرحبا', 'The whole video');
  assert.ok([before, before - 1].includes((await artifactsOf()).length));
});

test('a clip is renamed in place with all of its files, and its old name is had back', kLimit, async () => {
  await page.getByRole('button', { name: 'Rename Intro' }).click();
  await page.keyboard.type('Opening');
  await page.keyboard.press('Enter');
  await said('“Intro” is now “Opening”.');
  await page.waitForSelector('[aria-label="Rename Opening"]:focus');
  const labels = async () => [...new Set((await artifactsOf()).filter(({ start }) => start === 1).map(({ label }) => label.replace(/ srt$/, '')))];
  assert.deepEqual(await labels(), ['Opening']);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download Opening, MP4' }).click()]);
  assert.match(file.suggestedFilename(), /Opening\.mp4$/, 'what is saved is called so');
  await page.locator('.results-bar').getByRole('button', { name: 'Undo' }).click();
  await untilTitles('Intro', 'The middle', 'مرحبا', 'The whole video');
  assert.deepEqual(await labels(), ['Intro']);
});

test('an archive of what is selected holds that and no more', kLimit, async () => {
  await page.getByRole('checkbox', { name: 'Select Intro' }).check();
  const [zip] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download as ZIP' }).click()]);
  const path = join(house.server.folder, 'selected.zip');
  await zip.saveAs(path);
  const { stdout } = await run('python3', ['-c', 'import sys, zipfile; print("\\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))', path]);
  const names = stdout.trim().split('\n').filter((name) => !name.endsWith('.receipt.json'));
  assert.equal(names.length, (await artifactsOf()).filter(({ start }) => start === 1).length, stdout);
  await page.getByRole('button', { name: 'Select nothing' }).click();
});

test('a link for others is made of what is selected, copied, changed and withdrawn', kLimit, async () => {
  await page.getByRole('checkbox', { name: 'Select The middle' }).check();
  await page.locator('.selected-bar').getByRole('button', { name: 'Share' }).click();
  await page.waitForSelector('.share-dialog .hint:has-text("There are none yet.")');
  await page.getByLabel('Title').fill('For Ada');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await page.getByRole('button', { name: 'Copy link: For Ada' }).click();
  await page.waitForSelector('.share .hint:has-text("The link is copied.")');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const open = async () => (await fetch(link)).status;
  assert.equal(await open(), 200, 'it needs no account');
  assert.deepEqual(await faultsOf(page, 'share'), []);
  await page.getByRole('button', { name: 'Embed: For Ada' }).click();
  assert.ok((await page.getByLabel('Embed code').inputValue()).includes(`${link}/embed`));
  await page.getByRole('button', { name: 'Change: For Ada' }).click();
  const change = page.locator('.share .share-form');
  await change.getByLabel('Title').fill('For Grace');
  await change.getByLabel('Open for').selectOption('7');
  await change.getByRole('button', { name: 'Keep the changes' }).click();
  await page.waitForSelector('.share h4:has-text("For Grace")');
  const [share] = (await call('GET', `/jobs/${job}/shares`)).items;
  assert.ok(Math.abs(Date.parse(share.expiresAt) - Date.now() - 7 * 86_400_000) < 120_000, share.expiresAt);
  assert.equal(share.artifactIds.length, (await artifactsOf()).filter(({ start }) => start === 3).length);
  await page.getByRole('button', { name: 'Withdraw: For Grace' }).click();
  await page.locator('dialog >> button:has-text("Withdraw")').last().click();
  await page.waitForSelector('.share', { state: 'detached' });
  assert.equal(await open(), 404);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await page.getByRole('button', { name: 'Select nothing' }).click();
});

test('a link is copied', kLimit, async () => {
  await page.getByRole('button', { name: 'Copy a link to Intro, MP4' }).click();
  await said('The link is copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const answer = await fetch(link);
  assert.equal(answer.headers.get('content-type'), 'video/mp4');
});

/** The pictures of an artifact as MD5 of each. */
async function picturesOf(artifact, name) {
  const answer = await context.request.get(`${house.proxy.base}/api/v1/artifacts/${artifact.id}/content`);
  const file = join(house.server.folder, name);
  await writeFile(file, await answer.body());
  const { stdout } = await run('ffprobe', ['-v', 'error', '-count_frames', '-select_streams', 'v', '-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', file]);
  return Number(stdout);
}

test('the ends of a clip are compared with the source, and a frame earlier it is made again in its place', kLimit, async () => {
  await choose('The middle', 'Start a frame earlier');
  await page.waitForSelector('.cut-dialog .film-frame img[src]');
  const frames = await page.$$eval('.cut-end:first-child .film-frame figcaption .mono', (all) => all.map(({ textContent }) => textContent));
  assert.deepEqual(frames, ['0:02.92', '0:02.96', '0:03']);
  const own = await page.$$eval('.cut-dialog video', (all) => Promise.all(all.map((video) => new Promise((resolve) => (video.readyState >= 2 && !video.seeking ? resolve(video.currentTime) : video.addEventListener('seeked', () => resolve(video.currentTime)))))));
  assert.ok(own[0] === 0 && own[1] > 1.1, `the clip’s own pictures are at ${own}`);
  assert.deepEqual(await faultsOf(page, 'compare'), []);
  const old = (await artifactsOf()).find(({ type, label }) => type === 'clip' && label === 'The middle');
  const recipe = (await call('GET', `/jobs/${job}`)).recipe;
  await page.getByRole('button', { name: 'Make it again' }).click();
  await said('The new “The middle” has replaced the old one');
  await page.waitForSelector('.facts-line:has-text("0:02.96 – 0:04.2")');
  await untilTitles('Intro', 'The middle', 'مرحبا', 'The whole video');
  const now = (await artifactsOf()).find(({ type, start }) => type === 'clip' && Math.abs(start - 2.96) < 1e-6);
  assert.equal(await picturesOf(now, 'now.mp4'), (await picturesOf(old, 'old.mp4')) + 1);
  assert.deepEqual((await call('GET', `/jobs/${job}`)).recipe, recipe, 'the job’s own recipe is as it was: the clip was not in it');
  assert.deepEqual(house.complaints, []);
});

test('a receipt is told in words, and its command proves the file', kLimit, async () => {
  const clip = card('The middle');
  await clip.getByRole('button', { name: 'More about The middle, MP4' }).click();
  await page.getByRole('menuitem', { name: 'Receipt' }).click();
  await page.waitForSelector('.receipt-dialog');
  const text = await page.textContent('.receipt-dialog .facts-list');
  for (const part of ['by clipbox', '0:02.96 – 0:04.2', 'SHA-256', 'smart']) assert.ok(text.includes(part), `${part} in ${text}`);
  assert.deepEqual(await faultsOf(page, 'receipt'), []);
  const [receipt] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download the receipt' }).click()]);
  await receipt.saveAs(join(house.server.folder, receipt.suggestedFilename()));
  const command = await page.textContent('.receipt-dialog pre');
  await page.keyboard.press('Escape');
  const [file] = await Promise.all([page.waitForEvent('download'), clip.getByRole('button', { name: 'Download The middle, MP4' }).click()]);
  await file.saveAs(join(house.server.folder, file.suggestedFilename()));
  const { stdout } = await run('bash', ['-c', command.replace(/^clipbox/, process.env.CLIPBOX_BIN)], { cwd: house.server.folder });
  assert.match(stdout, /^intact: /);
});

test('what was made is saved as a cut list', kLimit, async () => {
  await page.getByRole('button', { name: 'More about all results' }).click();
  await page.getByRole('menuitem', { name: 'Save as a cut list' }).click();
  await page.locator('#list-format').selectOption('losslesscut-csv');
  assert.equal(await page.textContent('.list-text'), '1,2,Intro\n2.96,4.2,The middle\n6,7,مرحبا\n');
  assert.deepEqual(await faultsOf(page, 'cut list'), []);
  const [list] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the list' }).click()]);
  assert.equal(list.suggestedFilename(), 'marked.csv');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
});

test('in Arabic, from right to left, all of it holds', kLimit, async () => {
  await page.evaluate(() => localStorage.setItem('language', 'ar'));
  await page.reload();
  await page.evaluate(() => localStorage.removeItem('language'));
  await page.waitForSelector('html[dir=rtl] .clip');
  await page.waitForSelector('h2:has-text("النتائج")');
  assert.deepEqual(await faultsOf(page, 'results, from right to left'), []);
  await page.close();
  assert.deepEqual(house.complaints, []);
});

test('results that come take the focus where nobody is busy with something else', kLimit, async () => {
  const other = await house.makeJob(context, { clips: [{ start: 1, end: 2 }], outputs: ['poster'] });
  page = await house.openPage(context, other);
  await page.setInputFiles('#file', film);
  await page.waitForSelector('.steps[data-status=READY]', kWait);
  await page.waitForSelector('#results-title:focus');
  await said('1 result is ready.');
  await page.close();
});

test('sixty clips cost few bytes before anybody scrolls, and no film of theirs', kLimit, async () => {
  const clips = Array.from({ length: kMany }, (_, i) => ({ start: i * 0.16, end: i * 0.16 + 0.3 }));
  const many = await makeReady({ clips, outputs: ['mp4', 'poster'], mp4: { cut: 'keyframe' } });
  page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const urls = new Map();
  let bytes = 0;
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId) ?? '';
    if (/\/content|X-Amz|height=(180|270)&/.test(url)) bytes += encodedDataLength;
  });
  await page.goto(`${house.proxy.base}/#/jobs/${many}`);
  await page.waitForFunction((count) => document.querySelectorAll('.clip').length >= count, kMany, kWait);
  await page.waitForFunction(() => document.querySelector('.clip img')?.complete);
  await page.waitForLoadState('networkidle').catch(() => {});
  assert.ok(bytes > 0 && bytes <= kMaxBytes, `${bytes} bytes`);
  const lazy = await page.$$eval('.clip img', (images) => images.filter(({ loading }) => loading !== 'lazy').length);
  assert.equal(lazy, 0);
  await page.close();
});
