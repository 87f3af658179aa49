// The looks that a person keeps on the server: one that is deleted, and one that is kept meanwhile.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import './fake_dom.js';
import { PresetShelf } from '../../static/js/pages/own_looks.js';
import { ManualClock, settle } from './fakes.js';

const presetOf = (name, height) => ({ name, title: name, own: true, recipe: { mp4: { height } } });
const kLook = { id: 'kept', preset: null, recipe: { mp4: { height: 1080 } }, on: true };

/** A shelf, and a server that keeps these. */
async function shelfOf(presets, answers = {}) {
  const clock = new ManualClock();
  const server = new Map(presets.map((preset) => [preset.name, preset]));
  const api = {
    presets: async () => ({ items: [...server.values()] }),
    putPreset: async (name, preset) => (server.set(name, { name, ...preset, own: true }), server.get(name)),
    async deletePreset(name) {
      await answers.delete?.(name);
      server.delete(name);
    },
  };
  const shelf = new PresetShelf({ api, clock, onChange: () => {}, draftOf: () => null });
  await shelf.read();
  return { shelf, clock, server, titles: () => shelf.presets.map(({ title }) => title), heights: () => [...server.values()].map(({ recipe }) => recipe.mp4.height) };
}

/** Keeps the look under the name that the person types. */
async function keepAs(shelf, look, title) {
  const create = document.createElement;
  let dialog = null;
  document.createElement = (tag) => {
    const element = create(tag);
    if (tag === 'dialog') dialog = Object.assign(element, { showModal() {}, returnValue: 'yes' });
    return element;
  };
  const kept = shelf.saveAs(look);
  document.createElement = create;
  dialog.querySelector('input').value = title;
  dialog.dispatchEvent(new Event('close'));
  await kept;
}

test('a look that is kept under the name of one just deleted stays when that one goes', async () => {
  const { shelf, clock, titles, heights } = await shelfOf([presetOf('tall', 720)]);
  await shelf.remove('own:tall');
  await keepAs(shelf, kLook, 'Tall');
  assert.deepEqual(titles(), ['Tall']);
  await clock.advance(10_000);
  assert.deepEqual([titles(), heights()], [['Tall'], [1080]]);
});

test('the deleted one is had back beside it, as it was', async () => {
  const { shelf, clock, titles, heights } = await shelfOf([presetOf('tall', 720)]);
  await shelf.remove('own:tall');
  await keepAs(shelf, kLook, 'Tall');
  shelf.undo();
  await clock.advance(60_000);
  assert.deepEqual([titles(), heights()], [['Tall', 'tall'], [720, 1080]]);
});

test('a deletion that is still on its way takes no look with it', async () => {
  let arrive = () => {};
  const { shelf, clock, titles, heights } = await shelfOf([presetOf('tall', 720)], { delete: () => new Promise((resolve) => (arrive = resolve)) });
  await shelf.remove('own:tall');
  await clock.advance(10_000);
  await keepAs(shelf, kLook, 'Tall');
  arrive();
  await settle();
  assert.deepEqual([titles(), heights()], [['Tall'], [1080]]);
});

test('one that the server refused to delete is there again, while another is being deleted too', async () => {
  const { shelf, titles } = await shelfOf([presetOf('a', 1), presetOf('b', 2)], { delete: async (name) => { if (name === 'a') throw new Error('The disk is away.'); } });
  await shelf.remove('own:a');
  await shelf.remove('own:b');
  await settle();
  assert.deepEqual([titles(), shelf.removed, shelf.problem.includes('The disk is away.')], [['a'], 'b', true]);
});
