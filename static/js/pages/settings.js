// @ts-check
// One's own password, API tokens, and for administrators the accounts.

import { draw, h } from '../dom.js';
import { t } from '../lang/t.js';
import { languageChoice } from '../views/language_choice.js';
import { renderPassword } from '../views/password.js';
import { renderTokens } from '../views/tokens.js';
import { renderUsers } from '../views/users.js';

/** @param {HTMLElement} root @param {import('../main.js').App} app @returns {import('../main.js').OpenPage} */
export function openSettings(root, app) {
  const { api } = app;
  const user = /** @type {import('../types.js').User} */ (app.user);
  const password = h('section', { class: 'card' });
  const tokens = h('section', { class: 'card' });
  const users = h('section', { class: 'card' });
  const language = h('section', { class: 'card' });
  root.append(h('h1', null, () => t('common.settings')), h('div', { class: 'settings' }, password, tokens, user.role === 'admin' && users, language));

  const drawPassword = () => renderPassword(password, { user, onChange: (oldPassword, next) => api.setPassword(user.id, next, oldPassword) });
  const drawLanguage = () =>
    draw(language, 'language', () => {
      const { select, wrong } = languageChoice(app.chooseLanguage);
      return [h('h2', null, t('common.language')), select, h('p', { class: 'hint' }, t('common.languageHint')), wrong];
    });
  drawPassword();
  drawLanguage();

  /** @type {import('../types.js').Token|null} */
  let made = null;
  async function drawTokens() {
    renderTokens(tokens, {
      tokens: await api.tokens(),
      made,
      async onAdd(name) {
        made = await api.addToken(name);
        await drawTokens();
      },
      onSeen() {
        made = null;
        void drawTokens().then(() => document.getElementById('token-name')?.focus());
      },
      async onRemove(token) {
        await api.removeToken(token.id);
        if (made?.id === token.id) made = null;
        await drawTokens();
      },
    });
  }

  async function drawUsers() {
    renderUsers(users, {
      users: await api.users(),
      me: user,
      async onAdd(added) {
        await api.addUser(added);
        await drawUsers();
      },
      async onRemove(removed) {
        await api.removeUser(removed.id);
        await drawUsers();
      },
      onPassword: (other, next) => api.setPassword(other.id, next),
    });
  }

  const refresh = () => {
    drawTokens().catch(() => {});
    if (user.role === 'admin') drawUsers().catch(() => {});
  };
  refresh();
  return {
    refresh,
    redraw() {
      drawPassword();
      drawLanguage();
      refresh();
    },
  };
}
