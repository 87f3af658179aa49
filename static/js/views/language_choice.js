// @ts-check
// Which language the page speaks, chosen by hand. Each is called as it calls itself.

import { h, notice } from '../dom.js';
import { kLanguages } from '../lang/language.js';
import { languageTag, t } from '../lang/t.js';

/**
 * @param {(tag: string) => Promise<void>} choose  rejects where the words cannot be read
 * @returns {{select: HTMLSelectElement, wrong: HTMLElement}} the choice, and where a failure is said
 */
export function languageChoice(choose) {
  const wrong = notice();
  const select = h(
    'select',
    { class: 'language', 'aria-label': () => t('common.language') },
    Object.entries(kLanguages).map(([tag, { name, rtl }]) => h('option', { value: tag, lang: tag, dir: rtl ? 'rtl' : 'ltr' }, name)),
  );
  select.value = languageTag();
  select.addEventListener('change', async () => {
    wrong.say('');
    await choose(select.value).catch(() => wrong.say(t('common.languageNotRead')));
    select.value = languageTag();
  });
  return { select, wrong: wrong.element };
}
