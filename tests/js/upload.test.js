import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ApiError, NetworkError } from '../../static/js/api.js';
import { FakeServer, fileOf, lost, settle } from './fakes.js';
import { uploadTo } from './upload_test_setup.js';

test('a file goes up in parts, each reported, and is completed', async () => {
  const server = new FakeServer({ size: 45, partSize: 10 });
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(upload.state.phase, 'done');
  assert.equal(upload.state.sentBytes, 45);
  assert.deepEqual([...server.stored].sort(), [[1, 10], [2, 10], [3, 10], [4, 10], [5, 5]]);
  assert.deepEqual(server.reported.map((r) => [r.n, r.etag, r.size]).sort()[4], [5, server.etagOf(5), 5]);
  assert.ok(server.reported.every((r) => r.uploadId === server.session().uploadId), 'each says which upload it is of');
  assert.equal(server.calls.at(-1), 'complete');
});

test('beyond the first URLs more are signed in batches, not one by one', async () => {
  const server = new FakeServer({ size: 400, partSize: 10 });
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(server.stored.size, 40);
  const signings = server.calls.filter((call) => call === 'sign').length;
  assert.ok(signings >= 1 && signings <= 4, `${signings} signings`);
});

test('parts that the store holds are not sent again', async () => {
  const server = new FakeServer({ size: 50, partSize: 10 });
  server.stored = new Map([[1, 10], [3, 10], [4, 10]]);
  const { upload } = uploadTo(server);
  await upload.run();
  assert.deepEqual(server.puts.map((put) => put.n).sort(), [2, 5]);
  assert.equal(upload.state.phase, 'done');
});

test('with every part held nothing is sent and the upload is completed', async () => {
  const server = new FakeServer({ size: 20, partSize: 10 });
  server.stored = new Map([[1, 10], [2, 10]]);
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(server.puts.length, 0);
  assert.equal(upload.state.phase, 'done');
});

test('a pause takes back what is on its way at once, and resume sends it again', async () => {
  const server = new FakeServer({ size: 80, partSize: 10 });
  server.automatic = false;
  const { upload, states } = uploadTo(server);
  const run = upload.run();
  await settle();
  server.puts[0].answer(200);
  await settle();
  assert.equal(server.flying, 3);
  server.puts[1].progress(7);
  assert.equal(upload.state.sentBytes, 17);
  upload.pause();
  assert.equal(server.flying, 0, 'before anything else happens');
  await settle();
  assert.deepEqual([upload.state.phase, upload.state.sentBytes, upload.state.retries], ['paused', 10, 0]);
  assert.equal(states.at(-1).phase, 'paused');
  server.automatic = true;
  upload.resume();
  await run;
  assert.equal(upload.state.phase, 'done');
  assert.deepEqual(server.puts.map((put) => put.n), [1, 2, 3, 4, 2, 3, 4, 5, 6, 7, 8]);
});

test('a part that arrives in the moment of a pause is not sent again', async () => {
  const server = new FakeServer({ size: 20, partSize: 10 });
  server.automatic = false;
  const { upload } = uploadTo(server);
  const run = upload.run();
  await settle();
  server.puts[0].answer(200);
  upload.pause();
  await settle();
  assert.equal(upload.state.sentBytes, 10);
  server.automatic = true;
  upload.resume();
  await run;
  assert.deepEqual(server.puts.map((put) => put.n), [1, 2, 2]);
});

test('paused while a part waits to be tried again, it waits for resume', async () => {
  const server = new FakeServer({ size: 10, partSize: 10 });
  server.automatic = false;
  const { upload, clock } = uploadTo(server);
  const run = upload.run();
  await settle();
  server.puts[0].lose();
  await settle();
  upload.pause();
  await clock.advance(60_000);
  assert.deepEqual([upload.state.phase, server.puts.length], ['paused', 1]);
  upload.resume();
  await settle();
  server.puts[1].answer(200);
  await run;
  assert.equal(upload.state.phase, 'done');
});

test('stopping aborts in the store and sends nothing more', async () => {
  const server = new FakeServer({ size: 100, partSize: 10 });
  server.automatic = false;
  const { upload } = uploadTo(server);
  const run = upload.run();
  await settle();
  const before = server.puts.length;
  await upload.stop('stopped by the person');
  await run;
  assert.equal(upload.state.phase, 'aborted');
  assert.equal(server.puts.length, before);
  assert.ok(server.calls.includes('abort:stopped by the person'));
});

test('a lost answer of complete is no failure when the job has moved on', async () => {
  const server = new FakeServer();
  server.failAfter.complete = [lost()];
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(upload.state.phase, 'done');
  assert.equal(server.calls.filter((call) => call === 'complete').length, 1);
});

test('a complete that never arrived is sent again', async () => {
  const server = new FakeServer();
  server.fail.complete = [lost()];
  const { upload, clock } = uploadTo(server);
  const run = upload.run();
  await clock.advance(2000);
  await run;
  assert.equal(upload.state.phase, 'done');
  assert.equal(server.calls.filter((call) => call === 'complete').length, 2);
});

test('parts that the store misses at the end are sent again', async () => {
  const server = new FakeServer({ size: 30, partSize: 10 });
  server.fail.complete = [new ApiError(409, { code: 'parts_missing', missing: [2] })];
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(upload.state.phase, 'done');
  assert.deepEqual(server.puts.map((put) => put.n).sort(), [1, 2, 2, 3]);
});

test('a refusal of complete is shown', async () => {
  const server = new FakeServer();
  server.fail.complete = [new ApiError(409, { code: 'wrong_status', detail: 'Not now.' })];
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(upload.state.phase, 'failed');
  assert.match(upload.state.error.message, /^This cannot be done now/);
});

test('a part of another size than it should have is sent again', async () => {
  const server = new FakeServer({ size: 30, partSize: 10 });
  server.stored = new Map([[1, 10], [2, 4]]);
  const { upload } = uploadTo(server);
  await upload.run();
  assert.deepEqual(server.puts.map((put) => put.n).sort(), [2, 3]);

  const late = new FakeServer({ size: 30, partSize: 10 });
  late.before.complete = () => late.calls.filter((call) => call === 'complete').length === 1 && late.stored.set(2, 4);
  late.fail.complete = [new ApiError(409, { code: 'size_mismatch', detail: 'Part 2 has 4 bytes.' })];
  const other = uploadTo(late);
  await other.upload.run();
  assert.equal(other.upload.state.phase, 'done');
  assert.deepEqual(late.puts.map((put) => put.n), [1, 2, 3, 2]);
});

test('a store that takes parts and never holds them ends with a reason', async () => {
  const server = new FakeServer({ size: 10, partSize: 10 });
  server.before.complete = () => server.stored.clear();
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(upload.state.phase, 'failed');
  assert.deepEqual([upload.state.error.code, upload.state.mend], ['not_whole', 'nothing']);
  assert.equal(server.puts.length, 5);
});

test('what another sender put in place of a part of ours is found when completing, and sent again', async () => {
  const server = new FakeServer({ size: 30, partSize: 10 });
  server.before.complete = () => server.calls.filter((call) => call === 'complete').length === 1 && server.replaced.add(2);
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(upload.state.phase, 'done');
  assert.deepEqual(server.puts.map((put) => put.n), [1, 2, 3, 2]);
});

test('a browser that cannot read ETags leaves it to the server what arrived', async () => {
  const server = new FakeServer({ size: 30, partSize: 10 });
  server.etagReadable = false;
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(upload.state.phase, 'done');
  assert.equal(server.reported[0].etag, null);
});

test('an upload of the most parts goes up: each once, signed in batches', async () => {
  const server = new FakeServer({ size: 9_999 * 10 + 3, partSize: 10 });
  for (let n = 1; n <= 7_000; n += 1) server.stored.set(n, 10);
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(upload.state.phase, 'done');
  assert.equal(server.stored.size, 10_000);
  assert.deepEqual([server.puts.length, new Set(server.puts.map((put) => put.n)).size], [3_000, 3_000]);
  assert.ok(server.calls.filter((call) => call === 'sign').length <= 160);
});

test('while the server is away at the end, nothing is called a failure; what it then says counts', async () => {
  const server = new FakeServer({ size: 10, partSize: 10 });
  server.failAfter.complete = [lost()];
  server.fail.job = [lost(), lost(), lost()];
  const { upload, clock, states } = uploadTo(server);
  const run = upload.run();
  await clock.advance(60_000);
  await run;
  assert.equal(upload.state.phase, 'done');
  assert.ok(!states.some((state) => state.phase === 'failed'));
});

test('an upload that was stopped elsewhere is no failure here', async () => {
  const server = new FakeServer({ size: 10, partSize: 10 });
  server.automatic = false;
  const { upload, states } = uploadTo(server);
  const run = upload.run();
  await settle();
  server.status = 'FAILED';
  server.puts[0].answer(404);
  await run;
  assert.equal(upload.state.phase, 'aborted');
  assert.ok(!states.some((state) => state.phase === 'failed'));
});

test('a lost answer of prepare is repeated', async () => {
  const server = new FakeServer();
  server.failAfter.prepare = [lost(), lost()];
  const { upload, clock } = uploadTo(server);
  const run = upload.run();
  await clock.advance(5000);
  await run;
  assert.equal(upload.state.phase, 'done');
});

test('an upload that was finished elsewhere is done, not failed', async () => {
  const server = new FakeServer();
  server.status = 'PROCESSING';
  server.fail.prepare = [new ApiError(409, { code: 'wrong_status', detail: 'Not now.' })];
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(upload.state.phase, 'done');
});

test('a report that fails does not stop the upload', async () => {
  const server = new FakeServer();
  server.fail.report = [lost(), lost(), lost(), lost(), lost()];
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(upload.state.phase, 'done');
});

test('after a failure the upload goes on with what is missing', async () => {
  const server = new FakeServer({ size: 30, partSize: 10 });
  server.automatic = false;
  const { upload } = uploadTo(server);
  let run = upload.run();
  await settle();
  server.puts[0].answer(200);
  server.puts[1].answer(507);
  await run;
  assert.equal(upload.state.phase, 'failed');
  assert.deepEqual([upload.state.error.code, upload.state.mend], ['store_full', 'operator']);
  server.automatic = true;
  await upload.run();
  assert.equal(upload.state.phase, 'done');
  assert.deepEqual(server.puts.slice(3).map((put) => put.n).sort(), [2, 3]);
});

test('a file that would be refused is refused by its ends, before anything of it is sent, and another one is asked for', async () => {
  const server = new FakeServer();
  server.dislikes = new ApiError(422, { code: 'not_a_video', detail: 'this file is a PDF document' });
  const { upload } = uploadTo(server);
  await upload.run();
  assert.deepEqual([upload.state.phase, upload.state.error.code, upload.state.mend], ['failed', 'not_a_video', 'file']);
  assert.deepEqual([server.calls.includes('prepare'), server.puts.length], [false, 0]);
});

test('of a large file the first and the last bytes are looked at, of a small one all', async () => {
  for (const [size, head, bytes] of [[75, 75, 75], [1_500_000, 1_179_648, 1_500_000], [9_000_000, 1_179_648, 1_179_648 + 786_432]]) {
    const server = new FakeServer({ size, partSize: size });
    const { upload } = uploadTo(server);
    await upload.run();
    assert.deepEqual(server.looked, [{ sizeBytes: size, headBytes: head, bytes }]);
  }
});

test('where the ends cannot be looked at now the file is sent: the server judges it all the same', async () => {
  for (const trouble of [new NetworkError(), new ApiError(429, { code: 'rate_limited' }), new ApiError(404, { code: 'not_found' })]) {
    const server = new FakeServer();
    server.dislikes = trouble;
    const { upload } = uploadTo(server);
    await upload.run();
    assert.equal(upload.state.phase, 'done');
  }
});
