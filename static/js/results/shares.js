// @ts-check
// Share pages: until when they last, what they hold, and how they are put into another page. Pure.

/** @typedef {import('../types.js').Share} Share */
/** @typedef {import('../types.js').Artifact} Artifact */

const kDayMs = 86_400_000;

/** How long, as it is chosen; '' is for ever, 'date' is a day chosen by hand. @type {readonly string[]} */
export const kLasting = ['', '1', '7', '30', 'date'];

/**
 * @param {string} lasting one of kLasting @param {string} date  `2026-12-31`, for 'date' @param {number} nowMs
 * @returns {string|null} null: for ever. A day by hand lasts until its end where the person is
 */
export function expiryOf(lasting, date, nowMs) {
  if (lasting === '') return null;
  if (lasting !== 'date') return new Date(nowMs + Number(lasting) * kDayMs).toISOString();
  return new Date(`${date}T23:59:59.999`).toISOString();
}

/** The day of a time as a date field holds it. @param {string} iso */
export function dayOf(iso) {
  const time = new Date(iso);
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** @param {Share} share @param {number} nowMs */
export const isOver = ({ expiresAt }, nowMs) => expiresAt !== null && Date.parse(expiresAt) <= nowMs;

const kWidth = 640;

/** HTML that shows the player in another page. @param {Share} share @param {Artifact[]} artifacts of the job @param {string} title */
export function embedCode({ url, artifactIds }, artifacts, title) {
  const shown = artifacts.find(({ id, type, width }) => type === 'clip' && width && (!artifactIds || artifactIds.includes(id)));
  const height = shown?.width && shown.height ? Math.round((kWidth * shown.height) / shown.width) : 360;
  return `<iframe src="${escaped(`${url}/embed`)}" title="${escaped(title)}" width="${kWidth}" height="${height}" style="border:0;max-width:100%" loading="lazy" allow="fullscreen" allowfullscreen></iframe>`;
}

/** @param {string} text */
const escaped = (text) => text.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
