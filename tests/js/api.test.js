import assert from 'node:assert/strict';
import { test } from 'node:test';

import { speakIn } from './words_setup.js';
import { ApiError, createApi, NetworkError } from '../../static/js/api.js';

/** An API whose server answers what is given, in turn. */
function apiOf(...answers) {
  const seen = { requests: [], reachable: [], unauthenticated: 0 };
  const api = createApi({
    fetch: async (url, init) => {
      seen.requests.push({ url, ...init });
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      const [status, body] = answer;
      return new Response(body === null ? null : typeof body === 'string' ? body : JSON.stringify(body), { status });
    },
    onReachable: (yes) => seen.reachable.push(yes),
    onUnauthenticated: () => (seen.unauthenticated += 1),
  });
  return { api, seen };
}

test('a refusal carries the problem and speaks by its detail', async () => {
  const { api } = apiOf([422, { code: 'invalid_url', title: 'Bad', detail: 'That is a playlist.', reason: 'playlist' }]);
  await assert.rejects(api.createJob('x', 'k'), (error) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.status, error.code, error.message, error.problem.reason], [422, 'invalid_url', 'That is a playlist.', 'playlist']);
    return true;
  });
});

test('a refusal for a while says for how long', async () => {
  const api = createApi({
    fetch: async () => new Response('{"code":"rate_limited","detail":"Too many tries."}', { status: 429, headers: { 'Retry-After': '840' } }),
  });
  await assert.rejects(api.signIn('a', 'b'), { code: 'rate_limited', message: 'Too many sign-ins with this name failed. Try again in 14 min.' });
});

test('no answer is a NetworkError and is told; so is a proxy that stands alone', async () => {
  const { api, seen } = apiOf(new TypeError('failed'), [502, '<html>bad gateway</html>'], [200, { user: {} }]);
  await assert.rejects(api.session(), NetworkError);
  await assert.rejects(api.session(), NetworkError);
  await api.session();
  assert.equal(seen.reachable.at(-1), true);
  assert.ok(seen.reachable.includes(false));
});

test('503 in the server’s own words is a refusal', async () => {
  const { api } = apiOf([503, { code: 'store_unavailable', detail: 'The store does not answer.' }]);
  await assert.rejects(api.job('1'), { name: 'ApiError', code: 'store_unavailable' });
});

test('a session that ended is told, a wrong password is not', async () => {
  const { api, seen } = apiOf([401, { code: 'bad_credentials' }], [401, { code: 'unauthenticated' }]);
  await assert.rejects(api.signIn('a', 'b'));
  assert.equal(seen.unauthenticated, 0);
  await assert.rejects(api.job('1'));
  assert.equal(seen.unauthenticated, 1);
});

test('lists are read to their end, and on from there', async () => {
  const { api, seen } = apiOf([200, { items: [1, 2], nextCursor: 'c&d' }], [200, { items: [3], nextCursor: null }], [200, { items: [3, 4], nextCursor: null }]);
  const first = await api.timeline('j', '');
  assert.deepEqual(first.items, [1, 2, 3]);
  assert.match(seen.requests[1].url, /cursor=c%26d$/);
  assert.deepEqual((await api.timeline('j', first.cursor)).items, [3, 4]);
  assert.match(seen.requests[2].url, /cursor=c%26d$/);
});

test('a job is made with its key, ids are escaped, and an empty answer is null', async () => {
  const { api, seen } = apiOf([201, { id: '1' }], [204, null]);
  await api.createJob('https://youtu.be/x', 'key');
  assert.equal(seen.requests[0].headers['Idempotency-Key'], 'key');
  assert.deepEqual(JSON.parse(seen.requests[0].body), { url: 'https://youtu.be/x' });
  assert.equal(await api.deleteJob('a/b'), null);
  assert.equal(seen.requests[1].url, '/api/v1/jobs/a%2Fb');
});

test('an upload is completed with the etags that are known, and without any', async () => {
  const { api, seen } = apiOf([200, {}], [200, {}]);
  await api.completeUpload('j', []);
  await api.completeUpload('j', [{ partNumber: 1, etag: 'e' }]);
  assert.deepEqual(seen.requests.map((request) => request.body), ['{}', '{"parts":[{"partNumber":1,"etag":"e"}]}']);
});

test('a refusal of a field speaks of it as who typed it sees it, not by its pointer', () => {
  const refusal = new ApiError(422, { detail: '/title must be one line of text.', pointer: '/title' });
  assert.equal(refusal.message, 'This must be one line of text.');
  assert.equal(refusal.problem.pointer, '/title');
  assert.equal(new ApiError(422, { detail: 'Give t as seconds.', pointer: '/t' }).message, 'Give t as seconds.');
  assert.equal(new ApiError(418, { title: 'A teapot' }).message, 'A teapot');
});

test('what a proxy refuses is said as what it is, and what nobody knows by its number', () => {
  assert.match(new ApiError(413, {}).message, /too large for a proxy/);
  assert.match(new ApiError(429, {}, 5).message, /too many requests at once.*Try again in 5 s\.$/);
  assert.match(new ApiError(507, {}).message, /storage is full/);
  assert.equal(new ApiError(418, {}).message, 'The server answered 418.');
});

test('a quota says whose it is, and an error inside under which name the log has it', () => {
  const full = (setting) => new ApiError(507, { code: 'insufficient_storage', setting, detail: 'This file has 5000000 bytes' }).message;
  assert.match(full('limits.user_bytes'), /your share/);
  assert.match(full('limits.total_bytes'), /All videos of this server/);
  assert.match(full(undefined), /nearly full/);
  assert.match(new ApiError(429, { code: 'rate_limited', setting: 'limits.queued_jobs' }).message, /under way/);
  assert.match(new ApiError(500, { code: 'internal', detail: 'The log names it under 0123456789abcdef.' }).message, /under 0123456789abcdef/);
});

test('nobody who signed in is told of API tokens', () => {
  assert.equal(new ApiError(401, { code: 'unauthenticated', detail: 'Sign in, or send an API token as Authorization: Bearer.' }).message, 'You are not signed in any more. Sign in again.');
});

test('a call that means something of its own by a code says so', async () => {
  const { api } = apiOf([401, { code: 'bad_credentials' }], [401, { code: 'bad_credentials' }], [401, { code: 'bad_credentials' }]);
  await assert.rejects(api.signIn('a', 'b'), { message: /name or the password/ });
  await assert.rejects(api.setPassword('1', 'new', 'old'), { message: /old password/ });
  await assert.rejects(api.signInByLink('x'), { message: /sign-in link/ });
});

test('another language words what it knows, and quotes what only the server knows', () => {
  const link = new ApiError(422, { code: 'invalid_url', reason: 'playlist', detail: 'This is a playlist.' });
  const field = new ApiError(422, { code: 'invalid_field', detail: '/title must be one line.', pointer: '/title' });
  assert.equal(link.message, 'This is a playlist.');
  speakIn('de');
  assert.match(link.message, /^Das ist eine Playlist/);
  assert.match(field.message, /^Der Server nimmt diese Angabe nicht an: This must be one line\.$/);
  assert.equal(new ApiError(409, { code: 'of_the_future', detail: 'In English.' }).message, 'In English.');
  speakIn('en');
});
