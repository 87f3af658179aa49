// @ts-check
// The file is there and the work is waiting, held or under way.

import { button, draw, h } from '../dom.js';
import { formatPercent } from '../format.js';
import { isHeld, statusWord } from '../words.js';
import { stepTitle } from './steps.js';

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderWorking(element, state, actions) {
  const job = /** @type {import('../types.js').Job} */ (state.job);
  const processing = job.status === 'PROCESSING';
  const held = isHeld(job);
  draw(element, held || [job.status, job.attempts], () => {
    return [
      stepTitle(statusWord(job)),
      h('p', { class: 'job-sub' }),
      h('progress', { class: 'meter', max: 1, 'aria-label': 'Made' }),
      h('p', { class: 'figures mono' }),
      !held && h('div', { class: 'row' }, button('Cancel', { class: 'quiet danger', onclick: actions.cancel })),
    ];
  });
  const [sub, meter, figures] = [...element.children].slice(1);
  sub.textContent = held
    ? `The file is here${processing ? ' and is looked through meanwhile' : ''}. Nothing is made before you press “Make these” below.`
    : processing
      ? job.progress?.phase === 'analysing'
        ? 'Looking through the video first. You may close this page.'
        : 'The results appear below as they are made. You may close this page.'
      : 'It starts as soon as there is room. You may close this page.';
  const progress = /** @type {HTMLProgressElement} */ (meter);
  progress.hidden = held;
  if (processing && job.progress) progress.value = job.progress.fraction;
  else progress.removeAttribute('value');
  figures.textContent = processing && job.progress ? formatPercent(job.progress.fraction) : '';
}
