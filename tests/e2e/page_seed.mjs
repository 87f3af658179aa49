// Accounts, videos and a made clip, by the API: what the tests of lists and of the system begin with.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

export const kName = 'nadia';
export const kPassword = 'a long enough password';

/** The first account, and calls in its name. @param {{base: string, setUp: string}} server */
export async function signUp({ base, setUp }) {
  const answer = await fetch(`${base}/api/v1/setup`, json({ setupToken: setUp.split('#setup=')[1], username: kName, password: kPassword }));
  if (!answer.ok) throw new Error(`set-up: ${answer.status}`);
  return callerOf(base, answer.headers.get('set-cookie').split(';')[0]);
}

/** @param {string} base @param {string} username @param {string} password */
export async function signInAs(base, username, password) {
  const answer = await fetch(`${base}/api/v1/session`, json({ username, password }));
  return callerOf(base, answer.headers.get('set-cookie').split(';')[0]);
}

const json = (body) => ({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

function callerOf(base, cookie) {
  return {
    cookie,
    async call(method, path, body) {
      const answer = await fetch(`${base}/api/v1${path}`, {
        method,
        headers: { Cookie: cookie, ...(body && { 'Content-Type': 'application/json' }) },
        body: body && JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? null : answer.json();
    },
  };
}

/** A signed-in browser context. @param {import('playwright-core').Browser} browser @param {string} base @param {{cookie: string}} caller @param {object} [options] */
export async function contextOf(browser, base, { cookie }, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
  const [name, value] = cookie.split('=');
  await context.addCookies([{ name, value, url: base }]);
  return context;
}

/** The id of the video number `n`: eleven characters. @param {number} n */
export const videoIdOf = (n) => `list_${String(n).padStart(6, '0')}`;

/** Videos with these titles, oldest first. @param {Awaited<ReturnType<typeof signUp>>} caller @param {string[]} titles */
export async function makeVideos({ call }, titles) {
  const jobs = [];
  for (const [n, title] of titles.entries()) {
    const job = await call('POST', '/jobs', { url: `https://youtu.be/${videoIdOf(n)}` });
    jobs.push(await call('PATCH', `/jobs/${job.id}`, { title }));
  }
  return jobs;
}

/** Sends a film for a job and waits until its clips are made. @param {Awaited<ReturnType<typeof signUp>>} caller @param {{id: string}} job @param {string} film */
export async function makeClips({ call }, { id }, film, recipe = { clips: [{ start: 0, end: 1 }, { start: 1, end: 2 }], outputs: ['mp4'] }) {
  await call('PATCH', `/jobs/${id}`, { recipe });
  await call('POST', `/jobs/${id}/rights`, { confirmed: true });
  const bytes = await readFile(film);
  await call('POST', `/jobs/${id}/upload`, { fileName: basename(film), sizeBytes: bytes.length, contentType: 'video/mp4' });
  const { url } = await call('GET', `/jobs/${id}/upload/parts/1/url`);
  await fetch(url, { method: 'PUT', body: bytes });
  await call('POST', `/jobs/${id}/upload/complete`, {});
  for (;;) {
    const job = await call('GET', `/jobs/${id}`);
    if (['READY', 'FAILED'].includes(job.status)) return job;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
