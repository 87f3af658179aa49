// The list of videos as a model: its orders, its pages, what is chosen and taken away; and where one was in it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { JobList } from '../../static/js/pages/job_list.js';
import { anyVideo, hashOf, isNarrowed, lookedForOf } from '../../static/js/pages/list_address.js';
import { ListPlaces } from '../../static/js/pages/list_places.js';
import { readsOn } from '../../static/js/views/list/reads_on.js';
import { ManualClock, settle } from './fakes.js';

const job = (id, more = {}) => ({ id, status: 'READY', title: `Film ${id}`, updatedAt: '1', source: null, sourceMeta: null, ...more });

/** A list, and a server with these jobs in the order in which it gives them. */
async function listOf(jobs, looked = anyVideo(), more = {}) {
  const server = { jobs, asked: [], deleted: [], fault: null };
  const clock = new ManualClock();
  let changes = 0;
  const list = new JobList({
    api: {
      jobs: async (query) => {
        server.asked.push(query);
        const from = Number(query.cursor || 0);
        const next = from + query.limit;
        return { items: server.jobs.slice(from, next), nextCursor: next < server.jobs.length ? String(next) : null };
      },
      change: async (id, { title }) => ({ ...server.jobs.find((each) => each.id === id), title, updatedAt: '9' }),
      deleteJob: async (id) => {
        if (server.fault) throw server.fault;
        server.deleted.push(id);
      },
    },
    clock,
    looked,
    onChange: () => (changes += 1),
    ...more,
  });
  await list.load();
  return { list, server, clock, ids: () => list.jobs.map(({ id }) => id).join(' '), changes: () => changes };
}

const many = (count) => Array.from({ length: count }, (_, i) => job(String(9000 - i)));

test('an address says what is looked for, and what it does not know is left out', () => {
  assert.deepEqual(lookedForOf('#/?q=a+b%26c&status=READY&sort=title'), { q: 'a b&c', status: 'READY', sort: 'title' });
  assert.deepEqual(lookedForOf('#/?status=NO&sort=rating&x=1'), anyVideo());
  for (const hash of ['', '#', '#/', '#/?']) assert.deepEqual(lookedForOf(hash), anyVideo(), hash);
  for (const hash of ['#/settings', '#/jobs/1', '#/nonsense', '#setup=x', '#/settings?q=a']) assert.equal(lookedForOf(hash), null, hash);
  assert.equal(hashOf(anyVideo()), '#/');
  const looked = { q: 'a&b=c #d', status: 'FAILED', sort: 'largest' };
  assert.deepEqual(lookedForOf(hashOf(looked)), looked);
  assert.deepEqual([isNarrowed(looked), isNarrowed({ ...anyVideo(), sort: 'title' })], [true, false]);
});

test('the list asks in the order that is wanted, and is read on to its end', async () => {
  const { list, server, ids } = await listOf(many(120), { q: 'film', status: 'READY', sort: 'title' });
  assert.deepEqual(server.asked[0], { q: 'film', status: 'READY', sort: 'title', cursor: '', limit: 50 });
  await Promise.all([list.more(), list.more()]);
  assert.equal(list.jobs.length, 100, 'one page at a time');
  await list.more();
  assert.deepEqual([list.jobs.length, list.nextCursor], [120, null]);
  assert.equal(new Set(ids().split(' ')).size, 120);
});

test('what was loaded stays loaded when the list is read again, whatever came or went at its beginning', async () => {
  const { list, server } = await listOf(many(500));
  await list.loadUntil(400);
  const loaded = list.jobs.length;
  server.jobs = [job('9999'), ...server.jobs.filter(({ id }) => id !== '8990')];
  await list.load();
  assert.equal(server.asked.at(-1).limit, 200);
  assert.equal(list.jobs.length, loaded);
  assert.equal(list.jobs[0].id, '9999');
  assert.equal(list.jobs.some(({ id }) => id === '8990'), false);
  assert.equal(new Set(list.jobs.map(({ id }) => id)).size, loaded);
  assert.notEqual(list.nextCursor, null);
});

test('a list that has become short is short', async () => {
  const { list, server, ids } = await listOf(many(120));
  await list.more();
  server.jobs = [job('2'), job('1')];
  await list.load();
  assert.deepEqual([ids(), list.nextCursor], ['2 1', null]);
});

test('another order is another list: nothing of the old one stays in it, and nothing is read on meanwhile', async () => {
  const { list, server, ids } = await listOf(many(60));
  server.jobs = [job('a'), job('b')];
  list.look({ sort: 'oldest' });
  await list.more();
  await settle();
  assert.equal(ids(), 'a b');
  assert.deepEqual(server.asked.map(({ cursor, sort }) => [cursor, sort]), [['', 'newest'], ['', 'oldest']]);
});

test('a new video comes in at its place in each order, where that is loaded', async () => {
  const film = (id, title, seconds, bytes) => job(id, { title, source: { durationSeconds: seconds, sizeBytes: bytes } });
  const [a, b, c] = [film('1', 'apple', 10, 300), film('2', 'Berry', 30, 100), film('3', 'cherry', 20, 200)];
  const fresh = film('4', 'banana', 25, 150);
  for (const [sort, before, after] of [
    ['newest', [c, b, a], '4 3 2 1'],
    ['oldest', [a, b, c], '1 2 3 4'],
    ['title', [a, b, c], '1 4 2 3'],
    ['longest', [b, c, a], '2 4 3 1'],
    ['largest', [a, c, b], '1 3 4 2'],
  ]) {
    const { list, ids } = await listOf(before, { ...anyVideo(), sort });
    list.onEvent('job', fresh);
    assert.equal(ids(), after, sort);
  }
  const { list, ids } = await listOf(many(60), { ...anyVideo(), sort: 'oldest' });
  const before = ids();
  list.onEvent('job', job('9999'));
  assert.equal(ids(), before, 'its place is beyond what is loaded');
});

test('a video that is renamed stays where it is, and older news change nothing', async () => {
  const { list, ids } = await listOf([job('1', { title: 'a' }), job('2', { title: 'b' })], { ...anyVideo(), sort: 'title' });
  await list.rename(list.jobs[0], 'z');
  list.onEvent('job', job('1', { title: 'old', updatedAt: '0' }));
  assert.deepEqual([ids(), list.jobs[0].title], ['1 2', 'z']);
});

test('what is taken away is gone at once, for good after ten seconds, and not before', async () => {
  const gone = [];
  const { list, server, clock, ids } = await listOf([job('3'), job('2'), job('1')], anyVideo(), { onGone: (id) => gone.push(id) });
  list.choose(true);
  list.mark('3', true);
  list.mark('1', true);
  void list.remove(list.chosenJobs);
  assert.deepEqual([ids(), list.going.length, list.chosen], ['2', 2, null]);
  await clock.advance(9_999);
  assert.deepEqual(server.deleted, []);
  await clock.advance(1);
  assert.deepEqual([server.deleted, gone, list.going, ids()], [['3', '1'], ['3', '1'], [], '2']);
});

test('what was taken away can be had back, and a list that is left deletes it', async () => {
  const { list, server, clock, ids } = await listOf([job('2'), job('1')]);
  void list.remove([list.jobs[1]]);
  list.undo();
  await clock.advance(20_000);
  assert.deepEqual([ids(), server.deleted], ['2 1', []]);
  void list.remove([list.jobs[0]]);
  list.close();
  await settle();
  assert.deepEqual(server.deleted, ['2']);
});

test('a deletion that fails says why, and the video is there again; one that somebody else deleted is gone', async () => {
  const { list, server, clock, ids } = await listOf([job('2'), job('1')]);
  server.fault = Object.assign(new Error('The server cannot be reached.'), { status: 0 });
  void list.remove([list.jobs[0]]);
  await clock.advance(10_000);
  assert.deepEqual([ids(), list.notGone?.message], ['2 1', 'The server cannot be reached.']);
  server.fault = Object.assign(new Error('no such job'), { status: 404 });
  void list.remove([list.jobs[0]]);
  await clock.advance(10_000);
  assert.deepEqual([ids(), list.notGone], ['1', null]);
});

test('all that are loaded are chosen, or none, and one that is deleted elsewhere is chosen no more', async () => {
  const { list } = await listOf([job('2'), job('1')]);
  list.choose(true);
  list.markAll(true);
  assert.equal(list.chosenJobs.length, 2);
  list.onEvent('deleted', { id: '2' });
  assert.deepEqual(list.chosenJobs.map(({ id }) => id), ['1']);
  list.markAll(false);
  assert.deepEqual([list.chosenJobs, list.chosen.size], [[], 0]);
  list.choose(false);
  assert.equal(list.chosen, null);
});

test('a list begins with what it was left with, and says why it cannot be read', async () => {
  const left = { jobs: many(120), nextCursor: '120' };
  const { list, server } = await listOf(left.jobs, anyVideo(), { left });
  assert.deepEqual([list.jobs.length, server.asked[0].limit], [120, 120]);
  server.jobs = null;
  await list.load();
  assert.ok(list.problem instanceof Error);
  assert.equal(list.jobs.length, 120);
});

/** A browser's history of one tab. */
function browserAt(hash) {
  const entries = [{ state: null, hash }];
  let at = 0;
  let kept = null;
  const note = { get: () => kept, set: (value) => (kept = value && structuredClone(value)) };
  const history = {
    get state() {
      return entries[at].state;
    },
    replaceState: (state, _, to) => (entries[at] = { state, hash: to }),
  };
  let keys = 0;
  const make = () => new ListPlaces({ history, hash: () => entries[at].hash, newKey: () => `k${(keys += 1)}`, note });
  return {
    make,
    go: (to) => entries.splice((at += 1), Infinity, { state: null, hash: to }),
    back: () => (at -= 1),
    hash: () => entries[at].hash,
    note,
  };
}

const placeAt = (looked, more = {}) => ({ looked, left: { jobs: [job('1')], nextCursor: null }, count: 1, anchor: { id: '1', top: 5 }, focus: 'job-1', ...more });

test('who comes back to the list finds it as it was left', () => {
  const browser = browserAt('#/');
  const places = browser.make();
  assert.equal(places.open().left, null);
  const { key } = places;
  places.look({ q: 'bread', status: '', sort: 'title' });
  assert.equal(browser.hash(), '#/?q=bread&sort=title');
  browser.go('#/jobs/1');
  places.leave(key, placeAt({ q: 'bread', status: '', sort: 'title' }));
  browser.back();
  const place = places.open();
  assert.deepEqual([place.looked.q, place.left.jobs.length, place.anchor], ['bread', 1, { id: '1', top: 5 }]);
});

test('a link to the list from elsewhere looks for the same, at the top; the list’s link to itself shows all', () => {
  const browser = browserAt('#/?q=bread');
  const places = browser.make();
  assert.equal(places.open().looked.q, 'bread');
  let { key } = places;
  browser.go('#/jobs/1');
  places.leave(key, placeAt({ ...anyVideo(), q: 'bread' }));
  browser.go('#/');
  const place = places.open();
  assert.deepEqual([place.looked.q, place.left, browser.hash()], ['bread', null, '#/?q=bread']);
  ({ key } = places);
  browser.go('#/');
  places.leave(key, placeAt({ ...anyVideo(), q: 'bread' }));
  assert.deepEqual([places.open().looked.q, browser.hash()], ['', '#/']);
});

test('a reload keeps how much was loaded and where one stood, and another sign-in keeps nothing', () => {
  const browser = browserAt('#/?sort=oldest');
  const places = browser.make();
  places.open();
  places.note(placeAt({ ...anyVideo(), sort: 'oldest' }, { count: 300 }));
  const again = browser.make();
  const place = again.open();
  assert.deepEqual([place.left, place.count, place.anchor], [null, 300, { id: '1', top: 5 }]);
  again.clear();
  assert.equal(browser.note.get(), null);
  assert.equal(browser.make().open().count, 0);
});

test('where the end of the list went away and is near again at once, the list reads on', async () => {
  let tell = (_) => {};
  const watched = new Set();
  globalThis.IntersectionObserver = class {
    constructor(does) {
      tell = (...near) => does(near.map((isIntersecting) => ({ isIntersecting })));
    }
    observe = (end) => watched.add(end);
    unobserve = (end) => watched.delete(end);
  };
  let reads = 0;
  const end = { isConnected: true };
  const look = readsOn(end, async () => void (reads += 1));
  delete globalThis.IntersectionObserver;
  look();
  assert.ok(watched.has(end));
  tell(true, false);
  assert.equal(reads, 0);
  tell(false, true);
  assert.equal(reads, 1);
  watched.clear();
  await settle();
  assert.ok(watched.has(end), 'and is watched again, for what is near still');
});
