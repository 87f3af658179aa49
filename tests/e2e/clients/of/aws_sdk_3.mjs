import * as s3 from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** @type {import('../steps.mjs').Connect} */
export function connect({ endpoint, credentials, Bucket }) {
  const client = new s3.S3Client({ endpoint, credentials, region: 'auto', forcePathStyle: true });
  const bytesOf = async ({ Body }) => Buffer.from(await Body.transformToByteArray());
  return {
    make: () => client.send(new s3.CreateBucketCommand({ Bucket })),
    put: (Key, Body) => client.send(new s3.PutObjectCommand({ Bucket, Key, Body, Metadata: { note: 'mine' } })),
    get: async (Key) => bytesOf(await client.send(new s3.GetObjectCommand({ Bucket, Key }))),
    range: async (Key, first, last) => bytesOf(await client.send(new s3.GetObjectCommand({ Bucket, Key, Range: `bytes=${first}-${last}` }))),
    async head(Key) {
      const { ContentLength, Metadata } = await client.send(new s3.HeadObjectCommand({ Bucket, Key }));
      return { size: ContentLength, note: Metadata.note };
    },
    list: async () => (await client.send(new s3.ListObjectsV2Command({ Bucket }))).Contents.map(({ Key }) => Key),
    copy: (from, Key) => client.send(new s3.CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${encodeURIComponent(from)}` })),
    remove: (Key) => client.send(new s3.DeleteObjectCommand({ Bucket, Key })),
    removeMany: (keys) => client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } })),
    upload: (Key, Body) => new Upload({ client, params: { Bucket, Key, Body } }).done(),
    signGet: (Key) => getSignedUrl(client, new s3.GetObjectCommand({ Bucket, Key })),
    signPut: (Key) => getSignedUrl(client, new s3.PutObjectCommand({ Bucket, Key })),
    async signPart(Key) {
      const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key }));
      const url = await getSignedUrl(client, new s3.UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1 }));
      const completed = (ETag) => new s3.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } });
      return { url, complete: (etag) => client.send(completed(etag)) };
    },
    form: (Key) => createPresignedPost(client, { Bucket, Key }),
  };
}
