// @ts-check
// What the film proposes for clips, to be taken one by one or a kind at once.

import { button, draw, h } from '../../dom.js';
import { formatTime } from '../../format.js';
import { t } from '../../lang/t.js';
import { showFrame } from './frame_picture.js';

/** @typedef {import('../../room/marks_from.js').Proposal} Proposal */

/** @type {Proposal['kind'][]} */
const kKinds = ['chapter', 'scene', 'loud', 'sound'];
const kWithin = 0.2; // of its length: a scene often begins with what it fades from

/**
 * @param {HTMLElement} element
 * @param {{state: 'none'|'asked'|'there'|'failed', reason: string, proposals: Proposal[], taken: (proposal: Proposal) => boolean,
 *   take: (proposals: Proposal[]) => void, look: (proposal: Proposal) => void, again: () => void,
 *   pictureOf: import('./pictures.js').PictureOf|null}} given
 */
export function renderSuggestions(element, given) {
  const { state, proposals, pictureOf } = given;
  draw(element, [state, given.reason, pictureOf !== null, proposals.map((each) => [each.kind, each.start, each.end, each.label, given.taken(each)])], () => {
    const later = h('p', { class: 'hint none' }, t('room.suggestLater'));
    if (state === 'none') return [...kKinds.flatMap((kind) => group(kind, given)), later];
    if (state === 'asked') return h('p', { class: 'hint none', role: 'status' }, t('room.suggestLooking'));
    if (state === 'failed') return [h('p', { class: 'notice' }, given.reason), h('div', { class: 'row' }, button(t('common.tryAgain'), { onclick: given.again }))];
    if (!proposals.length) return h('p', { class: 'hint none' }, t('room.suggestNone'));
    return kKinds.flatMap((kind) => group(kind, given));
  });
  for (const image of /** @type {NodeListOf<HTMLImageElement>} */ (element.querySelectorAll('img.still'))) showFrame(image, Number(image.dataset.at), pictureOf);
}

/** @param {Proposal['kind']} kind @param {Parameters<typeof renderSuggestions>[1]} given */
function group(kind, { proposals, taken, take, look, pictureOf }) {
  const all = proposals.filter((each) => each.kind === kind);
  if (!all.length) return [];
  const left = all.filter((each) => !taken(each));
  return h(
    'section',
    { class: 'proposals' },
    h('header', null, h('h2', null, t(`room.suggest.${kind}`)), left.length > 1 && h('button', { type: 'button', class: 'small', onclick: () => take(left) }, t(`room.addAll.${kind}`, { count: left.length }))),
    h(
      'ul',
      null,
      all.map((each) =>
        h(
          'li',
          null,
          h('button', { type: 'button', class: 'quiet look', onclick: () => look(each) },
            pictureOf && h('img', { class: 'still', alt: '', 'data-at': String(each.start + kWithin * (each.end - each.start)) }),
            h('bdi', null, each.label), h('span', { class: 'mono sub' }, t('common.span', { start: formatTime(each.start), end: formatTime(each.end) }))),
          taken(each) ? h('span', { class: 'sub' }, t('room.added')) : h('button', { type: 'button', class: 'small', 'aria-label': t('room.addNamed', { name: each.label }), onclick: () => take([each]) }, t('room.add')),
        ),
      ),
    ),
  );
}
