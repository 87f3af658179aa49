// Writes static/lang/*.json as their test wants them: sorted by key, one entry a line, commas where they belong.
// It reads line by line, so that it also mends what a merge of two people's keys left: markers, order, lines that came
// twice. Of two texts for one key it says so and changes nothing. Run: node tests/js/sort_words.mjs

import { readFileSync, writeFileSync } from 'node:fs';

const kFolder = new URL('../../static/lang/', import.meta.url);
const kLine = /^\s*("(?:[^"\\]|\\.)+")\s*:\s*(.*?),?\s*$/;

const written = (value) =>
  typeof value === 'string' ? JSON.stringify(value) : `{ ${Object.entries(value).map(([form, text]) => `${JSON.stringify(form)}: ${JSON.stringify(text)}`).join(', ')} }`;

for (const name of ['en.json', 'de.json', 'ar.json']) {
  const url = new URL(name, kFolder);
  const entries = new Map();
  let clashes = 0;
  for (const line of readFileSync(url, 'utf8').split('\n')) {
    const found = kLine.exec(line);
    if (!found) continue;
    const key = JSON.parse(found[1]);
    const text = written(JSON.parse(found[2]));
    const before = entries.get(key);
    if (before !== undefined && before !== text) {
      console.error(`${name}: two texts for ${key}: ${before} and ${text}. Keep one.`);
      clashes += 1;
    }
    entries.set(key, text);
  }
  if (clashes) process.exitCode = 1;
  else writeFileSync(url, `{\n${[...entries.keys()].sort().map((key) => `  ${JSON.stringify(key)}: ${entries.get(key)}`).join(',\n')}\n}\n`);
}
