// @ts-check
// Below a film that the browser does not play: one button that has it played, and how far that is.

import { draw, h } from '../../dom.js';
import { formatPercent } from '../../format.js';
import { t } from '../../lang/t.js';

/**
 * @param {HTMLElement} element
 * @param {{isShown: boolean, isUnderWay: boolean, isAsking: boolean, fraction: number, wrong: string}} offer
 * @param {() => void} press
 */
export function renderProxyOffer(element, offer, press) {
  const { isShown, isUnderWay, isAsking, fraction, wrong } = offer;
  element.hidden = !isShown;
  if (isUnderWay) {
    draw(element, 'under way', () => [h('label', { for: 'proxy-progress' }, t('room.proxyMaking')), h('progress', { id: 'proxy-progress', max: 1 }), h('output', { class: 'mono' })]);
    /** @type {HTMLProgressElement} */ (element.querySelector('progress')).value = fraction;
    /** @type {HTMLElement} */ (element.querySelector('output')).textContent = formatPercent(fraction);
    return;
  }
  draw(element, { isAsking, wrong }, () => [
    wrong ? h('span', { class: 'warn', role: 'alert' }, wrong) : null,
    h('button', { type: 'button', id: 'make-proxy', class: 'small', disabled: isAsking, onclick: press }, wrong ? t('common.tryAgain') : t('room.proxyMake')),
  ]);
}
