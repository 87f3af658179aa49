// @ts-check
// Where YouTube could not be asked: a title by hand, or ask again.

import { button, draw, field, h, notice } from '../dom.js';
import { submits } from './form.js';
import { stepTitle } from './job.js';

/** @param {HTMLElement} element @param {import('../types.js').Job} job @param {import('./job.js').JobActions} actions */
export function renderManual(element, job, actions) {
  draw(element, job.id, () => {
    const title = h('input', { required: true, maxlength: 200, autocomplete: 'off' });
    const wrong = notice();
    const form = h(
      'form',
      { class: 'stack' },
      field('Title', title),
      wrong.element,
      h(
        'div',
        { class: 'row' },
        h('button', { class: 'primary' }, 'Go on with this title'),
        button('Ask YouTube again', { onclick: () => actions.fetchMetadata().catch(wrong.say) }),
      ),
    );
    submits(form, wrong, () => actions.giveTitle(title.value.trim()));
    return [
      stepTitle('YouTube did not answer'),
      h('p', null, 'Its title and picture could not be had just now; it is tried again by itself. Give a title to go on without.'),
      form,
    ];
  });
}
