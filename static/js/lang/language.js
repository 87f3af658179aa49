// @ts-check
// Which language the page speaks, and where its words come from. What it needs of the browser is given to it.

import { fallBackTo, languageTag, speak } from './t.js';

/** @typedef {import('./t.js').Catalogue} Catalogue */
/** @typedef {{name: string, rtl: boolean, digits?: string}} Known  its own name for itself */

/** @type {Readonly<Record<string, Known>>} */
export const kLanguages = {
  en: { name: 'English', rtl: false },
  de: { name: 'Deutsch', rtl: false },
  ar: { name: 'العربية', rtl: true, digits: 'latn' }, // times are typed and shown in these digits everywhere
};

/** Under which name the choice is kept. */
export const kLanguageNote = 'language';

/** @param {string} preferred  such as `de-AT` */
const baseOf = (preferred) => preferred.toLowerCase().split('-')[0];

/** What was chosen by hand, else the first of the browser's that is known, else English. @param {string|null} kept @param {readonly string[]} preferred */
export const chosenOf = (kept, preferred) =>
  [kept ?? '', ...preferred.map(baseOf)].find((tag) => Object.hasOwn(kLanguages, tag)) ?? 'en';

/** How figures and dates are written: as where the person is, where the browser tells. @param {string} tag @param {readonly string[]} preferred */
export function localeOf(tag, preferred) {
  const near = preferred.find((each) => baseOf(each) === tag && !each.includes('-u-')) ?? tag;
  const { digits } = kLanguages[tag];
  return digits ? `${near}-u-nu-${digits}` : near;
}

export class Language {
  #given;
  #asked = 0; // the last choice counts, whichever answer comes first

  /**
   * @param {{read: (url: string) => Promise<Catalogue>, urls: Record<string, string>, preferred: readonly string[],
   *   note: {get: () => string|null, set: (tag: string) => void}, root: {lang: string, dir: string}, onChange?: () => void}} given
   *   `urls` by tag; `root` is the page's `<html>`; `note` outlasts a visit
   */
  constructor(given) {
    this.#given = given;
  }

  /** Reads the words for the first time. Throws where they cannot be read. */
  async start() {
    const { note, preferred } = this.#given;
    const tag = chosenOf(note.get(), preferred);
    await this.#speak(tag);
    // For a key that another language lacks; nobody waits for it.
    if (tag !== 'en') this.#read('en').then(fallBackTo, () => {});
  }

  /** As a person chose; kept for the next visit. Throws where the words cannot be read, and stays as it was. @param {string} tag */
  async choose(tag) {
    if (!Object.hasOwn(kLanguages, tag)) return;
    await this.#speak(tag);
    if (tag === languageTag()) this.#given.note.set(tag);
  }

  /** @param {string} tag */
  async #speak(tag) {
    const mine = (this.#asked += 1);
    const words = await this.#read(tag);
    if (mine !== this.#asked) return;
    const { rtl } = kLanguages[tag];
    speak({ tag, rtl, locale: localeOf(tag, this.#given.preferred), words });
    Object.assign(this.#given.root, { lang: tag, dir: rtl ? 'rtl' : 'ltr' });
    this.#given.onChange?.();
  }

  /** @param {string} tag */
  #read(tag) {
    return this.#given.read(this.#given.urls[tag]);
  }
}
