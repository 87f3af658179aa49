// It brings a folder to the store and back: an object is put and removed by changing the folder.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { S3Client } from '@aws-sdk/client-s3';
import { S3SyncClient } from 's3-sync-client';

/** @type {import('../steps.mjs').Connect} */
export async function connect({ endpoint, credentials, Bucket, folder }) {
  const { sync } = new S3SyncClient({ client: new S3Client({ endpoint, credentials, region: 'auto', forcePathStyle: true }) });
  const here = await mkdtemp(join(folder, 'here-'));
  const there = `s3://${Bucket}/synced`;
  const write = async (key, bytes, options = {}) => {
    await writeFile(join(here, encodeURIComponent(key)), bytes);
    await sync(here, there, options);
  };
  const removeMany = async (keys) => {
    for (const key of keys) await rm(join(here, encodeURIComponent(key)));
    await sync(here, there, { del: true });
  };
  return {
    put: (key, bytes) => write(key, bytes),
    async get(key) {
      const back = await mkdtemp(join(folder, 'back-'));
      await sync(there, back);
      return readFile(join(back, encodeURIComponent(key)));
    },
    remove: (key) => removeMany([key]),
    removeMany,
    upload: async (key, stream) => write(key, await buffer(stream), { partSize: 5 << 20 }),
  };
}
