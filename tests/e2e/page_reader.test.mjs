// What a screen reader is told of a job's page, what hostile text does to it, and how it stands on a very large screen.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { faultsOf, isUnhurt, kHostile } from './page_setup.mjs';
import { kLimit, kWait, startHouse, untilReady } from './page_upload_setup.mjs';

const run = promisify(execFile);
const kTabs = ['Clips', 'Looks', 'Captions', 'Suggestions', 'Lists'];
const kActive = new Set(['button', 'textbox', 'checkbox', 'radio', 'combobox', 'slider', 'tab', 'link', 'spinbutton', 'searchbox']);

let house;
let context;
let page;
let job;

before(async () => {
  house = await startHouse();
  context = await house.openContext();
  const film = join(house.server.folder, `${kHostile.replaceAll('/', '')}.mp4`);
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25:d=8', '-f', 'lavfi', '-i', 'sine=d=8'];
  await run('ffmpeg', ['-v', 'error', ...source, '-c:v', 'libx264', '-g', '50', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart', `file:${film}`]);
  job = await house.makeJob(context, { clips: [{ start: 1, end: 3, label: kHostile }, { start: 4, end: 6 }, { start: 4, end: 7 }], outputs: ['mp4', 'poster'] });
  await call('patch', `/jobs/${job}`, { title: kHostile, description: `0:00 ${kHostile}\n0:03 ${kHostile}\n0:06 ${kHostile}` });
  await call('put', '/presets/hurt', { title: kHostile, recipe: { outputs: ['mp4'], mp4: { aspect: '1:1' } } });
  page = await house.openPage(context, job);
  await page.setInputFiles('#file', film);
  await untilReady(page);
  const cues = `1\n00:00:01,000 --> 00:00:02,000\n${kHostile}\n`;
  const answer = await context.request.put(`${base()}/jobs/${job}/captions?language=en`, { data: cues, headers: { 'Content-Type': 'text/plain' } });
  assert.ok(answer.ok(), await answer.text());
  await page.reload();
  await page.waitForSelector('.room .cut:nth-child(3)', kWait);
  await page.waitForSelector('.results article:nth-child(3)', kWait);
});
after(() => house?.close());

const base = () => `${house.proxy.base}/api/v1`;
async function call(method, path, data) {
  const answer = await context.request[method](`${base()}${path}`, { data });
  assert.ok(answer.ok(), await answer.text());
}

/** What a screen reader can act on in there: role and name of each. @param {string} selector */
async function told(selector) {
  const session = await context.newCDPSession(page);
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { nodes } = await session.send('Accessibility.queryAXTree', { nodeId });
  await session.detach();
  return nodes.filter(({ ignored, role }) => !ignored && kActive.has(role?.value)).map(({ role, name }) => ({ role: role.value, name: name?.value ?? '' }));
}

const open = (name) => page.locator('[role=tab]', { hasText: name }).click();
const twice = (names) => names.filter((name, at) => names.indexOf(name) !== at);

test('all that can be acted on has a name, and no two buttons of the room have the same', kLimit, async () => {
  for (const name of kTabs) {
    await open(name);
    await page.waitForSelector(`#panel-${name.toLowerCase()}:not([hidden])`);
    const found = await told('.room');
    assert.ok(found.length > 15, `${name}: ${found.length}`);
    assert.deepEqual(found.filter((each) => !each.name.trim()), [], name);
    assert.deepEqual(twice(found.filter(({ role }) => role === 'button').map((each) => each.name)), [], name);
  }
  await open('Clips');
  const clips = await told('#panel-clips');
  assert.deepEqual(twice(clips.map(({ role, name }) => `${role} ${name}`)), []);
  assert.equal(clips.filter(({ role }) => role === 'textbox').length, 9, 'a name, a start and an end for each clip');
});

test('of the results each button names the clip that it is about', kLimit, async () => {
  const found = await told('[data-region=results]');
  assert.ok(found.length > 12, `${found.length}`);
  assert.deepEqual(found.filter((each) => !each.name.trim()), []);
  assert.deepEqual(twice(found.filter(({ role }) => role === 'button').map((each) => each.name)), []);
});

test('hostile text stays text in every panel, in the results, in the list and in dialogs', kLimit, async () => {
  const isShown = async (selector, text = kHostile) => {
    const hasText = ({ selector: wanted, text: said }) => [...document.querySelectorAll(wanted)].some((each) => String(each.value || each.textContent).includes(said));
    const found = await page.waitForFunction(hasText, { selector, text }, { timeout: 10_000 }).catch(() => null);
    assert.ok(found, `${selector}: ${await page.$$eval(selector, (all) => all.map((each) => each.value || each.textContent))}`);
  };
  await isShown('h1');
  // Captions lose their tags where they are taken in; what stood between them stays.
  const kPanels = [['Clips', 'input.name'], ['Looks', 'label'], ['Captions', '.cue', 'globalThis.hurt=2'], ['Suggestions', 'bdi']];
  for (const [name, selector, text] of kPanels) {
    await open(name);
    await isShown(`#panel-${name.toLowerCase()} ${selector}`, text);
    assert.ok(await isUnhurt(page), name);
  }
  await isShown('.results article');
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.waitForSelector('dialog[open]');
  assert.ok(await isUnhurt(page), 'the dialog of shares');
  await page.keyboard.press('Escape');
  await page.evaluate(() => (location.hash = '#/'));
  await isShown('main li');
  assert.ok(await isUnhurt(page), 'the list');
  await page.evaluate((id) => (location.hash = `#/jobs/${id}`), job);
  await page.waitForSelector('.room .cut:nth-child(3)', kWait);
  assert.deepEqual(house.complaints, []);
});

test('on a very large screen nothing is torn apart or too wide', kLimit, async () => {
  await page.setViewportSize({ width: 3840, height: 2160 });
  for (const name of kTabs) {
    await open(name);
    assert.deepEqual(await faultsOf(page, `${name} at 3840`), []);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth - document.documentElement.clientWidth, document.querySelector('.room').getBoundingClientRect().height / innerHeight]);
    assert.ok(wide <= 0, `${name}: ${wide} px too wide`);
    assert.ok(room > 0.3 && room < 1, `${name}: the room has ${room} of the height`);
  }
});
