// Proxies with the configuration that README.md shows, changed only in what belongs to a machine: ports, certificate, paths.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { freePort, kName, listening, makeCertificate, program, snippet } from './one_proxy.mjs';
import { spawnForTest, temporaryFolder } from './server.mjs';

// What is another on each machine.
const serverAt = (port) => ({ '127.0.0.1:8080': `127.0.0.1:${port}` });
const pairAt = (certificate, key) => ({
  '/etc/ssl/certs/clips.example.org.pem': certificate, '/etc/ssl/private/clips.example.org.key': key,
});

/** `{origin, forwardTo(port)}`: the proxy runs from `forwardTo` on. */
export async function startNginx(t) {
  const folder = await temporaryFolder(t);
  const port = await freePort();
  const { certificate, key } = makeCertificate(folder);
  return {
    origin: `https://${kName}:${port}`,
    async forwardTo(serverPort) {
      const site = await snippet('nginx', {
        'listen 443 ssl;': `listen 127.0.0.1:${port} ssl;`, ...pairAt(certificate, key), ...serverAt(serverPort),
      });
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ');
      const config = `daemon off; master_process off; pid ${folder}/pid; error_log stderr warn;
        events {} http { access_log off; ${paths} ${site} }`;
      await writeFile(join(folder, 'nginx.conf'), config);
      const { command, env } = program('nginx', 'sbin/nginx');
      const nginx = spawnForTest(t, command, ['-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')], { env });
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
      const site = await snippet('caddyfile', serverAt(serverPort));
      const ours = `{\n admin off\n https_port ${port}\n http_port ${plainPort}\n default_bind 127.0.0.1\n local_certs\n skip_install_trust\n}\n`;
      await writeFile(join(folder, 'Caddyfile'), ours + site);
      const { command, env } = program('caddy', 'bin/caddy');
      const homes = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
      const args = ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')];
      const caddy = spawnForTest(t, command, args, { env: { ...env, ...homes } });
      await listening(port, caddy);
    },
  };
}

export async function startHaproxy(t) {
  const folder = await temporaryFolder(t);
  const port = await freePort();
  const { certificate, key } = makeCertificate(folder);
  const both = join(folder, 'both.pem');
  await writeFile(both, await readFile(certificate, 'utf8') + await readFile(key, 'utf8'));
  return {
    origin: `https://${kName}:${port}`,
    async forwardTo(serverPort) {
      const site = await snippet('haproxy', {
        'bind :443 ssl': `bind 127.0.0.1:${port} ssl`, '/etc/haproxy/clips.example.org.pem': both, ...serverAt(serverPort),
      });
      await writeFile(join(folder, 'haproxy.cfg'), site);
      const { command, env } = program('haproxy', 'sbin/haproxy');
      const haproxy = spawnForTest(t, command, ['-db', '-f', join(folder, 'haproxy.cfg')], { env });
      await listening(port, haproxy);
    },
  };
}

// Of those that Debian enables what requests pass through, and those that README.md names.
const kApacheModules = ['mpm_event', 'authz_core', 'env', 'reqtimeout', 'filter', 'deflate', 'mime', 'ssl', 'headers', 'proxy', 'proxy_http'];

export async function startApache(t) {
  const folder = await temporaryFolder(t);
  const port = await freePort();
  const { certificate, key } = makeCertificate(folder);
  return {
    origin: `https://${kName}:${port}`,
    async forwardTo(serverPort) {
      const site = await snippet('apache', {
        '<VirtualHost *:443>': `<VirtualHost 127.0.0.1:${port}>`, ...pairAt(certificate, key), ...serverAt(serverPort),
      });
      const { command, usr, env } = program('apache2-bin', 'sbin/apache2');
      const modules = kApacheModules.map((name) => `LoadModule ${name}_module ${usr}lib/apache2/modules/mod_${name}.so\n`).join('');
      const config = `ServerRoot ${folder}\nDefaultRuntimeDir ${folder}\nPidFile ${folder}/pid\nErrorLog ${folder}/errors
        ServerName ${kName}\nListen 127.0.0.1:${port}\nUser nobody\nGroup nogroup\nTypesConfig /dev/null
        RequestReadTimeout header=20-40,minrate=500 body=20,minrate=500\nAddOutputFilterByType DEFLATE text/html text/plain application/xml\n`;
      await writeFile(join(folder, 'apache.conf'), modules + config + site);
      const apache = spawnForTest(t, command, ['-D', 'FOREGROUND', '-f', join(folder, 'apache.conf')], { env });
      await listening(port, apache);
    },
  };
}

/** Every proxy by its name. */
export const kProxies = [['nginx', startNginx], ['Caddy', startCaddy], ['HAProxy', startHaproxy], ['Apache', startApache]];
