// Which elements keep a key from the cutting room.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import './fake_dom.js';
import { h } from '../../static/js/dom.js';
import { isOwned } from '../../static/js/room/key_owner.js';

globalThis.Element = globalThis.Node;
const kArrows = ['ArrowLeft', 'ArrowRight', 'Home', 'End'];

/** A player that is matched by each selector of a list by itself, as browsers do. */
function player(attributes) {
  const element = h('video', attributes);
  const matches = element.matches.bind(element);
  element.matches = (selectors) => selectors.split(',').some((each) => matches(each.trim()));
  return element;
}

test('the room’s film leaves the arrows to the room when it was clicked, and a player that has controls keeps them', () => {
  const film = player({ tabindex: '-1' });
  const shown = player({ controls: true });
  document.body.append(film, shown);
  for (const key of kArrows) {
    assert.equal(isOwned({ target: film, key }), false, key);
    assert.equal(isOwned({ target: shown, key }), true, key);
  }
});
