// @ts-check
// A list that goes on by itself: more is read when its end comes near the window's lower edge.

/**
 * Reads on when the end of the list comes near; the button there does it too.
 * @param {HTMLElement} end @param {() => Promise<void>} more @returns {() => void} looks again: the end may be near by now
 */
export function readsOn(end, more) {
  if (!('IntersectionObserver' in globalThis)) return () => {};
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.at(-1)?.isIntersecting) return; // several may come at once: the last is how it is now
      more().then(again, () => {}); // the button says why, to who presses it
    },
    { rootMargin: '800px 0px' },
  );
  /** It tells of a change only: what is still near after more was read has to be asked about. */
  const again = () => {
    observer.unobserve(end);
    if (end.isConnected) observer.observe(end);
  };
  return again;
}
