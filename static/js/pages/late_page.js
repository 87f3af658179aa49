// @ts-check
// A page whose module is read when it is wanted: its title stands at once, the rest comes with it.

import { button, h } from '../dom.js';
import { t } from '../lang/t.js';

/** @typedef {import('../main.js').OpenPage} OpenPage */

/**
 * @param {HTMLElement} root @param {() => string} title
 * @param {() => Promise<((root: HTMLElement) => OpenPage)|null>} read  null: it could not be read now
 * @returns {OpenPage}
 */
export function openLate(root, title, read) {
  const rest = h('div', { class: 'late' }, h('p', { class: 'loading', role: 'status' }, t('common.reading')));
  root.append(h('h1', null, title), rest);
  /** @type {OpenPage} */
  let page = {};
  let closed = false;

  async function open() {
    const opens = await read();
    if (closed) return;
    rest.replaceChildren();
    if (opens) page = opens(rest);
    else rest.append(h('p', { class: 'notice', role: 'alert' }, t('common.offline')), button(t('common.tryAgain'), { onclick: open }));
  }
  void open();

  return {
    redraw: () => page.redraw?.(),
    close() {
      closed = true;
      page.close?.();
    },
    refresh: () => (page.refresh ? page.refresh() : void open()),
    visibilityChanged: () => page.visibilityChanged?.(),
  };
}
