// @ts-check
// The bar on top: the name, where one can go, who is signed in, and the language.

import { button, draw, h, icon } from '../dom.js';
import { t } from '../lang/t.js';
import { languageChoice } from './language_choice.js';

/** @type {Record<string, string>} */
const kPages = { '#/settings': 'settings', '#/system': 'system' };

/** @param {HTMLElement} element @param {{user: import('../types.js').User|null, hash: string, onSignOut: () => void, onLanguage: (tag: string) => Promise<void>}} state */
export function renderHeader(element, { user, hash, onSignOut, onLanguage }) {
  const here = kPages[hash] ?? (/^(#\/?)?(\?|$)/.test(hash) ? 'videos' : '');
  const language = languageChoice(onLanguage);
  draw(element, [user, here], () =>
    h(
      'div',
      { class: 'bar' },
      h('a', { class: 'brand', href: '#/', 'aria-label': t('common.home') }, icon('logo'), h('span', null, 'clipbox')),
      user &&
        h(
          'nav',
          { 'aria-label': t('common.mainNav') },
          h('a', { href: '#/', 'aria-current': here === 'videos' && 'page' }, t('common.videos')),
          user.role === 'admin' && h('a', { href: '#/system', 'aria-current': here === 'system' && 'page' }, t('system.link')),
          h('a', { href: '#/settings', 'aria-current': here === 'settings' && 'page' }, t('common.settings')),
          h('bdi', { class: 'who' }, user.username),
          language.select,
          button(t('account.signOut'), { class: 'quiet small', onclick: onSignOut }),
        ),
      !user && language.select,
      language.wrong,
    ),
  );
}
