// The uploads of a page with the browser's own parts: requests, the shelf of kept files, leaving the page.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import './fake_dom.js';
import { putByXhr, tabNote, uploadBrowser } from '../../static/js/browser.js';
import { ApiError } from '../../static/js/api.js';
import { openShelf } from '../../static/js/base/shelf.js';
import { Uploads } from '../../static/js/upload/uploads.js';
import { FakeServer, fileOf, settle } from './fakes.js';

let server;
const listeners = {};
const browserHas = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true });
browserHas('navigator', {});
browserHas('BroadcastChannel', undefined); // as in an old browser; those of Node keep it running
globalThis.location = { origin: 'https://page.example' };
globalThis.addEventListener = (type, run) => (listeners[type] = run);
globalThis.setInterval = () => 0;
const create = document.createElement;
document.createElement = (tag) => {
  const element = create(tag);
  // This browser plays no film: it says so as soon as it has one.
  if (tag === 'video') Object.defineProperty(element, 'src', { set: () => queueMicrotask(() => element.dispatchEvent(new Event('error'))) });
  return element;
};

globalThis.XMLHttpRequest = class extends EventTarget {
  upload = new EventTarget();
  status = 0;
  #abort = new AbortController();
  open(_, url) {
    this.url = url;
  }
  abort() {
    this.#abort.abort();
  }
  getResponseHeader = () => this.etag;
  getAllResponseHeaders = () => this.headers ?? '';
  send(body) {
    const onProgress = (loaded) => this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded }));
    server.put({ url: this.url, body, signal: this.#abort.signal, onProgress }).then(
      ({ status, etag }) => (Object.assign(this, { status, etag }), this.dispatchEvent(new Event(status ? 'load' : 'error'))),
      () => this.dispatchEvent(new Event('abort')),
    );
  }
};

/** An IndexedDB of one table; `refuses` as a browser in private mode may. */
const table = new Map();
let refuses = false;
globalThis.indexedDB = {
  open: () => requestOf(() => ({ createObjectStore() {}, transaction: () => ({ objectStore: () => kStore }) }), true),
};
const kStore = {
  get: (key) => requestOf(() => table.get(key)),
  put: (value, key) => requestOf(() => void table.set(key, value)),
  delete: (key) => requestOf(() => void table.delete(key)),
  getAllKeys: () => requestOf(() => [...table.keys()]),
};
function requestOf(act, upgrade = false) {
  const request = {};
  queueMicrotask(() => {
    if (refuses) return Object.assign(request, { error: new Error('no storage here') }).onerror();
    request.result = act();
    if (upgrade) request.onupgradeneeded();
    request.onsuccess();
  });
  return request;
}

const handle = () => ({ name: 'film.mp4', getFile: async () => fileOf('film.mp4', server.size), queryPermission: async () => 'granted' });

function pageUploads() {
  const told = [];
  const uploads = new Uploads({
    api: server.api, holds: { settled: async () => {}, hurry: () => told.push('holds') }, browser: uploadBrowser(), shelf: openShelf('files'),
  });
  uploads.onChange = (job) => told.push(job);
  return { uploads, told };
}

const leaving = () => {
  const event = new Event('beforeunload', { cancelable: true });
  listeners.beforeunload(event);
  return event.defaultPrevented;
};

beforeEach(() => {
  server = new FakeServer();
  table.clear();
  refuses = false;
});

test('a file is sent by requests of the browser, its parts with their progress and ETags', async () => {
  const { uploads, told } = pageUploads();
  await uploads.start('j', fileOf(server.name, server.size));
  assert.equal(uploads.get('j').state.phase, 'done');
  assert.deepEqual(server.reported.map(({ n, etag }) => [n, etag]).sort(), [1, 2, 3, 4, 5].map((n) => [n, server.etagOf(n)]));
  assert.ok(told.length > 5 && told.every((job) => job === 'j'));
});

test('while it is active a second start changes nothing, and leaving the page is asked about', async () => {
  const { uploads } = pageUploads();
  server.automatic = false;
  const started = uploads.start('j', fileOf(server.name, server.size));
  await settle();
  const first = uploads.get('j');
  await uploads.start('j', fileOf('other.mp4', 20));
  assert.deepEqual([uploads.get('j'), leaving()], [first, true]);
  uploads.forget('j');
  await started;
  assert.deepEqual([uploads.get('j'), leaving()], [null, false]);
});

test('signing out ends every upload, and takes its requests back', async () => {
  const { uploads } = pageUploads();
  server.automatic = false;
  void uploads.start('j', fileOf(server.name, server.size));
  await settle();
  assert.ok(server.flying > 0);
  uploads.forgetAll();
  await settle();
  assert.deepEqual([server.flying, leaving(), uploads.get('j')], [0, false, null]);
});

test('the file of an open upload is kept until it is done, and goes on by itself', async () => {
  const { uploads } = pageUploads();
  server.automatic = false;
  void uploads.start('j', fileOf(server.name, server.size), handle());
  await settle();
  assert.deepEqual(await uploads.keptFile('j'), { name: 'film.mp4', asks: false });
  uploads.forget('j'); // as by a reload
  server.automatic = true;
  assert.equal(await uploads.startKept('j'), true);
  assert.deepEqual([uploads.get('j').state.phase, await uploads.keptFile('j')], ['done', null]);
});

test('a kept file that is gone is forgotten', async () => {
  const { uploads } = pageUploads();
  table.set('j', { handle: { ...handle(), getFile: () => Promise.reject(new Error('NotFoundError')) }, keptMs: Date.now() });
  assert.equal(await uploads.startKept('j'), false);
  assert.equal(table.size, 0);
});

test('the network’s return hurries the uploads and the holds', () => {
  const { told } = pageUploads();
  listeners.online();
  assert.deepEqual(told, ['holds']);
});

test('a request that got no answer is status 0, one that is taken back ends', async () => {
  server.automatic = false;
  const given = { url: server.partUrl(1).url, body: new Blob(['x']), onProgress: () => {} };
  const lost = putByXhr({ ...given, signal: new AbortController().signal });
  server.puts[0].lose();
  assert.deepEqual(await lost, { status: 0, etag: null });
  const run = new AbortController();
  const dropped = putByXhr({ ...given, signal: run.signal });
  run.abort();
  assert.deepEqual(await dropped, { status: 0, etag: null });
  assert.deepEqual(await putByXhr({ ...given, signal: run.signal }), { status: 0, etag: null });
  assert.equal(server.puts.length, 2, 'nothing is sent for nobody');
});

test('the shelf keeps values by key, and rejects where the browser keeps nothing', async () => {
  const shelf = openShelf('files');
  await shelf.set('a', 1);
  await shelf.set('b', 2);
  await shelf.remove('a');
  assert.deepEqual([await shelf.get('a'), await shelf.get('b'), await shelf.keys()], [undefined, 2, ['b']]);
  refuses = true;
  await assert.rejects(openShelf('files').get('b'), /no storage here/);
});

test('a note of the tab is kept, taken away, and missing where the browser refuses', () => {
  const kept = new Map();
  browserHas('sessionStorage', {
    getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key),
  });
  const note = tabNote('draft.j');
  note.set({ form: { mode: 'none' } });
  assert.deepEqual(tabNote('draft.j').get(), { form: { mode: 'none' } });
  assert.equal(tabNote('draft.other').get(), null);
  note.set(null);
  assert.equal(kept.size, 0);
  browserHas('sessionStorage', { getItem: () => { throw new Error('SecurityError'); } });
  assert.equal(note.get(), null);
  note.set({});
});

/** Two tabs of one browser, whose words reach each other. */
function twoTabs() {
  const hears = [];
  const tabs = [0, 1].map((i) => {
    const browser = { ...uploadBrowser(), newKey: () => `tab${i}`, talk: (hear) => ((hears[i] = hear), (word) => hears[1 - i]?.(structuredClone(word))) };
    const uploads = new Uploads({ api: server.api, holds: { settled: async () => {}, hurry: () => {} }, browser, shelf: openShelf('files') });
    const told = [];
    uploads.onChange = (job) => told.push(job);
    uploads.onSignedOut = () => told.push('signed out');
    return { uploads, told };
  });
  return tabs;
}

test('another tab knows what is sent here, until it is over', async () => {
  const [a, b] = twoTabs();
  server.automatic = false;
  const started = a.uploads.start('j', fileOf(server.name, server.size));
  await settle();
  assert.deepEqual([b.uploads.elsewhere('j').fileName, b.uploads.activeElsewhere, a.uploads.elsewhere('j')], ['film.mp4', 1, null]);
  server.automatic = true;
  for (const put of [...server.puts]) put.answer(200);
  await started;
  assert.deepEqual([b.uploads.elsewhere('j'), b.uploads.activeElsewhere, b.told.at(-1)], [null, 0, 'j']);
});

test('signing out in one tab ends the uploads of the other', async () => {
  const [a, b] = twoTabs();
  server.automatic = false;
  void a.uploads.start('j', fileOf(server.name, server.size));
  await settle();
  b.uploads.forgetAll();
  await settle();
  assert.deepEqual([a.uploads.active, server.flying, a.told.includes('signed out')], [0, 0, true]);
});

test('an upload waits through the end of the session, and ends where another person signs in', async () => {
  const { uploads } = pageUploads();
  server.fail.prepare = [new ApiError(401, { code: 'unauthenticated' })];
  const started = uploads.start('j', fileOf(server.name, server.size));
  await settle();
  assert.deepEqual([uploads.waitsForSignIn, uploads.active], [true, 1]);
  uploads.signedIn();
  assert.equal((await started).phase, 'done');
});
