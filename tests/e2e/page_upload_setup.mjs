// What the tests of uploads in the browser stand on: a server, a proxy before it, a page signed in, and a job that waits
// for its file. The parts are as small as may be, and little is made of the film.

import assert from 'node:assert/strict';

import { startProxy } from './page_proxy.mjs';
import { openBrowser, startServer, watchPage } from './page_setup.mjs';

export const kSmallPart = 512 * 1024;
export const kRemotePart = 5 * 1024 * 1024; // the least that R2 and S3 take, and so do their clients
export const kWait = { timeout: 60_000 };
export const kLimit = { timeout: 120_000 }; // of one test
const kLittle = { clips: [{ start: 0, end: 1 }], outputs: ['poster'] };
const kAccount = { username: 'nadia', password: 'a long enough password' };

/** @param {Record<string, string>|((origin: string) => Promise<Record<string, string>>)} [given] settings, or what makes them of the page's origin */
export async function startHouse(given = {}) {
  const browser = await openBrowser();
  const proxy = await startProxy();
  const settings = typeof given === 'function' ? await given(proxy.base) : given;
  const server = await startServer(null, { 'storage.part_size': String(kSmallPart), ...settings });
  proxy.port = server.port;
  const complaints = [];
  let signedIn = false;
  return {
    server,
    proxy,
    complaints,
    /** A browser of its own, signed in. @param {string} [base] of the page @param {object} [options] of the context @returns {Promise<import('playwright-core').BrowserContext>} */
    async openContext(base = proxy.base, options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const [route, data] = signedIn ? ['session', kAccount] : ['setup', { setupToken: /#setup=(.+)$/.exec(server.setUp)[1], ...kAccount }];
      const answer = await context.request.post(`${base}/api/v1/${route}`, { data });
      assert.ok(answer.ok(), await answer.text());
      signedIn = true;
      return context;
    },
    /** A job that waits for its file. @param {object} [recipe] @returns {Promise<string>} its id */
    async makeJob(context, recipe = kLittle, base = proxy.base) {
      const call = async (method, path, data) => {
        const answer = await context.request.fetch(`${base}/api/v1${path}`, { method, data });
        assert.ok(answer.ok(), await answer.text());
        return answer.json();
      };
      const { id } = await call('POST', '/jobs', { url: 'https://youtu.be/dQw4w9WgXcQ', recipe });
      await call('PATCH', `/jobs/${id}`, { title: 'Mine' });
      await call('POST', `/jobs/${id}/rights`, { confirmed: true });
      return id;
    },
    /** The page of that job. */
    async openPage(context, jobId, base = proxy.base) {
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      watchPage(page, complaints);
      page.on('dialog', (dialog) => dialog.accept());
      await page.goto(`${base}/#/jobs/${jobId}`);
      return page;
    },
    async close() {
      await browser.close();
      proxy.close();
      await server.close();
    },
  };
}

/** How many parts the store holds. */
async function partsThere(page) {
  const id = page.url().split('/').pop();
  const answer = await page.context().request.get(`${new URL(page.url()).origin}/api/v1/jobs/${id}/upload`);
  return answer.ok() ? (await answer.json()).parts.length : 0;
}

/** Waits until the store holds that many parts. */
export async function untilPartsThere(page, count) {
  const until = Date.now() + kWait.timeout;
  while ((await partsThere(page)) < count) {
    assert.ok(Date.now() < until, `${count} parts did not arrive`);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** The page must never say that an upload failed which then succeeds. */
export function watchForFailure(page) {
  return page.evaluate(() => {
    globalThis.saidFailed = false;
    const look = () => (globalThis.saidFailed ||= /The upload stopped|did not work/.test(document.body.innerText));
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** Waits for the job's end, and that nothing was called a failure on the way. */
export async function untilReady(page) {
  await page.waitForSelector('.steps[data-status=READY]', kWait);
  assert.ok(!(await page.evaluate(() => globalThis.saidFailed)), 'the page said failed');
}
