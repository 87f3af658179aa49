import aws from 'aws-sdk';

/** @type {import('../steps.mjs').Connect} */
export function connect({ endpoint, credentials, Bucket }) {
  // Version 4 is what its signatures of URLs need to be told of: for a region that it does not know it takes version 2.
  const client = new aws.S3({ endpoint, credentials, region: 'auto', s3ForcePathStyle: true, signatureVersion: 'v4' });
  return {
    make: () => client.createBucket({ Bucket }).promise(),
    put: (Key, Body) => client.putObject({ Bucket, Key, Body, Metadata: { note: 'mine' } }).promise(),
    get: async (Key) => (await client.getObject({ Bucket, Key }).promise()).Body,
    range: async (Key, first, last) => (await client.getObject({ Bucket, Key, Range: `bytes=${first}-${last}` }).promise()).Body,
    async head(Key) {
      const { ContentLength, Metadata } = await client.headObject({ Bucket, Key }).promise();
      return { size: ContentLength, note: Metadata.note };
    },
    list: async () => (await client.listObjectsV2({ Bucket }).promise()).Contents.map(({ Key }) => Key),
    copy: (from, Key) => client.copyObject({ Bucket, Key, CopySource: `${Bucket}/${encodeURIComponent(from)}` }).promise(),
    remove: (Key) => client.deleteObject({ Bucket, Key }).promise(),
    removeMany: (keys) => client.deleteObjects({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }).promise(),
    upload: (Key, Body) => client.upload({ Bucket, Key, Body }).promise(),
    signGet: (Key) => client.getSignedUrlPromise('getObject', { Bucket, Key }),
    signPut: (Key) => client.getSignedUrlPromise('putObject', { Bucket, Key }),
    async signPart(Key) {
      const { UploadId } = await client.createMultipartUpload({ Bucket, Key }).promise();
      const url = await client.getSignedUrlPromise('uploadPart', { Bucket, Key, UploadId, PartNumber: 1 });
      const completed = (ETag) => ({ Bucket, Key, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
      return { url, complete: (etag) => client.completeMultipartUpload(completed(etag)).promise() };
    },
    form: (key) => client.createPresignedPost({ Bucket, Fields: { key } }),
  };
}
