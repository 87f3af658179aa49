import assert from 'node:assert/strict';
import { test } from 'node:test';

import { FakeServer, lost, settle } from './fakes.js';
import { uploadTo } from './upload_test_setup.js';

/** An upload of one part whose PUTs the test answers. */
async function onePart() {
  const server = new FakeServer({ size: 10, partSize: 10 });
  server.automatic = false;
  const { upload, clock, states } = uploadTo(server);
  const run = upload.run();
  await settle();
  return { server, upload, clock, states, run };
}

test('a part that fails is tried again after doubling waits', async () => {
  const { server, upload, clock, run } = await onePart();
  for (const [i, wait] of [750, 1500, 3000].entries()) {
    server.puts[i].answer(500);
    await settle();
    assert.equal(upload.state.trouble.attempt, i + 1);
    await clock.advance(wait - 1);
    assert.equal(server.puts.length, i + 1);
    await clock.advance(1);
    assert.equal(server.puts.length, i + 2);
  }
  server.puts[3].answer(200);
  await run;
  assert.equal(upload.state.phase, 'done');
  assert.equal(upload.state.retries, 3);
});

test('a store that cannot take a part now is waited for, however long', async () => {
  const { server, upload, clock, run } = await onePart();
  for (let i = 0; i < 20; i += 1) {
    server.puts[i].answer([500, 502, 503, 504, 429, 408][i % 6]);
    await clock.advance(30_000);
  }
  assert.deepEqual([upload.state.phase, upload.state.trouble], ['sending', null]);
  server.puts[20].answer(200);
  await run;
  assert.equal(upload.state.phase, 'done');
});

test('a store without room, and one that knows no such upload, end it at once with the reason', async () => {
  for (const [status, code] of [[507, 'store_full'], [404, 'part_refused'], [413, 'part_too_large']]) {
    const { server, upload, run } = await onePart();
    server.puts[0].answer(status);
    await run;
    assert.equal(upload.state.phase, 'failed');
    assert.equal(upload.state.error.code, code);
  }
});

test('a store that answers, but never this page, is named with its rule; one that is away is waited for', async () => {
  const server = new FakeServer({ size: 10, partSize: 10 });
  server.automatic = false;
  const asked = [];
  let there = false;
  const { upload, clock } = uploadTo(server, { reaches: async (url) => (asked.push(new URL(url).origin), there) });
  const run = upload.run();
  for (let i = 0; i < 4; i += 1) {
    await settle();
    server.puts[i].lose();
    await clock.advance(30_000);
  }
  assert.deepEqual(asked, ['https://store.example', 'https://store.example']);
  assert.equal(upload.state.phase, 'sending');
  there = true;
  server.puts[4].lose();
  await run;
  assert.deepEqual([upload.state.error.code, upload.state.error.about], ['cors', { store: 'https://store.example', page: 'https://page.example' }]);
});

test('a store that has taken bytes from this page is not suspected of its rule', async () => {
  const server = new FakeServer({ size: 10, partSize: 10 });
  server.automatic = false;
  const { upload, clock } = uploadTo(server, { reaches: async () => true });
  const run = upload.run();
  for (let i = 0; i < 5; i += 1) {
    await settle();
    server.puts[i].progress(3);
    server.puts[i].lose();
    await clock.advance(30_000);
  }
  server.puts[5].answer(200);
  await run;
  assert.equal(upload.state.phase, 'done');
});

test('a line that loses a part carries fewer at once until it is seen to carry more', async () => {
  const server = new FakeServer({ size: 100, partSize: 10 });
  server.automatic = false;
  const { upload, clock } = uploadTo(server);
  const run = upload.run();
  await settle();
  assert.equal(server.flying, 3);
  server.puts[0].lose();
  server.puts[1].answer(200);
  server.puts[2].answer(200);
  await settle();
  assert.equal(server.flying, 0, 'the one that is waiting is the only one');
  await clock.advance(1000);
  assert.equal(server.flying, 1);
  server.automatic = true;
  server.puts[3].answer(200);
  await run;
  assert.equal(upload.state.phase, 'done');
});

test('with one URL refused, those that are as old are signed again before they are tried', async () => {
  const server = new FakeServer({ size: 100, partSize: 10 });
  server.automatic = false;
  const { upload } = uploadTo(server);
  const run = upload.run();
  await settle();
  server.automatic = true;
  server.puts[0].answer(403);
  await settle();
  server.puts[1].answer(200);
  server.puts[2].answer(200);
  await run;
  const used = server.puts.slice(3).map((put) => Number(new URL(put.url).searchParams.get('sig')));
  assert.ok(Math.min(...used) > 10, `signed anew: ${used}`);
  assert.equal(upload.state.phase, 'done');
});

test('a URL is used for half of what it is good for', async () => {
  const server = new FakeServer({ size: 40, partSize: 10 });
  server.automatic = false;
  server.expires = 60;
  const { upload, clock } = uploadTo(server);
  const run = upload.run();
  await settle();
  await clock.advance(31_000);
  server.puts[0].answer(200);
  await settle();
  assert.equal(server.calls.filter((call) => call === 'sign').length, 1);
  server.puts.slice(1).forEach((put) => put.answer(200));
  await settle();
  await run;
  assert.equal(upload.state.phase, 'done');
});

test('a lost connection is waited out, however long', async () => {
  const { server, upload, clock, run } = await onePart();
  for (let i = 0; i < 20; i += 1) {
    server.puts[i].lose();
    await clock.advance(30_000);
  }
  server.puts[20].answer(200);
  await run;
  assert.equal(upload.state.phase, 'done');
});

test('the network’s return ends the wait at once', async () => {
  const { server, upload, run } = await onePart();
  server.puts[0].lose();
  await settle();
  assert.equal(server.puts.length, 1);
  upload.hurry();
  await settle();
  assert.equal(server.puts.length, 2);
  server.puts[1].answer(200);
  await run;
});

test('a refused URL is signed again at once, on 403 and on 400', async () => {
  for (const status of [403, 400]) {
    const { server, upload, run } = await onePart();
    server.puts[0].answer(status);
    await settle();
    assert.equal(server.puts.length, 2);
    assert.notEqual(server.puts[1].url, server.puts[0].url);
    server.puts[1].answer(200);
    await run;
    assert.equal(upload.state.phase, 'done');
  }
});

test('fresh URLs refused again and again end the upload with a reason', async () => {
  const { server, upload, clock, run } = await onePart();
  for (let i = 0; i < 5; i += 1) {
    server.puts[i].answer(403);
    await clock.advance(30_000);
  }
  await run;
  assert.equal(upload.state.phase, 'failed');
  assert.equal(upload.state.error.code, 'refused');
});

test('a URL that has grown old in a pause is signed again before use', async () => {
  const { server, upload, clock, run } = await onePart();
  upload.pause();
  server.puts[0].lose();
  await clock.advance(6 * 60_000);
  upload.resume();
  await settle();
  assert.equal(server.calls.filter((call) => call === 'sign').length, 1);
  assert.notEqual(server.puts[1].url, server.puts[0].url);
  server.puts[1].answer(200);
  await run;
});

test('a connection on which nothing moves for a minute is taken for dead', async () => {
  const { server, clock, run } = await onePart();
  await clock.advance(50_000);
  server.puts[0].progress(5);
  await clock.advance(50_000);
  assert.equal(server.puts.length, 1);
  await clock.advance(11_000);
  assert.equal(server.puts.length, 2);
  server.puts[1].answer(200);
  await run;
});

test('signing that fails is repeated', async () => {
  const { server, upload, clock, run } = await onePart();
  server.fail.sign = [lost(), lost()];
  server.puts[0].answer(403);
  await clock.advance(5000);
  assert.equal(server.puts.length, 2);
  server.puts[1].answer(200);
  await run;
  assert.equal(upload.state.phase, 'done');
});

test('progress of a part counts, and is taken back when the part fails', async () => {
  const { server, upload, clock, run } = await onePart();
  server.puts[0].progress(6);
  assert.equal(upload.state.sentBytes, 6);
  server.puts[0].lose();
  await settle();
  assert.equal(upload.state.sentBytes, 0);
  await clock.advance(1000);
  server.puts[1].answer(200);
  await run;
  assert.equal(upload.state.sentBytes, 10);
});

test('what is shown never falls back while parts succeed', async () => {
  const server = new FakeServer({ size: 100, partSize: 10 });
  const { upload, states } = uploadTo(server);
  await upload.run();
  const sent = states.map((state) => state.sentBytes);
  assert.deepEqual(sent, [...sent].sort((a, b) => a - b));
});

test('a file that can no longer be read is named as the reason', async () => {
  const server = new FakeServer({ size: 10, partSize: 10 });
  server.automatic = false;
  const { upload } = uploadTo(server, { file: goingFile() });
  const run = upload.run();
  await settle();
  server.puts[0].lose();
  await run;
  assert.equal(upload.state.phase, 'failed');
  assert.deepEqual([upload.state.error.code, upload.state.mend], ['file_gone', 'file']);
});

/** A file whose bytes are gone. */
function goingFile() {
  const gone = { size: 10, slice: () => gone, arrayBuffer: () => Promise.reject(new Error('NotReadableError')) };
  return { name: 'film.mp4', size: 10, type: '', slice: () => gone };
}
