// The page of one job with its server: what an order calls, and what becomes of it when an answer is lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buttonOf, place, type } from './fake_dom.js';
import { ApiError } from '../../static/js/api.js';
import { Notifier } from '../../static/js/making/notifier.js';
import { Orders } from '../../static/js/making/orders.js';
import { Holds } from '../../static/js/upload/holds.js';
import { openJob } from '../../static/js/pages/job.js';
import { lost, ManualClock, settle } from './fakes.js';

globalThis.EventSource = class {
  readyState = 0;
  addEventListener() {}
  close() {}
};

const kRecipe = { clips: [{ start: 10, end: 20 }] };
const kHere = { r2SourceKey: 'k', source: { fileName: 'film.mp4', sizeBytes: 10, durationSeconds: 60 } };

/** A job's page, and a server that keeps the job: each call may be answered otherwise by `answers[call]`. */
async function open(job, answers = {}) {
  const root = place('main');
  const calls = [];
  let tick = 0;
  const server = {
    job: {
      id: 'j', status: 'UPLOADING', title: 'Mine', sourceUrl: 'https://youtu.be/x', videoId: 'x', sourceMeta: null, rightsConfirmedAt: 'x',
      r2SourceKey: null, source: null, recipe: { clips: [{ start: 0, end: 1 }] }, proposedClip: null, autoProcess: true, progress: null,
      attempts: 0, failure: null, warnings: [], createdAt: '', updatedAt: '', readyAt: null, ...job,
    },
    is: (change) => (server.job = { ...server.job, ...change, updatedAt: String((tick += 1)).padStart(5, '0') }),
  };
  server.is({});
  const call = async (name, given, effect) => {
    calls.push([name, ...given]);
    const answer = await answers[name]?.(server, ...given);
    if (answer instanceof Error) throw answer;
    return answer ?? effect();
  };
  const api = {
    job: async () => server.job,
    artifacts: async () => [],
    presets: async () => ({ items: [] }),
    plan: async () => ({ items: [], warnings: [] }),
    timeline: async () => ({ items: [], cursor: '' }),
    upload: async () => ({ fileName: 'film.mp4', sizeBytes: 10, parts: [] }),
    change: (_, change) => call('autoProcess' in change && !change.autoProcess ? 'hold' : 'change', [change], () => server.is(change)),
    process: (_, recipe) => call('process', [recipe], () => server.is({ recipe, status: 'UPLOADED', autoProcess: true })),
  };
  const uploads = { get: () => null, elsewhere: () => null, forget: () => {}, keptFile: async () => null };
  const nothing = { get: () => null, set: () => {} };
  const orders = new Orders({ api, clock: new ManualClock(), alone: async () => () => {}, noteOf: () => nothing, talkOf: () => ({ say: () => {}, close: () => {} }), newId: () => 'o' });
  const app = { api, uploads, holds: new Holds(api, new ManualClock()), orders, notifier: new Notifier({ notices: null, note: nothing }) };
  const page = openJob(root, { ...app, go: () => {}, tellEnd: () => {}, openRoom: async () => null, lookViews: async () => null, openResults: async () => null, prepareRoom: () => {} }, 'j');
  await settle();
  return {
    root, calls, server, page,
    type: (text) => type(root.querySelector('#ranges'), text),
    async order() {
      buttonOf(root, 'Make these').click();
      await settle();
      return root.querySelector('.notice.full')?.textContent ?? '';
    },
    waits: () => root.querySelector('[data-say=waits]').textContent,
    async close() {
      await page.close();
      await settle();
    },
  };
}

/** Opened, touched, and held by the server. */
async function touched(job, answers) {
  const page = await open(job, answers);
  page.type('0:10-0:20');
  await settle();
  page.calls.length = 0;
  return page;
}

test('the first touch holds the job', async () => {
  const page = await open({});
  page.type('0:10-0:20');
  await settle();
  assert.deepEqual(page.calls, [['hold', { autoProcess: false }]]);
  assert.equal(page.waits(), 'Nothing is made before you press “Make these”.');
  await page.close();
});

test('before the end of the upload an order saves the choice and lets the job go on by itself', async () => {
  const page = await touched({});
  assert.equal(await page.order(), '');
  assert.deepEqual(page.calls, [['change', { recipe: kRecipe, autoProcess: true }]]);
  assert.equal(page.waits(), 'This is made as soon as the file is here.');
  await page.close();
});

test('behind it, an order processes the choice', async () => {
  const page = await touched({ status: 'UPLOADED', autoProcess: false, ...kHere });
  assert.equal(await page.order(), '');
  assert.deepEqual(page.calls, [['process', kRecipe]]);
  assert.equal(page.root.querySelector('#ranges'), null);
  await page.close();
});

test('an order for a job that another tab has brought to its end meanwhile processes it again', async () => {
  const page = await touched({}, { change: (server, change) => server.is({ ...change, ...kHere, status: 'READY' }) });
  assert.equal(await page.order(), '');
  assert.deepEqual(page.calls.map(([name]) => name), ['change', 'process']);
  await page.close();
});

test('an order is given when the hold on its way has been answered, not before', async () => {
  let answer;
  const page = await open({}, { hold: (server) => new Promise((resolve) => (answer = () => resolve(server.is({ autoProcess: false })))) });
  page.type('0:10-0:20');
  await page.order();
  assert.deepEqual(page.calls.map(([name]) => name), ['hold']);
  answer();
  await settle();
  assert.deepEqual(page.calls.map(([name]) => name), ['hold', 'change']);
  await page.close();
});

test('an order whose answer is lost has arrived where the job goes on now', async () => {
  for (const job of [{}, { status: 'UPLOADED', autoProcess: false, ...kHere }, { status: 'READY', ...kHere }]) {
    const arrives = (server) => (server.is({ autoProcess: true, status: job.status === undefined ? 'UPLOADING' : 'PROCESSING' }), lost());
    const page = await touched(job, { change: arrives, process: arrives });
    assert.equal(await page.order(), '', job.status);
    await page.close();
  }
});

test('an order that was lost on its way is told, also where the upload ended meanwhile, and the choice stays', async () => {
  for (const after of [{}, { status: 'UPLOADED', ...kHere }, { status: 'PROCESSING', ...kHere }]) {
    const page = await touched({}, { change: (server) => (server.is(after), lost()) });
    assert.equal(await page.order(), 'The server cannot be reached.');
    assert.equal(page.root.querySelector('#ranges').value, '0:10-0:20');
    page.server.is({ recipe: { clips: [] } });
    page.page.refresh();
    await settle();
    assert.equal(page.root.querySelector('#ranges').value, '0:10-0:20');
    await page.close();
  }
});

test('an order that is refused because something else is being made is no success', async () => {
  const refusal = new ApiError(409, { code: 'wrong_status', detail: 'The job is PROCESSING.' });
  const page = await touched({}, { change: (server) => (server.is({ status: 'PROCESSING', ...kHere, autoProcess: true }), refusal) });
  assert.match(await page.order(), /^This cannot be done now/);
  assert.equal(page.root.querySelector('#ranges').value, '0:10-0:20');
  await page.close();
});

test('a form that is not right orders nothing', async () => {
  const page = await touched({});
  page.type('0:20-0:10');
  assert.match(await page.order(), /0:20-0:10.* ends before it starts\./);
  assert.deepEqual(page.calls, []);
  await page.close();
});
