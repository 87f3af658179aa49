// @ts-check
// What happens, for who has no video here yet.

import { draw, h } from '../../dom.js';
import { t } from '../../lang/t.js';

/** @param {HTMLElement} element @param {boolean} shown */
export function renderHow(element, shown) {
  element.hidden = !shown;
  draw(element, shown, () => {
    if (!shown) return null;
    const step = (/** @type {string} */ name) => h('li', null, h('h3', null, t(`list.how.${name}`)), h('p', null, t(`list.how.${name}Text`)));
    return h('ol', { class: 'how' }, step('link'), step('file'), step('clips'));
  });
}
