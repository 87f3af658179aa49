// The panel of the chosen looks: what its buttons do and are called, when the recipes with a name are others.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buttonOf, place } from './fake_dom.js';
import { lookOf, withLook, withValue } from '../../static/js/looks/look.js';
import { renderLookPanel } from '../../static/js/views/looks/panel.js';

const kOwn = { name: 'talks', title: 'Talks', recipe: { mp4: { loudness: -16 } }, own: true };

test('a look that was changed goes back to its own as it is now, under the name that it has now', () => {
  const element = place('div');
  let looks = [{ ...withValue(lookOf('own:talks', [kOwn]), ['mp4', 'height'], 720, [kOwn]), on: true }];
  const shown = (own) => {
    const presets = [own];
    renderLookPanel(element, {
      presets, film: { size: null, aspect: 16 / 9 }, pictureUrl: '', focus: null, current: '', pick() {}, costOf: () => null, planOf: () => null,
      draft: { chosen: looks.filter(({ on }) => on), form: { looks }, look: (id) => looks.find((each) => each.id === id) },
      change: (look) => (looks = withLook(looks, look)), own: { removed: '', problem: '' },
    });
  };
  shown(kOwn);
  shown({ ...kOwn, title: 'Speeches', recipe: { mp4: { loudness: -20 } } });
  assert.equal(element.querySelector('.icon-button').getAttribute('aria-label'), 'Leave out Speeches');
  buttonOf(element, 'Back to as it was').click();
  assert.deepEqual(looks[0].recipe, { mp4: { loudness: -20 } });
});
