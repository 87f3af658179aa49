// The snippets of README.md, run: each proxy as it stands there, before the real binary, over TLS.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';

import { call, fetchBytes, openEvents } from './https_client.mjs';
import { kProxies } from './proxies.mjs';
import { startServer } from './server.mjs';

const kPartSize = 16 * 1024 * 1024;
const kFile = randomBytes(kPartSize + 1_000_000);

// How clipbox may learn the name that browsers use.
const namings = [
  ['by its public URL', (origin) => `server.public_url=${origin}`],
  ['by the forwarded host and scheme', (origin) => `server.allow_hosts=${new URL(origin).hostname}`],
];

for (const [name, startProxy] of kProxies) {
  for (const [how, setting] of namings) {
    test(`behind ${name}, known ${how}, a person signs in, uploads a part of 16 MiB and sees events at once`, async (t) => {
      const proxy = await startProxy(t);
      const server = await startServer(t, [setting(proxy.origin), `storage.part_size=${kPartSize}`, 'youtube.metadata=off']);
      await proxy.forwardTo(server.port);

      const page = await call(proxy.origin, 'GET', '/');
      assert.equal(page.status, 200);
      assert.match(page.headers['content-type'], /^text\/html/);
      assert.match(page.headers['content-security-policy'], /default-src 'self'/);
      assert.equal(page.headers['x-content-type-options'], 'nosniff');

      const account = { setupToken: server.setupToken, username: 'ada', password: 'a long enough password' };
      const signedIn = await call(proxy.origin, 'POST', '/api/v1/setup', account);
      assert.equal(signedIn.status, 200, signedIn.text);
      const cookie = signedIn.headers['set-cookie'][0];
      assert.match(cookie, /; Secure/, 'the browser came over TLS, as the proxy says');
      const as = { cookie: cookie.split(';')[0], origin: proxy.origin };
      const api = async (method, path, body) => {
        const answer = await call(proxy.origin, method, `/api/v1${path}`, body, as);
        assert.equal(Math.floor(answer.status / 100), 2, `${method} ${path}: ${answer.text}`);
        return answer.json;
      };

      const { id } = await api('POST', '/jobs', { url: 'https://youtu.be/dQw4w9WgXcQ', autoProcess: false });
      const events = await openEvents(proxy.origin, `/api/v1/jobs/${id}/events`, as);
      t.after(() => events.close());
      assert.equal((await events.next('job')).status, 'CREATED', 'the job comes at once on connecting');
      await api('PATCH', `/jobs/${id}`, { title: 'Mine' });
      const asked = performance.now();
      let seen;
      do seen = await events.next('job'); while (seen.status !== 'META_READY');
      assert.ok(performance.now() - asked < 1000, 'an event is not held back');

      await api('POST', `/jobs/${id}/rights`, { confirmed: true });
      const session = await api('POST', `/jobs/${id}/upload`, { fileName: 'a.bin', sizeBytes: kFile.length, contentType: '' });
      assert.equal(session.partSize, kPartSize);
      for (const { partNumber, url } of session.partUrls) {
        assert.equal(new URL(url).origin, proxy.origin, 'a link leads to the address that the browser uses');
        const bytes = kFile.subarray((partNumber - 1) * kPartSize, partNumber * kPartSize);
        const put = await fetchBytes('PUT', url, bytes);
        assert.equal(put.status, 200, put.bytes.toString());
        await api('PUT', `/jobs/${id}/upload/parts/${partNumber}`, { etag: put.headers.etag, sizeBytes: bytes.length });
      }
      await api('POST', `/jobs/${id}/upload/complete`, {});
      const source = await fetchBytes('GET', (await api('GET', `/jobs/${id}/source/url`)).url);
      assert.ok(source.bytes.equals(kFile), 'what comes back is what was sent');

      const stranger = await call(proxy.origin, 'DELETE', `/api/v1/jobs/${id}`, undefined, { ...as, origin: 'https://elsewhere.example' });
      assert.equal(stranger.json.code, 'cross_site');
    });
  }
}
