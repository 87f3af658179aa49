// The AWS SDK for JavaScript, as it comes, against the embedded store: streams, which it sends in HTTP's own chunks.
// Plain, by the server's own TLS, and behind the proxies of README.md.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { test } from 'node:test';

import * as s3 from '@aws-sdk/client-s3';

import { kProxies } from '../proxies/proxies.mjs';
import { clientOf } from './aws_sdk.mjs';
import { startBehind, startPlain, startTls } from './served.mjs';

const kFile = randomBytes(7_000_001);
const kBlock = 50_000;

/** The bytes as they come from a pipe: in blocks, with no length. */
function streamOf(bytes) {
  return Readable.from((function* blocks() {
    for (let at = 0; at < bytes.length; at += kBlock) yield bytes.subarray(at, at + kBlock);
  })());
}

const places = [
  ['in the clear', startPlain], ['over the server\'s own TLS', startTls],
  ...kProxies.map(([name, startProxy]) => [`behind ${name}`, startBehind(startProxy)]),
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
