// @ts-check
// The bar on top: the name, where one can go, who is signed in.

import { button, draw, h, icon } from '../dom.js';

/** @param {HTMLElement} element @param {{user: import('../types.js').User|null, hash: string, onSignOut: () => void}} state */
export function renderHeader(element, { user, hash, onSignOut }) {
  const here = hash === '#/settings' ? 'settings' : /^(#\/?)?$/.test(hash) ? 'videos' : '';
  draw(element, [user, here], () =>
    h(
      'div',
      { class: 'bar' },
      h('a', { class: 'brand', href: '#/', 'aria-label': 'clipbox, to your videos' }, icon('logo'), h('span', null, 'clipbox')),
      user &&
        h(
          'nav',
          { 'aria-label': 'Main' },
          h('a', { href: '#/', 'aria-current': here === 'videos' && 'page' }, 'Videos'),
          h('a', { href: '#/settings', 'aria-current': here === 'settings' && 'page' }, 'Settings'),
          h('span', { class: 'who' }, user.username),
          button('Sign out', { class: 'quiet small', onclick: onSignOut }),
        ),
    ),
  );
}
