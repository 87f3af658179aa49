// nginx and Caddy with the configuration that README.md shows, changed only in what belongs to a machine: ports, certificate, paths.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';

import { spawnForTest, temporaryFolder } from './server.mjs';

const kRoot = new URL('../../../', import.meta.url);
const kName = 'clips.example.org';

/** The first block of that language in README.md. */
async function snippet(language) {
  const readme = await readFile(new URL('README.md', kRoot), 'utf8');
  const block = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'm').exec(readme)?.[1];
  if (!block) throw new Error(`README.md has no block of ${language}`);
  return block;
}

/** Replaces what must be there: a snippet that no longer says it is not the one that was meant. */
function replaced(text, what, by) {
  if (!text.includes(what)) throw new Error(`the snippet does not say "${what}"`);
  return text.replaceAll(what, by);
}

/** As `./dev deps` unpacked it below build/, or as installed. */
function program(name, path) {
  const unpacked = new URL(`build/proxies/${name}/usr/${path}`, kRoot).pathname;
  return existsSync(unpacked) ? unpacked : name;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Resolves when the port speaks TLS (Caddy listens before it has its certificate); throws when the program has ended instead. */
async function listening(port, { child, said }) {
  const greeted = () => new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', servername: kName, rejectUnauthorized: false });
    socket.once('secureConnect', () => { socket.destroy(); resolve(true); });
    socket.once('error', () => resolve(false));
  });
  while (!(await greeted())) {
    if (child.exitCode !== null) throw new Error(`the proxy ended: ${said.text}`);
  }
}

function makeCertificate(folder) {
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', '-subj', `/CN=${kName}`,
    '-addext', `subjectAltName=DNS:${kName}`, '-keyout', files.key, '-out', files.certificate], { stdio: 'ignore' });
  return files;
}

/** `{origin, forwardTo(port)}`: the proxy runs from `forwardTo` on. */
export async function startNginx(t) {
  const folder = await temporaryFolder(t);
  const port = await freePort();
  const { certificate, key } = makeCertificate(folder);
  return {
    origin: `https://${kName}:${port}`,
    async forwardTo(serverPort) {
      let site = await snippet('nginx');
      site = replaced(site, 'listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`);
      site = replaced(site, '/etc/ssl/certs/clips.example.org.pem', certificate);
      site = replaced(site, '/etc/ssl/private/clips.example.org.key', key);
      site = replaced(site, '127.0.0.1:8080', `127.0.0.1:${serverPort}`);
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ');
      const config = `daemon off; master_process off; pid ${folder}/pid; error_log stderr warn;
        events {} http { access_log off; ${paths} ${site} }`;
      await writeFile(join(folder, 'nginx.conf'), config);
      const nginx = spawnForTest(t, program('nginx', 'sbin/nginx'), ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')]);
      await listening(port, nginx);
    },
  };
}

export async function startCaddy(t) {
  const folder = await temporaryFolder(t);
  const [port, plainPort] = [await freePort(), await freePort()];
  return {
    origin: `https://${kName}:${port}`,
    async forwardTo(serverPort) {
      const site = replaced(await snippet('caddyfile'), '127.0.0.1:8080', `127.0.0.1:${serverPort}`);
      const ours = `{\n admin off\n https_port ${port}\n http_port ${plainPort}\n default_bind 127.0.0.1\n local_certs\n skip_install_trust\n}\n`;
      await writeFile(join(folder, 'Caddyfile'), ours + site);
      const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
      const args = ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')];
      const caddy = spawnForTest(t, program('caddy', 'bin/caddy'), args, { env });
      await listening(port, caddy);
    },
  };
}
