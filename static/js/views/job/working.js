// @ts-check
// The file is there and the work is waiting, held or under way: how far all is, and a row for everything that is made.

import { button, draw, h, say } from '../../dom.js';
import { formatPercent, formatWait } from '../../format.js';
import { t } from '../../lang/t.js';
import { renderLooksAtWork } from '../making/looks_at_work.js';
import { stepTitle } from '../steps.js';

/** @typedef {import('../../pages/making.js').MakingState} MakingState */

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderWorking(element, state, actions) {
  const job = /** @type {import('../../types.js').Job} */ (state.job);
  const making = /** @type {MakingState} */ (state.making);
  const { phase } = making;
  const isHeld = phase === 'held';
  const isOver = phase === 'over';
  draw(element, [isHeld, isOver], () => [
    stepTitle(''),
    h('p', { class: 'job-sub' }),
    !isHeld && h('progress', { class: 'meter', max: 1, 'aria-label': t('making.meter') }),
    h('p', { class: 'figures mono' }),
    h('div', { class: 'looks-at-work' }),
    !isHeld && h('div', { class: 'row', 'data-say': 'tools' }),
  ]);
  say(element, 'h2', titleOf(making, job));
  say(element, '.job-sub', subOf(making, job));
  say(element, '.figures', isHeld ? '' : figuresOf(making));
  const meter = /** @type {HTMLProgressElement|null} */ (element.querySelector('.meter'));
  if (meter) {
    meter.hidden = isOver;
    if (making.fraction !== null && phase !== 'queued') meter.value = making.fraction;
    else meter.removeAttribute('value');
  }
  renderLooksAtWork(/** @type {HTMLElement} */ (element.querySelector('.looks-at-work')), making, actions);
  const tools = /** @type {HTMLElement|null} */ (element.querySelector('[data-say=tools]'));
  if (tools) renderTools(tools, making, actions);
}

/** @param {HTMLElement} element @param {MakingState} making @param {import('./job.js').JobActions} actions */
function renderTools(element, { phase, looks, mayGoOn, notify }, actions) {
  const isOver = phase === 'over';
  const many = looks.length > 1;
  draw(element, [isOver, many, mayGoOn, notify], () => [
    isOver && mayGoOn && button(t('making.goOn'), { class: 'primary', icon: 'again', onclick: actions.makeRest }),
    isOver && button(t('making.putAway'), { class: 'quiet', onclick: actions.putAway }),
    !isOver && button(t(many ? 'making.cancelAll' : 'common.cancel'), { class: 'quiet danger', onclick: actions.cancel }),
    !isOver && (notify === 'off' || notify === 'on') && notifyButton(notify === 'on', actions),
    !isOver && notify === 'denied' && h('span', { class: 'hint' }, t('making.notifyDenied')),
  ]);
}

/** @param {boolean} on @param {import('./job.js').JobActions} actions */
function notifyButton(on, actions) {
  const element = button(t(on ? 'making.notifyOn' : 'making.notify'), { class: 'quiet', icon: on ? 'check' : 'bell', onclick: actions.turnNotice });
  element.setAttribute('aria-pressed', String(on));
  return element;
}

/** @param {MakingState} making @param {import('../../types.js').Job} job */
function titleOf({ phase, looks, at }, job) {
  if (phase === 'held') return t('making.title.held');
  if (phase === 'over') return t('making.title.over');
  if (looks.length > 1 && at) return t('making.title.lookOf', { at, count: looks.length, title: looks[at - 1].title });
  if (phase === 'queued') return t(looks.length > 1 ? 'making.title.next' : 'making.title.queued');
  return t(job.status === 'PROCESSING' ? 'making.title.making' : 'making.title.queued');
}

/** @param {MakingState} making @param {import('../../types.js').Job} job */
function subOf({ phase, looks }, job) {
  const stay = looks.some(({ state }) => state === 'waiting') ? t('making.keepOpen') : t('making.mayClose');
  switch (phase) {
    case 'held': return t(job.status === 'PROCESSING' ? 'making.sub.heldLooking' : 'making.sub.held');
    case 'over': return t('making.sub.over');
    case 'analysing': return `${t('making.sub.analysing')} ${stay}`;
    case 'queued': return `${t('making.sub.queued')} ${stay}`;
    case 'making': return `${t('making.sub.making')} ${stay}`;
    default: return '';
  }
}

/** @param {MakingState} making */
function figuresOf({ phase, looks, fraction, secondsLeft }) {
  const all = looks.reduce((sum, { counts }) => sum + counts.all, 0);
  const done = looks.reduce((sum, { counts }) => sum + counts.done, 0);
  const failed = looks.reduce((sum, { counts }) => sum + counts.failed, 0);
  return [
    phase !== 'over' && phase !== 'queued' && fraction !== null && formatPercent(fraction),
    all > 0 && t('making.files', { count: all, done }),
    failed > 0 && t('making.failed', { count: failed }),
    secondsLeft !== null && phase !== 'over' && t('making.left', { time: formatWait(secondsLeft) }),
  ].filter(Boolean).join(' · ');
}
