// @ts-check
// Which elements keep a key for themselves, so that the cutting room leaves it to them.

const kTyping = ['text', 'search', 'url', 'tel', 'email', 'password', 'number', 'date', 'time', ''];
const kArrows = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];
const kChoosers =
  'input[type=radio], input[type=range], [role=radio], [role=slider], [role=menuitem], [role=option], video[controls], audio[controls]';

const kTabKeys = ['ArrowLeft', 'ArrowRight', 'Home', 'End']; // tabs stand beside each other

/** Text fields keep every key, buttons Space, choosers and players with controls the arrows. For actionFor(). @param {KeyboardEvent} event @returns {boolean} */
export function isOwned(event) {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  if (isTyping(target) || target.closest('dialog[open]') !== null) return true;
  if (event.key === ' ') return target.closest('button, a, summary, input, [role=button], [role=tab]') !== null;
  if (target.matches('[role=tab]')) return kTabKeys.includes(event.key);
  return kArrows.includes(event.key) && target.matches(kChoosers);
}

/** @param {Element} target */
const isTyping = (target) =>
  target.matches('textarea, select, [contenteditable=""], [contenteditable=true]') ||
  (target.matches('input') && kTyping.includes(target.getAttribute('type') ?? ''));
