// What is rarely pressed, in a real browser against the real server: accounts and tokens that come and go, YouTube asked
// again, a stopped job started over, a clock that is said to be right, captions and a look of one's own that are deleted.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { isUnhurt, kHostile, openBrowser, startServer, watchPage } from './page_setup.mjs';
import { contextOf, kPassword, makeClips, makeVideos, signInAs, signUp } from './page_seed.mjs';

const kLimit = { timeout: 120_000 };

let browser;
let server;
let youTube; // answers when it is told to
let nadia;
let page;
const complaints = [];

before(async () => {
  browser = await openBrowser();
  youTube = await startSilentYouTube();
  server = await startServer(youTube.host);
  nadia = await signUp(server);
  page = await (await contextOf(browser, server.base, nadia)).newPage();
  page.setDefaultTimeout(20_000);
  watchPage(page, complaints);
});

after(async () => {
  await browser?.close();
  await server?.close();
  youTube?.close();
});

/** Says nothing but 503 until `speaks`. */
async function startSilentYouTube() {
  const answers = { speaks: false };
  const http = createServer((_request, response) => {
    response.writeHead(answers.speaks ? 200 : 503, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ type: 'video', version: '1.0', title: 'Now it speaks', author_name: 'Nadia', provider_name: 'YouTube' }));
  });
  await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
  return Object.assign(answers, { host: `127.0.0.1:${http.address().port}`, close: () => http.close() });
}

const press = (name) => page.getByRole('button', { name, exact: true }).click();
const sure = (name) => page.getByRole('dialog').getByRole('button', { name }).click();

/** What the server answers to the page's next such call. @param {string} method @param {RegExp} path @param {() => Promise<void>} act */
async function statusOf(method, path, act) {
  const [answer] = await Promise.all([page.waitForResponse((each) => each.request().method() === method && path.test(new URL(each.url()).pathname)), act()]);
  return answer.status();
}

test('an account is added, given another password, and removed with all that it signed in with', kLimit, async () => {
  await page.goto(`${server.base}/#/settings`);
  await page.click('summary:has-text("Add an account")');
  const form = page.locator('details form');
  await form.locator('input').first().fill('omar');
  await form.locator('input[type=password]').fill(kPassword);
  await form.locator('button', { hasText: 'Add the account' }).click();
  await page.waitForSelector('.line:has-text("omar")');
  const omar = await signInAs(server.base, 'omar', kPassword);
  assert.equal((await omar.call('GET', '/session')).user.role, 'member');
  await page.locator('.line', { hasText: 'omar' }).getByRole('button', { name: /password/i }).click();
  await page.locator('.line form input[type=password]').fill('yet another password');
  await page.locator('.line form button').filter({ hasText: 'password' }).first().click();
  await page.waitForSelector('.line [role=status]');
  await assert.rejects(omar.call('GET', '/session'), /401/, 'a new password ends the sessions');
  await page.reload();
  await press('Remove omar');
  await sure('Remove the account');
  await page.waitForSelector('.line:has-text("omar")', { state: 'detached' });
  assert.deepEqual((await nadia.call('GET', '/users')).items.map(({ username }) => username), ['nadia']);
});

test('a token is revoked, and refused from then on', kLimit, async () => {
  await page.fill('#token-name', `laptop ${kHostile}`);
  await page.click('text=Make a token');
  const secret = await page.inputValue('.secret input');
  const asks = async () => (await fetch(`${server.base}/api/v1/session`, { headers: { Authorization: `Bearer ${secret}` } })).status;
  assert.equal(await asks(), 200);
  assert.ok((await page.textContent('.line:has-text("laptop")')).includes(kHostile) && (await isUnhurt(page)), 'text stays text');
  await page.getByRole('button', { name: 'Revoke “laptop' }).click();
  await sure('Revoke it');
  await page.waitForSelector('.line:has-text("laptop")', { state: 'detached' });
  assert.equal(await asks(), 401);
});

test('YouTube is asked again when it did not answer', kLimit, async () => {
  const { id } = await nadia.call('POST', '/jobs', { url: 'https://youtu.be/dQw4w9WgXcQ' });
  await page.goto(`${server.base}/#/jobs/${id}`);
  await page.waitForSelector('h2:has-text("YouTube did not answer")');
  youTube.speaks = true;
  await press('Ask YouTube again');
  await page.waitForSelector('h1:has-text("Now it speaks")');
});

test('a job whose upload was given up is started over', kLimit, async () => {
  const [{ id }] = await makeVideos(nadia, ['Given up']);
  await nadia.call('POST', `/jobs/${id}/rights`, { confirmed: true });
  await nadia.call('POST', `/jobs/${id}/upload`, { fileName: 'film.mp4', sizeBytes: 1000, contentType: 'video/mp4' });
  assert.equal((await nadia.call('DELETE', `/jobs/${id}/upload`, { reason: 'the wrong file' })).status, 'FAILED');
  await page.goto(`${server.base}/#/jobs/${id}`);
  assert.equal(await statusOf('POST', /\/restart$/, () => press('Start over')), 200);
  await page.waitForSelector('#file', { state: 'attached' });
});

test('captions are deleted after a question, and so is a look of one’s own when it was not had back', kLimit, async () => {
  const [job] = await makeVideos(nadia, ['With captions']);
  await makeClips(nadia, job, process.env.CLIPBOX_TEST_FILM);
  const put = await fetch(`${server.base}/api/v1/jobs/${job.id}/captions?language=en`, {
    method: 'PUT', headers: { Cookie: nadia.cookie, 'Content-Type': 'text/vtt' }, body: 'WEBVTT\n\n00:00.000 --> 00:01.000\nwords\n',
  });
  assert.ok(put.ok);
  await nadia.call('PUT', '/presets/talks', { title: 'Talks', recipe: { outputs: ['mp4'] } });
  await page.goto(`${server.base}/#/jobs/${job.id}`);
  await page.getByRole('tab', { name: 'Captions' }).click();
  await press('Delete these');
  assert.equal(await statusOf('DELETE', /\/captions$/, () => sure('Delete')), 204);
  assert.deepEqual((await nadia.call('GET', `/jobs/${job.id}/captions`)).items, []);
  await page.getByRole('tab', { name: 'Looks' }).click();
  const gone = statusOf('DELETE', /\/presets\/talks$/, () => page.locator('.own-looks li', { hasText: 'Talks' }).getByRole('button', { name: 'Delete' }).click());
  assert.equal(await gone, 204);
  assert.deepEqual((await nadia.call('GET', '/presets')).items.filter(({ own }) => own), []);
});

test('a clock that jumped is said to be right', kLimit, async () => {
  // The server under test has a right clock: only what the page is told of it is another.
  await page.route('**/api/v1/system', async (route) => {
    const answer = await route.fetch();
    const told = await answer.json();
    await route.fulfill({ json: { ...told, clock: { ...told.clock, paused: true, pausedUntil: '2030-01-01T00:00:00.000Z', jumpedBySeconds: 86400 } } });
  });
  await page.goto(`${server.base}/#/system`);
  assert.equal(await statusOf('POST', /\/clock\/confirm$/, () => press('The clock is right now')), 200);
});

test('the page broke none of its own rules and threw no errors', () => {
  assert.deepEqual(complaints, []);
});
