// The AWS SDK for JavaScript, as it comes, against the embedded store: the checksums that it sends and asks for. It holds what it
// gets against them by itself.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';

import * as s3 from '@aws-sdk/client-s3';

import { clientOf } from './aws_sdk.mjs';
import { startPlain } from './served.mjs';

const kMiB = 1024 * 1024;
const kFirst = randomBytes(5 * kMiB);
const kSecond = randomBytes(1_000_001);

const sha256 = (...blocks) => createHash('sha256').update(Buffer.concat(blocks)).digest('base64');
const wholeOf = async (answer) => Buffer.from(await answer.Body.transformToByteArray());

/** Sends two parts; gives what completes them. */
async function sendParts(client, Key, options) {
  const upload = { Bucket: 'clipbox', Key };
  const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand({ ...upload, ...options }));
  const Parts = [];
  for (const [index, Body] of [kFirst, kSecond].entries()) {
    const PartNumber = index + 1;
    const { ETag, ...rest } = await client.send(new s3.UploadPartCommand({ ...upload, UploadId, PartNumber, Body, ChecksumAlgorithm: options.ChecksumAlgorithm }));
    const checksums = Object.fromEntries(Object.entries(rest).filter(([name]) => /^Checksum[CS]/.test(name)));
    Parts.push({ PartNumber, ETag, ...checksums });
  }
  return { ...upload, UploadId, MultipartUpload: { Parts } };
}

for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']) {
  const field = `Checksum${ChecksumAlgorithm}`;
  test(`${ChecksumAlgorithm} is kept with an object, given back, and checked by the SDK`, async (t) => {
    const { client } = clientOf(t, await startPlain(t));
    const name = { Bucket: 'clipbox', Key: 'whole' };
    const put = await client.send(new s3.PutObjectCommand({ ...name, Body: kSecond, ChecksumAlgorithm }));
    assert.ok(put[field]);
    assert.equal(put.ChecksumType, 'FULL_OBJECT');
    const got = await client.send(new s3.GetObjectCommand({ ...name, ChecksumMode: 'ENABLED' }));
    assert.equal(got[field], put[field]);
    assert.ok((await wholeOf(got)).equals(kSecond), 'the SDK has checked it');
    const attributes = await client.send(new s3.GetObjectAttributesCommand({ ...name, ObjectAttributes: ['Checksum', 'ObjectSize', 'ETag'] }));
    assert.equal(attributes.Checksum[field], put[field]);
    assert.equal(attributes.ObjectSize, kSecond.length);
    const listed = await client.send(new s3.ListObjectsV2Command({ Bucket: 'clipbox' }));
    assert.deepEqual(listed.Contents.map((line) => [line.ChecksumAlgorithm, line.ChecksumType]), [[[ChecksumAlgorithm], 'FULL_OBJECT']]);
    const copied = await client.send(new s3.CopyObjectCommand({ Bucket: 'clipbox', Key: 'copy', CopySource: 'clipbox/whole' }));
    assert.equal(copied.CopyObjectResult[field], put[field]);
  });
}

for (const [ChecksumAlgorithm, ChecksumType] of [['CRC32', 'COMPOSITE'], ['SHA256', 'COMPOSITE'], ['CRC32C', 'FULL_OBJECT'], ['CRC64NVME', 'FULL_OBJECT']]) {
  const field = `Checksum${ChecksumAlgorithm}`;
  test(`${ChecksumAlgorithm} of an upload in parts is made ${ChecksumType}`, async (t) => {
    const { client } = clientOf(t, await startPlain(t));
    const upload = await sendParts(client, 'parts', { ChecksumAlgorithm, ChecksumType });
    const { Parts } = upload.MultipartUpload;
    const listed = await client.send(new s3.ListPartsCommand({ Bucket: 'clipbox', Key: 'parts', UploadId: upload.UploadId }));
    assert.deepEqual(listed.Parts.map((part) => part[field]), Parts.map((part) => part[field]));
    assert.deepEqual([listed.ChecksumAlgorithm, listed.ChecksumType], [ChecksumAlgorithm, ChecksumType]);
    const done = await client.send(new s3.CompleteMultipartUploadCommand({ ...upload, ChecksumType, MpuObjectSize: kFirst.length + kSecond.length }));
    assert.equal(done.ChecksumType, ChecksumType);
    if (ChecksumAlgorithm === 'SHA256')
      assert.equal(done[field], `${sha256(...[kFirst, kSecond].map((part) => Buffer.from(sha256(part), 'base64')))}-2`);

    // The same bytes in one go have the same checksum, if it is of the whole.
    const Body = Buffer.concat([kFirst, kSecond]);
    const put = await client.send(new s3.PutObjectCommand({ Bucket: 'clipbox', Key: 'whole', Body, ChecksumAlgorithm }));
    assert.equal(done[field] === put[field], ChecksumType === 'FULL_OBJECT');

    const got = await client.send(new s3.GetObjectCommand({ Bucket: 'clipbox', Key: 'parts', ChecksumMode: 'ENABLED' }));
    assert.equal(got[field], done[field]);
    assert.ok((await wholeOf(got)).equals(Body));
    const part = await client.send(new s3.GetObjectCommand({ Bucket: 'clipbox', Key: 'parts', PartNumber: 2, ChecksumMode: 'ENABLED' }));
    assert.equal(part[field], Parts[1][field]);
    assert.ok((await wholeOf(part)).equals(kSecond));
    const piece = await client.send(new s3.GetObjectCommand({ Bucket: 'clipbox', Key: 'parts', Range: 'bytes=10-19', ChecksumMode: 'ENABLED' }));
    assert.ok((await wholeOf(piece)).equals(kFirst.subarray(10, 20)));

    const about = { Bucket: 'clipbox', Key: 'parts', ObjectAttributes: ['ObjectParts', 'Checksum'], MaxParts: 1 };
    const first = await client.send(new s3.GetObjectAttributesCommand(about));
    assert.deepEqual([first.ObjectParts.TotalPartsCount, first.ObjectParts.IsTruncated, first.ObjectParts.Parts.length], [2, true, 1]);
    const PartNumberMarker = first.ObjectParts.NextPartNumberMarker;
    const second = await client.send(new s3.GetObjectAttributesCommand({ ...about, PartNumberMarker }));
    assert.deepEqual(second.ObjectParts.Parts.map((each) => [each.PartNumber, each.Size, each[field]]), [[2, kSecond.length, Parts[1][field]]]);
    assert.equal(second.ObjectParts.IsTruncated, false);
  });
}

test('a completion that says something else than what was sent is refused, and can be said again rightly', async (t) => {
  const { client } = clientOf(t, await startPlain(t));
  const upload = await sendParts(client, 'parts', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
  const complete = (more) => client.send(new s3.CompleteMultipartUploadCommand({ ...upload, ...more }));
  const [one, two] = upload.MultipartUpload.Parts;
  await assert.rejects(complete({ MultipartUpload: { Parts: [{ ...one, ChecksumCRC32: two.ChecksumCRC32 }, two] } }), { name: 'InvalidPart' });
  await assert.rejects(complete({ ChecksumCRC32: 'AAAAAA==' }), { name: 'BadDigest' });
  await assert.rejects(complete({ MpuObjectSize: 1 }), { name: 'InvalidRequest' });
  await assert.rejects(complete({ ChecksumType: 'COMPOSITE' }), { name: 'InvalidRequest' });
  await assert.rejects(client.send(new s3.HeadObjectCommand({ Bucket: 'clipbox', Key: 'parts' })), { name: 'NotFound' });
  assert.equal((await complete({})).ChecksumType, 'FULL_OBJECT');
});
