// @ts-check
// A text to be taken away: copied by one press, or marked where the browser does not let a page copy (plain http).

import { button, h } from '../dom.js';
import { t } from '../lang/t.js';

/** @param {string} text @param {string} label  what it is */
export function copyText(text, label) {
  const field = h('input', { class: 'mono', readonly: true, value: text, 'aria-label': label, dir: 'ltr', onfocus: () => field.select?.() });
  const said = h('span', { class: 'hint', role: 'status' });
  const copy = button(t('common.copy'), {
    icon: 'copy',
    async onclick() {
      const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
      if (!done) field.focus();
      said.textContent = t(done ? 'common.copied' : 'common.copyByHand');
    },
  });
  return h('div', { class: 'copy' }, h('div', { class: 'copy-row' }, field, copy), said);
}
