// @ts-check
// How far all is, below the cutting room's list: it leads to the rows. When all is made it leads to what was made.

import { draw, h, say } from '../../dom.js';
import { formatPercent, formatWait } from '../../format.js';
import { t } from '../../lang/t.js';

/**
 * @param {HTMLElement} element  a link @param {import('../../pages/making.js').MakingState} making
 * @param {number} files  that were made
 */
export function renderFootProgress(element, { phase, looks, at, fraction, secondsLeft }, files) {
  const isMade = phase === 'none' && files > 0;
  element.hidden = (phase === 'none' && !isMade) || phase === 'held';
  element.classList.toggle('made', isMade);
  if (element.hidden) return;
  draw(element, isMade, () => {
    element.onclick = (event) => {
      event.preventDefault();
      goTo(isMade ? 'results' : 'working');
    };
    return [h('span', { 'data-say': 'what' }), !isMade && h('progress', { class: 'meter thin', max: 1, 'aria-label': t('making.meter') })];
  });
  if (isMade) return say(element, '[data-say=what]', t('making.seeFiles', { count: files }));
  const meter = /** @type {HTMLProgressElement} */ (element.querySelector('progress'));
  meter.hidden = phase === 'over';
  if (fraction !== null && phase !== 'queued') meter.value = fraction;
  else meter.removeAttribute('value');
  const many = looks.length > 1 && at > 0;
  const how = [many && t('making.lookOf', { at, count: looks.length }), fraction !== null && formatPercent(fraction), secondsLeft !== null && t('making.left', { time: formatWait(secondsLeft) })].filter(Boolean).join(' · ');
  say(element, '[data-say=what]', phase === 'over' ? t('making.title.over') : how);
}

/** @param {'working'|'results'} region */
function goTo(region) {
  const card = document.querySelector(`[data-region=${region}]`);
  card?.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth', block: 'start' });
  /** @type {HTMLElement|null|undefined} */ (card?.querySelector('h2'))?.focus({ preventScroll: true });
}
