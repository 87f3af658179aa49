// The newest clients that npm has, with their defaults, against the real binary: `./dev clients`. Needs the network, and what it
// finds changes with the world; so no part of `./dev test`. newest.json names the clients, of/ says how each does a step.
// CLIPBOX_BIN names the binary; an argument names a version of Node to run the clients with.

import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { kCredentials, startPlain } from '../../integration/s3_clients/served.mjs';

const kLimitMs = 300_000;
const kHere = fileURLToPath(new URL('./', import.meta.url));

/** Installs into a folder of its own. */
async function install(folder, packages) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"private": true, "type": "module"}');
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...options, ...packages], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

const describe = async (folder, name) => JSON.parse(await readFile(join(folder, 'node_modules', name, 'package.json'), 'utf8'));

/** The oldest line of Node that they all run on: of "^18 || >=20" the last. */
const neededBy = (packages) => Math.max(18, ...packages.map(({ engines }) => Number(/>=\s*(\d+)[^>]*$/.exec(engines?.node ?? '')?.[1] ?? 0)));

/** The Node of this process where it will do, otherwise npm's. */
async function findNode(folder, packages, wanted) {
  const needed = neededBy(packages);
  if (!wanted && Number(process.versions.node.split('.')[0]) >= Math.max(20, needed)) return process.execPath;
  const line = wanted ?? String(Math.max(22, needed));
  const place = join(folder, `../node-${line}`);
  await install(place, [`node@${line}`]);
  return join(place, 'node_modules/node/bin/node');
}

/** @returns {Promise<{step: string, outcome: string, reason?: string}[]>} */
async function runSteps(node, folder, module, store) {
  const options = { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'], timeout: kLimitMs };
  const child = spawn(node, ['steps.mjs', module, JSON.stringify(store)], options);
  const ended = new Promise((resolve) => { child.once('exit', (code, signal) => resolve(code ?? signal)); });
  const results = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{"step"')) results.push(JSON.parse(line));
  }
  const code = await ended;
  if (code !== 0) results.push({ step: 'end', outcome: 'FAILED', reason: `the process ended with ${code}` });
  return results;
}

async function tryClient({ client, module, packages, bucket }, { folder, endpoint, wanted }) {
  const own = join(folder, client);
  await install(own, packages.map((name) => `${name}@latest`));
  for (const part of ['of', 'steps.mjs']) await cp(join(kHere, part), join(own, part), { recursive: true });
  const installed = await Promise.all(packages.map((name) => describe(own, name)));
  const node = await findNode(own, installed, wanted);
  const results = await runSteps(node, own, module, { endpoint, credentials: kCredentials, Bucket: bucket, folder: own });
  console.error(installed.map(({ name, version }) => `${name} ${version}`).join(', '));
  return { client, version: installed[0].version, node: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim(), results };
}

function printTable(tried) {
  const steps = [...new Set(tried.flatMap(({ results }) => results.map(({ step }) => step)))];
  const rows = tried.map(({ client, version, node, results }) =>
    [client, version, node, ...steps.map((step) => results.find((result) => result.step === step)?.outcome ?? '-')]);
  const lines = [['client', 'version', 'Node', ...steps], ...rows];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  for (const line of lines) console.log(line.map((text, column) => text.padEnd(widths[column])).join('  ').trimEnd());
}

async function main(wanted) {
  const clean = [];
  const test = { after: (done) => clean.unshift(done) };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'clipbox-clients-'));
    test.after(() => rm(folder, { recursive: true, force: true }));
    const endpoint = await startPlain(test);
    const tried = [];
    for (const each of JSON.parse(await readFile(join(kHere, 'newest.json'), 'utf8'))) {
      const noStart = ({ message }) => ({ client: each.client, version: '-', node: '-', results: [{ step: 'start', outcome: 'FAILED', reason: message }] });
      tried.push(await tryClient(each, { folder, endpoint, wanted }).catch(noStart));
    }
    printTable(tried);
    const failed = tried.flatMap(({ client, results }) => results.filter(({ outcome }) => outcome === 'FAILED').map((result) => ({ client, ...result })));
    for (const { client, step, reason } of failed) console.log(`${client}: ${step}: ${reason}`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    for (const done of clean) await done();
  }
}

process.exitCode = await main(process.argv[2]);
