// @ts-check
// Figures and times as people read them, in the page's language. Pure functions.

import { languageLocale, t } from './lang/t.js';

/** A position: 62.5 → "1:02.5", 3723 → "1:02:03". @param {number} seconds */
export function formatTime(seconds) {
  const thousandths = Math.round(Math.max(0, seconds) * 1000);
  const whole = Math.floor(thousandths / 1000);
  const rest = thousandths % 1000;
  const h = Math.floor(whole / 3600);
  const m = Math.floor(whole / 60) % 60;
  const s = String(whole % 60).padStart(2, '0');
  const head = h ? `${h}:${String(m).padStart(2, '0')}` : `${m}`;
  return `${head}:${s}${rest ? `.${String(rest).padStart(3, '0').replace(/0+$/, '')}` : ''}`;
}

/** @type {Map<string, any>} by kind and locale: making them costs more than using them */
const made = new Map();

/** @template T @param {string} kind @param {(locale: string) => T} make @returns {T} */
function inLanguage(kind, make) {
  const locale = languageLocale();
  const key = `${kind} ${locale}`;
  if (!made.has(key)) made.set(key, make(locale));
  return made.get(key);
}

/** @param {number} value @param {number} digits  after the point */
const figure = (value, digits) =>
  inLanguage(`figure ${digits}`, (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })).format(value);

/** @param {number} count */
export const formatCount = (count) => figure(count, 0);

/** A size: 3022780 → "3.0 MB". Decimal, as disks and phones count. @param {number} bytes */
export function formatBytes(bytes) {
  if (bytes < 1000) return t('format.bytes', { count: bytes });
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return t(`format.${units[unit]}`, { value: figure(value, value < 9.95 ? 1 : 0) });
}

/** @param {number} bytesPerSecond */
export const formatSpeed = (bytesPerSecond) => t('format.speed', { size: formatBytes(Math.round(bytesPerSecond)) });

/** A wait: 8 → "8 s", 95 → "2 min", 5400 → "1 h 30 min". @param {number} seconds */
export function formatWait(seconds) {
  const s = Math.max(1, Math.ceil(seconds));
  if (s < 60) return t('format.seconds', { seconds: s });
  const minutes = Math.ceil(s / 60);
  if (minutes < 60) return t('format.minutes', { minutes });
  const rest = minutes % 60;
  const hours = Math.floor(minutes / 60);
  return rest ? t('format.hoursMinutes', { hours, minutes: rest }) : t('format.hours', { hours });
}

/** @param {number} fraction 0 to 1; never says 100 before it is all there */
export const formatPercent = (fraction) =>
  inLanguage('percent', (locale) => new Intl.NumberFormat(locale, { style: 'percent' })).format(Math.min(100, Math.floor(Math.max(0, fraction) * 100 + 1e-9)) / 100);

/** @param {number} value @param {'minute'|'hour'} unit */
const before = (value, unit) => inLanguage('ago', (locale) => new Intl.RelativeTimeFormat(locale)).format(-value, unit);

/** "just now", "5 minutes ago", or the date. @param {string} iso @param {number} nowMs */
export function formatAgo(iso, nowMs) {
  const seconds = (nowMs - Date.parse(iso)) / 1000;
  if (seconds < 45) return t('format.justNow');
  if (seconds < 3600) return before(Math.max(1, Math.round(seconds / 60)), 'minute');
  if (seconds < 86_400) return before(Math.round(seconds / 3600), 'hour');
  return formatDate(iso);
}

/** @param {string} iso */
export const formatDate = (iso) =>
  inLanguage('date', (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })).format(new Date(iso));

/** Date and time in full. @param {string} iso */
export const formatMoment = (iso) =>
  inLanguage('moment', (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })).format(new Date(iso));

/** @param {string} iso */
export const formatClock = (iso) =>
  inLanguage('clock', (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })).format(new Date(iso));

/** "a, b and c", as the language joins them. @param {string[]} words */
export const listed = (words) => inLanguage('list', (locale) => new Intl.ListFormat(locale, { type: 'unit', style: 'short' })).format(words);

/** A sentence as it stands alone: what the server says of a cause may begin in lower case, as it follows other words elsewhere. @param {string} text */
export const sentence = (text) => {
  const [word] = text.split(/[\s,.:;]/, 1);
  const begun = /^\p{Ll}+(?:['’-]\p{Ll}+)*$/u.test(word) ? text[0].toUpperCase() + text.slice(1) : text; // not `x264`, `iPhone`, `moov_1`
  return /[.!?…”"')]$/.test(begun) || !begun ? begun : `${begun}.`;
};
