// A row for every output: from the plan on, until it is made or failed.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import './words_setup.js';
import { Notifier } from '../../static/js/making/notifier.js';
import { PlanBook } from '../../static/js/making/plan_book.js';
import { countOf, helpOf, isLastOf, outputNameOf, rowsOf } from '../../static/js/making/rows.js';
import { TimeLeft } from '../../static/js/making/time_left.js';
import { Making, tabWord } from '../../static/js/pages/making.js';
import { settle } from './fakes.js';

const item = (type, start, end, more = {}) => ({ type, label: null, start, end, method: 'exact', reason: null, readBytes: 0, expectedBytes: 10, expectedSeconds: 4, settings: `s ${type}`, ...more });
const kPlan = { items: [item('clip', 1, 2), item('gif', 1, 2), item('clip', 5, 6, { label: 'Two' }), item('poster', null, null)], warnings: [] };
const kWork = { plan: kPlan, state: 'given', leftOut: [], warnings: [], failure: null, progress: null, startedAt: '2026-01-01T00:00:05Z', redrawsText: false };
const made = (type, start, end, more = {}) => ({ id: `a ${type}`, jobId: 'j', type, label: null, start, end, sizeBytes: 9, settings: `s ${type}`, createdAt: '2026-01-01T00:00:01Z', ...more });
const states = (rows) => rows.map(({ state }) => state).join(' ');

test('every output has its row from the start, waiting with what it is expected to take', () => {
  const rows = rowsOf({ ...kWork, state: 'waiting' }, []);
  assert.equal(states(rows), 'waiting waiting waiting waiting');
  assert.deepEqual(rows.map(({ type, label, expectedSeconds }) => [type, label, expectedSeconds])[2], ['clip', 'Two', 4]);
  assert.deepEqual(rowsOf({ ...kWork, plan: null }, []), []);
});

test('the stretch that is worked on moves all its outputs, and an artifact makes its own row done', () => {
  const progress = { phase: 'making', fraction: 0.4, spans: [{ start: 1, end: 2, label: null, fraction: 0.25 }] };
  const rows = rowsOf({ ...kWork, progress }, [made('gif', 1, 2)]);
  assert.equal(states(rows), 'working done waiting waiting');
  assert.deepEqual(rows.map(({ fraction }) => fraction), [0.25, 1, 0, 0]);
  assert.equal(rows[1].artifact.id, 'a gif');
});

test('what another look made of the same stretch is not this one’s', () => {
  assert.equal(states(rowsOf(kWork, [made('clip', 1, 2, { settings: 'another' })])), 'waiting waiting waiting waiting');
  assert.equal(states(rowsOf(kWork, [made('clip', 1, 2, { settings: '' })])), 'done waiting waiting waiting', 'of an earlier version nobody knows better');
  assert.equal(states(rowsOf(kWork, [made('clip', 5, 6, { label: 'Other' })])), 'waiting waiting waiting waiting');
});

test('with captions in it, what was made before may hold others: it is done when it is made again, or all is over', () => {
  const old = [made('clip', 1, 2), made('gif', 1, 2)];
  const work = { ...kWork, redrawsText: true };
  assert.equal(states(rowsOf(work, old)), 'waiting done waiting waiting');
  assert.equal(states(rowsOf(work, [made('clip', 1, 2, { createdAt: '2026-01-01T00:00:06Z' })])), 'done waiting waiting waiting');
  assert.equal(states(rowsOf({ ...work, state: 'done' }, old)), 'done done left left');
});

test('what failed says why, by the plan before and by the warnings after; what was stopped is left', () => {
  const warning = { code: 'no_captions', message: 'there are none', output: 'captions', clip: null };
  const planned = rowsOf({ ...kWork, plan: { items: kPlan.items.slice(0, 1), warnings: [warning] } }, []);
  assert.deepEqual(planned.map(({ type, state, reason }) => [type, state, reason?.code]), [['clip', 'waiting', undefined], ['captions', 'failed', 'no_captions']]);
  const over = rowsOf({ ...kWork, state: 'done', warnings: [{ ...warning, output: 'mp4', clip: 'Two' }, warning] }, [made('clip', 1, 2), made('gif', 1, 2), made('poster', null, null)]);
  assert.equal(states(over), 'done done failed done failed');
  assert.equal(states(rowsOf({ ...kWork, state: 'left' }, [made('gif', 1, 2)])), 'left done left left');
  assert.equal(states(rowsOf({ ...kWork, state: 'failed', failure: { code: 'timeout', message: 'too slow' } }, [])), 'failed failed failed failed');
  assert.deepEqual(countOf(over), { all: 5, done: 3, failed: 2, working: 0, waiting: 0, left: 0 });
});

test('one output that was taken out is left, by its name at once and by the warning in the end; what was made before stays', () => {
  const gif = { type: 'gif', label: null, start: 1, end: 2 };
  const rows = rowsOf({ ...kWork, leftOut: [gif] }, []);
  assert.equal(states(rows), 'waiting left waiting waiting');
  assert.deepEqual(outputNameOf(rows[1]), gif);
  assert.equal(states(rowsOf({ ...kWork, leftOut: [{ ...gif, label: 'Two' }] }, [])), 'waiting waiting waiting waiting');
  assert.equal(states(rowsOf({ ...kWork, leftOut: [gif] }, [made('gif', 1, 2)])), 'waiting done waiting waiting');
  const warning = { code: 'cancelled', message: 'it was left out', output: 'gif', clip: null };
  const over = rowsOf({ ...kWork, state: 'done', warnings: [warning] }, [made('clip', 1, 2), made('poster', null, null)]);
  assert.equal(states(over), 'done left left done');
  assert.equal(over[1].reason, null);
});

test('the last output of a look is known as the last', () => {
  const rows = rowsOf({ ...kWork, leftOut: [{ type: 'gif', label: null, start: 1, end: 2 }, { type: 'poster', label: null, start: null, end: null }] }, []);
  assert.equal(isLastOf(rows, rows[0]), false);
  assert.equal(isLastOf([rows[0], rows[1], rows[3]], rows[0]), true);
});

test('each reason has one thing that helps', () => {
  assert.deepEqual(['no_captions', 'clip_outside_source', 'no_audio', 'speech_failed', 'never heard of'].map((code) => helpOf({ code })), ['captions', 'clip', 'without', 'again', 'again']);
});

test('the time left follows from how fast it went, and nothing is said too early', () => {
  const left = new TimeLeft();
  assert.equal(left.observe(0.1, 0), null);
  assert.equal(left.observe(0.11, 100), null);
  assert.ok(Math.abs(left.observe(0.3, 2000) - 7) < 1e-9);
  assert.equal(left.observe(0.05, 3000), null, 'begun anew');
});

test('a plan is asked for once, and again where the server was away', async () => {
  let asked = 0;
  const book = new PlanBook({
    async plan() {
      asked += 1;
      if (asked === 1) throw Object.assign(new Error('away'), { status: 503 });
      return { items: [], warnings: [] };
    },
  }, 'j');
  assert.equal((await book.read({ preset: 'web' })).problem, 'away');
  assert.equal(book.known({ preset: 'web' }), null);
  await Promise.all([book.read({ preset: 'web' }), book.read({ preset: 'web' })]);
  await book.read({ preset: 'web' });
  assert.equal(asked, 2);
  assert.equal(book.known({ preset: 'web' }).problem, '');
});

/** The making of a job with these entries, and the moments of its way. */
function makingOf(entries, plan = kPlan) {
  let now = 0;
  const making = new Making({
    jobId: 'j', orders: { of: () => entries && { id: 'o', startedAt: '2026-01-01T00:00:00Z', entries } }, plans: new PlanBook({ plan: async () => (typeof plan === 'function' ? plan() : plan) }, 'j'),
    notifier: { state: 'off' }, now: () => now, onChange: () => {}, presets: () => [],
  });
  const kJob = { id: 'j', status: 'PROCESSING', autoProcess: true, r2SourceKey: 'k', recipe: { clips: [] }, progress: { phase: 'making', fraction: 0, spans: [] }, failure: null, updatedAt: '1' };
  return {
    making,
    async at(job, artifacts = [], ms = 0) {
      now += ms;
      making.update({ ...kJob, ...job }, artifacts);
      await settle();
      making.update({ ...kJob, ...job }, artifacts);
      return making.state;
    },
  };
}
const entry = (state, more = {}) => ({ lookId: 'none', title: 'Wide', recipe: { clips: [] }, state, warnings: [], failure: null, since: '', ...more });

test('a job that this tab did not order shows its rows too', async () => {
  const { at } = makingOf(null);
  const state = await at({});
  assert.deepEqual([state.phase, state.looks.length, state.looks[0].rows.length, state.at], ['making', 1, 4, 1]);
  assert.equal((await at({ status: 'READY' })).phase, 'none');
  assert.equal((await at({ autoProcess: false })).phase, 'held');
});

test('rows that the server could not tell are asked for again while it is made, a while later', async () => {
  let asked = 0;
  const { at } = makingOf(null, () => {
    asked += 1;
    if (asked === 1) throw new Error('away');
    return kPlan;
  });
  const rows = async (ms) => (await at({}, [], ms)).looks[0].rows.length;
  assert.deepEqual([await rows(0), asked], [0, 1]);
  assert.deepEqual([await rows(1000), asked], [0, 1]);
  assert.deepEqual([await rows(5000), asked], [4, 2]);
  assert.deepEqual([await rows(60_000), asked], [4, 2]);
});

test('of several looks the whole is as far as its parts, and the tab says which is made', async () => {
  const { at } = makingOf([entry('done'), entry('given', { title: 'Tall' })]);
  const progress = { phase: 'making', fraction: 0.5, spans: [] };
  const state = await at({ progress });
  assert.deepEqual([state.fraction, state.at], [0.75, 2]);
  assert.equal(tabWord(state, (f) => `${f * 100} %`), '75 % (2/2)');
  await at({ progress }, [], 1000);
  const later = await at({ progress: { ...progress, fraction: 0.6 } }, [], 2000);
  assert.ok(later.secondsLeft > 0);
});

test('between two looks it waits, and at the end what failed stays until it is put away', async () => {
  const warning = { code: 'no_captions', message: 'm', output: 'captions', clip: null };
  assert.equal((await makingOf([entry('done'), entry('waiting')]).at({ status: 'READY' })).phase, 'queued');
  assert.equal((await makingOf([entry('done')]).at({ status: 'READY' }, kPlan.items.map(({ type, start, end, label }) => made(type, start, end, { label })))).phase, 'none');
  const over = await makingOf([entry('done', { warnings: [warning] })]).at({ status: 'READY' });
  assert.deepEqual([over.phase, over.mayGoOn], ['over', false]);
  const failure = { code: 'cancelled', message: '' };
  const stopped = await makingOf([entry('done'), entry('left')]).at({ status: 'FAILED', failure });
  assert.deepEqual([stopped.phase, stopped.mayGoOn], ['over', true]);
  assert.equal((await makingOf([entry('left')]).at({ status: 'FAILED', failure })).phase, 'none', 'of one look the job says all');
  const broken = await makingOf([entry('failed'), entry('left')]).at({ status: 'FAILED', failure: { code: 'truncated', message: '' } });
  assert.equal(broken.mayGoOn, false);
});

test('a clip is shown by the poster of its stretch', async () => {
  const { at } = makingOf(null, { items: [item('clip', 1, 2), item('poster', 1, 2)], warnings: [] });
  const rows = (await at({}, [made('clip', 1, 2), made('poster', 1, 2)])).looks[0].rows;
  assert.deepEqual(rows.map(({ preview }) => preview), ['a poster', 'a poster']);
});

test('a person is told only where they asked by a press, and the browser’s no is a no', async () => {
  const shown = [];
  class Notices {
    static permission = 'default';
    static async requestPermission() {
      return (Notices.permission = 'granted');
    }
    constructor(title) {
      shown.push(title);
    }
    close() {}
  }
  let kept = null;
  const notifier = new Notifier({ notices: Notices, note: { get: () => kept, set: (value) => (kept = value) } });
  const tell = () => notifier.tell({ title: 'done', body: '', tag: 'j', onClick: () => {} });
  tell();
  assert.deepEqual([notifier.state, shown], ['off', []]);
  await notifier.turn();
  tell();
  assert.deepEqual([notifier.state, shown], ['on', ['done']]);
  await notifier.turn();
  tell();
  assert.deepEqual([notifier.state, shown.length], ['off', 1]);
  Notices.permission = 'denied';
  assert.equal(notifier.state, 'denied');
  assert.equal(new Notifier({ notices: null, note: { get: () => 'on', set: () => {} } }).state, 'none');
});
