// @ts-check
// Languages of captions, by their tags, as the page's language calls them. Pure.

import { languageLocale, t } from '../lang/t.js';

const kUsual = ['en', 'de', 'fr', 'es', 'it', 'pt', 'pt-BR', 'nl', 'pl', 'cs', 'sv', 'da', 'nb', 'fi', 'tr', 'el', 'ru', 'uk', 'ar', 'fa', 'he', 'hi', 'bn', 'ur', 'id', 'vi', 'th', 'zh-Hans', 'zh-Hant', 'ja', 'ko'];
/** What the server calls a language that nobody has named. */
export const kUnnamed = 'und';

/** @param {string} tag */
export function languageName(tag) {
  if (tag === kUnnamed) return t('captions.unnamed');
  try {
    return new Intl.DisplayNames([languageLocale()], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** To choose from: those that are there first, each with its name. @param {readonly string[]} there @returns {[string, string][]} */
export function languageChoices(there) {
  const others = kUsual.filter((tag) => !there.includes(tag)).map((tag) => /** @type {[string, string]} */ ([tag, languageName(tag)]));
  others.sort(([, a], [, b]) => a.localeCompare(b, languageLocale()));
  const unnamed = there.includes(kUnnamed) ? [] : [/** @type {[string, string]} */ ([kUnnamed, languageName(kUnnamed)])];
  return [...there.map((tag) => /** @type {[string, string]} */ ([tag, languageName(tag)])), ...others, ...unnamed];
}
