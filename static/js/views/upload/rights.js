// @ts-check
// The gate before any upload: that one may.

import { draw, h, notice, say } from '../../dom.js';
import { t } from '../../lang/t.js';
import { rightsText } from '../../words.js';
import { submits } from '../form.js';
import { stepTitle } from '../steps.js';

/** @param {HTMLElement} element @param {import('../job/job.js').JobState} state @param {import('../job/job.js').JobActions} actions */
export function renderRights(element, { held }, actions) {
  draw(element, 'rights', () => {
    const box = h('input', { type: 'checkbox', id: 'rights', required: true });
    const wrong = notice();
    const form = h(
      'form',
      { class: 'stack' },
      h('label', { class: 'check', for: 'rights' }, box, h('span', null, rightsText())),
      wrong.element,
      h('p', { class: 'hint', role: 'status', 'data-say': 'held-back' }),
      h('div', { class: 'row' }, h('button', { class: 'primary' }, t('job.confirmRights'))),
    );
    submits(form, wrong, () => actions.confirmRights());
    return [stepTitle(t('job.isItYours')), h('p', null, t('job.isItYoursHint')), form];
  });
  say(element, '[data-say=held-back]', held ? t('upload.file.heldRights', { name: held.file.name }) : '');
}
