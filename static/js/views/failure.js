// @ts-check
// What happened, what to do about it, and the one button that tries again.

import { button, draw, h } from '../dom.js';
import { adviceFor } from '../words.js';
import { stepTitle } from './steps.js';

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderFailure(element, state, actions) {
  const job = /** @type {import('../types.js').Job} */ (state.job);
  const failure = job.failure ?? { code: 'internal', message: 'It failed without a reason.' };
  draw(element, [failure, job.r2SourceKey], () => {
    const unseen = job.sourceMeta === null; // it failed before any file
    element.classList.add('bad');
    return [
      stepTitle(failure.code === 'cancelled' || failure.code === 'upload_aborted' ? 'Stopped' : 'That did not work'),
      h('p', { class: 'reason' }, failure.message),
      h('p', null, adviceFor(failure.code)),
      h(
        'div',
        { class: 'row' },
        button(job.r2SourceKey || unseen ? 'Try again' : 'Start over', {
          class: 'primary',
          icon: 'again',
          onclick: actions.tryAgain,
        }),
        !unseen &&
          h('span', { class: 'hint' }, job.r2SourceKey ? 'Your file is still here: nothing is uploaded again.' : 'You will choose the file again.'),
      ),
    ];
  });
}
