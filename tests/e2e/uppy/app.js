// Uppy's S3 client on our API, as somebody else's page would use it. Bundled and served by page_uppy.test.mjs.

import AwsS3 from '@uppy/aws-s3';
import Uppy from '@uppy/core';

/** What Uppy asked of the API, in order. */
const calls = [];

async function call(method, path, body) {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** @param {string} jobId @param {File} file @returns the session: its part size is the chunk size */
async function start(jobId, file) {
  const upload = `/jobs/${jobId}/upload`;
  const prepare = () => call('POST', upload, { fileName: file.name, sizeBytes: file.size, contentType: file.type });
  const { partSize } = await prepare();
  const uppy = new Uppy({ autoProceed: false }).use(AwsS3, {
    limit: 3,
    shouldUseMultipart: true,
    getChunkSize: () => partSize,
    async createMultipartUpload() {
      calls.push('create');
      const { uploadId, key } = await prepare();
      return { uploadId, key };
    },
    async signPart(_file, { partNumber }) {
      calls.push(`sign ${partNumber}`);
      const { url } = await call('GET', `${upload}/parts/${partNumber}/url`);
      return { method: 'PUT', url };
    },
    async listParts() {
      calls.push('list');
      const { parts } = await call('GET', upload);
      return parts.map(({ partNumber, etag, sizeBytes }) => ({ PartNumber: partNumber, ETag: etag, Size: sizeBytes }));
    },
    async completeMultipartUpload(_file, { parts }) {
      calls.push('complete');
      const job = await call('POST', `${upload}/complete`, { parts: parts.map(({ PartNumber, ETag }) => ({ partNumber: PartNumber, etag: ETag })) });
      return { location: job.r2SourceKey };
    },
    async abortMultipartUpload() {
      calls.push('abort');
      await call('DELETE', upload, { reason: 'cancelled in Uppy' });
    },
  });
  const id = uppy.addFile({ name: file.name, type: file.type, data: file });
  globalThis.ended = uppy.upload();
  return { uppy, id };
}

Object.assign(globalThis, { calls, start });
