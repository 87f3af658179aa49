// @ts-check
// The browser's own parts that upload/ and live.js are given: the PUT with progress, the clock, the lock between tabs,
// the duration of a local file, the wake lock.

/** @type {import('./upload/part_sender.js').Put} XMLHttpRequest, because fetch tells nothing of what was sent. */
export const putByXhr = ({ url, body, signal, onProgress }) =>
  new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    const end = () =>
      resolve(xhr.status ? { status: xhr.status, etag: xhr.getResponseHeader('ETag'), retryAfterSeconds: retryAfter(xhr) } : { status: 0, etag: null });
    xhr.open('PUT', url);
    xhr.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    for (const type of ['load', 'error', 'abort']) xhr.addEventListener(type, end);
    signal.addEventListener('abort', () => xhr.abort());
    if (signal.aborted) end();
    else xhr.send(body);
  });

/** Among all headers: to ask another origin's answer for one that it does not show is a complaint in the log. @param {XMLHttpRequest} xhr */
const retryAfter = (xhr) => Number(/^retry-after:\s*(\d+)\s*$/im.exec(xhr.getAllResponseHeaders())?.[1] ?? 0);

/** @type {import('./base/retry.js').Clock} */
export const browserClock = {
  now: () => performance.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (timer) => clearTimeout(timer),
};

/**
 * Web Locks, where the browser has them (https or localhost). Without: two tabs send the same parts, which harms nothing.
 * @type {import('./upload/upload.js').Alone}
 */
export async function aloneInBrowser(name, run, onWait) {
  if (!navigator.locks) return () => {};
  /** @param {LockOptions} options @returns {Promise<(() => void)|null>} */
  const take = (options) =>
    new Promise((resolve, reject) => {
      const hold = (/** @type {Lock|null} */ lock) => (lock ? new Promise((letGo) => resolve(() => letGo(undefined))) : resolve(null));
      navigator.locks.request(name, options, hold).catch(reject);
    });
  try {
    const atOnce = await take({ ifAvailable: true });
    if (atOnce) return atOnce;
    onWait();
    return (await take({ signal: run })) ?? (() => {});
  } catch {
    run.throwIfAborted(); // else the browser has locks and refuses them here
    return () => {};
  }
}

/** Whether a store answers this URL at all; what it answers is not shown to us. @param {string} url */
export const reaches = (url) =>
  fetch(url, { mode: 'no-cors', credentials: 'omit', cache: 'no-store' }).then(() => true, () => false);

/**
 * A value that outlasts a reload of this tab.
 * @typedef {{get: () => any, set: (value: any) => void}} TabNote
 */

/** Keeps nothing where the browser refuses. @param {string} name @returns {TabNote} */
export const tabNote = (name) => ({
  get: () => trying(() => JSON.parse(sessionStorage.getItem(name) ?? 'null')),
  set: (value) => trying(() => (value === null ? sessionStorage.removeItem(name) : sessionStorage.setItem(name, JSON.stringify(value)))),
});

/** A word that outlasts the visit. @param {string} name @returns {{get: () => string|null, set: (value: string) => void}} */
export const keptNote = (name) => ({
  get: () => trying(() => localStorage.getItem(name)),
  set: (value) => void trying(() => localStorage.setItem(name, value)),
});

/** The browser's notices, where it has them and this address may show some (https or localhost). @param {any} window @returns {import('./making/notifier.js').Notices|null} */
export const noticesOf = ({ isSecureContext, Notification }) => (isSecureContext && Notification ? Notification : null);

/** A file of the page's own. Throws where it cannot be read. @param {string} url @returns {Promise<any>} */
export async function readJson(url) {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/**
 * What one tab says all others of this browser hear.
 * @typedef {{say: (value: any) => void, close: () => void}} TabTalk
 */

/** @param {string} name @param {(value: any) => void} hear @returns {TabTalk} */
export function tabTalk(name, hear) {
  if (!globalThis.BroadcastChannel) return { say: () => {}, close: () => {} };
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', ({ data }) => hear(data));
  return { say: (value) => channel.postMessage(value), close: () => channel.close() };
}

/** @template T @param {() => T} act */
function trying(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

const kProbeMs = 4000;

/** Seconds of a local video or null, where this browser cannot tell. @param {File} file @returns {Promise<number|null>} */
export function localDuration(file) {
  return new Promise((resolve) => {
    const video = document.createElement('video');
    const url = URL.createObjectURL(file);
    const end = () => {
      clearTimeout(timer);
      const { duration } = video;
      URL.revokeObjectURL(url);
      video.removeAttribute('src');
      resolve(Number.isFinite(duration) && duration > 0 ? duration : null);
    };
    const timer = setTimeout(end, kProbeMs);
    video.preload = 'metadata';
    video.addEventListener('loadedmetadata', end, { once: true });
    video.addEventListener('error', end, { once: true });
    video.src = url;
  });
}

/** Keeps the screen on where the browser can (https or localhost). @returns {Promise<() => void>} lets go */
export async function stayAwake() {
  try {
    const lock = await navigator.wakeLock.request('screen');
    return () => void lock.release().catch(() => {});
  } catch {
    return () => {};
  }
}

/** @returns {import('./upload/uploads.js').UploadBrowser} */
export function uploadBrowser() {
  /** Origins to which the page's policy let nothing go. @type {Set<string>} */
  const forbidden = new Set();
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective === 'connect-src') forbidden.add(trying(() => new URL(blockedURI).origin) ?? '');
  });
  return {
    put: putByXhr,
    clock: browserClock,
    calendar: () => Date.now(),
    alone: aloneInBrowser,
    reaches,
    forbids: (origin) => forbidden.has(origin),
    durationOf: localDuration,
    stayAwake,
    pageOrigin: () => location.origin,
    every: (ms, run) => void setInterval(run, ms),
    onOnline: (run) => addEventListener('online', run),
    onGone: (run) => addEventListener('pagehide', run),
    onLeaving: (asks) =>
      addEventListener('beforeunload', (event) => {
        if (asks()) event.preventDefault();
      }),
    talk: (hear) => tabTalk('clipbox.uploads', hear).say,
    newKey: randomKey,
  };
}

/** A key for one click, also where crypto.randomUUID is missing (plain http). */
export const randomKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const kSignedOut = 'clipbox_signed_out'; // a cookie that comes with the page

/** The server was sure of no session when it gave this page, and nobody has signed in since: it need not be asked. */
export const isSignedOut = () => document.cookie.split('; ').includes(`${kSignedOut}=1`);

export function forgetSignedOut() {
  if (isSignedOut()) document.cookie = `${kSignedOut}=;path=/;samesite=strict;max-age=0`;
}
