// What an upload is put together from, each alone: waits, the gate of a pause, the pump, addresses, the ledger.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ApiError } from '../../static/js/api.js';
import { backoffMs } from '../../static/js/base/backoff.js';
import { PartLedger } from '../../static/js/upload/part_ledger.js';
import { PartPump } from '../../static/js/upload/part_pump.js';
import { PartUrls } from '../../static/js/upload/part_urls.js';
import { PauseGate } from '../../static/js/upload/pause_gate.js';
import { mayRepeat, Retry } from '../../static/js/base/retry.js';
import { lost, ManualClock, settle } from './fakes.js';

const kMd5 = (digit) => digit.repeat(32);

test('waits double up to half a minute, half of each left to chance', () => {
  assert.deepEqual([1, 2, 3, 6, 60].map((attempt) => backoffMs(attempt, () => 0)), [500, 1000, 2000, 15_000, 15_000]);
  assert.deepEqual([1, 2, 3, 6, 60].map((attempt) => backoffMs(attempt, () => 1)), [1000, 2000, 4000, 30_000, 30_000]);
});

test('only what may pass is repeated: no answer, and a server that says "not now"', () => {
  assert.equal(mayRepeat(lost()), true);
  for (const status of [408, 429, 500, 502, 503, 504]) assert.equal(mayRepeat(new ApiError(status, {})), true, String(status));
  for (const status of [400, 401, 403, 404, 409, 422, 507]) assert.equal(mayRepeat(new ApiError(status, {})), false, String(status));
  assert.equal(mayRepeat(new TypeError('a fault of ours')), false);
});

test('a call is repeated until it is answered, and the wait can be watched', async () => {
  const clock = new ManualClock();
  const seen = [];
  const retry = new Retry(clock, () => 0, () => seen.push(retry.trouble?.attempt));
  const answers = [lost(), lost(), 'yes'];
  const called = retry.until(() => {}, async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  await settle();
  assert.deepEqual(retry.trouble, { what: 'server', why: 'lost', attempt: 1, retryAtMs: clock.now() + 500 });
  await clock.advance(1500);
  assert.equal(await called, 'yes');
  assert.deepEqual([seen, retry.trouble, retry.count], [[1, 2], null, 2]);
});

test('a refusal passes through, and so does the word that nobody waits any more', async () => {
  const retry = new Retry(new ManualClock(), () => 0, () => {});
  await assert.rejects(retry.until(() => {}, () => Promise.reject(new ApiError(404, {}))), { status: 404 });
  const stopped = () => { throw new Error('stopped'); };
  await assert.rejects(retry.until(stopped, () => assert.fail('called')), /stopped/);
});

test('hurry ends every wait at once', async () => {
  const retry = new Retry(new ManualClock(), () => 1, () => {});
  const waits = Promise.all([retry.wait('one', 1), retry.wait('two', 9)]);
  retry.hurry();
  await waits;
  assert.equal(retry.trouble, null);
});

test('a closed gate holds who comes until it opens, and lets go with an error when nobody wants it', async () => {
  const gate = new PauseGate();
  const run = new AbortController();
  await gate.pass(run.signal);
  gate.close();
  let passed = 0;
  const waiting = [gate.pass(run.signal), gate.pass(run.signal)].map((one) => one.then(() => (passed += 1)));
  await settle();
  assert.equal(passed, 0);
  gate.open();
  await Promise.all(waiting);
  gate.close();
  const refused = assert.rejects(gate.pass(run.signal), { name: 'AbortError' });
  run.abort();
  await refused;
});

/** A pump of five parts whose sending the test ends. */
function pumpOf(limit) {
  const waiting = [5, 4, 3, 2, 1];
  const flying = new Map();
  const pump = new PartPump({
    parts: { next: () => waiting.pop() },
    limit: () => limit.now,
    send: (n) => new Promise((resolve, reject) => flying.set(n, { resolve, reject })).finally(() => flying.delete(n)),
  });
  return { pump, flying, waiting };
}

test('the pump keeps as many under way as may, and looks again when that changes', async () => {
  const limit = { now: 2 };
  const { pump, flying } = pumpOf(limit);
  const done = pump.run(new AbortController().signal);
  assert.deepEqual([...flying.keys()], [1, 2]);
  flying.get(1).resolve();
  await settle();
  assert.deepEqual([...flying.keys()], [2, 3]);
  limit.now = 4;
  pump.look();
  await settle();
  assert.deepEqual([...flying.keys()], [2, 3, 4, 5]);
  for (const { resolve } of [...flying.values()]) resolve();
  await done;
});

test('a part that ends the upload ends the pump, and no other is started', async () => {
  const { pump, flying, waiting } = pumpOf({ now: 2 });
  const done = assert.rejects(pump.run(new AbortController().signal), /no room/);
  flying.get(1).reject(new Error('no room'));
  await done;
  assert.deepEqual(waiting, [5, 4, 3]);
});

test('addresses are signed in a batch, kept while they are young, and signed again when old', async () => {
  let now = 0;
  const signed = [];
  const urls = new PartUrls(async (numbers) => {
    signed.push(numbers);
    return numbers.map((partNumber) => ({ partNumber, url: `u${partNumber}?X-Amz-Expires=60` }));
  }, () => now);
  assert.equal(await urls.get(1, [1, 2, 3]), 'u1?X-Amz-Expires=60');
  assert.equal(await urls.get(2, [3, 4]), 'u2?X-Amz-Expires=60');
  assert.deepEqual(signed, [[1, 2, 3]]);
  now = 30_000;
  await urls.get(2, [3]);
  assert.deepEqual(signed[1], [2, 3], 'half of what they are good for is over');
});

test('with a refused address go those that are as old, and younger ones stay', async () => {
  let now = 0;
  const urls = new PartUrls(async () => [], () => now);
  urls.keep([{ partNumber: 1, url: 'a' }, { partNumber: 2, url: 'b' }]);
  now = 1;
  urls.keep([{ partNumber: 3, url: 'c' }]);
  urls.drop(2);
  assert.deepEqual([1, 2, 3].map((n) => urls.young(n)), [null, null, 'c']);
  await assert.rejects(urls.get(1, []), { code: 'no_address', about: { part: 1 } });
});

test('who needs an address while a batch is signed waits for that batch', async () => {
  let answer;
  let calls = 0;
  const urls = new PartUrls(() => ((calls += 1), new Promise((resolve) => (answer = resolve))), () => 0);
  const both = [urls.get(1, [2]), urls.get(2, [])];
  answer([{ partNumber: 1, url: 'a' }, { partNumber: 2, url: 'b' }]);
  assert.deepEqual(await Promise.all(both), ['a', 'b']);
  assert.equal(calls, 1);
});

const kParts = [{ partNumber: 1, etag: kMd5('a'), sizeBytes: 10 }, { partNumber: 3, etag: null, sizeBytes: 5 }];

/** A file of 25 bytes in three parts, two of which the store says to hold. */
function ledgerOf(parts = kParts, trusted = () => true) {
  const ledger = new PartLedger(25);
  ledger.begin({ partCount: 3, partSize: 10, parts }, trusted);
  return ledger;
}

test('the ledger sends what the store lacks, does not hold whole, or cannot be trusted with', () => {
  const wanted = (ledger) => [ledger.next(), ledger.next(), ledger.next()].filter((n) => n !== undefined);
  assert.deepEqual(wanted(ledgerOf()), [2]);
  assert.deepEqual(wanted(ledgerOf([{ partNumber: 1, etag: kMd5('a'), sizeBytes: 9 }])), [1, 2, 3]);
  assert.deepEqual(wanted(ledgerOf(kParts, ({ etag }) => etag !== null)), [2, 3]);
});

test('bytes count once: on their way, taken back, arrived, and found missing', () => {
  const ledger = ledgerOf();
  assert.equal(ledger.sentBytes, 15);
  ledger.fly(2, 6);
  ledger.fly(2, 0);
  ledger.fly(2, 4);
  assert.equal(ledger.sentBytes, 19);
  ledger.hold(2, kMd5('b'));
  assert.deepEqual([ledger.sentBytes, ledger.heldCount], [25, 3]);
  ledger.hold(2, kMd5('b'));
  assert.equal(ledger.sentBytes, 25);
  ledger.lack([2, 3]);
  assert.deepEqual([ledger.sentBytes, ledger.heldCount, ledger.ahead(5), ledger.span(3)], [10, 1, [2, 3], [20, 25]]);
});

test('the ledger claims only what it can prove', () => {
  const ledger = ledgerOf();
  ledger.hold(2, `${kMd5('c')}-2`);
  assert.deepEqual(ledger.claims(), [{ partNumber: 1, etag: kMd5('a') }]);
  assert.deepEqual([kMd5('a'), kMd5('b'), null].map((etag) => ledger.knows({ partNumber: 1, etag })), [true, false, false]);
  assert.equal(ledger.knows({ partNumber: 3, etag: null }), false);
});
