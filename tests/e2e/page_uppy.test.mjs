// Uppy's S3 client (@uppy/aws-s3) uploads to our API in a real browser: create, sign, list, complete and abort.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';

import { build } from 'esbuild';

import { filmOfParts } from './page_setup.mjs';
import { kLimit, kRemotePart, startHouse } from './page_upload_setup.mjs';

const kParts = 6;

let house;
let context;
let film;
let bundle;

before(async () => {
  house = await startHouse({ 'storage.part_size': String(kRemotePart) });
  context = await house.openContext();
  film = await filmOfParts(house.server.folder, 'my film.mp4', kParts, kRemotePart);
  const entry = fileURLToPath(new URL('./uppy/app.js', import.meta.url));
  const built = await build({ entryPoints: [entry], bundle: true, write: false, format: 'iife', target: 'es2022', logLevel: 'silent' });
  bundle = built.outputFiles[0].text;
});
after(() => house?.close());

/** Another page on the server's origin, with Uppy and a file in it. */
async function openUppy() {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.route('**/uppy.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Uppy</title><input type="file">' }));
  await page.goto(`${house.proxy.base}/uppy.html`);
  await page.addScriptTag({ content: bundle });
  await page.setInputFiles('input', film);
  house.proxy.puts.length = 0;
  return page;
}

const startUpload = (page, job) =>
  page.evaluate(async (id) => {
    globalThis.upload = await globalThis.start(id, document.querySelector('input').files[0]);
  }, job);

async function jobOf(job) {
  return (await context.request.get(`${house.proxy.base}/api/v1/jobs/${job}`)).json();
}

test('Uppy uploads a file, pauses and goes on with the parts that are missing', kLimit, async () => {
  const job = await house.makeJob(context);
  const page = await openUppy();
  house.proxy.holds = (n) => n > 2;
  await startUpload(page, job);
  await house.proxy.held(2);
  const gone = house.proxy.abandoned();
  await page.evaluate(() => upload.uppy.pauseResume(upload.id));
  await gone;
  house.proxy.release();
  await page.evaluate(() => upload.uppy.pauseResume(upload.id));
  const result = await page.evaluate(() => globalThis.ended.then(({ successful, failed }) => ({ good: successful.length, bad: failed.length })));
  assert.deepEqual(result, { good: 1, bad: 0 });

  const calls = await page.evaluate(() => calls);
  assert.deepEqual([...new Set(calls.map((call) => call.split(' ')[0]))].sort(), ['complete', 'create', 'list', 'sign']);
  assert.ok(calls.indexOf('list') > calls.indexOf('sign 1'));
  assert.equal(calls.at(-1), 'complete');
  // A part that had arrived when the pause cut its answer off is in the list, and is not sent again; complete says that none is missing.
  assert.deepEqual(house.proxy.taken().filter((n, i, all) => all.indexOf(n) !== i), [], 'no part was taken twice');
  assert.ok(['UPLOADED', 'PROCESSING', 'READY'].includes((await jobOf(job)).status));
  await page.close();
});

test('a file taken out of Uppy aborts the upload', kLimit, async () => {
  const job = await house.makeJob(context);
  const page = await openUppy();
  house.proxy.holds = (n) => n > 2;
  await startUpload(page, job);
  await house.proxy.held(1);
  await page.evaluate(() => upload.uppy.removeFile(upload.id));
  await page.waitForFunction(() => calls.includes('abort'));
  await page.waitForFunction(async (id) => (await (await fetch(`/api/v1/jobs/${id}`)).json()).failure?.code === 'upload_aborted', job, { polling: 100 });
  house.proxy.release();
  await page.close();
});
