// The steps that every client is asked for, in this order. Run by run.mjs in a process of its own, from a copy of this folder
// beside what npm installed: `node steps.mjs MODULE JSON`. Prints a line of JSON for each step.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';

/**
 * @typedef {object} Client what a module in of/ makes, as far as its client can: a step whose call is missing is left out
 * @typedef {(store: {endpoint: string, credentials: {accessKeyId: string, secretAccessKey: string}, Bucket: string, folder: string}) =>
 *   Client | Promise<Client>} Connect
 */

const kSmall = randomBytes(100_001);
const kLarge = randomBytes(12_000_001);
const kKey = 'a file ü+.bin';

/** In blocks, as from a pipe. */
const streamOf = (bytes) => Readable.from((function* blocks() {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
})(), { objectMode: false });

async function fetched(url, options) {
  const answer = await fetch(url, options);
  assert.ok(answer.ok, `${options?.method ?? 'GET'} ${url}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
  return answer;
}

const same = (got, sent) => assert.ok(Buffer.from(got).equals(sent), `${got.length} other bytes came back`);

/** Each with the calls that it needs. */
const kSteps = {
  make: [['make'], (client) => client.make()],
  put: [['put'], (client) => client.put(kKey, kSmall)],
  get: [['get'], async (client) => same(await client.get(kKey), kSmall)],
  range: [['range'], async (client) => same(await client.range(kKey, 7, 11), kSmall.subarray(7, 12))],
  head: [['head'], async (client) => assert.deepEqual(await client.head(kKey), { size: kSmall.length, note: 'mine' })],
  copy: [['copy', 'get'], async (client) => {
    await client.copy(kKey, 'copy');
    same(await client.get('copy'), kSmall);
  }],
  list: [['list'], async (client) => assert.deepEqual(await client.list(), [kKey, 'copy'])],
  stream: [['upload', 'get'], async (client) => {
    await client.upload('large', streamOf(kLarge));
    same(await client.get('large'), kLarge);
  }],
  'signed GET': [['signGet'], async (client) => same(Buffer.from(await (await fetched(await client.signGet(kKey))).arrayBuffer()), kSmall)],
  'signed PUT': [['signPut', 'get'], async (client) => {
    await fetched(await client.signPut('put'), { method: 'PUT', body: kSmall });
    same(await client.get('put'), kSmall);
  }],
  'signed part': [['signPart', 'get'], async (client) => {
    const { url, complete } = await client.signPart('part');
    await complete((await fetched(url, { method: 'PUT', body: kSmall })).headers.get('etag'));
    same(await client.get('part'), kSmall);
  }],
  form: [['form', 'get'], async (client) => {
    const { url, fields } = await client.form('form');
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([kSmall]));
    await fetched(url, { method: 'POST', body: form });
    same(await client.get('form'), kSmall);
  }],
  delete: [['remove'], async (client) => {
    await client.remove(kKey);
    if (client.list) assert.ok(!(await client.list()).includes(kKey));
  }],
  'delete many': [['removeMany', 'put'], async (client) => {
    for (const key of ['one', 'two']) await client.put(key, kSmall);
    await client.removeMany(['one', 'two']);
    if (client.list) assert.deepEqual((await client.list()).filter((key) => ['one', 'two'].includes(key)), []);
  }],
};

/** What the server said, where the client tells. */
const reasonOf = (error) => [error.name, error.code, error.$metadata?.httpStatusCode, error.message].filter(Boolean).join(' ');

async function main(module, store) {
  const client = await (await import(`./of/${module}`)).connect(JSON.parse(store));
  for (const [step, [calls, run]] of Object.entries(kSteps)) {
    const result = { step, outcome: calls.every((call) => client[call]) ? 'ok' : '-' };
    if (result.outcome === 'ok') await run(client).catch((error) => Object.assign(result, { outcome: 'FAILED', reason: reasonOf(error) }));
    console.log(JSON.stringify(result));
  }
  await client.close?.();
}

if (process.argv.length > 3) await main(process.argv[2], process.argv[3]);
