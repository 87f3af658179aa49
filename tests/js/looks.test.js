// Looks: what lies beneath, what is said over it, and what a film becomes in them.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import './words_setup.js';
import { heightChoices, heightChosen } from '../../static/js/looks/choices.js';
import { isChanged, laidOver, lookOf, lookOfRecipe, recipeOfLook, settingsOf, shelfIds, withValue } from '../../static/js/looks/look.js';
import { lookFacts, lookTitle } from '../../static/js/looks/look_words.js';
import { presetName } from '../../static/js/looks/preset_name.js';
import { animationSize, clipSize, uprightSize } from '../../static/js/looks/sizes.js';
import { focusShare } from '../../static/js/room/crop.js';

const kPresets = [
  { name: 'web', title: 'For a web page', recipe: { outputs: ['mp4', 'webp'], mp4: { height: 1080, loudness: -14 } } },
  { name: 'vertical', title: 'Vertical short', recipe: { auto: { maxSeconds: 60 }, outputs: ['mp4', 'poster'], mp4: { aspect: '9:16', height: 1920, loudness: -14 } } },
  { name: 'talks', title: 'Talks', recipe: { clips: [], mp4: { loudness: -16 } }, own: true },
];
const kFilm = { width: 1920, height: 1080 };

test('objects are laid over deeply, lists and null replace', () => {
  const beneath = { outputs: ['mp4', 'gif'], mp4: { crf: 18, focus: { x: 0.1, y: 0.9 }, maxBytes: 7 } };
  assert.deepEqual(laidOver(beneath, { outputs: ['audio'], mp4: { focus: { x: 0.4 }, maxBytes: null } }), {
    outputs: ['audio'], mp4: { crf: 18, focus: { x: 0.4, y: 0.9 }, maxBytes: null },
  });
});

test('what holds for a look is complete, and a value that holds anyway is not said', () => {
  let look = lookOf('preset:vertical', kPresets);
  assert.deepEqual(recipeOfLook(look), { preset: 'vertical' });
  assert.equal(settingsOf(look, kPresets).mp4.aspect, '9:16');
  assert.equal(settingsOf(look, kPresets).mp4.crf, 23);
  look = withValue(look, ['mp4', 'loudness'], null, kPresets);
  look = withValue(look, ['captions', 'style', 'size'], 1.5, kPresets);
  assert.deepEqual(recipeOfLook(look), { preset: 'vertical', mp4: { loudness: null }, captions: { style: { size: 1.5 } } });
  assert.equal(isChanged(look, kPresets), true);
  look = withValue(look, ['mp4', 'loudness'], -14, kPresets);
  look = withValue(look, ['captions', 'style', 'size'], 1, kPresets);
  assert.deepEqual(recipeOfLook(look), { preset: 'vertical' });
  assert.equal(isChanged(look, kPresets), false);
});

test('a recipe becomes a look and the same recipe again, with all that no form shows', () => {
  for (const recipe of [
    {}, { preset: 'vertical' }, { preset: 'vertical', sound: { tracks: 'all' }, mp4: { hdr: 'keep' } }, { outputs: ['gif'], gif: { width: 100 } },
    { variants: [{ name: 'a' }] }, { preset: 'of somebody else' },
  ]) {
    assert.deepEqual(recipeOfLook(lookOfRecipe({ ...recipe, clips: [{ start: 0, end: 1 }], auto: { count: 2 } }, kPresets)), recipe);
  }
});

test('a recipe without a name is known by what it says', () => {
  assert.equal(lookOfRecipe({ mp4: { loudness: -16 } }, kPresets).id, 'own:talks');
  assert.equal(lookOfRecipe({}, kPresets).id, 'none');
  assert.equal(lookOfRecipe(lookOf('page:square', kPresets).recipe, kPresets).id, 'page:square');
  assert.equal(lookOfRecipe({ mp4: { loudness: -17 } }, kPresets).id, 'kept');
});

test('a look of one’s own says nothing of which clips', () => {
  assert.deepEqual(lookOf('own:talks', kPresets).recipe, { mp4: { loudness: -16 } });
  assert.deepEqual(shelfIds(kPresets), ['none', 'page:wide', 'preset:web', 'preset:vertical', 'page:square', 'own:talks']);
});

test('looks are called as the page says, else as the server or the person does', () => {
  assert.equal(lookTitle('preset:vertical', kPresets), 'Vertical 9:16');
  assert.equal(lookTitle('preset:new-one', [{ name: 'new-one', title: 'A new one', recipe: {} }]), 'A new one');
  assert.equal(lookTitle('own:talks', kPresets), 'Talks');
  const settings = settingsOf(lookOf('preset:vertical', kPresets), kPresets);
  assert.equal(lookFacts(settings, clipSize(settings.mp4, kFilm)), '608×1080 · -14 LUFS');
});

test('a clip measures what the server makes of it: cropped, padded, scaled down and never up', () => {
  const size = (mp4, film = kFilm) => Object.values(clipSize({ aspect: 'source', fit: 'crop', height: null, ...mp4 }, film));
  assert.deepEqual(size({}), [1920, 1080]);
  assert.deepEqual(size({ height: 720 }), [1280, 720]);
  assert.deepEqual(size({ height: 2160 }), [1920, 1080]);
  assert.deepEqual(size({ aspect: '9:16' }), [608, 1080]);
  assert.deepEqual(size({ aspect: '9:16', height: 1920 }), [608, 1080]);
  assert.deepEqual(size({ aspect: '9:16', height: 1920 }, { width: 3840, height: 2160 }), [1080, 1920]);
  assert.deepEqual(size({ aspect: '9:16', fit: 'blur' }), [1080, 1920]);
  assert.deepEqual(size({ aspect: '1:1', fit: 'pad', height: 540 }), [540, 540]);
  assert.deepEqual(size({ aspect: '16:9', fit: 'pad' }, { width: 1080, height: 1920 }), [1920, 1080]);
  assert.deepEqual(animationSize(480, kFilm), { width: 480, height: 270 });
  assert.deepEqual(uprightSize({ width: 1920, height: 1080, rotation: 90 }), { width: 1080, height: 1920 });
});

test('sizes to choose from are smaller than the film; one that the film does not reach is the film’s', () => {
  const mp4 = { aspect: '9:16', fit: 'crop', height: 1920 };
  const choices = heightChoices(mp4, kFilm);
  assert.deepEqual(choices[0], { height: null, size: { width: 608, height: 1080 } });
  assert.ok(choices.slice(1).every(({ height }) => height < 1080));
  assert.equal(heightChosen(mp4, choices), null);
  assert.equal(heightChosen({ height: 500 }, heightChoices({ ...mp4, height: 500 }, kFilm)), 500, 'what a recipe has can be chosen');
  assert.deepEqual(heightChoices({ ...mp4, aspect: 'source' }, null).map(({ height }) => height), [null, 2160, 1920, 1440, 1080, 720, 480, 360]);
});

test('the picture of a look keeps the part that the server keeps', () => {
  assert.deepEqual(focusShare('9:16', 16 / 9, { x: 0.5, y: 0.5 }), { x: 0.5, y: 0.5 });
  assert.equal(focusShare('9:16', 16 / 9, { x: 0, y: 0.5 }).x, 0);
  assert.equal(focusShare('9:16', 16 / 9, { x: 1, y: 0.5 }).x, 1);
  assert.deepEqual(focusShare('source', 16 / 9, { x: 0, y: 0 }), { x: 0.5, y: 0.5 });
});

test('a name for the server is made of any title, and is nobody else’s', () => {
  assert.equal(presetName('My Talks – 2026!', []), 'my-talks-2026');
  assert.equal(presetName('Frühstück', ['fruhstuck']), 'fruhstuck-2');
  assert.equal(presetName('عمودي', ['look']), 'look-2');
  assert.ok(presetName('x'.repeat(99), []).length <= 40);
  assert.match(presetName('---', []), /^[a-z0-9-]{1,40}$/);
});
