// @ts-check
// Which results are shown, and in which order: by kind, by text, sorted. Pure.

import { byFilm } from './groups.js';
import { kindOf } from './kinds.js';

/** @typedef {import('../types.js').Artifact} Artifact */
/** @typedef {import('./groups.js').Group} Group */
/** @typedef {'film'|'new'|'name'|'long'|'large'} Order */
/** What one looks for. @typedef {{kind: import('./kinds.js').Kind|'', text: string, order: Order}} Wanted */
/** A group, and those of its files that are wanted. @typedef {{group: Group, files: Artifact[]}} Shown */

/** @type {readonly Order[]} */
export const kOrders = ['film', 'new', 'name', 'long', 'large'];

/** @param {Group[]} groups @param {Wanted} wanted @returns {Shown[]} */
export function shownOf(groups, { kind, text, order }) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return groups
    .filter(({ name }) => words.every((word) => plain(name ?? '').includes(word)))
    .map((group) => ({ group, files: kind ? group.artifacts.filter(({ type }) => kindOf(type) === kind) : group.artifacts }))
    .filter(({ files }) => files.length)
    .sort((a, b) => kCompare[order](a, b) || byFilm(a.group, b.group));
}

/** Without accents and capitals: "cafe" finds "Café". @param {string} text */
const plain = (text) => text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLocaleLowerCase();

/** @param {Shown} shown */
const newest = ({ files }) => files.reduce((last, { createdAt }) => (createdAt > last ? createdAt : last), '');
/** @param {Shown} shown */
const seconds = ({ group: { start, end } }) => (start === null || end === null ? -1 : end - start);
/** @param {Pick<Shown, 'files'>} shown */
export const bytesOf = ({ files }) => files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

const kNames = new Intl.Collator(undefined, { numeric: true });

/** @type {Record<Order, (a: Shown, b: Shown) => number>} */
const kCompare = {
  film: () => 0,
  new: (a, b) => (newest(a) < newest(b) ? 1 : newest(a) > newest(b) ? -1 : 0),
  name: (a, b) => Number(a.group.name === null) - Number(b.group.name === null) || kNames.compare(a.group.name ?? '', b.group.name ?? ''),
  long: (a, b) => seconds(b) - seconds(a),
  large: (a, b) => bytesOf(b) - bytesOf(a),
};
