// The real binary on a free port, with a data directory of its own.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const kLeft = new WeakMap();

/** node:test cleans up in the order of asking. Programs end in that of their starts, and only then go the folders they write into. */
function afterTest(t, kind, done) {
  if (!kLeft.has(t)) {
    kLeft.set(t, { programs: [], folders: [] });
    t.after(async () => {
      const { programs, folders } = kLeft.get(t);
      for (const each of [...programs, ...folders]) await each();
    });
  }
  kLeft.get(t)[kind].push(done);
}

/** A directory that is gone after the test. */
export async function temporaryFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), 'clipbox-proxies-'));
  afterTest(t, 'folders', () => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a program that ends with the test. */
export function spawnForTest(t, program, args, options = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const said = { text: '' };
  child.stderr.on('data', (block) => { said.text += block; });
  const ended = new Promise((resolve, reject) => {
    child.once('exit', resolve);
    child.once('error', reject);
  });
  afterTest(t, 'programs', async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return { child, ended, said };
}

/** @returns {Promise<{port: number, setupToken: string}>} */
export async function startServer(t, settings) {
  const { CLIPBOX_BIN: binary } = process.env;
  if (!binary) throw new Error('CLIPBOX_BIN must name the clipbox executable');
  const folder = await temporaryFolder(t);
  const args = ['serve', '--listen', '127.0.0.1:0', '--data-dir', join(folder, 'data')];
  for (const setting of settings) args.push('--set', setting);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CLIPBOX_')));  // those are settings
  const { child, said } = spawnForTest(t, binary, args, { env });
  const found = {};
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('listening ')) found.port = Number(/:(\d+)\/?$/.exec(line)?.[1]);
    if (line.startsWith('set up at ')) found.setupToken = /#setup=(.+)$/.exec(line)?.[1];
    if (found.port && found.setupToken) break;
  }
  if (!found.port || !found.setupToken) throw new Error(`the server did not start: ${said.text}`);
  child.stdout.resume();
  return found;
}
