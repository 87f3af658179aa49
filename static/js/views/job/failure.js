// @ts-check
// What happened, what to do about it, and the one button that goes on from there. What a person stopped is no failure.

import { button, draw, h } from '../../dom.js';
import { t } from '../../lang/t.js';
import { adviceFor, needsAnotherFile, reasonFor, wasStopped } from '../../words.js';
import { stepTitle } from '../steps.js';

/** @typedef {import('../../types.js').Job} Job */

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderFailure(element, state, actions) {
  const job = /** @type {Job} */ (state.job);
  const failure = job.failure ?? { code: 'internal', message: t('failure.unknown') };
  draw(element, [failure, job.r2SourceKey], () => {
    const stopped = wasStopped(job);
    const [label, hint] = wayOn(job);
    element.classList.toggle('bad', !stopped);
    return [
      stepTitle(stopped ? t('status.stopped') : t('job.failed')),
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
  if (needsAnotherFile(job)) return [t('job.anotherFile'), t('job.anotherFileHint')];
  if (job.r2SourceKey) return [wasStopped(job) ? t('job.makeNow') : t('common.tryAgain'), t('job.fileStays')];
  if (job.sourceMeta === null) return [t('common.tryAgain'), '']; // it failed before any file
  return [t('job.startOver'), t('job.startOverHint')];
}
