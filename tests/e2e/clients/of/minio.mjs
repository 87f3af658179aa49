import { buffer } from 'node:stream/consumers';

import * as minio from 'minio';

/** @type {import('../steps.mjs').Connect} */
export function connect({ endpoint, credentials, Bucket }) {
  const { hostname, port } = new URL(endpoint);
  const { accessKeyId: accessKey, secretAccessKey: secretKey } = credentials;
  const client = new minio.Client({ endPoint: hostname, port: Number(port), useSSL: false, accessKey, secretKey });
  return {
    make: () => client.makeBucket(Bucket),
    put: (key, bytes) => client.putObject(Bucket, key, bytes, bytes.length, { 'X-Amz-Meta-Note': 'mine' }),
    get: async (key) => buffer(await client.getObject(Bucket, key)),
    range: async (key, first, last) => buffer(await client.getPartialObject(Bucket, key, first, last - first + 1)),
    async head(key) {
      const { size, metaData } = await client.statObject(Bucket, key);
      return { size, note: metaData.note };
    },
    async list() {
      const names = [];
      for await (const { name } of client.listObjectsV2(Bucket, '', true)) names.push(name);
      return names;
    },
    copy: (from, to) => client.copyObject(Bucket, to, `/${Bucket}/${from}`),
    remove: (key) => client.removeObject(Bucket, key),
    removeMany: (keys) => client.removeObjects(Bucket, keys),
    upload: (key, stream) => client.putObject(Bucket, key, stream),
    signGet: (key) => client.presignedGetObject(Bucket, key),
    signPut: (key) => client.presignedPutObject(Bucket, key),
    async signPart(key) {
      const uploadId = await client.initiateNewMultipartUpload(Bucket, key, {});
      const url = await client.presignedUrl('PUT', Bucket, key, 600, { uploadId, partNumber: '1' });
      return { url, complete: (etag) => client.completeMultipartUpload(Bucket, key, uploadId, [{ part: 1, etag: etag.replaceAll('"', '') }]) };
    },
    async form(key) {
      const policy = client.newPostPolicy();
      policy.setBucket(Bucket);
      policy.setKey(key);
      policy.setExpires(new Date(Date.now() + 600_000));
      const { postURL, formData } = await client.presignedPostPolicy(policy);
      return { url: postURL, fields: formData };
    },
  };
}
