// More parts than a store lists at once (1,000): after a reload only those that are missing are sent.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { filmOfParts } from './page_setup.mjs';
import { kLimit, startHouse, untilReady, watchForFailure } from './page_upload_setup.mjs';

const kPart = 64 * 1024;
const kParts = 1040;
const kThere = 1020;

let house;

before(async () => {
  house = await startHouse({ 'storage.part_size': String(kPart) });
});
after(() => house?.close());

test('an upload of 1,040 parts that was interrupted at 1,020 sends twenty more', kLimit, async () => {
  const context = await house.openContext();
  const film = await filmOfParts(house.server.folder, 'my film.mp4', kParts, kPart);
  const page = await house.openPage(context, await house.makeJob(context));
  house.proxy.holds = (n) => n > kThere;
  await page.setInputFiles('#file', film);
  await house.proxy.held(3);
  assert.equal(house.proxy.taken().length, kThere);

  const gone = house.proxy.abandoned();
  await page.reload();
  await gone;
  house.proxy.release();
  house.proxy.puts.length = 0;
  await page.waitForSelector('[data-region=file]:has-text("98%")');
  await watchForFailure(page);
  await page.setInputFiles('#file', film);
  await untilReady(page);
  assert.deepEqual(house.proxy.taken().sort((a, b) => a - b), Array.from({ length: kParts - kThere }, (_, i) => kThere + i + 1));
  assert.deepEqual(house.complaints, []);
});
