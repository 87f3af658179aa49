// A client of the AWS SDK for JavaScript, and servers for it.

import { execFileSync } from 'node:child_process';
import { Agent } from 'node:https';
import { join } from 'node:path';

import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';

import { startServer, temporaryFolder } from '../proxies/server.mjs';

export const kCredentials = { accessKeyId: 'CLIPBOXTESTS', secretAccessKey: 'a+secret/of+the/tests' };
const kSettings = ['data.keep_free=0', `storage.access_key_id=${kCredentials.accessKeyId}`, `storage.secret_access_key=${kCredentials.secretAccessKey}`];

/** A client of that address, and the heads of what it sent. */
export function clientOf(t, endpoint, more = {}) {
  const lookup = (name, options, done) => (options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4));
  const requestHandler = new NodeHttpHandler({ httpsAgent: new Agent({ rejectUnauthorized: false, lookup }) });
  const client = new S3Client({ endpoint, region: 'auto', credentials: kCredentials, forcePathStyle: true, requestHandler, maxAttempts: 1, ...more });
  t.after(() => client.destroy());
  const heads = [];
  client.middlewareStack.add((next) => (call) => {
    heads.push(call.request.headers);
    return next(call);
  }, { step: 'finalizeRequest', priority: 'low' });
  return { client, heads };
}

export async function startPlain(t) {
  const { port } = await startServer(t, kSettings);
  return `http://127.0.0.1:${port}`;
}

export async function startTls(t) {
  const folder = await temporaryFolder(t);
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', '-subj', '/CN=localhost',
    '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  const { port } = await startServer(t, [...kSettings, `server.tls_cert=${certificate}`, `server.tls_key=${key}`]);
  return `https://127.0.0.1:${port}`;
}

/** A server behind a proxy of `../proxies/proxies.mjs`. */
export const startBehind = (startProxy) => async (t) => {
  const proxy = await startProxy(t);
  const { port } = await startServer(t, [...kSettings, `server.public_url=${proxy.origin}`]);
  await proxy.forwardTo(port);
  return proxy.origin;
};
