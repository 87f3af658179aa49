// A clipbox for S3 clients: plain, over its own TLS, and behind a proxy; with a known key pair.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { startServer, temporaryFolder } from '../proxies/server.mjs';

export const kCredentials = { accessKeyId: 'CLIPBOXTESTS', secretAccessKey: 'a+secret/of+the/tests' };
const kSettings = ['data.keep_free=0', `storage.access_key_id=${kCredentials.accessKeyId}`, `storage.secret_access_key=${kCredentials.secretAccessKey}`];

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
