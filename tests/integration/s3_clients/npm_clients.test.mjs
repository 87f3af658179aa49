// Other S3 clients of npm, each with its defaults and for what it is used for, against the embedded store.

import assert from 'node:assert/strict';
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';

import { Upload } from '@aws-sdk/lib-storage';
import aws2 from 'aws-sdk';
import { AwsClient } from 'aws4fetch';
import * as minio from 'minio';
import { S3SyncClient } from 's3-sync-client';

import { temporaryFolder } from '../proxies/server.mjs';
import { clientOf } from './aws_sdk.mjs';
import { kCredentials, startPlain } from './served.mjs';

const kFile = randomBytes(12_000_001);

async function collect(stream) {
  const blocks = [];
  for await (const block of stream) blocks.push(block);
  return Buffer.concat(blocks);
}

test('the AWS SDK of version 2 uploads, reads, lists, copies, signs and deletes', async (t) => {
  const endpoint = await startPlain(t);
  const s3 = new aws2.S3({ endpoint, region: 'auto', credentials: kCredentials, s3ForcePathStyle: true, signatureVersion: 'v4', maxRetries: 0 });
  const Bucket = 'version-2';
  await s3.createBucket({ Bucket }).promise();
  await s3.upload({ Bucket, Key: 'a/large ü.bin', Body: Readable.from([kFile]), Metadata: { note: 'mine' } }, { partSize: 5 << 20 }).promise();
  const got = await s3.getObject({ Bucket, Key: 'a/large ü.bin' }).promise();
  assert.ok(got.Body.equals(kFile));
  assert.equal(got.Metadata.note, 'mine');
  assert.match(got.ETag, /-3"$/);
  const part = await s3.getObject({ Bucket, Key: 'a/large ü.bin', Range: 'bytes=7-11' }).promise();
  assert.ok(part.Body.equals(kFile.subarray(7, 12)));
  await s3.copyObject({ Bucket, Key: 'copy', CopySource: `${Bucket}/${encodeURIComponent('a/large ü.bin')}` }).promise();

  const put = s3.getSignedUrl('putObject', { Bucket, Key: 'signed', ContentType: 'text/plain' });
  assert.equal((await fetch(put, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'signed' })).status, 200);
  const signed = await fetch(s3.getSignedUrl('getObject', { Bucket, Key: 'signed', ResponseContentDisposition: 'attachment; filename="x.txt"' }));
  assert.equal(await signed.text(), 'signed');
  assert.equal(signed.headers.get('content-disposition'), 'attachment; filename="x.txt"');
  const { url, fields } = s3.createPresignedPost({ Bucket, Fields: { key: 'form' } });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob(['by a form']));
  assert.equal((await fetch(url, { method: 'POST', body: form })).status, 204);
  assert.equal((await s3.getObject({ Bucket, Key: 'form' }).promise()).Body.toString(), 'by a form');

  const { Contents } = await s3.listObjectsV2({ Bucket }).promise();
  assert.deepEqual(Contents.map(({ Key }) => Key), ['a/large ü.bin', 'copy', 'form', 'signed']);
  await s3.deleteObjects({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })) } }).promise();
  await s3.deleteBucket({ Bucket }).promise();
});

test('the AWS SDK of version 3 sends a stream of unknown length by its upload manager', async (t) => {
  const { client } = clientOf(t, await startPlain(t));
  const done = await new Upload({ client, params: { Bucket: 'clipbox', Key: 'stream', Body: Readable.from([kFile]) } }).done();
  assert.match(done.ETag, /-3"$/);
  const aborted = new Upload({ client, params: { Bucket: 'clipbox', Key: 'aborted', Body: Readable.from([kFile]) } });
  const failing = assert.rejects(aborted.done());
  await aborted.abort();
  await failing;
});

test('minio-js makes a bucket, uploads in parts, reads, lists, copies, signs, posts and deletes', async (t) => {
  const { hostname, port } = new URL(await startPlain(t));
  const { accessKeyId: accessKey, secretAccessKey: secretKey } = kCredentials;
  const client = new minio.Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey, region: 'auto', partSize: 5 << 20 });
  await client.makeBucket('minio', 'auto');
  assert.ok(await client.bucketExists('minio'));
  assert.ok(!(await client.bucketExists('missing')));
  await client.putObject('minio', 'a/large ü.bin', Readable.from([kFile]), kFile.length, { 'X-Amz-Meta-Note': 'mine', 'Content-Type': 'video/mp4' });
  await client.putObject('minio', 'small', 'small');
  await client.putObject('minio', 'unknown', Readable.from([kFile]));
  for (const name of ['a/large ü.bin', 'unknown']) assert.ok((await collect(await client.getObject('minio', name))).equals(kFile), name);
  assert.ok((await collect(await client.getPartialObject('minio', 'unknown', 7, 5))).equals(kFile.subarray(7, 12)));
  const stat = await client.statObject('minio', 'a/large ü.bin');
  assert.equal(stat.size, kFile.length);
  assert.equal(stat.metaData.note, 'mine');
  await client.copyObject('minio', 'copy', '/minio/small');

  const get = await fetch(await client.presignedGetObject('minio', 'small', 60));
  assert.equal(await get.text(), 'small');
  assert.equal((await fetch(await client.presignedPutObject('minio', 'put', 60), { method: 'PUT', body: 'put' })).status, 200);
  const policy = client.newPostPolicy();
  policy.setBucket('minio');
  policy.setKey('form');
  policy.setExpires(new Date(Date.now() + 60_000));
  policy.setContentLengthRange(1, 100);
  const { postURL, formData } = await client.presignedPostPolicy(policy);
  const form = new FormData();
  for (const [name, value] of Object.entries(formData)) form.append(name, value);
  form.append('file', new Blob(['by a form']));
  assert.equal((await fetch(postURL, { method: 'POST', body: form })).status, 204);

  const names = [];
  for await (const { name } of client.listObjectsV2('minio', '', true)) names.push(name);
  assert.deepEqual(names.sort(), ['a/large ü.bin', 'copy', 'form', 'put', 'small', 'unknown']);
  await client.removeObjects('minio', names);
  await client.removeBucket('minio');
});

test('s3-sync-client brings a folder to the store and back, and only what changed', async (t) => {
  const { client } = clientOf(t, await startPlain(t));
  const folder = await temporaryFolder(t);
  const [here, back] = [join(folder, 'here'), join(folder, 'back')];
  await mkdir(join(here, 'sub'), { recursive: true });
  const files = { 'one.txt': Buffer.from('one'), 'sub/zwei ü.bin': kFile, empty: Buffer.alloc(0) };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(here, name), bytes);
  const { sync } = new S3SyncClient({ client });
  assert.equal((await sync(here, 's3://clipbox/folder', { partSize: 5 << 20 })).created.length, 3);
  await writeFile(join(here, 'one.txt'), 'one more');
  await rm(join(here, 'empty'));
  const again = await sync(here, 's3://clipbox/folder', { del: true, partSize: 5 << 20 });
  assert.deepEqual([again.created.length, again.updated.length, again.deleted.length], [0, 1, 1]);
  assert.equal((await sync('s3://clipbox/folder', back)).created.length, 2);
  assert.equal(await readFile(join(back, 'one.txt'), 'utf8'), 'one more');
  assert.ok((await readFile(join(back, 'sub/zwei ü.bin'))).equals(kFile));
});

test('aws4fetch signs by header and by query, with the service and region it guesses and with ours', async (t) => {
  const endpoint = await startPlain(t);
  globalThis.crypto ??= webcrypto;  // as browsers have it, and Node since 19
  for (const more of [{ service: 's3', region: 'auto' }, { service: 's3' }]) {
    const client = new AwsClient({ ...kCredentials, ...more, retries: 0 });
    const url = `${endpoint}/clipbox/${encodeURIComponent('a file ü.txt')}`;
    assert.equal((await client.fetch(url, { method: 'PUT', body: 'by fetch', headers: { 'x-amz-meta-note': 'mine' } })).status, 200);
    const got = await client.fetch(url);
    assert.equal(await got.text(), 'by fetch');
    assert.equal(got.headers.get('x-amz-meta-note'), 'mine');
    const signed = await client.sign(url, { aws: { signQuery: true } });
    assert.equal(await (await fetch(signed)).text(), 'by fetch');
    assert.match(await (await client.fetch(`${endpoint}/clipbox?list-type=2`)).text(), /<Key>a file ü.txt<\/Key>/);
    assert.equal((await client.fetch(url, { method: 'DELETE' })).status, 204);
  }
});
