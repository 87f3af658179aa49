import assert from 'node:assert/strict';
import { test } from 'node:test';

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
  await assert.rejects(api.signIn('a', 'b'), { code: 'rate_limited', message: 'Too many tries. Try again in 14 min.' });
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
  assert.equal(new ApiError(500, { title: 'Internal' }).message, 'Internal');
});
