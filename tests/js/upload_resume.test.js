// Going on with an upload: only with the file whose parts are in the store.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isWrongFile } from '../../static/js/upload/faults.js';
import { differencesOf, expectSameFile } from '../../static/js/upload/source_file.js';
import { FakeServer, fileOf, settle } from './fakes.js';
import { uploadTo } from './upload_test_setup.js';

/** A server that holds some parts of a file of sevens. */
function halfway(held = [1, 2, 3, 4]) {
  const server = new FakeServer({ size: 75, partSize: 10 });
  for (const n of held) server.stored.set(n, server.sizeOf(n));
  return server;
}

test('the file is proved by first, last and one random finished part before a byte goes on', async () => {
  for (const [random, middle] of [[0, 2], [0.5, 4], [0.999, 5]]) {
    const looked = [];
    const file = fileOf('film.mp4', 75);
    const slice = file.slice.bind(file);
    file.slice = (from, to) => (looked.push(from / 10 + 1), slice(from, to));
    const { upload } = uploadTo(halfway([1, 2, 4, 5, 7]), { file, random: () => random });
    await upload.run();
    assert.equal(upload.state.phase, 'done');
    const [, , ...parts] = looked; // its two ends, which the server looks at, come first
    assert.deepEqual(parts.slice(0, 3), [1, 7, middle]);
    assert.deepEqual(parts.slice(3), [3, 6, 8]);
  }
});

test('a file of the same name and size but another content sends nothing, and the reason is said', async () => {
  const server = halfway();
  const { upload } = uploadTo(server, { file: fileOf('film.mp4', 75, 8) });
  await upload.run();
  assert.deepEqual([upload.state.phase, upload.state.wrongFile], ['failed', true]);
  assert.deepEqual([upload.state.error.code, upload.state.error.about], ['wrong_file', { name: 'film.mp4', from: 0, to: 10, part: 1 }]);
  assert.equal(server.puts.length, 0);
  assert.ok(!server.calls.includes('sign'));
});

test('a file that differs only in a part in the middle is found out when that one is drawn', async () => {
  const bytes = new Uint8Array(75).fill(7);
  bytes[25] = 8;
  const file = Object.assign(new Blob([bytes]), { name: 'film.mp4' });
  const { upload } = uploadTo(halfway(), { file, random: () => 0.9 });
  await upload.run();
  assert.equal(upload.state.error.about.part, 3);
});

test('under another name the same bytes go on, and the difference is told', async () => {
  const server = halfway();
  const { upload } = uploadTo(server, { file: fileOf('copy of film.mp4', 75) });
  await upload.run();
  assert.equal(upload.state.phase, 'done');
  assert.deepEqual(server.puts.map((put) => put.n), [5, 6, 7, 8]);
  assert.deepEqual(upload.state.differences, [{ kind: 'name', begun: 'film.mp4', now: 'copy of film.mp4' }]);
});

test('a file of another size is refused with both, whatever its name', async () => {
  const server = halfway();
  const { upload } = uploadTo(server, { file: fileOf('film.mp4', 74) });
  await upload.run();
  assert.deepEqual([upload.state.phase, upload.state.wrongFile], ['failed', true]);
  assert.deepEqual(upload.state.error.about, { name: 'film.mp4', size: 74, begun: 'film.mp4', begunSize: 75 });
  assert.equal(server.puts.length, 0);
});

test('another date is told, the same one is not', () => {
  const file = Object.assign(fileOf('a', 1), { lastModified: 1_700_000_000_000 });
  assert.deepEqual(differencesOf(file, { fileName: 'a', lastModified: '2023-11-14T22:13:20.000Z' }), []);
  assert.equal(differencesOf(file, { fileName: 'a', lastModified: '2023-11-14T22:13:22.000Z' }).length, 1);
  assert.deepEqual(differencesOf(file, { fileName: 'a', lastModified: null }), []);
});

test('a name is told by what the server keeps of it', () => {
  const begun = { fileName: 'my film.mp4', lastModified: null };
  assert.deepEqual(differencesOf(fileOf('my\n\u202Efilm\u2069.mp4', 1), begun), []);
  assert.equal(differencesOf(fileOf('film.mp4', 1), begun).length, 1);
});

test('parts whose ETag is no MD5 prove nothing and are sent again', async () => {
  const server = halfway();
  server.etagOf = (n) => `opaque-${n}`;
  const { upload } = uploadTo(server);
  await upload.run();
  assert.equal(upload.state.phase, 'done');
  assert.equal(server.puts.length, 8);
});

test('after a failure in this page the parts of its own are not proved again, and not sent again', async () => {
  const server = halfway([]);
  server.automatic = false;
  const { upload, states } = uploadTo(server);
  const run = upload.run();
  await settle();
  server.puts[0].answer(200);
  await settle();
  server.puts[1].answer(507);
  await run;
  assert.equal(upload.state.phase, 'failed');
  server.automatic = true;
  await upload.run();
  assert.equal(upload.state.phase, 'done');
  assert.ok(!states.some((state) => state.phase === 'checking'));
  assert.equal(server.puts.filter((put) => put.n === 1).length, 1);
});

test('stopped while the file is being proved, it reads no further', async () => {
  const run = new AbortController();
  run.abort();
  const proof = expectSameFile(fileOf('a', 10), [{ partNumber: 1, etag: 'x' }], () => [0, 10], () => 0, run.signal);
  await assert.rejects(proof, (error) => !isWrongFile(error));
});
