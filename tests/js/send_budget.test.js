// How uploads share the browser's connections: within a tab, over tabs that hear each other, and when one of them dies.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ApiError } from '../../static/js/api.js';
import { OtherTabs } from '../../static/js/upload/other_tabs.js';
import { SendBudget } from '../../static/js/upload/send_budget.js';
import { SignInGate } from '../../static/js/upload/sign_in_gate.js';
import { barredBy } from '../../static/js/upload/barred.js';
import { Rate } from '../../static/js/upload/rate.js';
import { FakeServer, ManualClock, settle } from './fakes.js';
import { budgetOf, kPageOrigin, uploadTo } from './upload_test_setup.js';

/** Tabs of one browser that hear each other at once; `dead` ones neither speak nor hear. */
function tabsOf(names, most = 3) {
  const clock = new ManualClock();
  const tabs = new Map();
  let words = 0;
  for (const tab of names) {
    const say = (note) => {
      words += 1;
      if (tabs.get(tab).dead) return;
      for (const [name, other] of tabs) if (name !== tab && !other.dead) other.budget.hear(structuredClone(note));
    };
    tabs.set(tab, { dead: false, budget: new SendBudget({ tab, ownLane: 'page', most: () => most, now: clock.now, clock, say }) });
  }
  return { clock, tabs: (name) => tabs.get(name), all: [...tabs.values()], words: () => words };
}

let turn = 0;

/** An upload that always has one more part to send; the test ends its parts. */
function senderOn(budget, key, lane = 'page') {
  const seat = budget.seat(key, lane);
  const run = new AbortController();
  const sender = { seat, run, flying: [], started: 0, want: 0 };
  const go = async () => {
    const letGo = await seat.take(run.signal);
    if (!letGo) return;
    sender.started += 1;
    sender.flying.push(letGo);
    sender.at = (turn += 1);
  };
  sender.wants = (parts) => Array.from({ length: parts }, go);
  sender.endOne = () => {
    sender.flying.shift()();
    void go();
  };
  return sender;
}

const flying = (...senders) => senders.map((sender) => sender.flying.length);

test('two uploads of a tab share what one would have alone', async () => {
  const { tabs } = tabsOf(['a']);
  const { budget } = tabs('a');
  const one = senderOn(budget, 'one');
  one.wants(3);
  await settle();
  assert.deepEqual(flying(one), [3]);
  const two = senderOn(budget, 'two');
  two.wants(3);
  await settle();
  assert.deepEqual(flying(one, two), [3, 0], 'what is on its way goes on');
  one.endOne();
  await settle();
  assert.deepEqual(flying(one, two), [2, 1], 'the next place goes to who has none');
});

test('over time each upload gets as many turns as another', async () => {
  const { tabs, clock } = tabsOf(['a']);
  const senders = ['one', 'two', 'three', 'four'].map((key) => senderOn(tabs('a').budget, key));
  senders.forEach((sender) => sender.wants(3));
  await settle();
  for (let i = 0; i < 60; i += 1) {
    clock.step(100 + i);
    assert.equal(flying(...senders).reduce((a, b) => a + b), 3);
    const busy = senders.filter((sender) => sender.flying.length);
    busy.sort((a, b) => a.at - b.at)[0].endOne();
    await settle(2);
  }
  const turns = senders.map(({ started }) => started);
  assert.ok(Math.max(...turns) - Math.min(...turns) <= 3, turns.join()); // the first had three before the others came
});

test('uploads of several tabs share one budget, and a tab that comes later gets its part', async () => {
  const { tabs, clock } = tabsOf(['a', 'b']);
  const one = senderOn(tabs('a').budget, 'one');
  one.wants(3);
  await settle();
  const two = senderOn(tabs('b').budget, 'two');
  two.wants(3);
  await settle();
  assert.deepEqual(flying(one, two), [3, 0], 'b has heard that all places are taken');
  for (let i = 0; i < 20; i += 1) {
    clock.step(100);
    (i % 2 && two.flying.length ? two : one).endOne();
    await settle();
    assert.equal(flying(one, two).reduce((a, b) => a + b), 3);
  }
  assert.ok(two.started >= 8, `${two.started} turns`);
});

test('a tab that has just opened asks what is sent, and takes no place that is taken', async () => {
  const { tabs, clock } = tabsOf(['a', 'b']);
  tabs('b').dead = true; // not open yet
  const one = senderOn(tabs('a').budget, 'one');
  one.wants(3);
  await settle();
  clock.step(500);
  tabs('b').dead = false;
  tabs('b').budget.ask();
  const two = senderOn(tabs('b').budget, 'two');
  two.wants(3);
  await settle();
  assert.deepEqual(flying(one, two), [3, 0]);
});

test('a tab that closes gives its places back at once, one that dies after some seconds', async () => {
  for (const dies of [false, true]) {
    const { tabs, clock } = tabsOf(['a', 'b']);
    const [one, two] = [senderOn(tabs('a').budget, 'one'), senderOn(tabs('b').budget, 'two')];
    one.wants(3);
    await settle();
    two.wants(3);
    await settle();
    assert.deepEqual(flying(one, two), [3, 0]);
    if (dies) tabs('a').dead = true;
    else tabs('a').budget.end();
    if (dies) {
      clock.step(4000);
      tabs('b').budget.tick();
      await settle();
      assert.deepEqual(flying(two), [0], 'it may only be slow');
      clock.step(1500);
      tabs('b').budget.tick();
    }
    await settle();
    assert.deepEqual(flying(two), [3], dies ? 'died' : 'closed');
  }
});

test('a tab in the background, whose timers hardly run, keeps its turn because it is spoken to', async () => {
  const { tabs, clock } = tabsOf(['a', 'b'], 1);
  const [one, two] = [senderOn(tabs('a').budget, 'one'), senderOn(tabs('b').budget, 'two')];
  one.wants(1);
  await settle();
  two.wants(1);
  for (let i = 0; i < 10; i += 1) {
    clock.step(1000);
    tabs('a').budget.tick(); // b's own tick does not come
    await settle(2);
  }
  one.endOne();
  await settle();
  assert.deepEqual(flying(one, two), [0, 1]);
});

test('tabs in which nothing is sent say nothing', async () => {
  const { all, clock, words } = tabsOf(['a', 'b', 'c']);
  for (let i = 0; i < 10; i += 1) {
    clock.step(1000);
    for (const { budget } of all) budget.tick();
  }
  assert.equal(words(), 0);
});

test('what waits can be taken back, and takes no place', async () => {
  const { tabs } = tabsOf(['a'], 1);
  const [one, two] = ['one', 'two'].map((key) => senderOn(tabs('a').budget, key));
  one.wants(1);
  two.wants(1);
  await settle();
  two.run.abort();
  one.flying.shift()();
  await settle();
  assert.deepEqual([flying(one, two), two.seat.waiting.size], [[0, 0], 0]);
  assert.equal(await two.seat.take(two.run.signal), null);
});

test('another host has connections of its own', async () => {
  const { tabs } = tabsOf(['a']);
  const [one, two] = [senderOn(tabs('a').budget, 'one'), senderOn(tabs('a').budget, 'two', 'https://store.example')];
  one.wants(5);
  two.wants(5);
  await settle();
  assert.deepEqual(flying(one, two), [3, 3]);
});

test('calls of the page go before parts, for a second at most, and only to the page’s own host', async () => {
  const { tabs, clock } = tabsOf(['a']);
  const { budget } = tabs('a');
  budget.calls(1);
  budget.calls(2);
  const [own, other] = [senderOn(budget, 'one'), senderOn(budget, 'two', 'https://store.example')];
  own.wants(1);
  other.wants(1);
  await settle();
  assert.deepEqual(flying(own, other), [0, 1]);
  budget.calls(0);
  await settle();
  assert.deepEqual(flying(own), [1]);
  budget.calls(1);
  own.endOne();
  await settle();
  assert.deepEqual(flying(own), [0]);
  await clock.advance(1000);
  assert.deepEqual(flying(own), [1], 'a call that takes long holds nothing up');
});

test('two uploads to the page’s own host never have more than three parts on their way together', async () => {
  const clock = new ManualClock();
  const budget = budgetOf(clock);
  const servers = [0, 1].map(() => Object.assign(new FakeServer({ size: 200, partSize: 10 }), { origin: kPageOrigin, automatic: false }));
  const uploads = servers.map((server, i) => uploadTo(server, { clock, budget, jobId: `j${i}` }).upload);
  const runs = uploads.map((upload) => upload.run());
  for (let i = 0; i < 400 && uploads.some(({ state }) => state.phase !== 'done'); i += 1) {
    await settle(4);
    const open = servers.flatMap((server) => server.puts.filter((put) => put.open()));
    assert.ok(open.length <= 3, `${open.length} at once`);
    open[i % Math.max(1, open.length)]?.answer(200);
    clock.step(50);
  }
  await Promise.all(runs);
  assert.deepEqual(servers.map(({ stored }) => stored.size), [20, 20]);
  assert.deepEqual(servers.map(({ puts }) => puts.length), [20, 20]);
});

test('a paused upload leaves its places to the other', async () => {
  const clock = new ManualClock();
  const budget = budgetOf(clock);
  const servers = [0, 1].map(() => Object.assign(new FakeServer({ size: 100, partSize: 10 }), { origin: kPageOrigin, automatic: false }));
  const [one, two] = servers.map((server, i) => uploadTo(server, { clock, budget, jobId: `j${i}` }).upload);
  void one.run();
  await settle();
  void two.run();
  await settle();
  assert.deepEqual([servers.map(({ flying: n }) => n), two.state.waitsFor], [[3, 0], 'turn']);
  one.pause();
  await settle();
  assert.deepEqual([servers.map(({ flying: n }) => n), two.state.waitsFor], [[0, 3], null]);
});

/** Two tabs that tell each other what they send. */
function tellers() {
  const clock = new ManualClock();
  const tabs = {};
  const words = [];
  for (const tab of ['a', 'b']) {
    const say = (note) => {
      words.push(note);
      for (const [name, other] of Object.entries(tabs)) if (name !== tab && !other.dead) other.hear(note);
    };
    tabs[tab] = new OtherTabs({ tab, now: clock.now, say });
  }
  return { clock, words, ...tabs };
}
const figures = (sentBytes, phase = 'sending') => ({ phase, sentBytes, totalBytes: 100, bytesPerSecond: 1, secondsLeft: 1, waitsFor: null, fileName: 'f' });

test('what one tab sends the other has with its figures, once a second, and each phase at once', () => {
  const { a, b, clock, words } = tellers();
  const changed = [];
  b.onChange = (job) => changed.push(job);
  a.tell('j', figures(1));
  a.tell('j', figures(2));
  assert.equal(b.get('j').sentBytes, 1);
  clock.step(1000);
  a.tell('j', figures(3));
  assert.equal(b.get('j').sentBytes, 3);
  a.tell('j', figures(4, 'paused'));
  assert.deepEqual([b.get('j').phase, b.count, words.length, changed], ['paused', 1, 3, ['j', 'j', 'j']]);
  a.tell('j', null);
  assert.deepEqual([b.get('j'), b.count, a.get('j')], [null, 0, null]);
});

test('a tab that opens later asks, and one that is silent is asked before it is forgotten', () => {
  const { a, b, clock } = tellers();
  b.dead = true;
  a.tell('j', figures(5));
  b.dead = false;
  assert.equal(b.get('j'), null);
  b.ask();
  assert.equal(b.get('j').sentBytes, 5);
  for (let i = 0; i < 12; i += 1) {
    clock.step(1000);
    b.tick();
  }
  assert.equal(b.get('j').sentBytes, 5, 'it answers, though nothing moves there');
  a.dead = true;
  for (let i = 0; i < 8; i += 1) {
    clock.step(1000);
    b.tick();
  }
  assert.equal(b.get('j'), null);
});

test('a call refused because the session ended waits for the sign-in, and is made again', async () => {
  const gate = new SignInGate();
  let signedIn = false;
  const api = gate.through({
    report: async (n) => {
      if (!signedIn) throw new ApiError(401, { code: 'unauthenticated' });
      return n;
    },
    job: async () => Promise.reject(new ApiError(404, { code: 'not_found' })),
  });
  let answer = null;
  const called = api.report(7).then((value) => (answer = value));
  await settle();
  assert.deepEqual([answer, gate.isWaitedFor], [null, true]);
  gate.open();
  await settle();
  assert.equal(answer, null, 'it was another tab that asked: still signed out');
  signedIn = true;
  gate.open();
  await called;
  assert.deepEqual([answer, gate.isWaitedFor], [7, false]);
  await assert.rejects(api.job(), { status: 404 });
});

test('an upload whose session ended goes on by itself after the sign-in, with nothing sent twice', async () => {
  const server = new FakeServer({ size: 250, partSize: 10 });
  server.automatic = false;
  const gate = new SignInGate();
  const { upload } = uploadTo(server, { api: gate.through(server.api) });
  const run = upload.run();
  await settle();
  const ended = () => new ApiError(401, { code: 'unauthenticated' });
  server.fail = { sign: [ended()], report: [ended(), ended(), ended()], complete: [ended()] };
  server.automatic = true;
  for (const put of [...server.puts]) put.answer(200);
  await settle(60);
  assert.equal(upload.state.phase, 'sending');
  for (let i = 0; i < 5; i += 1) {
    gate.open();
    await settle(60);
  }
  await run;
  assert.equal(upload.state.phase, 'done');
  assert.deepEqual([server.puts.length, server.stored.size], [25, 25]);
});

test('why a store takes nothing is found out as far as a page can', async () => {
  const https = 'https://clips.example';
  const known = async (url, given = {}) => (await barredBy({ url, losses: 3, pageOrigin: https, reaches: async () => false, forbids: () => false, ...given }))?.code ?? null;
  assert.equal(await known(`${https}/bucket/key`, { reaches: async () => true }), null);
  assert.equal(await known('http://clips.example/key', { losses: 1 }), 'mixed_content');
  assert.equal(await known('http://localhost:9000/key'), null, 'this machine counts as safe');
  assert.equal(await known('http://other.example/key', { pageOrigin: 'http://clips.example' }), null, 'it may be away');
  assert.equal(await known('https://other.example/key', { losses: 1, forbids: (origin) => origin === 'https://other.example' }), 'other_origin');
  assert.equal(await known('https://other.example/key', { reaches: async () => true }), 'cors');
  assert.equal(await known('https://other.example/key', { losses: 2, reaches: async () => true }), null, 'one loss proves nothing');
});

test('a speed is no figure that runs down: it stays, then nothing is said, and it begins anew', () => {
  const rate = new Rate();
  let bytes = 0;
  for (let ms = 0; ms <= 4000; ms += 500) rate.add((bytes = ms * 100), ms);
  assert.equal(rate.bytesPerSecond, 100_000);
  rate.add(bytes, 7000);
  assert.deepEqual([rate.bytesPerSecond, rate.quiet], [100_000, false]);
  rate.add(bytes, 9000);
  assert.deepEqual([rate.bytesPerSecond, rate.secondsLeft(1), rate.quiet], [null, null, true]);
  for (let ms = 60_000; ms <= 64_000; ms += 500) rate.add((bytes += 25_000), ms);
  assert.deepEqual([rate.bytesPerSecond, rate.quiet], [50_000, false]);
});
