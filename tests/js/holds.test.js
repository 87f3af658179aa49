import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ApiError } from '../../static/js/api.js';
import { Holds } from '../../static/js/upload/holds.js';
import { FakeServer, lost, ManualClock, settle } from './fakes.js';
import { uploadTo } from './upload_test_setup.js';

/** Holds whose calls the test answers in turn. */
function holdsWith(...answers) {
  const clock = new ManualClock();
  const calls = [];
  const api = {
    change: async (...given) => {
      calls.push(given);
      const answer = await answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return { holds: new Holds(api, clock, () => 0.5), clock, calls };
}

const kHeld = { id: 'j', autoProcess: false };

/** What the test answers later. */
function later() {
  let answer;
  const promise = new Promise((resolve) => (answer = resolve));
  return { promise, answer };
}

test('a job is held by one call, however often it is asked for meanwhile', async () => {
  const { promise, answer } = later();
  const { holds, calls } = holdsWith(promise, kHeld);
  const both = [holds.hold('j'), holds.hold('j')];
  answer(kHeld);
  assert.deepEqual(await Promise.all(both), [kHeld, kHeld]);
  assert.deepEqual(calls, [['j', { autoProcess: false }]]);
  await holds.hold('j');
  assert.equal(calls.length, 2, 'later it is asked anew');
});

test('a server that is away is told when it is back, and until then nothing is settled', async () => {
  const { holds, clock, calls } = holdsWith(lost(), new ApiError(503, {}), kHeld);
  const held = holds.hold('j');
  let settled = false;
  void holds.settled('j').then(() => (settled = true));
  await clock.advance(750);
  assert.deepEqual([calls.length, settled], [2, false]);
  holds.hurry();
  assert.equal(await held, kHeld);
  await settle();
  assert.equal(settled, true);
});

test('a refusal ends it: there is nothing to hold any more', async () => {
  const { holds } = holdsWith(new ApiError(409, { code: 'wrong_status' }));
  assert.equal(await holds.hold('j'), null);
  await holds.settled('j');
});

test('a refusal for another reason is the caller’s to know, and holds up nothing', async () => {
  for (const refusal of [new ApiError(401, { code: 'unauthenticated' }), new ApiError(507, { code: 'storage_full' })]) {
    const { holds, calls } = holdsWith(refusal, kHeld);
    const held = holds.hold('j');
    await Promise.all([assert.rejects(held, refusal), holds.settled('j')]);
    assert.equal(await holds.hold('j'), kHeld);
    assert.equal(calls.length, 2);
  }
});

test('another job does not wait for it', async () => {
  const { holds } = holdsWith(later().promise);
  void holds.hold('j');
  await holds.settled('another');
});

test('an upload is not completed before the hold of its job is settled, nor is a repeated try', async () => {
  const server = new FakeServer();
  const first = later();
  const { holds } = holdsWith(first.promise, later().promise);
  void holds.hold('j');
  server.fail.complete = [lost()];
  const { upload, clock } = uploadTo(server, { mayComplete: () => holds.settled('j') });
  void upload.run();
  await settle();
  assert.deepEqual([upload.state.phase, server.calls.includes('complete')], ['completing', false]);
  first.answer(kHeld);
  await settle();
  assert.equal(server.calls.filter((call) => call === 'complete').length, 1);
  void holds.hold('j'); // somebody chooses again, while the server is away
  await clock.advance(60_000);
  assert.equal(server.calls.filter((call) => call === 'complete').length, 1);
});
