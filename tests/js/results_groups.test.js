// What was made becomes cards: one a clip, its looks, what is shown of it and in which order.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { givenNameOf, GroupKeys, groupsOf, labelFor, nameOf } from '../../static/js/results/groups.js';
import { kindsIn } from '../../static/js/results/kinds.js';
import { differenceOf, looksOf, shapeWord } from '../../static/js/results/looks.js';
import { namesakes, warningsOf } from '../../static/js/results/said.js';
import { shownOf } from '../../static/js/results/shown.js';
import { artifact, srt } from './results_fakes.js';

const types = (groups) => groups.map(({ name, artifacts }) => `${name}: ${artifacts.map(({ type }) => type).join(' ')}`);
const all = { kind: '', text: '', order: 'film' };
const names = (shown) => shown.map(({ group }) => group.name).join(' ');

test('everything of one range and name is one card, in the order of the film, the whole of it last', () => {
  const groups = groupsOf([
    artifact('storyboard', null), artifact('poster', 5, { label: 'B' }), artifact('clip', 5, { label: 'B' }), artifact('clip', 1, { label: 'A' }),
    artifact('gif', 5, { label: 'B', end: 9 }), artifact('proxy', null),
  ]);
  assert.deepEqual(types(groups), ['A: clip', 'B: gif', 'B: clip poster', 'null: storyboard']);
});

test('captions in two forms are of one clip, though the server tells their labels apart', () => {
  const [vtt, sub] = [artifact('captions', 1), srt(1, 'Intro')];
  assert.deepEqual(types(groupsOf([sub, vtt, artifact('clip', 1)])), ['Intro: clip captions captions']);
  assert.deepEqual([nameOf(sub), labelFor(sub, 'New'), labelFor(vtt, 'New')], ['Intro', 'New srt', 'New']);
  assert.equal(nameOf(artifact('clip', 1, { label: 'In srt' })), 'In srt', 'a clip may be called so');
});

test('a clip that the server named by its range has no name of its own', () => {
  assert.equal(givenNameOf({ start: 65, end: 72.5, name: '1:05-1:12.5' }), null);
  assert.equal(givenNameOf({ start: 65, end: 72.5, name: 'Intro' }), 'Intro');
});

test('a card stays the same card when it is renamed, loses a file or has it back', () => {
  const keys = new GroupKeys();
  const [clip, gif, other] = [artifact('clip', 1), artifact('gif', 1), artifact('clip', 9)];
  const [first, second] = keys.keep(groupsOf([clip, gif, other])).map(({ key }) => key);
  const renamed = [clip, gif].map((each) => ({ ...each, label: 'Opening' }));
  assert.deepEqual(keys.keep(groupsOf([...renamed, other])).map(({ key }) => key), [first, second]);
  assert.deepEqual(keys.keep(groupsOf([renamed[1], other])).map(({ key }) => key), [first, second]);
  assert.deepEqual(keys.keep(groupsOf([other])).map(({ key }) => key), [second]);
  assert.deepEqual(keys.keep(groupsOf([...renamed, other])).map(({ key }) => key), [first, second]);
  const parted = keys.keep(groupsOf([clip, renamed[1], other])).map(({ key }) => key);
  assert.equal(new Set(parted).size, 3, 'two cards never have one key');
});

test('several shapes of one range are looks of one card; what is made once is in each', () => {
  const [wide, tall] = [artifact('clip', 1), artifact('clip', 1, { width: 406 })];
  const [gif, poster, audio] = [artifact('gif', 1, { width: 480, height: 270 }), artifact('poster', 1), artifact('audio', 1)];
  const looks = looksOf([wide, tall, gif, poster, audio]);
  assert.deepEqual(looks.map(({ word, artifacts }) => [word, artifacts]), [['16:9', [wide, gif, poster, audio]], ['9:16', [tall, audio]]]);
  assert.equal(looksOf([wide, gif, audio]).length, 1);
  const [upright] = looksOf([tall, poster]);
  assert.deepEqual(upright.artifacts, [tall, poster], 'a poster of another shape than all clips is in each');
});

test('looks go by the names of their variants, and a file without one goes with its shape', () => {
  const [wide, tall] = [artifact('clip', 1, { variant: 'wide' }), artifact('clip', 1, { variant: 'short', width: 608, height: 1080 })];
  const poster = artifact('poster', 1);
  assert.deepEqual(looksOf([wide, tall, poster]).map(({ word, artifacts }) => [word, artifacts.length]), [['wide', 2], ['short', 1]]);
  assert.deepEqual([shapeWord(1080, 1080), shapeWord(1440, 1080), shapeWord(1000, 700)], ['1:1', '4:3', '1000×700']);
});

test('files of one kind in one look are told from each other by their pixels, or by number', () => {
  const [large, small, again] = [artifact('clip', 1), artifact('clip', 1, { width: 640, height: 360 }), artifact('clip', 1)];
  assert.equal(differenceOf(large, [large]), '');
  assert.equal(differenceOf(small, [large, small]), '640×360');
  assert.deepEqual([large, again].map((each) => differenceOf(each, [large, again])), ['1', '2']);
});

const three = () => groupsOf([
  artifact('clip', 1, { label: 'Café', end: 3, sizeBytes: 5 }), artifact('gif', 1, { label: 'Café', end: 3, sizeBytes: 9000 }),
  artifact('clip', 10, { label: 'Clip 10', end: 20, sizeBytes: 50 }), artifact('clip', 30, { label: 'clip 2', end: 31, sizeBytes: 500 }),
  artifact('storyboard', null, { sizeBytes: 7 }),
]);

test('results are looked through by words, without regard to accents and capitals', () => {
  assert.equal(names(shownOf(three(), { ...all, text: ' cafe ' })), 'Café');
  assert.equal(names(shownOf(three(), { ...all, text: '2 CLIP' })), 'clip 2');
  assert.equal(names(shownOf(three(), { ...all, text: 'no such' })), '');
});

test('of one kind only its files are shown, and only the kinds that are there are offered', () => {
  const shown = shownOf(three(), { ...all, kind: 'gif' });
  assert.deepEqual(shown.map(({ files }) => files.map(({ type }) => type)), [['gif']]);
  assert.deepEqual(kindsIn(three().flatMap(({ artifacts }) => artifacts)), ['clip', 'gif', 'picture']);
});

test('they are sorted as one likes, numbers by their value and the whole video last by name', () => {
  const sorted = (order) => names(shownOf(three(), { ...all, order }));
  assert.equal(sorted('film'), 'Café Clip 10 clip 2 ');
  assert.equal(sorted('name'), 'Café clip 2 Clip 10 ');
  assert.equal(sorted('long'), 'Clip 10 Café clip 2 ');
  assert.equal(sorted('large'), 'Café clip 2 Clip 10 ');
  assert.equal(sorted('new'), ' clip 2 Clip 10 Café');
});

test('a warning stands at its clip’s card; of what has no card it stands above', () => {
  const groups = groupsOf([artifact('clip', 1), artifact('storyboard', null)]);
  const warning = (clip) => ({ code: 'no_captions', message: 'm', output: 'captions', clip });
  const { of, rest } = warningsOf([warning('Intro'), warning('Gone'), warning(null)], groups);
  assert.deepEqual([[...of.keys()], rest.map(({ clip }) => clip)], [[groups[0].key], ['Gone', null]]);
});

test('two clips of one name are known as such', () => {
  const groups = groupsOf([artifact('clip', 1), artifact('clip', 9), artifact('clip', 20, { label: 'Other' })]);
  assert.deepEqual([...namesakes(groups)], [groups[0].key, groups[1].key]);
});
