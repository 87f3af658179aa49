// @ts-check
// How the server does: what needs a hand first, then work, room and store, and what it is made of.

import { button, draw, h, keyed } from '../../dom.js';
import { formatBytes, formatClock, formatMoment, formatPercent, formatWait } from '../../format.js';
import { t } from '../../lang/t.js';
import { copyText } from '../copy_text.js';
import { renderFailures, renderFindings, renderWork } from './lists.js';
import { renderPast } from './past.js';

/** @typedef {import('../../types.js').SystemState} SystemState */
/** @typedef {{confirmClock: () => Promise<void>}} SystemDoes */

/**
 * @param {HTMLElement} element
 * @param {{system: SystemState|null, problem: string, past?: import('../../types.js').HistoryStretch[]|null, findings?: import('../../types.js').Finding[]|null,
 *   failures?: import('../../types.js').FailedJob[]|null}} state  `system` null: as it was shown before; the others null: not known
 * @param {SystemDoes} does
 */
export function renderSystem(element, { system, problem, past = null, findings = null, failures = null }, does) {
  if (!element.children.length) element.append(...frame());
  const [wrong, alerts, tiles, work, days, found, failed, madeOf] = /** @type {HTMLElement[]} */ ([...element.children]);
  if (wrong.textContent !== problem) wrong.textContent = problem;
  if (!system) return;
  renderAlerts(alerts, system, does);
  renderTiles(tiles, system);
  renderWork(work, system);
  renderPast(days, past);
  renderFindings(found, findings);
  renderFailures(failed, failures);
  renderMadeOf(madeOf, system);
}

const frame = () => [
  h('p', { class: 'notice', role: 'alert' }),
  h('div', { class: 'alerts' }),
  h('div', { class: 'facts-grid' }),
  ...['work', 'past', 'findings', 'failures'].map((name) => h('section', { class: 'card', 'aria-labelledby': name })),
  h('section', { class: 'card made-of', 'aria-labelledby': 'made-of' }),
];

/** @typedef {{name: string, title: string, text: string, more?: (() => Node)|undefined}} Alert */

/** What needs a hand, each drawn again where its words are others. @param {HTMLElement} element @param {SystemState} system @param {SystemDoes} does */
function renderAlerts(element, system, does) {
  keyed(element, alertsOf(system, does), ({ name }) => name, 'div', (box, { title, text, more }) => {
    for (const [name, value] of Object.entries({ class: 'card alert-box', role: 'group', 'aria-label': title })) box.setAttribute(name, value);
    draw(box, [title, text], () => [h('h2', null, title), h('p', null, text), more && h('div', { class: 'row' }, more())]);
  });
}

/** @param {SystemState} system @param {SystemDoes} does @returns {Alert[]} */
function alertsOf({ clock, storage, disk, quarantine, lastVerify }, does) {
  /** @type {Alert[]} */
  const alerts = [];
  const add = (/** @type {string} */ name, /** @type {string} */ title, /** @type {string} */ text, /** @type {Alert['more']} */ more) => alerts.push({ name, title, text, more });
  if (clock.paused) {
    const until = clock.pausedUntil ? formatClock(clock.pausedUntil) : '';
    add('clock', t('system.clockJumped', { by: formatWait(Math.abs(clock.jumpedBySeconds ?? 0)) }), t('system.clockText', { time: until }), () => button(t('system.clockRight'), { onclick: does.confirmClock }));
  }
  if (storage.state === 'elsewhere') add('store', t('system.storeElsewhere'), t('system.storeElsewhereText'));
  if (storage.state === 'unavailable') add('store', t('system.storeDown'), [storage.detail, t('system.storeDownText')].filter(Boolean).join(' '));
  if (disk && disk.freeBytes <= disk.keepFreeBytes) add('disk', t('system.diskShort', { free: formatBytes(disk.freeBytes) }), t('system.diskShortText', { keep: formatBytes(disk.keepFreeBytes) }));
  if (lastVerify?.stillDamaged) add('damaged', t('system.damaged', { count: lastVerify.stillDamaged }), t('system.damagedText'));
  if (quarantine?.files) add('quarantine', t('system.quarantine', { count: quarantine.files }), t('system.quarantineText', { size: formatBytes(quarantine.bytes) }));
  return alerts;
}

/** @type {Record<string, string>} */
const kStoreWords = { ok: 'system.storeOk', elsewhere: 'system.storeHasNone' };

/** @param {HTMLElement} element @param {SystemState} system */
function renderTiles(element, { queue, workers, disk, storage, pendingDeletes, lastVerify = null }) {
  draw(element, [queue, workers, disk, storage, pendingDeletes, lastVerify], () => [
    tile(t('system.queue'), t('system.waiting', { count: queue.waiting }), [
      t('system.processing', { count: queue.processing }),
      queue.waiting > 0 && t('system.oldest', { wait: formatWait(queue.oldestSeconds) }),
    ]),
    tile(t('system.workers'), t('system.workersBusy', { busy: Math.min(queue.processing, workers), workers }), [t('system.workersText')]),
    disk && diskTile(disk),
    tile(t('system.store'), t(kStoreWords[storage.state] ?? 'system.storeNot'), [
      storage.kind === 'local' ? t('system.storeLocal') : storage.endpoint,
      t('system.bucket', { name: `${storage.bucket}${storage.prefix ? `/${storage.prefix}` : ''}` }),
      t('system.pendingDeletes', { count: pendingDeletes }),
      storage.kind === 'local' && verifyWords(lastVerify),
    ]),
  ]);
}

/** When its files were last held against their digests. @param {SystemState['lastVerify']} last */
function verifyWords(last) {
  if (!last) return t('system.verifyNever');
  const { startedAt, endedAt, objects: count, bytes } = last;
  return endedAt ? t('system.verified', { count, size: formatBytes(bytes), time: formatMoment(endedAt) }) : t('system.verifyOpen', { count, time: formatMoment(startedAt) });
}

/** @param {string} title @param {string} figure @param {(string|null|false)[]} more @param {Node} [picture] */
const tile = (title, figure, more, picture) =>
  h(
    'section',
    { class: 'card fact' },
    h('h2', null, title),
    h('p', { class: 'figure' }, figure),
    picture,
    h('ul', { class: 'sub' }, more.filter(Boolean).map((text) => h('li', null, text || ''))),
  );

/** @param {NonNullable<SystemState['disk']>} disk */
function diskTile({ totalBytes, freeBytes, keepFreeBytes }) {
  const used = totalBytes - freeBytes;
  const figure = t('system.diskFree', { free: formatBytes(freeBytes) });
  const meter = h('meter', { class: 'space', min: 0, max: totalBytes, high: totalBytes - keepFreeBytes, value: used, 'aria-label': t('system.diskUsed', { share: formatPercent(used / totalBytes) }) });
  return tile(t('system.disk'), figure, [t('system.diskOf', { used: formatBytes(used), total: formatBytes(totalBytes) }), t('system.diskKeep', { keep: formatBytes(keepFreeBytes) })], meter);
}

/** @param {HTMLElement} element @param {SystemState} system */
function renderMadeOf(element, { version, libraries, receiptKey }) {
  draw(element, [version, libraries, receiptKey], () => [
    h('h2', { id: 'made-of' }, t('system.madeOf')),
    h('p', null, `clipbox ${version}`),
    h('details', null, h('summary', null, t('system.libraries', { count: libraries.length })), h('ul', { class: 'libraries', dir: 'ltr' }, libraries.map((name) => h('li', { class: 'mono' }, name)))),
    h('h3', null, t('system.receiptKey')),
    h('p', { class: 'hint' }, t('system.receiptKeyText')),
    copyText(receiptKey, t('system.receiptKey')),
  ]);
}
