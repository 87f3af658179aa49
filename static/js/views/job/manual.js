// @ts-check
// Where YouTube could not be asked, or does not tell: a title by hand, or ask again.

import { button, draw, field, h, notice } from '../../dom.js';
import { t } from '../../lang/t.js';
import { submits } from '../form.js';
import { stepTitle } from '../steps.js';

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderManual(element, state, actions) {
  const job = /** @type {import('../../types.js').Job} */ (state.job);
  const silent = job.status === 'CREATED';
  draw(element, silent, () => {
    const title = h('input', { required: true, maxlength: 200, autocomplete: 'off', dir: 'auto' });
    const wrong = notice();
    const form = h(
      'form',
      { class: 'stack' },
      field(t('job.title'), title),
      wrong.element,
      h(
        'div',
        { class: 'row' },
        h('button', { class: 'primary' }, silent ? t('job.goOnWithTitle') : t('job.callIt')),
        silent && button(t('job.askYouTube'), { onclick: actions.fetchMetadata }),
      ),
    );
    submits(form, wrong, () => actions.giveTitle(title.value.trim()));
    return [
      stepTitle(silent ? t('job.youTubeSilent') : t('job.whatCalled')),
      h(
        'p',
        null,
        silent
          ? t('job.youTubeSilentHint')
          : t('job.whatCalledHint'),
      ),
      form,
    ];
  });
}
