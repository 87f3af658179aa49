// @ts-check
// The way in: set-up by the link from the log, sign-in by password, sign-in by a link that works once.

import { t } from '../lang/t.js';
import { renderSetUp } from '../views/set_up.js';
import { renderSignIn } from '../views/sign_in.js';

/**
 * @param {HTMLElement} root @param {import('../main.js').App} app @param {'set-up'|'sign-in'} kind
 * @param {string} token  of the link; empty for a plain sign-in
 * @returns {import('../main.js').OpenPage}
 */
export function openEntry(root, app, kind, token) {
  let problem = '';
  const drawSignIn = () =>
    renderSignIn(root, {
      problem,
      news: app.uploads.active > 0 ? t('upload.signInWaits') : '',
      onSignIn: async (username, password) => app.signedIn((await app.api.signIn(username, password)).user),
    });

  const drawSetUp = () =>
    renderSetUp(root, {
      async onSetUp(username, password) {
        await app.api.setUp(token, username, password);
        const { user } = await app.api.session();
        history.replaceState(null, '', '#/');
        app.signedIn(user);
      },
    });

  const redraw = kind === 'set-up' ? drawSetUp : drawSignIn;
  redraw();
  if (kind === 'sign-in' && token) {
    app.api
      .signInByLink(token)
      .then(({ user }) => app.signedIn(user))
      .catch((error) => {
        problem = error.message;
        redraw();
      });
  }
  return { redraw };
}
