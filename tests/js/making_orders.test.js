// The orders of several looks: one after the other, by one tab, through reloads and failures.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buttonOf, place } from './fake_dom.js';
import { ApiError, NetworkError } from '../../static/js/api.js';
import { Orders } from '../../static/js/making/orders.js';
import { makingActions } from '../../static/js/pages/making_actions.js';
import { renderLooksAtWork } from '../../static/js/views/making/looks_at_work.js';
import { ManualClock, settle } from './fakes.js';

const kLooks = ['a', 'b', 'c'].map((id) => ({ lookId: id, title: id.toUpperCase(), recipe: { preset: id, clips: [{ start: 0, end: 1 }] } }));

/** A server with one job, and tabs that share its locks and hear each other. */
function world() {
  const clock = new ManualClock();
  let tick = 0;
  const server = {
    calls: [],
    leftOut: [],
    answers: [],
    job: null,
    is: (change) => (server.job = { id: 'j', status: 'READY', recipe: {}, warnings: [], failure: null, ...server.job, ...change, updatedAt: String((tick += 1)).padStart(4, '0') }),
  };
  server.is({});
  const api = {
    job: async () => structuredClone(server.job),
    async process(_, recipe, leaveOut) {
      server.calls.push(recipe.preset);
      server.leftOut.push(leaveOut ?? []);
      const answer = server.answers.shift();
      if (answer instanceof Error) throw answer;
      if (!['READY', 'FAILED'].includes(server.job.status)) throw new ApiError(409, { code: 'wrong_status' });
      const job = server.is({ status: 'UPLOADED', recipe, warnings: [], failure: null });
      if (answer === 'lost') throw new NetworkError();
      if (typeof answer === 'function') answer(); // while it is on its way
      return structuredClone(job);
    },
    async leaveOut(_, outputs) {
      server.leftOut.push(outputs);
      return structuredClone(server.is({ leftOut: outputs }));
    },
    async cancel() {
      server.calls.push('cancel');
      return structuredClone(server.is({ status: 'FAILED', failure: { code: 'cancelled', message: 'stopped' } }));
    },
  };
  /** @type {Map<string, {free: Promise<void>}>} */
  const locks = new Map();
  const alone = async (name, run) => {
    const before = locks.get(name)?.free ?? Promise.resolve();
    let letGo;
    locks.set(name, { free: before.then(() => new Promise((resolve) => (letGo = resolve))) });
    await before;
    await settle(1);
    if (run.aborted) return letGo(), Promise.reject(new Error('aborted'));
    return letGo;
  };
  const tabs = [];
  function tab(kept = null) {
    const note = { value: kept };
    const seen = { moved: 0, ends: [] };
    const orders = new Orders({
      api, clock, alone, random: () => 0.5, newId: () => `order ${tabs.length}`,
      noteOf: () => ({ get: () => structuredClone(note.value), set: (value) => (note.value = structuredClone(value)) }),
      talkOf: (_, hear) => {
        const me = { hear };
        tabs.push(me);
        return { say: (said) => tabs.filter((other) => other !== me).forEach((other) => other.hear(structuredClone(said))), close: () => tabs.splice(tabs.indexOf(me), 1) };
      },
    });
    orders.onChange = () => (seen.moved += 1);
    orders.onEnd = (job) => seen.ends.push(job.status);
    orders.open('nadia');
    return { orders, note, seen, states: () => orders.of('j')?.entries.map(({ state }) => state).join(' ') };
  }
  /** Ordered as the page does: the first by its own call. */
  async function begin(page, looks = kLooks) {
    const job = await api.process('j', looks[0].recipe);
    page.orders.start('j', looks);
    page.orders.see(job);
    await settle();
  }
  const goes = async (page, change) => {
    page.orders.see(structuredClone(server.is(change)));
    await settle();
  };
  return { clock, server, api, tab, begin, goes };
}

test('each look is ordered when the one before is done, and its end is told once', async () => {
  const { server, tab, begin, goes } = world();
  const page = tab();
  await begin(page);
  assert.equal(page.states(), 'given waiting waiting');
  await goes(page, { status: 'PROCESSING' });
  assert.deepEqual(server.calls, ['a']);
  await goes(page, { status: 'READY', warnings: [{ code: 'no_audio', message: 'm', output: 'audio', clip: null }] });
  assert.deepEqual([server.calls, page.states()], [['a', 'b'], 'done given waiting']);
  assert.equal(page.orders.of('j').entries[0].warnings.length, 1, 'the job forgets them with the next look');
  await goes(page, { status: 'READY' });
  await goes(page, { status: 'READY' });
  assert.deepEqual([server.calls, page.states(), page.seen.ends], [['a', 'b', 'c'], 'done done done', ['READY']]);
});

test('a reload goes on with the look that is next, and does not order again what runs', async () => {
  const { server, tab, begin, goes } = world();
  const before = tab();
  await begin(before);
  before.orders.close();
  const after = tab(before.note.value);
  await settle();
  assert.deepEqual([server.calls, after.states()], [['a'], 'given waiting waiting']);
  await goes(after, { status: 'READY' });
  assert.deepEqual([server.calls, after.states()], [['a', 'b'], 'done given waiting']);
});

test('what ended while no page was open is found ended', async () => {
  const { server, tab, begin } = world();
  const before = tab();
  await begin(before, kLooks.slice(0, 2));
  before.orders.close();
  server.is({ status: 'READY' });
  const after = tab(before.note.value);
  await settle();
  assert.deepEqual([server.calls, after.states()], [['a', 'b'], 'done given']);
});

test('another tab with the same orders gives none of them while the first lives, and goes on behind it', async () => {
  const { server, tab, begin, goes } = world();
  const first = tab();
  await begin(first);
  const second = tab(first.note.value);
  await settle();
  await goes(second, { status: 'READY' });
  assert.deepEqual(server.calls, ['a'], 'it is the first one’s to give');
  first.orders.see(structuredClone(server.job));
  await settle();
  assert.deepEqual([server.calls, second.states()], [['a', 'b'], 'done given waiting']);
  first.orders.close();
  await settle();
  await goes(second, { status: 'READY' });
  assert.deepEqual([server.calls, second.states()], [['a', 'b', 'c'], 'done done given']);
});

test('a tab that knows less than the server learns from the job’s recipe what has run', async () => {
  const { server, tab, begin } = world();
  const first = tab();
  await begin(first);
  const kept = structuredClone(first.note.value);
  first.orders.close();
  server.is({ status: 'READY', recipe: { clips: [{ end: 1, start: 0 }], preset: 'b' } }); // in whatever order its fields are
  const second = tab(kept);
  await settle();
  assert.deepEqual([server.calls, second.states()], [['a', 'c'], 'done done given']);
});

test('cancelled, the rest is not made, until a person wants it after all', async () => {
  const { server, tab, begin, goes } = world();
  const page = tab();
  await begin(page);
  page.orders.dropAll('j');
  await goes(page, { status: 'FAILED', failure: { code: 'cancelled', message: 'stopped' } });
  assert.deepEqual([server.calls, page.states()], [['a'], 'left left left']);
  page.orders.goOn('j');
  await settle();
  assert.deepEqual([server.calls, page.states()], [['a', 'a'], 'given waiting waiting']);
});

test('a look of which nothing can be made does not keep the next from being made; a fault of the film does', async () => {
  const { server, tab, begin, goes } = world();
  const page = tab();
  await begin(page);
  await goes(page, { status: 'FAILED', failure: { code: 'nothing_made', message: 'no sound' } });
  assert.deepEqual([server.calls, page.states()], [['a', 'b'], 'failed given waiting']);
  await goes(page, { status: 'FAILED', failure: { code: 'truncated', message: 'cut off' } });
  assert.deepEqual([server.calls, page.states(), page.seen.ends], [['a', 'b'], 'failed failed left', ['FAILED']]);
});

test('a look that is taken out while it waits is not ordered', async () => {
  const { server, tab, begin, goes } = world();
  const page = tab();
  await begin(page);
  page.orders.drop('j', 1);
  await goes(page, { status: 'READY' });
  assert.deepEqual([server.calls, page.states()], [['a', 'c'], 'done left given']);
});

test('an output that is taken out of a look while it waits is named when that is ordered, and is wanted again later', async () => {
  const { server, tab, begin } = world();
  const page = tab();
  await begin(page, kLooks.slice(0, 2));
  const gif = { type: 'gif', label: 'One', start: 0, end: 1 };
  page.orders.leaveOut('j', 1, gif);
  page.orders.leaveOut('j', 0, gif); // that one is under way: the server is told
  page.orders.see(server.is({ status: 'READY' }));
  await settle();
  assert.deepEqual(server.leftOut, [[], [gif]]);
  page.orders.see(server.is({ status: 'READY' }));
  await settle();
  page.orders.again('j', 1);
  await settle();
  assert.deepEqual(server.leftOut, [[], [gif], []]);
});

test('what is taken out while the order of it is on its way is told after it', async () => {
  const { server, tab, begin, goes } = world();
  const page = tab();
  await begin(page);
  const gif = { type: 'gif', label: 'One', start: 0, end: 1 };
  server.answers.push(() => page.orders.leaveOut('j', 1, gif));
  await goes(page, { status: 'READY' });
  assert.deepEqual([server.leftOut, server.job.leftOut, page.states()], [[[], [], [gif]], [gif], 'done given waiting']);
});

test('a look that is taken out while the order of it is on its way is stopped, and the next one is made', async () => {
  const { server, tab, begin, goes } = world();
  const page = tab();
  await begin(page);
  server.answers.push(() => page.orders.drop('j', 1));
  await goes(page, { status: 'READY' });
  assert.deepEqual([server.calls, page.states()], [['a', 'b', 'cancel', 'c'], 'done left given']);
});

/** The looks of an order as they were drawn, and a press on a button of one of them. */
function drawn({ api }, page) {
  const root = place('div');
  const counts = { all: 0, done: 0, failed: 0 };
  const looks = page.orders.of('j').entries.map(({ title, state }, index) => ({ key: title, index, title, state, rows: [], counts, problem: '' }));
  const act = async (call) => page.orders.see(await call());
  renderLooksAtWork(root, { phase: 'making', looks }, makingActions({ api, id: 'j', orders: page.orders, state: { making: { looks } }, act }));
  return async (index, text) => {
    buttonOf(root.querySelectorAll('details')[index], text).click();
    await settle();
  };
}

test('a look that is skipped just when it is done takes no other with it', async () => {
  const all = world();
  const page = all.tab();
  await all.begin(page);
  const press = drawn(all, page);
  await all.goes(page, { status: 'READY' });
  await press(0, 'Stop this look, make the next');
  assert.deepEqual([all.server.calls, page.states()], [['a', 'b'], 'done given waiting']);
});

test('a look that is taken out just when it begins is stopped, and the next one is made', async () => {
  const all = world();
  const page = all.tab();
  await all.begin(page);
  const press = drawn(all, page);
  await all.goes(page, { status: 'READY' });
  await press(1, 'Do not make this look');
  assert.deepEqual([all.server.calls, page.states()], [['a', 'b', 'cancel', 'c'], 'done left given']);
});

test('the look that is made now can be stopped alone: the next one is made', async () => {
  const { server, tab, begin, goes } = world();
  const page = tab();
  await begin(page);
  page.orders.skip('j');
  await goes(page, { status: 'FAILED', failure: { code: 'cancelled', message: 'stopped' } });
  assert.equal(page.states(), 'left given waiting');
  page.orders.see(structuredClone(server.job));
  await goes(page, { status: 'READY' });
  assert.equal(page.states(), 'left done given');
  assert.deepEqual(server.calls, ['a', 'b', 'c']);
});

test('an answer that was lost is not an order twice', async () => {
  const { server, tab, begin, goes, clock } = world();
  const page = tab();
  await begin(page);
  server.answers.push('lost');
  await goes(page, { status: 'READY' });
  await clock.advance(60_000);
  assert.deepEqual([server.calls, page.states()], [['a', 'b', 'b'], 'done given waiting']);
  await goes(page, { status: 'READY' });
  assert.deepEqual(server.calls, ['a', 'b', 'b', 'c']);
});

test('a look that the server refuses says why, and the next one is made', async () => {
  const { server, tab, begin, goes } = world();
  const page = tab();
  await begin(page);
  server.answers.push(new ApiError(422, { code: 'invalid_recipe', detail: 'There is no such preset.' }));
  await goes(page, { status: 'READY' });
  assert.deepEqual([server.calls, page.states()], [['a', 'b', 'c'], 'done failed given']);
  assert.ok(page.orders.of('j').entries[1].failure.message);
});

test('where no stream tells how far the job is, it is asked for', async () => {
  const { server, tab, begin, clock } = world();
  const page = tab();
  await begin(page, kLooks.slice(0, 2));
  server.is({ status: 'READY' });
  await clock.advance(5000);
  assert.deepEqual([server.calls, page.states()], [['a', 'b'], 'done given']);
});

test('a look that is done but for a part is made once more, and not taken for made because its recipe ran before', async () => {
  const { server, tab, begin, goes } = world();
  const page = tab();
  await begin(page, kLooks.slice(0, 1));
  await goes(page, { status: 'READY' });
  page.orders.again('j', 0);
  await settle();
  assert.deepEqual([server.calls, page.states()], [['a', 'a'], 'given']);
});

test('news that is older than what was seen changes nothing', async () => {
  const { server, tab, begin } = world();
  const page = tab();
  const stale = structuredClone(server.job);
  await begin(page);
  page.orders.see({ ...stale, status: 'READY', recipe: kLooks[0].recipe });
  await settle();
  assert.deepEqual([server.calls, page.states()], [['a'], 'given waiting waiting']);
});
