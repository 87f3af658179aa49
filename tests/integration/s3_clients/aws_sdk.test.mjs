// The AWS SDK for JavaScript, as it comes, against the embedded store: streams, which it sends in HTTP's own chunks.
// Plain, by the server's own TLS, and behind the proxies of README.md.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';

import * as s3 from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';

import { startCaddy, startNginx } from '../proxies/proxies.mjs';
import { startServer, temporaryFolder } from '../proxies/server.mjs';

const kCredentials = { accessKeyId: 'CLIPBOXTESTS', secretAccessKey: 'a+secret/of+the/tests' };
const kSettings = ['data.keep_free=0', `storage.access_key_id=${kCredentials.accessKeyId}`, `storage.secret_access_key=${kCredentials.secretAccessKey}`];
const kFile = randomBytes(7_000_001);
const kBlock = 50_000;

/** The bytes as they come from a pipe: in blocks, with no length. */
function streamOf(bytes) {
  return Readable.from((function* blocks() {
    for (let at = 0; at < bytes.length; at += kBlock) yield bytes.subarray(at, at + kBlock);
  })());
}

/** A client of that address, and the heads of what it sent. */
function clientOf(t, endpoint, more = {}) {
  const lookup = (name, options, done) => (options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4));
  const requestHandler = new NodeHttpHandler({ httpsAgent: new Agent({ rejectUnauthorized: false, lookup }) });
  const client = new s3.S3Client({ endpoint, region: 'auto', credentials: kCredentials, forcePathStyle: true, requestHandler, maxAttempts: 1, ...more });
  t.after(() => client.destroy());
  const heads = [];
  client.middlewareStack.add((next) => (call) => {
    heads.push(call.request.headers);
    return next(call);
  }, { step: 'finalizeRequest', priority: 'low' });
  return { client, heads };
}

async function startPlain(t) {
  const { port } = await startServer(t, kSettings);
  return `http://127.0.0.1:${port}`;
}

async function startTls(t) {
  const folder = await temporaryFolder(t);
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', '-subj', '/CN=localhost',
    '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const { port } = await startServer(t, [...kSettings, `server.tls_cert=${certificate}`, `server.tls_key=${key}`]);
  return `https://127.0.0.1:${port}`;
}

const startBehind = (startProxy) => async (t) => {
  const proxy = await startProxy(t);
  const { port } = await startServer(t, [...kSettings, `server.public_url=${proxy.origin}`]);
  await proxy.forwardTo(port);
  return proxy.origin;
};

const places = [
  ['in the clear', startPlain], ['over the server\'s own TLS', startTls],
  ['behind nginx', startBehind(startNginx)], ['behind Caddy', startBehind(startCaddy)],
];

for (const [where, start] of places) {
  test(`${where} a stream is stored as it was sent, as an object and as a part`, async (t) => {
    const endpoint = await start(t);
    const { client, heads } = clientOf(t, endpoint);
    const bodyOf = async (Key) => Buffer.from(await (await client.send(new s3.GetObjectCommand({ Bucket: 'clipbox', Key }))).Body.transformToByteArray());
    const sent = async (command) => {
      const answer = await client.send(command);
      assert.equal(heads.at(-1)['transfer-encoding'], 'chunked', 'the SDK sends a stream so');
      return answer;
    };

    await sent(new s3.PutObjectCommand({ Bucket: 'clipbox', Key: 'known length', Body: streamOf(kFile), ContentLength: kFile.length }));
    assert.equal(heads.at(-1)['x-amz-decoded-content-length'], String(kFile.length));
    assert.ok((await bodyOf('known length')).equals(kFile));

    await sent(new s3.PutObjectCommand({ Bucket: 'clipbox', Key: 'empty', Body: Readable.from([]), ContentLength: 0 }));
    assert.equal((await bodyOf('empty')).length, 0);

    const upload = { Bucket: 'clipbox', Key: 'in parts' };
    const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand(upload));
    const Parts = [];
    for (const PartNumber of [1, 2]) {
      const answer = await sent(new s3.UploadPartCommand({ ...upload, UploadId, PartNumber, Body: streamOf(kFile), ContentLength: kFile.length }));
      Parts.push({ PartNumber, ETag: answer.ETag, ChecksumCRC32: answer.ChecksumCRC32 });
    }
    await client.send(new s3.CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts } }));
    assert.ok((await bodyOf('in parts')).equals(Buffer.concat([kFile, kFile])));

    // With a checksum of its own making this SDK knows no stream of unknown length.
    const bare = clientOf(t, endpoint, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    await bare.client.send(new s3.PutObjectCommand({ Bucket: 'clipbox', Key: 'unknown length', Body: streamOf(kFile) }));
    assert.equal(bare.heads.at(-1)['x-amz-content-sha256'], 'UNSIGNED-PAYLOAD');
    assert.equal(bare.heads.at(-1)['content-length'], undefined);
    assert.ok((await bodyOf('unknown length')).equals(kFile));
  });
}

test('a stream that is shorter or longer than it was said to be stores nothing', async (t) => {
  const { client } = clientOf(t, await startPlain(t));
  for (const wrong of [-1, 1]) {
    const put = new s3.PutObjectCommand({ Bucket: 'clipbox', Key: 'wrong', Body: streamOf(kFile), ContentLength: kFile.length + wrong });
    await assert.rejects(client.send(put), { name: 'IncompleteBody' });
  }
  await assert.rejects(client.send(new s3.HeadObjectCommand({ Bucket: 'clipbox', Key: 'wrong' })), { name: 'NotFound' });
});
