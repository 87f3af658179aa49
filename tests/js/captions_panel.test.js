// The captions' panel: what is asked in it outlasts what comes meanwhile.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buttonOf, place } from './fake_dom.js';
import { CaptionStore } from '../../static/js/captions/caption_store.js';
import { settingsOf } from '../../static/js/looks/look.js';
import { RecipeDraft } from '../../static/js/pages/recipe_draft.js';
import { renderCaptions } from '../../static/js/views/captions/panel.js';
import { settle } from './fakes.js';

async function panelOf(languages) {
  const texts = { en: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\none\n', de: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\neins\n' };
  const api = { captions: async () => ({ items: languages.map((language) => ({ language })), embedded: null, speech: false }), captionText: async (_, language) => texts[language] };
  const root = place();
  const job = { id: 'j', status: 'META_READY', sourceMeta: null, source: null, recipe: { clips: [{ start: 0, end: 1 }] }, proposedClip: null };
  const draft = new RecipeDraft(job, { save: async () => {}, hold: async () => {}, onChange: () => {}, note: { get: () => null, set: () => {} } });
  const given = { draft, settings: settingsOf(draft.chosen[0], []), hasFilm: true, duration: null, time: () => 1, seek() {}, play() {}, ask: async () => true };
  const store = new CaptionStore({ api, jobId: 'j', note: { get: () => null, set: () => {} }, onChange: () => render() });
  const render = (more = {}) => renderCaptions(root, Object.assign(given, more, { store }));
  await store.read();
  await settle();
  render();
  return { root, store, render, asked: () => root.querySelector('.bring-as') };
}

test('the question for the language of a file stays when others are opened or used meanwhile', async () => {
  const panel = await panelOf(['en', 'de']);
  const file = panel.root.querySelector('#caption-file');
  file.files = [new File(['x'], 'film.fr.srt')];
  file.dispatchEvent(new Event('change'));
  const select = panel.asked().querySelector('select');
  assert.match(panel.asked().textContent, /film\.fr\.srt/);
  await panel.store.open('de');
  panel.render();
  assert.equal(panel.asked().querySelector('select'), select);
  buttonOf(panel.asked(), 'Cancel').click();
  assert.equal(panel.asked().children.length, 0);
});

test('the first cue of one’s own ends with the film, whose length came after the question', async () => {
  const panel = await panelOf([]);
  buttonOf(panel.root, 'Write them').click();
  panel.render({ duration: 1.5 });
  buttonOf(panel.asked(), 'Begin').click();
  await settle();
  assert.deepEqual(panel.store.cues.cues.map(({ start, end }) => [start, end]), [[1, 1.5]]);
});
