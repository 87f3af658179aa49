// An upload that was interrupted goes on in a real browser: after a reload, with another name, on another machine, beside
// another tab, by the file that the browser kept; and with no other file.

import assert from 'node:assert/strict';
import { copyFile, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { filmOfParts } from './page_setup.mjs';
import { kLimit, kSmallPart, startHouse, untilPartsThere, untilReady, watchForFailure } from './page_upload_setup.mjs';

const kParts = 10;
const kThere = [1, 2, 3]; // 30 %

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
  house.proxy.puts.length = 0;
  house.complaints.length = 0;
});

/** A job whose upload was interrupted by a reload when the first parts were there. */
async function interrupted() {
  const job = await house.makeJob(context);
  const page = await house.openPage(context, job);
  house.proxy.holds = (n) => !kThere.includes(n);
  await page.setInputFiles('#file', film);
  await untilPartsThere(page, kThere.length);
  await page.reload();
  await page.waitForSelector('h2:has-text("Go on with the upload")');
  await house.proxy.abandoned();
  house.proxy.release();
  house.proxy.puts.length = 0;
  await watchForFailure(page);
  return { job, page };
}

const missing = Array.from({ length: kParts }, (_, i) => i + 1).filter((n) => !kThere.includes(n));

/** Only what was missing was sent, each once, and all is well. */
async function expectTheRest(page) {
  await untilReady(page);
  assert.deepEqual(house.proxy.taken().sort((a, b) => a - b), missing);
  assert.deepEqual(house.complaints, []);
}

test('reloaded at 30 %, with the file chosen again it sends only what is missing', kLimit, async () => {
  const { page } = await interrupted();
  assert.match(await page.textContent('[data-region=file]'), /30%|29%|3\d%/);
  await page.setInputFiles('#file', film);
  await expectTheRest(page);
  await page.close();
});

test('a file of the same name and size whose content differs is refused before a byte is sent, and the right one goes on', kLimit, async () => {
  const { page } = await interrupted();
  await mkdir(join(house.server.folder, 'wrong'));
  const wrong = join(house.server.folder, 'wrong', 'my film.mp4');
  await copyFile(film, wrong);
  const file = await open(wrong, 'r+');
  await file.write(Buffer.from([1]), 0, 1, 2 * kSmallPart + 1000); // in the third part, the last that is there
  await file.close();
  await page.setInputFiles('#file', wrong);
  const notice = await page.waitForSelector('.notice:has-text("is not the file whose upload was begun")');
  assert.match(await notice.textContent(), /“my film\.mp4”.*part 3/);
  assert.deepEqual(house.proxy.puts, []);
  await page.evaluate(() => (globalThis.saidFailed = false)); // that was no success of this upload
  await page.click('button:has-text("Choose the first file")');
  await page.setInputFiles('#file', film);
  await expectTheRest(page);
  await page.close();
});

test('the same bytes under another name go on, and the page says what differs', kLimit, async () => {
  const { page } = await interrupted();
  const copy = join(house.server.folder, 'the same film.mp4');
  await copyFile(film, copy);
  house.proxy.holds = (n) => n === kParts;
  await page.setInputFiles('#file', copy);
  await page.waitForSelector('text=The upload was begun with “my film.mp4”; this file is named “the same film.mp4”.');
  house.proxy.release();
  await expectTheRest(page);
  await page.close();
});

test('on another machine it goes on as well', kLimit, async () => {
  const { job, page } = await interrupted();
  await page.close();
  const elsewhere = await house.openContext();
  const other = await house.openPage(elsewhere, job);
  await other.waitForSelector('h2:has-text("Go on with the upload")');
  await other.setInputFiles('#file', film);
  await expectTheRest(other);
  await elsewhere.close();
});

test('a second tab shows what the first one sends, and goes on when that one is closed', kLimit, async () => {
  const { job, page } = await interrupted();
  const second = await house.openPage(context, job);
  await second.waitForSelector('h2:has-text("Go on with the upload")');
  house.proxy.holds = (n) => n > 5;
  await page.setInputFiles('#file', film);
  await untilPartsThere(page, 5);
  await second.waitForSelector('h2:has-text("Being sent from another tab")');
  await second.waitForFunction(() => /^[5-9]\d%/.test(document.querySelector('.figures').textContent));
  assert.equal(await second.locator('#file').count(), 0, 'the file is not asked for while it is sent');
  const gone = house.proxy.abandoned();
  await page.close();
  await gone;
  house.proxy.release();
  await second.waitForSelector('h2:has-text("Go on with the upload")');
  await second.setInputFiles('#file', film);
  await expectTheRest(second);
  await second.close();
});

test('where the browser keeps the file’s handle, a reload goes on by itself', kLimit, async () => {
  const job = await house.makeJob(context);
  const page = await house.openPage(context, job);
  // A real handle to a real file of the browser's own; the picker would be a window of the desktop.
  await page.waitForSelector('#file', { state: 'attached' });
  const bytes = (await readFile(film)).subarray(0, 1_000_000);
  await page.evaluate(async ([head, size]) => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle('kept film.mp4', { create: true });
    const out = await handle.createWritable();
    await out.write(Uint8Array.from(atob(head), (letter) => letter.charCodeAt(0)));
    await out.truncate(size);
    await out.close();
    globalThis.showOpenFilePicker = async () => [handle];
  }, [bytes.toString('base64'), (await readFile(film)).length]);
  house.proxy.holds = (n) => !kThere.includes(n);
  await page.click('label.drop');
  await untilPartsThere(page, kThere.length);
  house.proxy.puts.length = 0;
  const gone = house.proxy.abandoned();
  await page.reload();
  await gone;
  await page.waitForSelector('h2:has-text("Uploading")');
  house.proxy.release();
  await expectTheRest(page);
  await page.close();
});
