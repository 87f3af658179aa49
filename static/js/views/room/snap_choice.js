// @ts-check
// What a clip's ends snap to, to be chosen.

import { draw, h } from '../../dom.js';
import { t } from '../../lang/t.js';
import { kSnapKinds } from '../../room/snapping.js';

/** @typedef {import('../../room/snapping.js').SnapKind} SnapKind */

/** @param {HTMLElement} element  a fieldset @param {Set<SnapKind>} chosen  altered by who chooses */
export function renderSnapChoice(element, chosen) {
  const kinds = kSnapKinds.filter((kind) => kind !== 'playhead');
  draw(element, 'snap', () => [
    h('div', { class: 'group-name', id: 'snap-name' }, () => t('room.snapTo')),
    ...kinds.map((kind) => {
      const input = h('input', { type: 'checkbox', checked: true });
      input.addEventListener('change', () => (input.checked ? chosen.add(kind) : chosen.delete(kind)));
      return h('label', null, input, h('span', null, () => t(`room.snaps.${kind}`)));
    }),
  ]);
}
