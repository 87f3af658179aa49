// Captions: read and written as the server has them, edited with everything undone again, saved, and where they are drawn.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import './words_setup.js';
import { ApiError } from '../../static/js/api.js';
import { captionMeasures, pictureBox } from '../../static/js/captions/caption_box.js';
import { CaptionStore } from '../../static/js/captions/caption_store.js';
import { CueList, faultOf, partedText } from '../../static/js/captions/cue_list.js';
import { cueTime, languageOfName, parseCues, writeCues } from '../../static/js/captions/cue_text.js';
import { languageChoices, languageName } from '../../static/js/captions/languages.js';
import { settle, withManualTimers } from './fakes.js';

const kText = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nand there it was\n\n00:00:03.000 --> 00:00:05.000\n1 &lt; 2 &amp; 3\nso far\n';
const kCues = [
  { start: 1, end: 2.5, text: 'and there it was' },
  { start: 3, end: 5, text: '1 < 2 & 3\nso far' },
];
const plain = (list) => list.cues.map(({ start, end, text }) => [start, end, text]);
const listOf = (cues = kCues) => {
  const list = new CueList();
  list.load(cues);
  return list;
};

test('what the server writes is read, and written back the same', () => {
  assert.deepEqual(parseCues(kText), kCues);
  assert.equal(writeCues(parseCues(kText)), kText);
  assert.deepEqual(parseCues('WEBVTT\n'), []);
  assert.deepEqual(parseCues('WEBVTT\r\n\r\nnote\r\n01:02.5 --> 01:03.25 align:start\r\nx\r\n'), [{ start: 62.5, end: 63.25, text: 'x' }]);
});

test('no text of a person breaks the file: empty lines, arrows, what looks like tags', () => {
  const cues = [{ start: 0, end: 1, text: 'a\n\n\nb --> c\n<i>' }];
  assert.deepEqual(parseCues(writeCues(cues)), [{ start: 0, end: 1, text: 'a\nb --> c\n<i>' }]);
  assert.equal(writeCues([{ start: 2, end: 1, text: 'x' }, { start: 0, end: 1, text: ' \n ' }]), 'WEBVTT\n\n');
});

test('times have thousandths, and a file’s name may tell its language', () => {
  assert.deepEqual([0, 62.5, 3723.0405].map(cueTime), ['0:00.000', '1:02.500', '1:02:03.041']);
  assert.deepEqual(['talk.en.srt', 'a.b_pt-BR.vtt', 'talk.srt', 'x.final.srt'].map(languageOfName), ['en', 'pt-BR', '', '']);
});

test('languages are called as the page calls them, those that are there first', () => {
  assert.equal(languageName('de'), 'German');
  assert.equal(languageName('und'), 'No language said');
  assert.equal(languageName('not a tag!'), 'not a tag!');
  const choices = languageChoices(['de', 'tlh']);
  assert.deepEqual(choices.slice(0, 2).map(([tag]) => tag), ['de', 'tlh']);
  assert.equal(choices.filter(([tag]) => tag === 'de').length, 1);
});

test('a line is split at the playhead, between the words that lie nearest, or between its lines', () => {
  const list = listOf();
  const [first, second] = list.cues.map(({ id }) => id);
  assert.equal(list.split(first, 1.7), true);
  assert.deepEqual(plain(list).slice(0, 2), [[1, 1.7, 'and there'], [1.7, 2.5, 'it was']]);
  assert.equal(list.split(second, 4.9), true);
  assert.deepEqual(plain(list).slice(2), [[3, 4.9, '1 < 2 & 3'], [4.9, 5, 'so far']]);
  assert.equal(list.split(first, 9), false);
  assert.deepEqual(partedText('word', 0.5), ['word', '']);
  list.undo();
  list.undo();
  assert.deepEqual(plain(list), kCues.map(Object.values));
});

test('lines are joined, deleted, added, moved; each is one step, and typing is one', () => {
  const list = listOf([...kCues, { start: 9, end: 10, text: 'z' }]);
  const ids = list.cues.map(({ id }) => id);
  list.join(ids[1]);
  assert.deepEqual(plain(list)[1], [3, 10, '1 < 2 & 3\nso far\nz']);
  list.undo();
  list.remove(ids[0]);
  assert.equal(list.selected, ids[1]);
  list.undo();
  const added = list.add(2.6, 20);
  assert.deepEqual(list.find(added), { id: added, start: 2.6, end: 3, text: '' }, 'it ends where the next begins');
  for (const text of ['h', 'he', 'hey']) list.setText(added, text);
  list.undo();
  assert.equal(list.find(added).text, '');
  list.redo();
  assert.equal(list.find(added).text, 'hey');
  list.shift(-5);
  assert.deepEqual(plain(list).map(([start]) => start), [0, 1.6, 2, 8], 'none before the film');
  list.shift(0.5);
  list.slide(added, 7.4);
  assert.deepEqual(plain(list).map(([, , text]) => text).slice(-2), ['z', 'hey'], 'in the order of their time');
});

test('at a time the line that began last is said', () => {
  const list = listOf([{ start: 0, end: 10, text: 'long' }, { start: 2, end: 3, text: 'short' }]);
  assert.deepEqual([1, 2.5, 3, 10].map((time) => list.at(time)?.text ?? ''), ['long', 'short', 'long', '']);
});

test('what is amiss with a line is said, the worst first', () => {
  const fault = (cue, next, duration = 60) => faultOf({ start: 1, end: 3, text: 'ok', ...cue }, next, duration);
  assert.equal(fault({}), null);
  assert.equal(fault({ end: 1 }), 'ends');
  assert.equal(fault({ text: ' ' }), 'empty');
  assert.equal(fault({ start: 61, end: 62 }), 'behind');
  assert.equal(fault({}, { start: 2.5 }), 'overlap');
  assert.equal(fault({}, { start: 2.999 }), null);
  assert.equal(fault({ text: 'x'.repeat(60) }), 'fast');
});

/** The captions of a job on a server that keeps them. `waits` holds an answer back. */
function storeOf({ files = { en: kText }, left = null, fails = () => null, waits = async (_) => {} } = {}) {
  const seen = { puts: [], deleted: [], note: left };
  const order = Object.keys(files);
  const api = {
    captions: async () => ({ items: order.map((language, i) => ({ language, sizeBytes: 1, putAt: '', used: i === 0 })), embedded: null, speech: false }),
    captionText: async (_, language) => (await waits(`text ${language}`), files[language]),
    async putCaptions(_, language, body) {
      await waits(`put ${language}`);
      const error = fails();
      if (error) throw error;
      seen.puts.push([language, typeof body === 'string' ? body : await body.text()]);
      files[language] = typeof body === 'string' ? body : kText;
      if (order.includes(language)) order.splice(order.indexOf(language), 1);
      order.unshift(language);
    },
    async deleteCaptions(_, language) {
      await waits(`delete ${language}`);
      const error = fails();
      if (error) throw error;
      seen.deleted.push(language);
      order.splice(order.indexOf(language), 1);
    },
  };
  const store = new CaptionStore({ api, jobId: 'j', note: { get: () => seen.note, set: (value) => (seen.note = value) }, onChange: () => {} });
  return { store, seen };
}

test('what is used is read, and a change is saved a moment after the last', () =>
  withManualTimers(async (clock) => {
    const { store, seen } = storeOf();
    await store.read();
    assert.deepEqual([store.language, store.isUsed, plain(store.cues).length], ['en', true, 2]);
    store.cues.setText(store.cues.cues[0].id, 'here it is');
    await clock.advance(700);
    assert.deepEqual([store.saved, seen.puts.length, seen.note.language], ['unsaved', 0, 'en']);
    await clock.advance(200);
    assert.deepEqual([store.saved, seen.puts.length, seen.note], ['saved', 1, null]);
    assert.match(seen.puts[0][1], /here it is/);
    store.close();
  }));

test('what could not be saved outlasts a reload, and is saved then', () =>
  withManualTimers(async (clock) => {
    let away = true;
    const before = storeOf({ fails: () => (away ? new ApiError(503, {}) : null) });
    await before.store.read();
    before.store.cues.setText(before.store.cues.cues[0].id, 'unsaved words');
    await clock.advance(1000);
    assert.equal(before.store.saved, 'failed');
    away = false;
    const after = storeOf({ left: before.seen.note });
    await after.store.read();
    assert.equal(after.store.cues.cues[0].text, 'unsaved words');
    await clock.advance(1000);
    assert.match(after.seen.puts[0][1], /unsaved words/);
  }));

test('without anything to say there are none: the language is deleted, and one that never was is not put', () =>
  withManualTimers(async (clock) => {
    const { store, seen } = storeOf();
    await store.read();
    for (const { id } of [...store.cues.cues]) store.cues.remove(id);
    await clock.advance(1000);
    assert.deepEqual([seen.deleted, seen.puts], [['en'], []]);
    const fresh = storeOf({ files: {} });
    await fresh.store.read();
    fresh.store.begin('de');
    fresh.store.cues.add(1, 60);
    await clock.advance(1000);
    assert.deepEqual([fresh.seen.puts, fresh.seen.deleted, fresh.store.lost], [[], [], 1]);
  }));

test('a file is put as it is, and read back as the server understood it; of several languages the last one is used', async () => {
  const { store, seen } = storeOf({ files: { en: kText, de: kText } });
  await store.read();
  await store.open('de');
  assert.equal(store.isUsed, false);
  await store.use();
  assert.deepEqual([seen.puts.map(([language]) => language), store.isUsed], [['de'], true]);
  await store.bring(new Blob(['1\n00:00:01,000 --> 00:00:02,000\nHi\n']), 'fr');
  assert.match(seen.puts[1][1], /^1\n00:00:01,000/);
  assert.deepEqual([store.language, store.cues.cues.length], ['fr', 2]);
  await store.remove('fr');
  assert.deepEqual([seen.deleted, store.language], [['fr'], 'de']);
  await settle();
});

test('what is not saved yet is saved before others are shown, and where that fails it stays', () =>
  withManualTimers(async () => {
    let away = false;
    const { store, seen } = storeOf({ files: { en: kText, de: kText }, fails: () => (away ? new ApiError(503, {}) : null) });
    const file = new Blob(['1\n00:00:01,000 --> 00:00:02,000\nHi\n']);
    await store.read();
    store.cues.setText(store.cues.cues[0].id, 'typed just now');
    await store.bring(file, 'fr');
    assert.deepEqual(seen.puts.map(([language]) => language), ['en', 'fr']);
    assert.match(seen.puts[0][1], /typed just now/);
    away = true;
    store.cues.setText(store.cues.cues[0].id, 'typed while away');
    await assert.rejects(store.bring(file, 'de'));
    await assert.rejects(store.open('de'));
    assert.deepEqual([store.language, store.cues.cues[0].text, seen.note.language], ['fr', 'typed while away', 'fr']);
  }));

/** Answers of that name come when they are let. */
function heldBack(...names) {
  const held = new Map();
  return { waits: (name) => (names.includes(name) ? new Promise((resolve) => held.set(name, resolve)) : Promise.resolve()), let: (name) => held.get(name)() };
}
const typeInto = (store, text) => store.cues.setText(store.cues.cues[0].id, text);
const kFile = new Blob(['1\n00:00:01,000 --> 00:00:02,000\nHi\n']);
const putsOf = ({ puts }) => puts.map(([language, text]) => `${language} ${/typed[a-z ]*|Hi|here/.exec(text)?.[0]}`);

test('what is typed while another language is being opened is saved before that is shown', () =>
  withManualTimers(async () => {
    const server = heldBack('text de');
    const { store, seen } = storeOf({ files: { en: kText, de: kText }, waits: server.waits });
    await store.read();
    const opened = store.open('de');
    await settle();
    typeInto(store, 'typed meanwhile');
    server.let('text de');
    await opened;
    assert.deepEqual([putsOf(seen), store.language, store.saved, seen.note], [['en typed meanwhile'], 'de', '', null]);
  }));

test('what is typed while a file of another language is being brought is saved too, and where that fails it stays', () =>
  withManualTimers(async () => {
    for (const away of [false, true]) {
      const server = heldBack('text fr');
      let isAway = false;
      const { store, seen } = storeOf({ waits: server.waits, fails: () => (isAway ? new ApiError(503, {}) : null) });
      await store.read();
      const brought = store.bring(kFile, 'fr');
      await settle();
      typeInto(store, 'typed meanwhile');
      isAway = away;
      server.let('text fr');
      if (away) await assert.rejects(brought);
      else await brought;
      assert.deepEqual(putsOf(seen), away ? ['fr Hi'] : ['fr Hi', 'en typed meanwhile']);
      assert.deepEqual([store.language, seen.note?.language], away ? ['en', 'en'] : ['fr', undefined]);
    }
  }));

test('what is typed while a file takes the place of the same language goes with it, and stays where the file is refused', () =>
  withManualTimers(async (clock) => {
    for (const refused of [false, true]) {
      const server = heldBack('put en');
      const errors = refused ? [new ApiError(422, {})] : [];
      const { store, seen } = storeOf({ waits: server.waits, fails: () => errors.pop() });
      await store.read();
      typeInto(store, 'typed before');
      const brought = store.bring(kFile, 'en');
      brought.catch(() => {}); // looked at below
      await settle();
      typeInto(store, 'typed meanwhile');
      await clock.advance(1000);
      server.let('put en');
      await brought.catch(() => {});
      await settle();
      if (refused) server.let('put en');
      await settle();
      assert.deepEqual([putsOf(seen), store.saved, seen.note], [[refused ? 'en typed meanwhile' : 'en Hi'], refused ? 'saved' : '', null]);
    }
  }));

test('captions that are deleted do not come back by what was typed meanwhile, and a deletion that is refused loses nothing', () =>
  withManualTimers(async (clock) => {
    const server = heldBack('delete en');
    const { store, seen } = storeOf({ waits: server.waits });
    await store.read();
    const removed = store.remove('en');
    await settle();
    typeInto(store, 'typed meanwhile');
    await clock.advance(1000);
    server.let('delete en');
    await removed;
    await clock.advance(1000);
    assert.deepEqual([seen.deleted, seen.puts, store.language, seen.note], [['en'], [], '', null]);
    const errors = [new ApiError(503, {})];
    const other = storeOf({ fails: () => errors.pop() });
    await other.store.read();
    typeInto(other.store, 'typed before');
    await assert.rejects(other.store.remove('en'));
    await clock.advance(1000);
    assert.deepEqual(putsOf(other.seen), ['en typed before']);
  }));

test('of several that are opened the last one is shown, in whatever order they arrive', async () => {
  const server = heldBack('text de', 'text fr');
  const { store } = storeOf({ files: { en: kText, de: kText, fr: kText }, waits: server.waits });
  await store.read();
  const opened = [];
  const open = async (language) => (opened.push(store.open(language)), await settle());
  await open('de');
  await open('fr');
  server.let('text fr');
  await settle();
  server.let('text de');
  await Promise.all(opened);
  assert.equal(store.language, 'fr');
  await open('de');
  await open('fr');
  server.let('text de');
  await Promise.all(opened);
  assert.equal(store.language, 'fr');
});

test('captions are drawn as large as the server draws them, in the part that a look keeps', () => {
  assert.deepEqual(captionMeasures({ width: 1920, height: 1080 }, 1), { text: 59.4, outline: 5.346, across: 96, down: 54 });
  assert.equal(captionMeasures({ width: 608, height: 1080 }, 2).text, 608 * 1.25 * 0.055 * 2);
  const screen = { width: 1600, height: 900 };
  assert.deepEqual(pictureBox(screen, 16 / 9, { aspect: 'source', fit: 'crop' }, null), { x: 0, y: 0, width: 1600, height: 900 });
  const tall = pictureBox(screen, 16 / 9, { aspect: '9:16', fit: 'crop' }, { x: 1, y: 0.5 });
  assert.deepEqual([Math.round(tall.width), tall.height, Math.round(tall.x + tall.width)], [506, 900, 1600]);
  const bars = pictureBox(screen, 9 / 16, { aspect: '16:9', fit: 'pad' }, null);
  assert.deepEqual([bars.x, bars.width], [0, 1600], 'with its bars it is wider than the film');
});
