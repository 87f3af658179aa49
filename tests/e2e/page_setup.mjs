// What the page's test stands on: the real server on a free port, a stand-in for YouTube, a film of several parts,
// Chromium, and axe.

import { spawn } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

export const kPartSize = 8 * 1024 * 1024;
export const kTitle = 'A film about splicing';
export const kFlags = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const openBrowser = () =>
  chromium.launch({ executablePath: process.env.CLIPBOX_CHROMIUM ?? '/usr/bin/chromium', args: kFlags });

/** What would run, were it taken for anything but text. */
export const kHostile = '<img src=x onerror="globalThis.hurt=1"><script>globalThis.hurt=2</script>"\'&amp;';
/** Nothing of that ran, and none of it became an element. @param {import('playwright-core').Page} page */
export const isUnhurt = (page) =>
  page.evaluate(() => globalThis.hurt === undefined && document.querySelectorAll('img[src="x"], [onerror]').length === 0);

/** Writes down what the page throws, and what its policy forbids. @param {import('playwright-core').Page} page @param {string[]} complaints */
export function watchPage(page, complaints) {
  page.on('pageerror', (error) => complaints.push(error.stack || `${error.name}: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
}

/** Answers as YouTube's oEmbed does, with a picture that the browser draws. */
export async function startYouTube(browser) {
  const page = await browser.newPage();
  const picture = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 360 });
    const pen = canvas.getContext('2d');
    for (let x = 0; x < 480; x += 40) {
      pen.fillStyle = `hsl(${x} 60% 45%)`;
      pen.fillRect(x, 0, 40, 360);
    }
    return canvas.toDataURL('image/jpeg').split(',')[1];
  });
  await page.close();
  const server = createServer((request, response) => {
    if (request.url.startsWith('/picture')) {
      response.setHeader('Content-Type', 'image/jpeg');
      return response.end(Buffer.from(picture, 'base64'));
    }
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({
      type: 'video', version: '1.0', title: kTitle, author_name: 'Nadia Ferrante', author_url: 'https://www.youtube.com/@nadia',
      provider_name: 'YouTube', thumbnail_url: `http://${host}/picture.jpg`, thumbnail_width: 480, thumbnail_height: 360,
      width: 200, height: 113, html: '',
    }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${server.address().port}`;
  return { host, close: () => server.close() };
}

/**
 * The binary with a data directory of its own; resolves when it has told where it listens.
 * @param {string|null} youtubeHost  null: it asks nobody @param {Record<string, string>} [settings]
 */
export async function startServer(youtubeHost, settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'clipbox-page-'));
  const youtube = youtubeHost
    ? { 'youtube.oembed_url': `http://${youtubeHost}/oembed`, 'youtube.thumbnail_hosts': youtubeHost }
    : { 'youtube.metadata': 'off' };
  const given = { 'storage.part_size': String(kPartSize), ...youtube, ...settings };
  let run = await serve(folder, '127.0.0.1:0', given);
  const { base, setUp } = run.said;
  return {
    folder,
    base,
    setUp,
    port: Number(new URL(base).port),
    /** Killed as by a power cut, and started again where it was. */
    async restart() {
      run.child.kill('SIGKILL');
      await run.ended;
      run = await serve(folder, `127.0.0.1:${new URL(base).port}`, given);
    },
    async close() {
      run.child.kill('SIGTERM');
      await run.ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function serve(folder, listen, settings) {
  const { CLIPBOX_BIN: binary } = process.env;
  if (!binary) throw new Error('CLIPBOX_BIN must name the clipbox executable');
  // The test's own variables are no settings, and the server refuses what it does not know. The page's source may be given.
  const isKept = (name) => !name.startsWith('CLIPBOX_') || name === 'CLIPBOX_SERVER_ASSETS';
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => isKept(name)));
  const set = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const child = spawn(binary, ['serve', '--listen', listen, '--data-dir', join(folder, 'data'), ...set], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const said = {};
  for await (const line of createInterface({ input: child.stdout })) {
    said.base ??= /^listening (\S+?)\/?$/.exec(line)?.[1];
    said.setUp ??= /^set up at (\S+)/.exec(line)?.[1];
    if (said.base && (said.setUp || !listen.endsWith(':0'))) break;
  }
  if (!said.base) throw new Error('the server ended before it said where it listens');
  child.stdout.resume();
  return { child, ended, said };
}

/**
 * The test film, made longer by a box that players pass over, so that it takes that many parts.
 * @returns {Promise<string>} its path
 */
export async function filmOfParts(folder, name, parts, partSize = kPartSize) {
  const { CLIPBOX_TEST_FILM: source } = process.env;
  if (!source) throw new Error('CLIPBOX_TEST_FILM must name a film (MP4)');
  const film = await readFile(source);
  const size = (parts - 1) * partSize + Math.ceil(partSize / 3);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(size - film.length, 0);
  head.write('free', 4, 'latin1');
  const path = join(folder, name);
  const file = await open(path, 'w');
  await file.write(Buffer.concat([film, head]));
  await file.truncate(size);
  await file.close();
  return path;
}

/** Runs axe on what is shown, light and dark, and looks for a page wider than a phone. @returns {Promise<string[]>} what is wrong */
export async function faultsOf(page, screen) {
  const faults = [];
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    faults.push(...(await violationsOf(page, `${screen} (${colorScheme})`)));
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 844 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) faults.push(`${screen}: ${over} px too wide for a phone`);
  await page.setViewportSize(size);
  return faults;
}

/** Runs axe on what is shown, as it is shown. @returns {Promise<string[]>} what is wrong */
export async function violationsOf(page, screen) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.map(({ id, nodes }) => `${screen}: ${id} at ${nodes.map((node) => node.target).join(', ')}`);
}

/** Presses Tab until the element has the focus: it can be reached by keyboard alone. */
export async function tabTo(page, selector) {
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`${selector} cannot be reached by Tab`);
}
