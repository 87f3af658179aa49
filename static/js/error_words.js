// @ts-check
// What a refusal of the server says to a person: known codes in the page's language, the rest as the server says it.

import { formatWait } from './format.js';
import { hasWords, languageTag, t } from './lang/t.js';

/**
 * @typedef {object} Refusal
 * @property {number} status @property {Record<string, any>} problem  RFC 9457; empty where a proxy answered
 * @property {number} retryAfterSeconds  0 where no wait is known
 * @property {Record<string, string>} [says]  by code: the text's key where this call means something of its own
 */

/** What these say of a name, a size or a limit is more than the page knows of it. */
const kInOwnWords = [
  'different_file', 'empty_file', 'idempotency_key_reused', 'invalid_url', 'not_a_video', 'parts_missing', 'size_mismatch', 'source_missing', 'too_large',
  'too_long', 'truncated', 'unsupported_codec', 'unsupported_format',
];

/** @param {Refusal} refusal */
export function refusalText({ status, problem, retryAfterSeconds, says = {} }) {
  const said = textOf(status, problem, says);
  return retryAfterSeconds > 0 ? t('errors.waitThenTry', { said, wait: formatWait(retryAfterSeconds) }) : said;
}

/** @param {number} status @param {Record<string, any>} problem @param {Record<string, string>} says */
function textOf(status, problem, says) {
  const { code = '', detail = '' } = problem;
  const own = says[code];
  if (own) return t(own);
  if (detail && languageTag() === 'en' && kInOwnWords.includes(code)) return detail;
  const key = keysOf(status, problem).find(hasWords);
  return key ? t(key, { detail: detailOf(problem), id: idIn(detail) }) : detailOf(problem) || t('errors.other', { status });
}

/** From the narrowest to the widest. @param {number} status @param {Record<string, any>} problem */
function keysOf(status, { code, reason, setting, pointer, detail }) {
  if (!code) return [`refusal.http_${status}`];
  const field = typeof pointer === 'string' && languageTag() !== 'en' ? pointer.split('/').at(-1) : '';
  const narrow = [reason, setting?.replace('.', '_'), field, idIn(detail) && 'logged'].filter(Boolean).map((each) => `refusal.${code}.${each}`);
  return [...narrow, `refusal.${code}`];
}

/** Under which the log names what failed inside. @param {string} [detail] */
const idIn = (detail = '') => /\b[0-9a-f]{16}\b/.exec(detail)?.[0] ?? '';

/** They see which field it is about, and have never heard of its pointer. @param {Record<string, any>} problem */
function detailOf({ detail = '', pointer = '', title = '' }) {
  if (pointer && detail.startsWith(`${pointer} `)) return `This${detail.slice(pointer.length)}`;
  return detail || title;
}

/**
 * What the server said of a failure or a warning: its own English is the most exact; another language has its own words.
 * @param {string} key @param {string} english
 */
export const inOwnWords = (key, english) => (english && (languageTag() === 'en' || !hasWords(key)) ? english : t(key));
