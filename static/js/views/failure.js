// @ts-check
// What happened, what to do about it, and the one button that goes on from there. What a person stopped is no failure.

import { button, draw, h } from '../dom.js';
import { adviceFor, needsAnotherFile, reasonFor, wasStopped } from '../words.js';
import { stepTitle } from './steps.js';

/** @typedef {import('../types.js').Job} Job */

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderFailure(element, state, actions) {
  const job = /** @type {Job} */ (state.job);
  const failure = job.failure ?? { code: 'internal', message: 'It failed without a reason.' };
  draw(element, [failure, job.r2SourceKey], () => {
    const stopped = wasStopped(job);
    const [label, hint] = wayOn(job);
    element.classList.toggle('bad', !stopped);
    return [
      stepTitle(stopped ? 'Stopped' : 'That did not work'),
      !stopped && h('p', { class: 'reason' }, reasonFor(failure)),
      h('p', null, adviceFor(failure.code)),
      h(
        'div',
        { class: 'row' },
        button(label, { class: 'primary', icon: 'again', onclick: needsAnotherFile(job) ? actions.chooseAnother : actions.tryAgain }),
        hint && h('span', { class: 'hint' }, hint),
      ),
    ];
  });
}

/** The button, and what it leads to. @param {Job} job */
function wayOn(job) {
  if (needsAnotherFile(job)) return ['Choose another file', 'For the same link, with the same choice of what to make.'];
  if (job.r2SourceKey) return [wasStopped(job) ? 'Make them now' : 'Try again', 'Your file is still here: nothing is uploaded again.'];
  if (job.sourceMeta === null) return ['Try again', '']; // it failed before any file
  return ['Start over', 'You will choose the file again.'];
}
