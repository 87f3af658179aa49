// @ts-check
// A question before something that cannot be taken back, or that has more than one answer.

import { h } from '../dom.js';
import { t } from '../lang/t.js';

/** @param {{title: string, text: string, yes: string, no?: string}} question @returns {Promise<boolean>} */
export async function ask({ title, text, yes, no = t('common.keepIt') }) {
  return (await choose({ title, text, answers: [{ value: 'no', label: no }, { value: 'yes', label: yes, class: 'danger' }] })) === 'yes';
}

/**
 * The first answer has the focus. @param {{title: string, text: string, answers: {value: string, label: string, class?: string}[]}} question
 * @returns {Promise<string>} its value; '' where the question was left
 */
export function choose({ title, text, answers }) {
  return new Promise((resolve) => {
    const dialog = h(
      'dialog',
      { class: 'card', 'aria-labelledby': 'ask-title', 'aria-describedby': 'ask-text' },
      h(
        'form',
        { method: 'dialog', class: 'stack' },
        h('h2', { id: 'ask-title' }, title),
        h('p', { id: 'ask-text' }, text),
        h('div', { class: 'row end' }, answers.map((answer, index) => h('button', { value: answer.value, class: answer.class, autofocus: index === 0 }, answer.label))),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
