// @ts-check
// Where YouTube could not be asked, or does not tell: a title by hand, or ask again.

import { button, draw, field, h, notice } from '../dom.js';
import { submits } from './form.js';
import { stepTitle } from './steps.js';

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderManual(element, state, actions) {
  const job = /** @type {import('../types.js').Job} */ (state.job);
  const silent = job.status === 'CREATED';
  draw(element, silent, () => {
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
        h('button', { class: 'primary' }, silent ? 'Go on with this title' : 'Call it that'),
        silent && button('Ask YouTube again', { onclick: actions.fetchMetadata }),
      ),
    );
    submits(form, wrong, () => actions.giveTitle(title.value.trim()));
    return [
      stepTitle(silent ? 'YouTube did not answer' : 'What is it called?'),
      h(
        'p',
        null,
        silent
          ? 'Title and picture could not be had just now; it is tried again by itself. Give a title to go on without.'
          : 'YouTube does not tell the title of this video, which is usual for a private one.',
      ),
      form,
    ];
  });
}
