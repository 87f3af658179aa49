// Clips play in a real browser as a decoder shows them: a smart cut, whose lead is encoded anew and whose edit list hides pictures, shows
// the same pictures there as an exact cut of the same span, played and sought. Each picture of the film carries its number as a strip.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { openBrowser } from './page_setup.mjs';

const run = promisify(execFile);
const kFilm = process.env.CLIPBOX_TEST_FILM;
const kRate = 30;
// Off the key frames, on a picture and between two; the last ends behind B-frames' references.
const kCuts = [[0.7, 2.2], [1.345, 2.9], [2.1, 3.0333]];

let folder;
let browser;
let server;
let base;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clipbox-clips-'));
  browser = await openBrowser();
  server = createServer(async (request, response) => {
    if (!request.url.endsWith('.mp4')) return response.end('<!doctype html><title>clips</title>');
    const bytes = await readFile(join(folder, request.url.slice(1)));
    const range = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '');
    const from = range ? Number(range[1]) : 0;
    const to = range && range[2] ? Number(range[2]) + 1 : bytes.length;
    response.writeHead(range ? 206 : 200, {
      'Content-Type': 'video/mp4', 'Accept-Ranges': 'bytes', 'Content-Length': to - from,
      ...(range ? { 'Content-Range': `bytes ${from}-${to - 1}/${bytes.length}` } : {}),
    });
    response.end(bytes.subarray(from, to));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

async function makeClip(cut, start, end, name) {
  const recipe = { clips: [{ start, end, label: name }], outputs: ['mp4'], mp4: { cut } };
  const file = join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(recipe));
  const { stdout } = await run(process.env.CLIPBOX_BIN, ['clip', kFilm, '-o', folder, '--recipe', file, '--json'], { env: { PATH: process.env.PATH, HOME: folder } });
  const made = JSON.parse(stdout.trim().split('\n')[0]);
  return { ...made, url: `${base}/${made.path.split('/').pop()}` };
}

/** Plays the clip to its end at half its speed; the numbers of all pictures shown, in order, and what the element says. */
function play(page, url) {
  return page.evaluate(async (source) => {
    const video = Object.assign(document.createElement('video'), { src: source, muted: true });
    video.defaultPlaybackRate = video.playbackRate = 0.5;
    document.body.replaceChildren(video);
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    const read = () => {
      [canvas.width, canvas.height] = [video.videoWidth, 4];
      pen.drawImage(video, 0, 0, video.videoWidth, 4, 0, 0, video.videoWidth, 4);
      let code = 0;
      for (let i = 0; i < 16; i += 1) {
        const x = Math.floor((video.videoWidth * (2 * i + 1)) / 32);
        code = code * 2 + (pen.getImageData(x, 2, 1, 1).data[1] > 127 ? 1 : 0);
      }
      return code >> 1;
    };
    const shown = [];
    const onFrame = (now, frame) => {
      shown.push({ number: read(), time: frame.mediaTime, count: frame.presentedFrames });
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
    await new Promise((resolve, reject) => {
      video.onended = resolve;
      video.onerror = () => reject(new Error(`the browser cannot play it: ${video.error.message}`));
      video.play();
    });
    const quality = video.getVideoPlaybackQuality();
    const played = [...shown];
    const sought = [];
    for (const part of [0.1, 0.5, 0.9]) {
      video.currentTime = video.duration * part;
      await new Promise((resolve) => { video.onseeked = resolve; });
      await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
      sought.push(read());
    }
    return { shown: played, sought, duration: video.duration, total: quality.totalVideoFrames, dropped: quality.droppedVideoFrames,
      corrupted: quality.corruptedVideoFrames };
  }, url);
}

test('a smart cut plays in the browser as the exact cut does, picture for picture', { timeout: 240_000 }, async () => {
  const page = await browser.newPage();
  await page.goto(base);
  for (const [start, end] of kCuts) {
    const smart = await makeClip('smart', start, end, `smart${start}`);
    const exact = await makeClip('exact', start, end, `exact${start}`);
    assert.equal(smart.method, 'smart');
    assert.equal(exact.method, 'exact');
    const first = Math.ceil(start * kRate - 1e-6);
    const count = Math.ceil(end * kRate - 1e-6) - first;
    const [played, reference] = [await play(page, smart.url), await play(page, exact.url)];
    const numbers = (seen) => [...new Set(seen.shown.map((frame) => frame.number))];
    console.log(`${start} to ${end}: ${count} pictures; smart ${numbers(played).length} seen, ${played.total} decoded, ${played.duration} s; ` +
      `exact ${numbers(reference).length} seen, ${reference.total} decoded, ${reference.duration} s`);
    for (const seen of [played, reference]) {
      assert.ok(numbers(seen).every((number) => number >= first && number < first + count), `shows ${numbers(seen)}`);
      assert.equal(seen.corrupted, 0);
    }
    assert.equal(numbers(played)[0], first);
    assert.equal(numbers(played).at(-1), first + count - 1);
    // Every picture is decoded once; the page may be too late to look at some.
    assert.equal(played.total, count);
    assert.ok(numbers(played).length >= count * 0.9, `only ${numbers(played).length} of ${count}`);
    assert.deepEqual(played.sought, reference.sought);
    assert.ok(Math.abs(played.duration - (end - start)) < 1.5 / kRate, `lasts ${played.duration}`);
  }
});
