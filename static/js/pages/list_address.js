// @ts-check
// What is looked for in the list of videos, as the address has it: a page that is opened again, or sent to somebody, shows
// the same. Knows no DOM.

/** @typedef {{q: string, status: string, sort: string}} LookedFor */

/** The orders that the server knows; the first is its own. */
export const kSorts = ['newest', 'oldest', 'title', 'longest', 'largest'];
/** Statuses that one looks for; the first is any. */
export const kStatuses = ['', 'META_READY', 'UPLOADING', 'UPLOADED', 'PROCESSING', 'READY', 'FAILED'];

/** @returns {LookedFor} */
export const anyVideo = () => ({ q: '', status: '', sort: kSorts[0] });

/** @param {LookedFor} looked */
export const isNarrowed = ({ q, status }) => q !== '' || status !== '';

/** @param {string} hash @returns {LookedFor|null} null: it names no list; what it does not know is left out */
export function lookedForOf(hash) {
  const [, query] = /^(?:#\/?)?(?:\?(.*))?$/.exec(hash) ?? [];
  if (query === undefined) return /^(?:#\/?)?$/.test(hash) ? anyVideo() : null;
  const given = new URLSearchParams(query);
  const one = (/** @type {string} */ name, /** @type {string[]} */ known) => known.find((word) => word === given.get(name)) ?? known[0];
  return { q: (given.get('q') ?? '').trim(), status: one('status', kStatuses), sort: one('sort', kSorts) };
}

/** @param {LookedFor} looked @returns {string} */
export function hashOf({ q, status, sort }) {
  const query = new URLSearchParams();
  if (q) query.set('q', q);
  if (status) query.set('status', status);
  if (sort !== kSorts[0]) query.set('sort', sort);
  return query.size ? `#/?${query}` : '#/';
}
