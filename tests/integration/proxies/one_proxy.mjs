// What every proxy of these tests needs: its snippet of README.md, its program, a port and a certificate.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { connect } from 'node:tls';

const kRoot = new URL('../../../', import.meta.url);
export const kName = 'clips.example.org';

/** The first block of that language in README.md, each text of `changes` replaced by another. */
export async function snippet(language, changes) {
  const readme = await readFile(new URL('README.md', kRoot), 'utf8');
  const block = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'm').exec(readme)?.[1];
  if (!block) throw new Error(`README.md has no block of ${language}`);
  return Object.entries(changes).reduce((text, [what, by]) => replaced(text, what, by), block);
}

/** Replaces what must be there: a snippet that no longer says it is not the one that was meant. */
function replaced(text, what, by) {
  if (!text.includes(what)) throw new Error(`the snippet does not say "${what}"`);
  return text.replaceAll(what, by);
}

/**
 * As `./dev deps` unpacked it below build/, or as installed: the program, the folder that /usr is for it, and where its libraries are.
 * @param {string} name the package @param {string} path of the program, below /usr
 */
export function program(name, path) {
  const usr = new URL(`build/proxies/${name}/usr/`, kRoot).pathname;
  if (!existsSync(usr + path)) return { command: basename(path), usr: '/usr/', env: process.env };
  const libraries = join(usr, 'lib');
  const folders = existsSync(libraries) ? readdirSync(libraries).filter((folder) => folder.endsWith('-linux-gnu')) : [];
  const env = { ...process.env, LD_LIBRARY_PATH: folders.map((folder) => join(libraries, folder)).join(':') };
  return { command: usr + path, usr, env };
}

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Resolves when the port speaks TLS (Caddy listens before it has its certificate); throws when the program has ended instead. */
export async function listening(port, { child, said }) {
  const greeted = () => new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', servername: kName, rejectUnauthorized: false });
    socket.once('secureConnect', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => resolve(false));
  });
  while (!(await greeted())) {
    if (child.exitCode !== null) throw new Error(`the proxy ended: ${said.text}`);
  }
}

export function makeCertificate(folder) {
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', '-subj', `/CN=${kName}`,
    '-addext', `subjectAltName=DNS:${kName}`, '-keyout', files.key, '-out', files.certificate], { stdio: 'ignore' });
  return files;
}
