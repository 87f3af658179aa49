// @ts-check
// What the page says, by key, in the language that was chosen. Pure: the catalogue is handed in (language.js reads it).
//
// A text is asked for when it is shown, never while a module loads: the catalogue comes later, and may change.

/** A text, or one for each plural category of the language. @typedef {string|Record<string, string>} Entry */
/** @typedef {Record<string, Entry>} Catalogue */
/** @typedef {{tag: string, locale?: string, rtl?: boolean, words: Catalogue}} Spoken  `locale` is what figures and dates go by */

/** @type {Catalogue} */
let words = {};
/** @type {Catalogue} */
let english = {};
let tag = 'en';
let locale = 'en';
let rtl = false;
let plural = new Intl.PluralRules('en');
let englishPlural = plural;
let number = new Intl.NumberFormat('en');

/** From now on the page speaks so. @param {Spoken} spoken */
export function speak(spoken) {
  ({ words, tag } = spoken);
  locale = spoken.locale ?? tag;
  rtl = spoken.rtl ?? false;
  plural = new Intl.PluralRules(tag);
  number = new Intl.NumberFormat(locale);
}

/** What stands in for a key that the chosen language lacks. @param {Catalogue} catalogue */
export const fallBackTo = (catalogue) => void (english = catalogue);

/** The language's tag: `en`, `de`, `ar`. */
export const languageTag = () => tag;
/** What Intl formats by: the language as it is written where the person is. */
export const languageLocale = () => locale;

/**
 * A text with its values. Numbers are written as the language writes them; `count` also chooses the plural.
 * @param {string} key @param {Record<string, string|number>} [values] @returns {string} the key where nobody knows it
 */
export const t = (key, values = {}) => pieces(key, values).join('');

/**
 * The same as a name that is kept (of a clip, in a file): without the marks that hold directions apart on the page.
 * @param {string} key @param {Record<string, string|number>} [values]
 */
export const tPlain = (key, values = {}) => t(key, values).replace(/[\u2068\u2069]/g, '');

/**
 * The same where a value is an element: what `h()` takes as children.
 * @template T @param {string} key @param {Record<string, T|string|number>} values @returns {(T|string)[]}
 */
export const tNodes = (key, values) => pieces(key, values);

/** Whether the catalogue has it. @param {string} key */
export const hasWords = (key) => Object.hasOwn(words, key) || Object.hasOwn(english, key);

/** @param {string} key @param {Record<string, any>} values @returns {any[]} */
function pieces(key, values) {
  const text = textOf(key, values);
  return text
    .split(/\{(\w+)\}/)
    .map((piece, index) => (index % 2 ? written(values[piece], piece) : piece))
    .filter((piece) => piece !== '');
}

/** @param {string} key @param {Record<string, any>} values */
function textOf(key, { count }) {
  const isKnown = Object.hasOwn(words, key);
  const entry = isKnown ? words[key] : english[key];
  if (entry === undefined) return key;
  if (typeof entry === 'string') return entry;
  return entry[(isKnown ? plural : englishPlural).select(Number(count ?? 0))] ?? entry.other;
}

/** @param {any} value @param {string} name */
function written(value, name) {
  if (value === undefined) return `{${name}}`;
  if (typeof value === 'number') return number.format(value);
  return typeof value === 'string' ? isolated(value) : value;
}

const kRtlLetters = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A name or a time keeps its own direction, whatever stands around it (UAX #9: first strong isolate). Left out where
 * all runs from left to right.
 * @param {string} text
 */
export const isolated = (text) => (text && (rtl || kRtlLetters.test(text)) ? `\u2068${text}\u2069` : text);
