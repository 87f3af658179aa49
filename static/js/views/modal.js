// @ts-check
// A dialog with a title and a way out. Focus goes in, stays in, and comes back to where it was (the browser does that).

import { h, icon } from '../dom.js';
import { t } from '../lang/t.js';

let last = 0;

/**
 * Shows it at once. @param {{title: string, class?: string, onclose?: () => void}} given @param {...import('../dom.js').Child} children
 * @returns {{element: HTMLDialogElement, close: () => void}}
 */
export function showModal(given, ...children) {
  const titleId = `modal-${(last += 1)}`;
  const close = () => element.close();
  const out = h('button', { type: 'button', class: 'icon-button', 'aria-label': t('common.close'), title: t('common.close'), onclick: close }, icon('cross'));
  const element = h(
    'dialog',
    { class: `card modal ${given.class ?? ''}`.trim(), 'aria-labelledby': titleId },
    h('header', null, h('h2', { id: titleId, tabindex: -1, autofocus: true }, given.title), out),
    ...children,
  );
  element.addEventListener('close', () => {
    element.remove();
    given.onclose?.();
  });
  // A press beside it, where it has nothing to lose.
  element.addEventListener('pointerdown', (event) => event.target === element && outside(element, event) && close());
  document.body.append(element);
  element.showModal();
  return { element, close };
}

/** @param {HTMLElement} element @param {PointerEvent} event */
function outside(element, { clientX, clientY }) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
