import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chosenOf, kLanguages, Language, localeOf } from '../../static/js/lang/language.js';
import { hasWords, languageTag, speak, t, tNodes } from '../../static/js/lang/t.js';
import { settle } from './fakes.js';
import { speakIn, textOf, wordsOf } from './words_setup.js';

const kRoot = fileURLToPath(new URL('../../static', import.meta.url));
const tags = Object.keys(kLanguages);
const english = wordsOf('en');
const formsOf = (entry) => (typeof entry === 'string' ? [entry] : Object.values(entry));
const placeholders = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

/** One entry a line, sorted by key: so that two people's changes meet as rarely as can be. */
function wellWritten(words) {
  const value = (entry) =>
    typeof entry === 'string' ? JSON.stringify(entry) : `{ ${Object.entries(entry).map(([form, text]) => `${JSON.stringify(form)}: ${JSON.stringify(text)}`).join(', ')} }`;
  return `{\n${Object.keys(words).sort().map((key) => `  ${JSON.stringify(key)}: ${value(words[key])}`).join(',\n')}\n}\n`;
}

for (const tag of tags) {
  test(`the words of ${tag} are sorted, one a line (tests/js/sort_words.mjs writes them so)`, () => {
    assert.equal(textOf(tag), wellWritten(wordsOf(tag)));
  });

  test(`${tag} has the keys of English, and the same values in each text`, () => {
    const words = wordsOf(tag);
    assert.deepEqual(Object.keys(english).filter((key) => !Object.hasOwn(words, key)), [], 'missing');
    assert.deepEqual(Object.keys(words).filter((key) => !Object.hasOwn(english, key)), [], 'unknown to English');
    for (const [key, entry] of Object.entries(words)) {
      assert.equal(typeof entry, typeof english[key], key);
      const wanted = [...new Set(formsOf(english[key]).flatMap(placeholders))].sort();
      const rest = wanted.filter((name) => name !== 'count');
      for (const text of formsOf(entry)) {
        assert.notEqual(text.trim(), '', key);
        // "One file" and "no files" need no figure.
        assert.deepEqual(placeholders(text).filter((name) => name !== 'count'), rest, `${key}: ${text}`);
        if (typeof entry === 'string') assert.deepEqual(placeholders(text), wanted, `${key}: ${text}`);
      }
      if (wanted.includes('count') && typeof entry !== 'string') assert.ok(placeholders(entry.other).includes('count'), `${key}: other`);
    }
  });

  test(`plurals of ${tag} have the categories that the language has`, () => {
    const categories = [...new Intl.PluralRules(tag).resolvedOptions().pluralCategories].sort();
    for (const [key, entry] of Object.entries(wordsOf(tag))) {
      if (typeof entry !== 'string') assert.deepEqual(Object.keys(entry).sort(), categories, key);
    }
  });
}

const files = readdirSync(join(kRoot, 'js'), { recursive: true }).filter((name) => name.endsWith('.js'));

const areas = [...new Set(Object.keys(english).map((key) => key.split('.')[0]))].join('|');
const literal = new RegExp(`(['\"\`])((?:${areas})\\.[^'\\"\`\\n]+)\\1`, 'g');
/** Every key that stands in a script: whole, or with holes (`status.${status}`) as a pattern. */
const named = files.flatMap((name) =>
  [...readFileSync(join(kRoot, 'js', name), 'utf8').replace(/^import .*$/gm, '').matchAll(literal)].map(([, , key]) => ({
    name,
    key,
    fits: new RegExp(`^${key.split(/\$\{.*?\}/).map((part) => part.replace(/[.()]/g, '\\$&')).join('.+')}$`),
  })),
);

test('every key that a script names is in the catalogue', () => {
  assert.ok(named.length > 300);
  assert.deepEqual(named.filter(({ fits }) => !Object.keys(english).some((key) => fits.test(key))).map(({ name, key }) => `${name}: ${key}`), []);
});

test('every text of the catalogue is said somewhere', () => {
  // The pages for others are made by the server.
  const room = join(kRoot, '../appliance/http/share');
  const code = readdirSync(room).map((name) => readFileSync(join(room, name), 'utf8')).join('');
  const isSaidThere = (key) => key.startsWith('share.page.') && code.includes(`"${key.slice('share.page.'.length)}"`);
  assert.deepEqual(Object.keys(english).filter((key) => !isSaidThere(key) && !named.some(({ fits }) => fits.test(key))), []);
});

test('index.html names a file for each language, and each is there', () => {
  const page = readFileSync(join(kRoot, 'index.html'), 'utf8');
  for (const tag of tags) {
    const [, url] = new RegExp(`<meta name="language-${tag}" content="([^"]+)">`).exec(page) ?? [];
    assert.equal(url, `lang/${tag}.json`);
  }
});

test('a text takes its values, and numbers as the language writes them', () => {
  speak({ tag: 'de', words: { a: '{size} von {total}', b: { one: '{count} Clip', other: '{count} Clips' } } });
  assert.equal(t('a', { size: 1234567.5, total: 'allem' }), '1.234.567,5 von allem');
  assert.deepEqual([0, 1, 2000].map((count) => t('b', { count })), ['0 Clips', '1 Clip', '2.000 Clips']);
  assert.equal(t('a', { size: '{total}', total: 'x' }), '{total} von x', 'a value is no text with values');
  speakIn('en');
});

test('Arabic chooses among its six plurals', () => {
  const forms = ['zero', 'one', 'two', 'few', 'many', 'other'];
  speak({ tag: 'ar', words: { a: Object.fromEntries(forms.map((form) => [form, form])) } });
  assert.deepEqual([0, 1, 2, 3, 10, 11, 99, 100, 103].map((count) => t('a', { count })), ['zero', 'one', 'two', 'few', 'few', 'many', 'many', 'other', 'few']);
  speakIn('en');
});

test('an element stands where its value does', () => {
  const node = { is: 'a node' };
  speak({ tag: 'en', words: { a: 'Delete {title}?', b: '{title}' } });
  assert.deepEqual(tNodes('a', { title: node }), ['Delete ', node, '?']);
  assert.deepEqual(tNodes('b', { title: node }), [node]);
  speakIn('en');
});

test('names keep their own direction among words of the other', () => {
  const words = { a: 'x {name} x' };
  speak({ tag: 'en', words });
  assert.equal(t('a', { name: 'film.mp4' }), 'x film.mp4 x');
  assert.equal(t('a', { name: 'فيلم.mp4' }), 'x \u2068فيلم.mp4\u2069 x');
  speak({ tag: 'ar', rtl: true, words });
  assert.equal(t('a', { name: 'film.mp4' }), 'x \u2068film.mp4\u2069 x');
  speakIn('en');
});

test('a key that the language lacks is said in English, and one that nobody knows by itself', () => {
  speak({ tag: 'de', words: {} });
  assert.equal(t('common.cancel'), 'Cancel');
  assert.equal(t('of.the.future'), 'of.the.future');
  assert.deepEqual([hasWords('common.cancel'), hasWords('of.the.future')], [true, false]);
  speakIn('en');
});

test('the choice by hand counts, then the browser’s languages in their order, then English', () => {
  assert.equal(chosenOf('ar', ['de']), 'ar');
  assert.equal(chosenOf(null, ['fr-CA', 'de-AT', 'en']), 'de');
  assert.equal(chosenOf('klingon', ['AR-eg']), 'ar');
  assert.equal(chosenOf(null, ['fr', 'constructor']), 'en');
  assert.equal(localeOf('de', ['fr', 'de-AT', 'de']), 'de-AT');
  assert.equal(localeOf('en', ['de']), 'en');
  assert.equal(localeOf('ar', ['ar-EG']), 'ar-EG-u-nu-latn');
});

/** A language whose files answer when the test says so. */
function languageOf({ preferred = ['en'], kept = null } = {}) {
  const asked = {};
  const given = {
    root: { lang: '', dir: '' },
    kept,
    changes: 0,
    urls: { en: '/en', de: '/de', ar: '/ar' },
    preferred,
    note: { get: () => given.kept, set: (tag) => void (given.kept = tag) },
    read: (url) => new Promise((resolve, reject) => void (asked[url] = { answer: () => resolve({ who: url }), lose: () => reject(new Error('lost')) })),
    onChange: () => void (given.changes += 1),
  };
  return { given, asked, language: new Language(given) };
}

test('the words come from the file that the page names, and the page is told which way they run', async () => {
  const { given, asked, language } = languageOf({ preferred: ['ar-EG'] });
  const started = language.start();
  asked['/ar'].answer();
  await started;
  assert.equal(t('who'), '/ar');
  assert.deepEqual(given.root, { lang: 'ar', dir: 'rtl' });
  assert.equal(given.kept, null, 'what nobody chose is not kept');
  asked['/en'].answer();
  await settle();
  speakIn('en');
});

test('a choice is kept once its words are there; one whose words cannot be read changes nothing', async () => {
  const { given, asked, language } = languageOf();
  const started = language.start();
  asked['/en'].answer();
  await started;
  const failing = language.choose('ar');
  asked['/ar'].lose();
  await assert.rejects(failing);
  assert.deepEqual([languageTag(), given.root.dir, given.kept], ['en', 'ltr', null]);
  const choosing = language.choose('de');
  asked['/de'].answer();
  await choosing;
  assert.deepEqual([languageTag(), given.root.lang, given.kept, given.changes], ['de', 'de', 'de', 2]);
  speakIn('en');
});

test('of two choices the later counts, whichever answer comes first', async () => {
  const { given, asked, language } = languageOf();
  const first = language.choose('ar');
  const second = language.choose('de');
  asked['/de'].answer();
  await second;
  asked['/ar'].answer();
  await first;
  assert.deepEqual([languageTag(), given.root.dir, given.kept], ['de', 'ltr', 'de']);
  speakIn('en');
});
