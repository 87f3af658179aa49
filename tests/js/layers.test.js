// The page's rooms look down only: pages → views → timeline → room, results, upload → base → what lies in the folder itself.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const kRoot = fileURLToPath(new URL('../../static/js', import.meta.url));

/** What each room may import from beside itself; '' is what lies in the folder itself, and knows no view. */
const kMay = {
  pages: [
    'views', 'views/job', 'views/upload', 'views/list', 'views/results', 'views/room', 'views/system', 'views/looks', 'views/making', 'views/captions', 'timeline', 'results', 'room',
    'room/lists', 'looks', 'making', 'captions', 'upload', 'base', 'lang', '',
  ],
  'views/job': ['views', 'views/upload', 'views/making', 'looks', 'lang', ''],
  'views/upload': ['views', 'lang', ''],
  'views/results': ['views', 'results', 'room/lists', 'lang', ''],
  'views/room': ['views', 'room', 'room/lists', 'lang', ''],
  'views/list': ['views', 'lang', ''],
  'views/system': ['views', 'lang', ''],
  views: ['lang', ''],
  'views/looks': ['room', 'looks', 'lang', ''],
  'views/making': ['views', 'making', 'lang', ''],
  'views/captions': ['views/looks', 'captions', 'looks', 'lang', ''],
  timeline: ['room', 'lang', ''],
  room: ['room/lists', 'lang', ''],
  'room/lists': ['room', 'base', 'lang', ''],
  results: [''],
  making: ['looks', 'base', 'lang', ''],
  captions: ['room', 'looks', 'lang', ''],
  looks: ['lang', ''],
  upload: ['base', 'lang', ''],
  base: ['lang', ''],
  '': ['lang'],
  lang: [],
};
/** Where all is put together. */
const kTop = ['main.js', 'later.js'];

const filesOf = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesOf(join(folder, entry.name)) : [join(folder, entry.name)]));
const files = filesOf(kRoot).map((path) => ({ name: relative(kRoot, path), text: readFileSync(path, 'utf8') }));
const roomOf = (name) => (dirname(name) === '.' ? '' : dirname(name));
const code = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

/** Imports that run; types alone may come from anywhere. */
const importsOf = ({ name, text }) =>
  [...code(text).matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path]) => normalize(join(dirname(name), path)));

test('every room of the page is known here', () => {
  const rooms = [...new Set(files.map(({ name }) => roomOf(name)))].sort();
  assert.deepEqual(rooms, Object.keys(kMay).sort());
});

test('no module imports from a room above its own', () => {
  const wrong = files
    .filter(({ name }) => !kTop.includes(name))
    .flatMap((file) => importsOf(file).filter((target) => ![roomOf(file.name), ...kMay[roomOf(file.name)]].includes(roomOf(target))).map((target) => `${file.name} → ${target}`));
  assert.deepEqual(wrong, []);
});

test('the room’s model, the uploads and the words know no document and no window', () => {
  const pure = files.filter(({ name }) => /^(room|results|upload|lang)\//.test(name) && name !== 'room/key_owner.js'); // it asks which element has the focus
  assert.ok(pure.length > 45);
  const browsers = /(?<![.#\w])(document|window|navigator|location|localStorage|sessionStorage|fetch|addEventListener|setTimeout|setInterval)\b[.(]/;
  const wrong = pure.filter(({ text }) => browsers.test(code(text))).map(({ name }) => name);
  assert.deepEqual(wrong, []);
});
