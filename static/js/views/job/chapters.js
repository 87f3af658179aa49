// @ts-check
// The chapters of the video, and where they come from when YouTube did not tell: its description, pasted.

import { button, draw, field, h, notice } from '../../dom.js';
import { formatTime } from '../../format.js';
import { t } from '../../lang/t.js';
import { durationOf } from '../../looks/recipe_form.js';
import { writeRanges } from '../../ranges.js';
import { submits } from '../form.js';

/** @typedef {import('../../types.js').Chapter} Chapter */

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderChapters(element, state, actions) {
  const job = /** @type {import('../../types.js').Job} */ (state.job);
  const chapters = job.sourceMeta?.chapters ?? [];
  const duration = durationOf(job);
  draw(element, 'chapters', () => [
    h('h2', null, t('job.chapters')),
    h('div'),
    h('details', null, h('summary', null, t('job.pasteDescription')), descriptionForm(actions)),
  ]);
  draw(element.children[1], [chapters, duration], () =>
    chapters.length
      ? h('ol', { class: 'lines' }, chapters.map((chapter) => renderChapter(chapter, duration, state)))
      : h('p', { class: 'hint' }, t('job.noChapters')));
}

/** @param {Chapter} chapter @param {number|null} duration @param {import('./job.js').JobState} state */
function renderChapter(chapter, duration, { draft }) {
  const end = chapter.end ?? duration;
  return h(
    'li',
    { class: 'line' },
    h('span', { class: 'mono' }, formatTime(chapter.start)),
    h('span', { class: 'grow', dir: 'auto' }, chapter.title),
    end !== null &&
      button(t('job.addAsClip'), {
        class: 'small',
        onclick() {
          const line = writeRanges([{ start: chapter.start, end, label: chapter.title }]);
          const before = draft?.form.ranges.trim();
          draft?.change({ mode: 'hand', ranges: before ? `${before}\n${line}` : line });
        },
      }),
  );
}

/** @param {import('./job.js').JobActions} actions */
function descriptionForm(actions) {
  const text = h('textarea', { rows: 6, required: true, placeholder: t('job.descriptionExample'), dir: 'auto' });
  const wrong = notice();
  const form = h('form', { class: 'stack' }, field(t('job.description'), text), wrong.element, h('div', { class: 'row' }, h('button', null, t('job.findChapters'))));
  submits(form, wrong, async () => {
    await actions.giveDescription(text.value);
    text.value = '';
    /** @type {HTMLDetailsElement} */ (form.parentElement).open = false;
  });
  return form;
}
