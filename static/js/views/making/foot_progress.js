// @ts-check
// How far all is, below the cutting room's list: it leads to the rows.

import { draw, h, say } from '../../dom.js';
import { formatPercent, formatWait } from '../../format.js';
import { t } from '../../lang/t.js';

/** @param {HTMLElement} element  a link @param {import('../../pages/making.js').MakingState} making */
export function renderFootProgress(element, { phase, looks, at, fraction, secondsLeft }) {
  element.hidden = phase === 'none' || phase === 'held';
  if (element.hidden) return;
  draw(element, 'progress', () => {
    element.onclick = (event) => {
      event.preventDefault();
      toRows();
    };
    return [h('span', { 'data-say': 'what' }), h('progress', { class: 'meter thin', max: 1, 'aria-label': t('making.meter') })];
  });
  const meter = /** @type {HTMLProgressElement} */ (element.querySelector('progress'));
  meter.hidden = phase === 'over';
  if (fraction !== null && phase !== 'queued') meter.value = fraction;
  else meter.removeAttribute('value');
  const many = looks.length > 1 && at > 0;
  const how = [many && t('making.lookOf', { at, count: looks.length }), fraction !== null && formatPercent(fraction), secondsLeft !== null && t('making.left', { time: formatWait(secondsLeft) })].filter(Boolean).join(' · ');
  say(element, '[data-say=what]', phase === 'over' ? t('making.title.over') : how);
}

function toRows() {
  const card = document.querySelector('[data-region=working]');
  card?.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth', block: 'start' });
  /** @type {HTMLElement|null|undefined} */ (card?.querySelector('h2'))?.focus({ preventScroll: true });
}
