// @ts-check
// What the film proposes for clips, to be taken one by one or a kind at once.

import { button, draw, h } from '../../dom.js';
import { count, formatTime } from '../../format.js';

/** @typedef {import('../../room/marks_from.js').Proposal} Proposal */

/** @type {[Proposal['kind'], string, string][]} */
const kKinds = [
  ['chapter', 'Chapters', 'chapter'],
  ['scene', 'Scenes', 'scene'],
  ['loud', 'Loud places', 'loud place'],
  ['sound', 'Between the silences', 'piece'],
];

/**
 * @param {HTMLElement} element
 * @param {{state: 'none'|'asked'|'there'|'failed', reason: string, proposals: Proposal[], taken: (proposal: Proposal) => boolean,
 *   take: (proposals: Proposal[]) => void, look: (proposal: Proposal) => void, again: () => void}} given
 */
export function renderSuggestions(element, given) {
  const { state, proposals } = given;
  draw(element, [state, given.reason, proposals.map((each) => [each.kind, each.start, each.end, given.taken(each)])], () => {
    const later = h('p', { class: 'hint none' }, 'Scenes, loud places and silences are found when the file is here.');
    if (state === 'none') return [...kKinds.flatMap(([kind, title, one]) => group(kind, title, one, given)), later];
    if (state === 'asked') return h('p', { class: 'hint none', role: 'status' }, 'Looking through the film…');
    if (state === 'failed') return [h('p', { class: 'notice' }, given.reason), h('div', { class: 'row' }, button('Try again', { onclick: given.again }))];
    if (!proposals.length) return h('p', { class: 'hint none' }, 'This film has no chapters, no changes of scene and no silences to go by.');
    return kKinds.flatMap(([kind, title, one]) => group(kind, title, one, given));
  });
}

/** @param {Proposal['kind']} kind @param {string} title @param {string} one @param {Parameters<typeof renderSuggestions>[1]} given */
function group(kind, title, one, { proposals, taken, take, look }) {
  const all = proposals.filter((each) => each.kind === kind);
  if (!all.length) return [];
  const left = all.filter((each) => !taken(each));
  return h(
    'section',
    { class: 'proposals' },
    h('header', null, h('h3', null, title), left.length > 1 && h('button', { type: 'button', class: 'small', onclick: () => take(left) }, `Add all ${count(left.length, one)}`)),
    h(
      'ul',
      null,
      all.map((each) =>
        h(
          'li',
          null,
          h('button', { type: 'button', class: 'quiet look', onclick: () => look(each) }, h('bdi', null, each.label), h('span', { class: 'mono sub' }, `${formatTime(each.start)} – ${formatTime(each.end)}`)),
          taken(each) ? h('span', { class: 'sub' }, 'added') : h('button', { type: 'button', class: 'small', 'aria-label': `Add ${each.label}`, onclick: () => take([each]) }, 'Add'),
        ),
      ),
    ),
  );
}
