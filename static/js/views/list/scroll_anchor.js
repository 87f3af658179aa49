// @ts-check
// Which row stands at the window's upper edge, and how to stand there again: rows have other heights before they are seen.

/** @typedef {{id: string, top: number}} Anchor */

/** @param {Element} list @returns {Anchor|null} null where the list has not been scrolled to */
export function anchorOf(list) {
  const row = [...list.children].find((each) => each.getBoundingClientRect().bottom > 0);
  if (!row || row === list.firstElementChild) return null;
  return { id: row.getAttribute('data-key') ?? '', top: row.getBoundingClientRect().top };
}

/** @param {Element} list @param {Anchor} anchor @returns {boolean} false where the row is not there */
export function standAt(list, { id, top }) {
  const row = [...list.children].find((each) => each.getAttribute('data-key') === id);
  if (!row) return false;
  // Twice: with the first, the rows that come into sight get their own height.
  for (let i = 0; i < 2; i += 1) scrollBy(0, row.getBoundingClientRect().top - top);
  return true;
}
