// @ts-check
// What one's videos take of the space that one may use, and which are the largest.

import { draw, h } from '../../dom.js';
import { formatBytes } from '../../format.js';
import { t } from '../../lang/t.js';

/** @param {HTMLElement} element @param {import('../../types.js').Usage|null} usage null: not known */
export function renderUsage(element, usage) {
  const shown = usage !== null && usage.usedBytes > 0;
  element.hidden = !shown;
  draw(element, usage, () => {
    if (!usage || !shown) return null;
    const { usedBytes, limitBytes, largest } = usage;
    const used = limitBytes === null ? t('list.used', { used: formatBytes(usedBytes) }) : t('list.usedOf', { used: formatBytes(usedBytes), limit: formatBytes(limitBytes) });
    return h(
      'details',
      null,
      h(
        'summary',
        null,
        used,
        limitBytes !== null && h('meter', { class: 'space', min: 0, max: limitBytes, high: limitBytes * 0.9, value: usedBytes, 'aria-label': used }),
      ),
      h('div', { class: 'usage-more' }, h('p', { class: 'hint' }, t('list.largest')), h('ol', { class: 'lines' }, largest.map(renderLarge))),
    );
  });
}

/** @param {import('../../types.js').Usage['largest'][number]} film */
const renderLarge = ({ jobId, title, sizeBytes }) =>
  h(
    'li',
    { class: 'line' },
    h('a', { class: 'grow', href: `#/jobs/${encodeURIComponent(jobId)}` }, h('bdi', null, title ?? t('list.noTitle'))),
    h('span', { class: 'mono' }, formatBytes(sizeBytes)),
  );
