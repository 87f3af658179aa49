// @ts-check
// Another name in place: Enter or leaving the field takes it, Escape leaves it as it was.

import { h, notice } from '../../dom.js';
import { t } from '../../lang/t.js';

const kMaxLength = 200;

/**
 * @param {HTMLElement} box  whose content the field takes the place of
 * @param {{id: string, name: string, give: (name: string) => Promise<void>, shown: () => void}} given  `id` is also that of the button
 *   that began it, so that the focus is there again; `give` rejects where the name is refused; `shown` puts the content back
 */
export function renameIn(box, { id, name, give, shown }) {
  if (box.querySelector('input')) return;
  const input = h('input', { class: 'rename', id, value: name, maxlength: kMaxLength, 'aria-label': t('results.newName'), dir: 'auto', autocomplete: 'off' });
  const wrong = notice();
  let over = false;
  const end = () => {
    const hadFocus = document.activeElement === input;
    over = true;
    if (input.isConnected) shown();
    if (hadFocus) document.getElementById(id)?.focus();
  };
  const take = async () => {
    const to = input.value.trim();
    if (over || input.readOnly) return;
    if (!to || to === name) return end();
    input.readOnly = true;
    try {
      await give(to);
      end();
    } catch (error) {
      input.readOnly = false;
      wrong.say(error);
      input.focus();
    }
  };
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') end();
    else void take();
  });
  input.addEventListener('blur', () => void take());
  box.replaceChildren(input, wrong.element);
  input.focus();
  input.select();
}
