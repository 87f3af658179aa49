// @ts-check
// A question before something that cannot be taken back.

import { h } from '../dom.js';
import { t } from '../lang/t.js';

/** @param {{title: string, text: string, yes: string}} question @returns {Promise<boolean>} */
export function ask({ title, text, yes }) {
  return new Promise((resolve) => {
    const dialog = h(
      'dialog',
      { class: 'card', 'aria-labelledby': 'ask-title', 'aria-describedby': 'ask-text' },
      h(
        'form',
        { method: 'dialog', class: 'stack' },
        h('h2', { id: 'ask-title' }, title),
        h('p', { id: 'ask-text' }, text),
        h('div', { class: 'row end' }, h('button', { value: 'no', autofocus: true }, t('common.keepIt')), h('button', { value: 'yes', class: 'danger' }, yes)),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
