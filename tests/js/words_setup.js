// The page's words for a test, without a server: English unless it asks for another. A test that reads texts imports it.

import { readFileSync } from 'node:fs';

import { kLanguages } from '../../static/js/lang/language.js';
import { fallBackTo, speak } from '../../static/js/lang/t.js';

export const textOf = (tag) => readFileSync(new URL(`../../static/lang/${tag}.json`, import.meta.url), 'utf8');
export const wordsOf = (tag) => JSON.parse(textOf(tag));

/** The page speaks that language from now on. */
export const speakIn = (tag) => speak({ tag, words: wordsOf(tag), rtl: kLanguages[tag].rtl, locale: tag === 'ar' ? 'ar-u-nu-latn' : tag });

speakIn('en');
fallBackTo(wordsOf('en'));
