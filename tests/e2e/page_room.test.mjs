// The cutting room in a real browser: the film is seen before it is sent, marked to the frame by keys alone and by hand, and
// what is made begins and ends with exactly the frames that were seen.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';

import { faultsOf } from './page_setup.mjs';
import { kLimit, kWait, startHouse, untilReady } from './page_upload_setup.mjs';

const run = promisify(execFile);
const kRate = 30;

let house;
let context;
let film; // 12 s, 30 pictures a second, each with its number
let page;
let job;

before(async () => {
  house = await startHouse();
  context = await house.openContext();
  film = join(house.server.folder, 'marked.mp4');
  const source = ['-f', 'lavfi', '-i', `testsrc2=s=640x360:r=${kRate}:d=12`, '-f', 'lavfi', '-i', 'sine=d=12'];
  await run('ffmpeg', ['-v', 'error', ...source, '-c:v', 'libx264', '-g', '60', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart', film]);
});
after(() => house?.close());
beforeEach(() => {
  house.proxy.release();
  house.complaints.length = 0;
});

const get = async (path) => (await context.request.get(`${house.proxy.base}/api/v1${path}`)).json();
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const times = () => page.$$eval('.cut', (cards) => cards.map((card) => [...card.querySelectorAll('input.time')].map((input) => input.value).join(' ')));
const untilTimes = (expected) => page.waitForFunction((text) => [...document.querySelectorAll('.cut input.time')].map((input) => input.value).join(' ') === text, expected);
const shown = () => page.textContent('.now-time');

/** A job whose film was chosen, with its last part outstanding. */
async function choose(recipe) {
  job = await house.makeJob(context, recipe);
  page = await house.openPage(context, job);
  house.proxy.holds = (n) => n === 1;
  await page.setInputFiles('#file', film);
  await page.waitForSelector('.room .screen video');
  await page.waitForFunction(() => document.querySelector('.screen video').readyState >= 2);
}

/** Runs in the page: whether the lowest third of the timeline has the bars of a sound in it. */
function hasWave() {
  const line = document.querySelector('canvas.film-line');
  const { width, height } = line;
  const rows = Array.from({ length: Math.floor(height / 3) }, (_, n) => height - 1 - n);
  return rows.some((y) => {
    const { data } = line.getContext('2d').getImageData(0, y, width, 1);
    const turns = Array.from({ length: width - 1 }, (_, x) => Math.abs(data[4 * x] - data[4 * x + 4]) > 20);
    return turns.filter(Boolean).length > 200;
  });
}

/** The pictures of a film as MD5 of each. @param {string} file @param {string[]} [select] */
async function picturesOf(file, select = []) {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', file, '-an', ...select, '-f', 'framemd5', '-']);
  return stdout.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split(',').at(-1).trim());
}

test('a film plays in the room before it is sent, and is marked to the frame by keys alone', kLimit, async () => {
  await choose({ outputs: ['mp4'], mp4: { cut: 'exact', crf: 1 } });
  await page.waitForFunction(() => /frame 0$/.test(document.querySelector('.now-time').textContent));
  await page.waitForFunction(hasWave, null, kWait);
  await page.focus('canvas.film-line');
  await press('Shift+ArrowRight', 'Shift+ArrowRight', 'ArrowRight', 'ArrowRight', 'i');
  await page.waitForFunction(() => /frame 62$/.test(document.querySelector('.now-time').textContent));
  await press('Shift+ArrowRight', 'ArrowLeft', 'o');
  await untilTimes('0:02.067 0:03.067');
  await press('[', ']', ']'); // the end was touched last: a frame earlier, two later
  await untilTimes('0:02.067 0:03.1');
  await press('Control+z');
  await untilTimes('0:02.067 0:03.067');
  await press('Control+y', 'End', 'ArrowLeft');
  assert.match(await shown(), /frame 358$/);
  assert.deepEqual(await faultsOf(page, 'room'), []);
});

test('the end of the upload starts nothing while somebody marks, and “Make these” makes exactly what was seen', kLimit, async () => {
  house.proxy.release();
  await page.waitForSelector('.steps[data-status=UPLOADED]', kWait);
  await page.waitForFunction(() => /made anew|exact/.test(document.querySelector('.cut [data-say=how]').textContent), null, kWait);
  await page.locator('.room').getByRole('button', { name: 'Make these' }).click();
  await untilReady(page);
  const { items } = await get(`/jobs/${job}/artifacts`);
  const clip = items.find(({ type }) => type === 'clip');
  assert.ok(Math.abs(clip.start - 62 / kRate) < 1e-5 && Math.abs(clip.end - 93 / kRate) < 1e-5, JSON.stringify(clip));
  const answer = await context.request.get(`${house.proxy.base}/api/v1/artifacts/${clip.id}/content`);
  const made = join(house.server.folder, 'made.mp4');
  await writeFile(made, await answer.body());
  assert.equal((await picturesOf(made)).length, 93 - 62);
  assert.deepEqual(house.complaints, []);
  await page.close();
});

test('marks made in the room outlast a reload, stand in the typed times, and follow what is typed', kLimit, async () => {
  await choose({ outputs: ['poster'] });
  await page.focus('canvas.film-line');
  await press('Shift+ArrowRight', 'i', 'Shift+ArrowRight', 'o');
  await untilTimes('0:01 0:02.033');
  assert.equal(await page.inputValue('#ranges'), '0:01-0:02.033');
  await page.fill('#ranges', '0:01-0:02.033\n0:05-0:06 Typed');
  await untilTimes('0:01 0:02.033 0:05 0:06');
  assert.equal(await page.inputValue('.cut:last-child input.name'), 'Typed');
  await page.locator('.cut').last().getByLabel('Remove clip 2').click();
  await untilTimes('0:01 0:02.033');
  await page.reload();
  await page.waitForSelector('#ranges');
  assert.equal(await page.inputValue('#ranges'), '0:01-0:02.033');
  await page.close();
});

test('an edge is dragged on the timeline, and the exact frame under the hand is on the screen', kLimit, async () => {
  await choose({ outputs: ['poster'] });
  await page.focus('canvas.film-line');
  await press('Shift+ArrowRight', 'Shift+ArrowRight', 'i', 'Shift+ArrowRight', 'Shift+ArrowRight', 'o');
  await untilTimes('0:02 0:04.033');
  const box = await page.locator('canvas.film-line').boundingBox();
  const xOf = (seconds) => box.x + 8 + ((box.width - 16) * seconds) / 12;
  const y = box.y + 90;
  await page.mouse.move(xOf(4.033) + 2, y);
  await page.mouse.down();
  await page.mouse.move(xOf(7), y, { steps: 8 });
  const seen = await shown();
  await page.mouse.up();
  const [[, end]] = (await times()).map((text) => text.split(' '));
  assert.ok(Math.abs(Number(end.split(':')[1]) - 7) < 0.3, `the end is at ${end}; ${seen}`);
  await press('Control+z');
  await untilTimes('0:02 0:04.033');
  await page.close();
});

test('a pasted list becomes clips, and what could not be read is said by its line', kLimit, async () => {
  await choose({ outputs: ['poster'] });
  await page.focus('#tab-clips');
  await press('ArrowRight', 'ArrowRight', 'End'); // tabs are gone through by arrow keys
  await page.waitForSelector('#tab-lists:focus[aria-selected=true]');
  await page.getByLabel('Paste a list of times').fill('0:00 Intro\n0:04 The middle\nno time here\n0:08 The end');
  await page.getByRole('button', { name: 'Take the list' }).click();
  await page.waitForSelector('.panel.lists li:has-text("no time here")');
  await page.getByRole('tab', { name: 'Clips' }).click();
  await untilTimes('0:00 0:04 0:04 0:08 0:08 0:12');
  assert.deepEqual(await page.$$eval('.cut input.name', (names) => names.map(({ value }) => value)), ['Intro', 'The middle', 'The end']);
  assert.deepEqual(house.complaints, []);
  await page.close();
});

test('what another shape keeps of the picture is dragged on the film, for each clip', kLimit, async () => {
  await choose({ outputs: ['mp4'] });
  await page.focus('canvas.film-line');
  await press('i', 'Shift+ArrowRight', 'o');
  await untilTimes('0:00 0:01.033');
  await page.locator('.look-chips label', { hasText: 'Vertical' }).click();
  await page.locator('.look-chips label', { hasText: 'As chosen before' }).click();
  const frame = page.locator('.crop');
  const box = await frame.boundingBox();
  assert.ok(Math.abs(box.width / box.height - 9 / 16) < 0.02, JSON.stringify(box));
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 4000, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await frame.focus();
  await press('ArrowRight');
  const limit = Date.now() + kWait.timeout;
  for (;;) {
    const { recipe } = await get(`/jobs/${job}`);
    const x = recipe.clips?.[0]?.focus?.x;
    if (recipe.preset === 'vertical' && Math.abs((x ?? 0) - (81 / 512 + 0.01)) < 0.002) break;
    assert.ok(Date.now() < limit, JSON.stringify(recipe));
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  assert.deepEqual(await faultsOf(page, 'crop'), []);
  assert.deepEqual(house.complaints, []);
  await page.close();
});

/** What a phone and a recorder write. Of the first the browser plays the sound alone. */
const kUnplayable = {
  'phone.mp4': ['-f', 'lavfi', '-i', 'sine=d=4', '-c:a', 'aac', '-tag:v', 'hvc1'],
  'recorder.mkv': [],
};

for (const [name, more] of Object.entries(kUnplayable)) {
  test(`a film that the browser cannot play (${name}) is shown by its exact pictures, and marked by them`, kLimit, async () => {
    const hevc = join(house.server.folder, name);
    const [inputs, sound] = [more.slice(0, 4), more.slice(4)];
    const picture = ['-c:v', 'libx265', '-x265-params', 'log-level=none', '-g', '60'];
    await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=s=320x180:r=${kRate}:d=4`, ...inputs, ...picture, ...sound, hevc]);
    job = await house.makeJob(context, { outputs: ['poster'], auto: { from: 'even', count: 1 } });
    page = await house.openPage(context, job);
    const plans = [];
    page.on('request', (request) => request.url().endsWith('/plan') && plans.push(request.postDataJSON()));
    await page.setInputFiles('#file', hevc);
    await untilReady(page);
    await page.waitForFunction(() => document.querySelector('.screen img')?.naturalWidth > 0, null, kWait);
    assert.match(await page.textContent('.screen-note'), /cannot play this film \(HEVC\)/);
    assert.ok(plans.length <= 1 && plans.every((plan) => JSON.stringify(plan).includes('"even"')), `nobody has marked anything: no plan is asked for but that of what is being made: ${JSON.stringify(plans)}`);
    await page.focus('canvas.film-line');
    const seen = (n) => page.waitForFunction((frame) => new RegExp(`frame ${frame}$`).test(document.querySelector('.now-time').textContent), n);
    const scenes = page.waitForResponse((answer) => answer.url().endsWith('/suggestions'));
    await press('Shift+ArrowRight', 'ArrowRight');
    await seen(31);
    await scenes; // who looks around gets its scenes
    await press('i', 'ArrowRight', 'ArrowRight');
    await seen(33);
    await press('o');
    await untilTimes('0:01.033 0:01.133');
    await page.locator('.cut .ends').scrollIntoViewIfNeeded(); // pictures are asked for when they are seen
    await page.waitForFunction(() => [...document.querySelectorAll('.cut .end img')].every((image) => image.naturalWidth > 0), null, kWait);
    await page.getByRole('button', { name: 'Make it play here' }).click();
    await page.waitForFunction(() => document.querySelector('.screen video').videoWidth === 320, null, kWait);
    await seen(33); // where it was
    await press('ArrowLeft');
    await seen(32);
    assert.equal(await page.isVisible('.proxy-offer'), false);
    assert.deepEqual(house.complaints, []);
    await page.close();
  });
}
