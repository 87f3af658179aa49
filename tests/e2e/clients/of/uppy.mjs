// Uppy's S3 plugin in a browser, which signs each request elsewhere, as its `signRequest`. It only sends: aws4fetch signs and reads.

import { fileURLToPath } from 'node:url';
import { buffer } from 'node:stream/consumers';

import { AwsClient } from 'aws4fetch';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const kPage = `
  import AwsS3 from '@uppy/aws-s3';
  import Uppy from '@uppy/core';
  globalThis.send = async (key, shouldUseMultipart) => {
    const data = document.querySelector('input').files[0];
    const signRequest = async (request) => ({ url: await globalThis.sign(request) });
    const uppy = new Uppy().use(AwsS3, { shouldUseMultipart, signRequest, generateObjectKey: () => key });
    uppy.addFile({ name: data.name, data });
    const { failed } = await uppy.upload();
    return failed.map(({ error }) => error);
  };`;

/** Makes and bundles a page on the store's own origin. */
async function openPage(browser, endpoint) {
  const stdin = { contents: kPage, resolveDir: fileURLToPath(new URL('.', import.meta.url)) };
  const { outputFiles: [{ text }] } = await build({ stdin, bundle: true, write: false, format: 'iife', target: 'es2022', logLevel: 'silent' });
  const page = await browser.newPage();
  await page.route('**/uppy.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Uppy</title><input type="file">' }));
  await page.goto(`${endpoint}/uppy.html`);
  await page.addScriptTag({ content: text });
  return page;
}

/** @type {import('../steps.mjs').Connect} */
export async function connect({ endpoint, credentials, Bucket }) {
  const client = new AwsClient({ ...credentials, service: 's3' });
  const at = (key) => new URL(`${endpoint}/${Bucket}/${encodeURIComponent(key)}`);
  const sign = async ({ method, key, uploadId, partNumber }) => {
    const url = at(key);
    if (uploadId) url.searchParams.set('uploadId', uploadId);
    else if (method === 'POST') url.searchParams.set('uploads', '');
    if (partNumber) url.searchParams.set('partNumber', partNumber);
    return (await client.sign(url, { method, aws: { signQuery: true } })).url;
  };
  const browser = await chromium.launch({ executablePath: process.env.CLIPBOX_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await openPage(browser, endpoint);
  await page.exposeFunction('sign', sign);
  const send = async (key, bytes, inParts) => {
    await page.setInputFiles('input', { name: 'a file.bin', mimeType: 'video/mp4', buffer: bytes });
    const failed = await page.evaluate(([name, parts]) => globalThis.send(name, parts), [key, inParts]);
    if (failed.length > 0) throw new Error(failed.join(', '));
  };
  return {
    put: (key, bytes) => send(key, bytes, false),
    get: async (key) => Buffer.from(await (await client.fetch(at(key))).arrayBuffer()),
    upload: async (key, stream) => send(key, await buffer(stream), true),
    close: () => browser.close(),
  };
}
