// @ts-check
// Everything that happened to a job, newest first.

import { draw, h } from '../../dom.js';
import { formatClock, formatMoment } from '../../format.js';
import { t } from '../../lang/t.js';
import { timelineWords } from '../../words.js';

const kShown = 8;

/** @param {HTMLElement} element @param {import('../../types.js').TimelineRow[]} rows oldest first */
export function renderTimeline(element, rows) {
  const wasOpen = element.querySelector('details')?.open ?? false;
  draw(element, [rows.length, rows.at(-1)?.id], () => {
    const lines = timelineWords(rows)
      .reverse()
      .map((row) =>
        h(
          'li',
          { class: row.failed && 'failed' },
          h('time', { datetime: row.at, class: 'mono', title: formatMoment(row.at) }, formatClock(row.at)),
          h('span', null, row.text, h('span', { class: 'actor' }, ` ${row.actor}`)),
        ),
      );
    const earlier = lines.slice(kShown);
    return [
      h('h2', null, t('job.history')),
      h('ol', { class: 'timeline' }, lines.slice(0, kShown)),
      earlier.length > 0 &&
        h('details', { open: wasOpen }, h('summary', null, t('job.earlier', { count: earlier.length })), h('ol', { class: 'timeline' }, earlier)),
    ];
  });
}
