// @ts-check
// The last day in three pictures, and the same as a table.

import { draw, h } from '../../dom.js';
import { formatBytes, formatClock, formatWait } from '../../format.js';
import { t } from '../../lang/t.js';
import { fold } from './fold.js';
import { hoursOf } from './hours.js';

/** @typedef {import('./hours.js').Hour} Hour */
/** @typedef {{key: 'ready'|'failed'|'cpu'|'received'|'sent', tone: string}} Bars */

const kSvg = 'http://www.w3.org/2000/svg';
const kHeight = 60;

/** @param {HTMLElement} element @param {import('../../types.js').HistoryStretch[]|null} history null: not known */
export function renderPast(element, history) {
  element.hidden = history === null;
  const hours = history && hoursOf(history, Date.now()).map((hour) => ({ ...hour, cpu: Math.round(hour.cpu) }));
  draw(element, hours, () => {
    if (!hours) return null;
    const cpu = (/** @type {number} */ seconds) => (seconds ? formatWait(seconds) : t('format.seconds', { seconds: 0 }));
    return [
      h('h2', { id: 'past' }, t('system.past')),
      h(
        'div',
        { class: 'plots' },
        plot('jobs', hours, [{ key: 'ready', tone: 'one' }, { key: 'failed', tone: 'two' }], String),
        plot('cpu', hours, [{ key: 'cpu', tone: 'one' }], cpu),
        plot('bytes', hours, [{ key: 'received', tone: 'one' }, { key: 'sent', tone: 'two' }], formatBytes),
      ),
      fold(element, 'past-table', t('system.asTable'), table(hours, cpu)),
    ];
  });
}

/** @param {string} name @param {Hour[]} hours @param {Bars[]} bars @param {(value: number) => string} say */
function plot(name, hours, bars, say) {
  const sum = (/** @type {Hour} */ hour) => bars.reduce((total, { key }) => total + hour[key], 0);
  const most = Math.max(...hours.map(sum));
  const all = bars.map(({ key }) => t(`system.past.${key}`, { value: say(hours.reduce((total, hour) => total + hour[key], 0)) }));
  const legend = h('ul', { class: 'legend' }, all.map((text, i) => h('li', { class: bars[i].tone }, text)));
  return h(
    'figure',
    { class: 'plot' },
    h('figcaption', null, h('h3', null, t(`system.plot.${name}`)), legend),
    h('p', { class: 'mono most' }, most ? t('system.most', { value: say(most) }) : t('system.nothing')),
    picture(hours, bars, most, `${t(`system.plot.${name}`)}: ${all.join(', ')}`),
    h('p', { class: 'mono span' }, h('span', null, clockOf(hours[0])), h('span', null, t('system.now'))),
  );
}

/** @param {Hour} hour */
const clockOf = ({ at }) => formatClock(new Date(at).toISOString()).slice(0, 5);

/** @param {Hour[]} hours @param {Bars[]} bars @param {number} most @param {string} label */
function picture(hours, bars, most, label) {
  const svg = shape('svg', { viewBox: `0 0 ${hours.length * 10} ${kHeight}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label, class: 'bars' });
  hours.forEach((hour, i) => {
    let top = kHeight;
    for (const { key, tone } of bars) {
      const height = most ? (hour[key] / most) * kHeight : 0;
      top -= height;
      if (height) svg.append(shape('rect', { x: i * 10 + 1, y: top, width: 8, height, class: tone }));
    }
  });
  return svg;
}

/** @param {string} tag @param {Record<string, string|number>} attributes */
function shape(tag, attributes) {
  const element = document.createElementNS(kSvg, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** @param {Hour[]} hours @param {(seconds: number) => string} cpu */
function table(hours, cpu) {
  const head = ['hour', 'ready', 'failed', 'cpu', 'received', 'sent'].map((name) => h('th', { scope: 'col' }, t(`system.column.${name}`)));
  const rows = [...hours].reverse().map((hour) =>
    h('tr', null, h('th', { scope: 'row' }, clockOf(hour)), [String(hour.ready), String(hour.failed), cpu(hour.cpu), formatBytes(hour.received), formatBytes(hour.sent)].map((text) => h('td', null, text))),
  );
  return h('div', { class: 'table-box', tabindex: 0, role: 'region', 'aria-label': t('system.asTable') }, h('table', null, h('thead', null, h('tr', null, head)), h('tbody', null, rows)));
}
