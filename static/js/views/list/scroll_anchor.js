// @ts-check
// Which row stands at the window's upper edge, and how to stand there again. Rows that have not been seen yet have a height
// that is guessed, and pictures come late, so the place is taken again until it has stayed for a few frames.

/** @typedef {{id: string, top: number}} Anchor */

const kFrames = 12; // without a move
const kMostFrames = 180; // where it cannot be reached
const kHands = ['wheel', 'touchstart', 'keydown', 'pointerdown'];

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
  let [still, left] = [0, kMostFrames];
  const leave = () => (left = 0); // who scrolls goes where they like
  for (const type of kHands) addEventListener(type, leave, { once: true, passive: true });
  const stand = () => {
    if (!row.isConnected) return;
    const by = row.getBoundingClientRect().top - top;
    scrollBy(0, by);
    still = Math.abs(by) < 1 ? still + 1 : 0;
    if (still < kFrames && (left -= 1) > 0) requestAnimationFrame(stand);
  };
  stand();
  return true;
}
