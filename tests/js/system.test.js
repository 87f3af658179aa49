// The page of the system: its past by the hour, and what is said where something is not known.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { place } from './fake_dom.js';
import { hoursOf } from '../../static/js/views/system/hours.js';
import { renderFindings } from '../../static/js/views/system/lists.js';
import { renderPast } from '../../static/js/views/system/past.js';
import { renderSystem } from '../../static/js/views/system/system.js';

const at = (time, more = {}) => ({ at: `2026-01-02T${time}Z`, jobsReady: 0, jobsFailed: 0, cpuSeconds: 0, receivedBytes: 0, sentBytes: 0, ...more });
const kNow = Date.parse('2026-01-02T12:34:00Z');

test('stretches are put together by the hour, up to the present one, and what is older is left out', () => {
  const hours = hoursOf(
    [at('10:59:59', { jobsReady: 9 }), at('11:00:00', { jobsReady: 1, cpuSeconds: 2.5 }), at('11:55:00', { jobsReady: 2, cpuSeconds: 1 }), at('12:30:00', { jobsFailed: 1, sentBytes: 7 })],
    kNow,
    2,
  );
  assert.deepEqual(hours.map(({ ready, failed, cpu, sent }) => [ready, failed, cpu, sent]), [[3, 0, 3.5, 0], [0, 1, 0, 7]]);
  assert.deepEqual(hours.map(({ at: from }) => new Date(from).toISOString().slice(11, 16)), ['11:00', '12:00']);
});

test('an hour in which the server did not run is there, and empty', () => {
  const hours = hoursOf([], kNow);
  assert.equal(hours.length, 24);
  assert.ok(hours.every(({ ready, received }) => ready === 0 && received === 0));
});

test('the pictures say in words what they show, and the table has every hour', () => {
  const region = place();
  renderPast(region, [{ ...at('00:00:00', { jobsReady: 3, jobsFailed: 1 }), at: new Date().toISOString() }]);
  assert.match(region.querySelector('svg').getAttribute('aria-label'), /^Jobs: 3 ready, 1 failed$/);
  assert.equal(region.querySelectorAll('tbody tr').length, 24);
  region.querySelector('details').open = true;
  renderPast(region, [{ ...at('00:00:00', { jobsReady: 4, cpuSeconds: 0.3 }), at: new Date().toISOString() }]);
  assert.equal(region.querySelector('details').getAttribute('open'), '', 'the table that is read stays open');
  assert.match(region.querySelectorAll('.most')[1].textContent, /nothing yet/, 'no bar for what is said to be 0 s');
  assert.equal(region.querySelectorAll('rect').length, 1);
  renderPast(region, null);
  assert.equal(region.hidden, true);
});

test('what is not right is said with how to mend it, before what is right', () => {
  const region = place();
  renderFindings(region, [{ name: 'disk', ok: true, detail: 'fine', mend: null }, { name: 'clock', ok: false, detail: 'off', mend: 'Set it.' }]);
  const lines = region.querySelectorAll('.line').map((line) => line.textContent);
  assert.deepEqual(lines, ['clockoffSet it.Not right', 'diskfineRight']);
});

const kSystem = {
  version: '1', libraries: [], storage: { kind: 'local', endpoint: null, bucket: 'clipbox', prefix: '', state: 'ok', detail: null }, workers: 1, receiptKey: 'k', disk: null, quarantine: null,
  lastVerify: null, clock: { now: '', highestSeen: '', paused: false, pausedUntil: null, jumpedBySeconds: null }, queue: { waiting: 0, processing: 0, oldestSeconds: 0 }, pendingDeletes: 0,
};
const kVerify = { startedAt: '2026-01-02T10:00:00Z', endedAt: '2026-01-02T10:05:00Z', objects: 1200, bytes: 5_000_000, damaged: 0, setAside: 0, stillDamaged: 0 };

test('the last time that the store was read through is told, and what is still damaged stands above all', () => {
  const region = place();
  const shown = (more) => {
    renderSystem(region, { system: { ...kSystem, ...more }, problem: '' }, { confirmClock: async () => {} });
    return region.textContent;
  };
  assert.match(shown({}), /Never read through/);
  assert.match(shown({ lastVerify: { ...kVerify, endedAt: null } }), /Read through since .*2026.*, not to the end: 1,200 objects/);
  assert.match(shown({ lastVerify: kVerify }), /1,200 objects, 5(\.0)?.MB, read through: .*2026/);
  assert.equal(region.querySelectorAll('.alert-box').length, 0);
  assert.match(shown({ lastVerify: { ...kVerify, damaged: 3, setAside: 1, stillDamaged: 2 } }), /2 objects in the store are damaged/);
  assert.equal(region.querySelectorAll('.alert-box').length, 1);
  assert.doesNotMatch(shown({ storage: { ...kSystem.storage, kind: 'r2', endpoint: 'https://example.com' } }), /read through/i);
});

test('what needs a hand is said with the figures of now, and the others of it stay as they are', () => {
  const region = place();
  const shown = (more) => renderSystem(region, { system: { ...kSystem, clock: { ...kSystem.clock, paused: true, jumpedBySeconds: 60 }, ...more }, problem: '' }, { confirmClock: async () => {} });
  const texts = () => region.querySelectorAll('.alert-box').map(({ textContent }) => textContent);
  const disk = (freeBytes) => ({ disk: { totalBytes: 9e9, freeBytes, keepFreeBytes: 5e9 } });
  shown({ ...disk(2e9), quarantine: { files: 2, bytes: 3e6 } });
  const [button] = region.querySelectorAll('button');
  assert.match(texts()[1], /2.0.GB/);
  assert.match(texts()[2], /3.0.MB/);
  shown({ ...disk(1e9), quarantine: { files: 2, bytes: 4e6 } });
  assert.match(texts()[1], /1.0.GB/);
  assert.match(texts()[2], /4.0.MB/);
  assert.equal(region.querySelector('button'), button, 'what is pressed in one stays');
  shown(disk(8e9));
  assert.equal(texts().length, 1);
});
