// @ts-check
// A button with a menu. The menu lies on top of everything (popover), closes by Escape, a choice or a press elsewhere, and is
// gone through by the arrow keys (WAI-ARIA Authoring Practices, "Menu Button").

import { h, icon } from '../dom.js';

/** @typedef {{text: string, icon?: string, danger?: boolean, onclick: () => unknown}} MenuItem */

const kGap = 4; // pixels between button and menu, and to the window's edges

/**
 * @param {string} label @param {() => (MenuItem|null)[]} items  asked for each time it opens; null is a line between
 * @param {{class?: string, icon?: string, text?: string, id?: string}} [given]
 */
export function menuButton(label, items, given = {}) {
  const button = h(
    'button',
    { type: 'button', class: given.class ?? 'icon-button', id: given.id, 'aria-haspopup': 'menu', 'aria-expanded': 'false', 'aria-label': label, title: given.text ? null : label },
    icon(given.icon ?? 'more'),
    given.text,
  );
  /** @type {HTMLElement|null} */
  let menu = null;
  const close = () => {
    const open = menu;
    menu = null;
    button.setAttribute('aria-expanded', 'false');
    open?.remove();
  };
  const open = (/** @type {number} */ at) => {
    menu = build(label, items(), (item) => {
      close();
      button.focus();
      void item.onclick();
    });
    const opened = menu;
    button.after(menu);
    button.setAttribute('aria-expanded', 'true');
    opened.showPopover?.();
    place(opened, button);
    opened.addEventListener('toggle', (/** @type {any} */ event) => event.newState === 'closed' && menu === opened && close());
    opened.addEventListener('keydown', (event) => {
      if (event.key !== 'Tab' && event.key !== 'Escape') return;
      if (event.key === 'Escape') event.preventDefault();
      event.stopPropagation();
      close();
      button.focus();
    });
    itemsOf(opened).at(at)?.focus();
  };
  button.addEventListener('click', () => (menu ? close() : open(0)));
  button.addEventListener('keydown', (event) => {
    const at = { ArrowDown: 0, ArrowUp: -1 }[event.key];
    if (at === undefined || menu) return;
    event.preventDefault();
    open(at);
  });
  return button;
}

/** @param {string} label @param {(MenuItem|null)[]} items @param {(item: MenuItem) => void} choose */
function build(label, items, choose) {
  const menu = h(
    'div',
    { class: 'menu', role: 'menu', 'aria-label': label, popover: 'auto' },
    items.map((item) =>
      item
        ? h('button', { type: 'button', role: 'menuitem', tabindex: -1, class: item.danger ? 'danger' : null, onclick: () => choose(item) }, item.icon && icon(item.icon), item.text)
        : h('hr'),
    ),
  );
  menu.addEventListener('keydown', (event) => {
    const all = itemsOf(menu);
    const at = all.indexOf(/** @type {any} */ (document.activeElement));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    all.at(to % all.length)?.focus();
  });
  return menu;
}

/** @param {HTMLElement} menu */
const itemsOf = (menu) => /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('[role=menuitem]')]);

/** Below its button, or above where there is no room; its end where the button ends. @param {HTMLElement} menu @param {HTMLElement} button */
function place(menu, button) {
  if (!menu.showPopover) return;
  const [at, own] = [button.getBoundingClientRect(), menu.getBoundingClientRect()];
  const rtl = getComputedStyle(button).direction === 'rtl';
  const left = rtl ? at.left : at.right - own.width;
  const top = at.bottom + kGap + own.height > innerHeight ? at.top - kGap - own.height : at.bottom + kGap;
  menu.style.left = `${Math.max(kGap, Math.min(left, innerWidth - own.width - kGap))}px`;
  menu.style.top = `${Math.max(kGap, top)}px`;
}
