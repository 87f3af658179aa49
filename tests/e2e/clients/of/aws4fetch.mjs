// It signs, and knows no calls: they are written out.

import { createHash } from 'node:crypto';

import { AwsClient } from 'aws4fetch';

/** @type {import('../steps.mjs').Connect} */
export function connect({ endpoint, credentials, Bucket }) {
  const client = new AwsClient({ ...credentials, service: 's3' });
  const at = (key = '', query = '') => `${endpoint}/${Bucket}/${encodeURIComponent(key)}${query}`;
  const call = async (method, url, body, headers = {}) => {
    const answer = await client.fetch(url, { method, body, headers });
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const bytesOf = async (answer) => Buffer.from(await answer.arrayBuffer());
  const textsOf = (xml, name) => [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'g'))].map(([, text]) => text);
  const signed = async (method, url) => (await client.sign(url, { method, aws: { signQuery: true } })).url;
  return {
    make: () => call('PUT', `${endpoint}/${Bucket}`),
    put: (key, bytes) => call('PUT', at(key), bytes, { 'x-amz-meta-note': 'mine' }),
    get: async (key) => bytesOf(await call('GET', at(key))),
    range: async (key, first, last) => bytesOf(await call('GET', at(key), undefined, { range: `bytes=${first}-${last}` })),
    async head(key) {
      const { headers } = await call('HEAD', at(key));
      return { size: Number(headers.get('content-length')), note: headers.get('x-amz-meta-note') };
    },
    list: async () => textsOf(await (await call('GET', at('', '?list-type=2'))).text(), 'Key'),
    copy: (from, to) => call('PUT', at(to), undefined, { 'x-amz-copy-source': `/${Bucket}/${encodeURIComponent(from)}` }),
    remove: (key) => call('DELETE', at(key)),
    removeMany(keys) {
      const body = `<Delete>${keys.map((key) => `<Object><Key>${key}</Key></Object>`).join('')}</Delete>`;
      return call('POST', at('', '?delete'), body, { 'content-md5': createHash('md5').update(body).digest('base64') });
    },
    signGet: (key) => signed('GET', at(key)),
    signPut: (key) => signed('PUT', at(key)),
    async signPart(key) {
      const [id] = textsOf(await (await call('POST', at(key, '?uploads'))).text(), 'UploadId');
      const list = (etag) => `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`;
      const url = await signed('PUT', at(key, `?partNumber=1&uploadId=${id}`));
      return { url, complete: (etag) => call('POST', at(key, `?uploadId=${id}`), list(etag)) };
    },
  };
}
