// aws-cli, as it is on this machine, behind each proxy of README.md: over HTTPS it sends a body in HTTP's own chunks, with a
// checksum behind it. Since botocore 1.36 it always does, before that where asked to.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { fetchBytes } from '../proxies/https_client.mjs';
import { kProxies } from '../proxies/proxies.mjs';
import { temporaryFolder } from '../proxies/server.mjs';
import { kCredentials, startBehind } from './served.mjs';

const kFile = randomBytes(20_000_001);
const kText = 'of text, which a web server may want to compress. '.repeat(1000);

/** Leads whatever name a client asks for to loopback: aws-cli takes addresses from the system alone. @returns its URL */
async function startTunnel(t) {
  const tunnel = createServer().on('connect', (request, near, head) => {
    const far = connect(Number(request.url.split(':').at(-1)), '127.0.0.1', () => near.write('HTTP/1.1 200 OK\r\n\r\n'));
    far.write(head);
    far.pipe(near).pipe(far);
    for (const [one, other] of [[near, far], [far, near]]) one.on('error', () => other.destroy());
  });
  await new Promise((resolve) => { tunnel.listen(0, '127.0.0.1', resolve); });
  t.after(() => tunnel.close());
  return `http://127.0.0.1:${tunnel.address().port}`;
}

/** `aws(...)`: what it said on both outputs. */
async function makeClient(t, endpoint, cwd) {
  const { PATH, LANG = 'C.UTF-8' } = process.env;
  const env = {
    PATH, LANG, HOME: cwd, HTTPS_PROXY: await startTunnel(t), AWS_EC2_METADATA_DISABLED: 'true', AWS_DEFAULT_REGION: 'auto',
    AWS_ACCESS_KEY_ID: kCredentials.accessKeyId, AWS_SECRET_ACCESS_KEY: kCredentials.secretAccessKey,
  };
  const run = promisify(execFile);
  return (...args) => run('aws', ['--no-verify-ssl', '--endpoint-url', endpoint, ...args], { cwd, env, timeout: 120_000, maxBuffer: 1 << 28 });
}

for (const [name, startProxy] of kProxies) {
  test(`behind ${name} aws-cli's bodies in chunks are stored as they were sent, as an object and in parts`, async (t) => {
    const endpoint = await startBehind(startProxy)(t);
    const folder = await temporaryFolder(t);
    const aws = await makeClient(t, endpoint, folder);
    await writeFile(join(folder, 'file'), kFile);
    await writeFile(join(folder, 'text'), kText);
    const api = async (...args) => JSON.parse((await aws('s3api', ...args)).stdout);
    const stored = async (key) => {
      await aws('s3', 'cp', `s3://clipbox/${key}`, 'back');
      return readFile(join(folder, 'back'));
    };

    await aws('s3', 'cp', 'file', 's3://clipbox/a/large ü+%2F.bin');
    assert.ok((await stored('a/large ü+%2F.bin')).equals(kFile));

    const whole = ['--bucket', 'clipbox', '--key', 'whole', '--body', 'file', '--checksum-algorithm', 'SHA256'];
    const { stderr } = await aws('s3api', 'put-object', ...whole, '--debug');
    assert.match(stderr, /Transfer-Encoding'?: b?'?chunked/, 'aws-cli sends it so');
    assert.ok((await stored('whole')).equals(kFile));

    const inParts = ['--bucket', 'clipbox', '--key', 'in parts'];
    const { UploadId } = await api('create-multipart-upload', ...inParts, '--checksum-algorithm', 'CRC32');
    const Parts = [];
    for (const PartNumber of [1, 2]) {
      const part = ['--upload-id', UploadId, '--part-number', String(PartNumber), '--body', 'file', '--checksum-algorithm', 'CRC32'];
      Parts.push({ PartNumber, ...await api('upload-part', ...inParts, ...part) });
    }
    const list = JSON.stringify({ Parts: Parts.map(({ PartNumber, ETag, ChecksumCRC32 }) => ({ PartNumber, ETag, ChecksumCRC32 })) });
    await api('complete-multipart-upload', ...inParts, '--upload-id', UploadId, '--multipart-upload', list);
    assert.ok((await stored('in parts')).equals(Buffer.concat([kFile, kFile])));

    const text = ['--bucket', 'clipbox', '--key', 'text'];
    const { ETag } = await api('put-object', ...text, '--body', 'text', '--content-type', 'text/plain');
    const link = (await aws('s3', 'presign', 's3://clipbox/text')).stdout.trim();
    const got = await fetchBytes('GET', link, undefined, { 'accept-encoding': 'gzip' });
    assert.equal(got.bytes.toString(), kText, 'nothing on the way packs it');
    assert.equal(got.headers.etag, ETag);
  });
}
