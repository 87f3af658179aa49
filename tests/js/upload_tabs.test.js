// Two tabs on one job: with a lock between them, and without.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FakeServer, settle } from './fakes.js';
import { uploadTo } from './upload_test_setup.js';

/** One lock for all tabs, as Web Locks give it. */
function sharedLock() {
  let last = Promise.resolve();
  let held = 0;
  return async (_name, run, onWait) => {
    if (held) onWait();
    held += 1;
    const before = last;
    let letGo;
    last = new Promise((resolve) => (letGo = resolve));
    const ended = new Promise((_, reject) => run.addEventListener('abort', () => reject(run.reason)));
    await Promise.race([before, ended]).catch((error) => {
      held -= 1;
      letGo();
      throw error;
    });
    return () => {
      held -= 1;
      letGo();
    };
  };
}

test('the second tab waits for the first and finds the work done', async () => {
  const server = new FakeServer({ size: 60, partSize: 10 });
  server.automatic = false;
  const alone = sharedLock();
  const first = uploadTo(server, { alone });
  const second = uploadTo(server, { alone });
  const runs = [first.upload.run()];
  await settle();
  runs.push(second.upload.run());
  await settle();
  assert.deepEqual([first.upload.state.phase, second.upload.state.phase], ['sending', 'elsewhere']);
  assert.deepEqual([first.upload.active, second.upload.active], [true, false]);
  server.automatic = true;
  for (const put of [...server.puts]) put.answer(200);
  await Promise.all(runs);
  assert.deepEqual([first.upload.state.phase, second.upload.state.phase], ['done', 'done']);
  assert.equal(server.puts.length, 6);
});

test('the first tab closed, the second goes on with what is missing', async () => {
  const server = new FakeServer({ size: 60, partSize: 10 });
  server.automatic = false;
  const alone = sharedLock();
  const first = uploadTo(server, { alone });
  const second = uploadTo(server, { alone });
  const runs = [first.upload.run()];
  await settle();
  runs.push(second.upload.run());
  await settle();
  server.puts[0].answer(200);
  await settle();
  server.automatic = true;
  const before = server.puts.length;
  first.upload.drop();
  await Promise.all(runs);
  assert.deepEqual([first.upload.state.phase, second.upload.state.phase], ['aborted', 'done']);
  assert.deepEqual(server.puts.slice(before).map((put) => put.n), [2, 3, 4, 5, 6]);
});

test('a tab that waits can be told not to', async () => {
  const server = new FakeServer();
  server.automatic = false;
  const alone = sharedLock();
  void uploadTo(server, { alone }).upload.run();
  await settle();
  const { upload } = uploadTo(server, { alone });
  const run = upload.run();
  await settle();
  upload.drop();
  await run;
  assert.equal(upload.state.phase, 'aborted');
});

test('without a lock both send, and both end well', async () => {
  const server = new FakeServer({ size: 60, partSize: 10 });
  const one = uploadTo(server);
  const two = uploadTo(server);
  await Promise.all([one.upload.run(), two.upload.run()]);
  assert.deepEqual([one.upload.state.phase, two.upload.state.phase], ['done', 'done']);
  assert.equal(server.stored.size, 6);
});
