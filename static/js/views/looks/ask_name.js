// @ts-check
// Asks for a name.

import { field, h } from '../../dom.js';
import { t } from '../../lang/t.js';

/** @param {{title: string, label: string, value: string, yes: string}} question @returns {Promise<string>} '' where nobody gave one */
export function askForText({ title, label, value, yes }) {
  return new Promise((resolve) => {
    const input = h('input', { type: 'text', required: true, maxlength: 80, dir: 'auto', value, autocomplete: 'off' });
    const dialog = h(
      'dialog',
      { class: 'card', 'aria-labelledby': 'ask-title' },
      h(
        'form',
        { method: 'dialog', class: 'stack' },
        h('h2', { id: 'ask-title' }, title),
        field(label, input),
        h(
          'div',
          { class: 'row end' },
          h('button', { type: 'button', onclick: () => dialog.close('') }, t('common.cancel')),
          h('button', { value: 'yes', class: 'primary' }, yes),
        ),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes' ? input.value.trim() : '');
    });
    document.body.append(dialog);
    dialog.showModal();
    input.select();
  });
}
