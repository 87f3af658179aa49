// @ts-check
// The way from link to clips in five steps, and where on it the job stands.

import { draw, h, icon } from '../dom.js';
import { formatCount } from '../format.js';
import { t } from '../lang/t.js';
import { wasStopped } from '../words.js';

/** @typedef {import('../types.js').Job} Job */

/** @type {[string, string][]} the status that ends waiting for the step, and what it is called in the catalogue */
const kSteps = [
  ['META_READY', 'video'],
  ['UPLOAD_READY', 'file'],
  ['UPLOADING', 'upload'],
  ['PROCESSING', 'clips'],
  ['READY', 'ready'],
];

/** How many steps are done. @param {Job} job */
function stepsDone(job) {
  if (job.status === 'FAILED') return job.r2SourceKey ? 3 : job.rightsConfirmedAt ? 2 : 0;
  return { CREATED: 0, META_READY: 1, UPLOAD_READY: 2, UPLOADING: 2, UPLOADED: 3, PROCESSING: 3, READY: 5 }[job.status];
}

/** @param {HTMLElement} element @param {Job} job */
export function renderSteps(element, job) {
  const done = stepsDone(job);
  const stopped = wasStopped(job);
  draw(element, [done, job.status, stopped], () =>
    h(
      'ol',
      { class: 'steps', 'aria-label': t('job.steps'), 'data-status': job.status },
      kSteps.map(([status, name], index) => {
        const failed = index === done && job.status === 'FAILED' && !stopped;
        const tone = failed ? 'failed' : index < done ? 'done' : index === done ? 'current' : 'ahead';
        const said = { failed: 'failed', done: 'done', current: stopped ? 'stopped' : 'now', ahead: 'ahead' }[tone];
        return h(
          'li',
          { class: tone, 'data-step': status, 'aria-current': index === done && 'step' },
          h('span', { class: 'dot' }, tone === 'done' ? icon('check') : tone === 'failed' ? icon('cross') : formatCount(index + 1)),
          h('span', null, t(`step.${name}`), h('span', { class: 'unseen' }, t(`step.said.${said}`))),
        );
      }),
    ),
  );
}

/** The heading of a step; takes the focus when the step before it went away. @param {string} text */
export const stepTitle = (text) => h('h2', { tabindex: '-1' }, text);
