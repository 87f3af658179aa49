// @ts-check
// What all forms of the page do on being sent.

import { t } from '../lang/t.js';

/** Words that follow the language. */
export const kPasswordHint = () => t('account.passwordHint');

/**
 * Sends a form by `act`, once at a time; a refusal is said in `notice`, until something else is typed.
 * @param {HTMLFormElement} form @param {{say: (error: unknown) => void}} notice @param {() => Promise<unknown>} act
 */
export function submits(form, notice, act) {
  const button = form.querySelector('button:not([type=button])');
  form.addEventListener('input', () => notice.say(''));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (button?.getAttribute('aria-busy')) return;
    button?.setAttribute('aria-busy', 'true');
    notice.say('');
    try {
      await act();
    } catch (error) {
      notice.say(error);
    } finally {
      button?.removeAttribute('aria-busy');
    }
  });
}
