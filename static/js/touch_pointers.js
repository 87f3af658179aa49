// @ts-check
// Pointer events of fingers, where the browser has none. WebKitGTK (2.50) tells of fingers by touch events alone and heeds no
// `touch-action`: meanwhile it would scroll, zoom or leave the page.

const kFirstId = 1000; // beside the browser's own pointers
const kSlopPx = 8; // a finger that moves less has not moved

/** The browser may not know the pointer: one that was made here, or one that is gone. @param {Element} element @param {number} id */
export function capturePointer(element, id) {
  if (id < kFirstId) element.setPointerCapture(id); // a finger's events stay where it came down in any case
}

/**
 * Makes the pointer events of the fingers that come down on an element, unless the browser makes them itself.
 * @param {HTMLElement} element @param {{scrollsY?: boolean, signal?: AbortSignal}} [options]  `scrollsY`: one finger that moves up or down scrolls the page
 */
export function pointersOfTouch(element, { scrollsY = false, signal = new AbortController().signal } = {}) {
  let isNative = false;
  /** @type {{id: number, x: number, y: number, isScroll: boolean|null}|null} the only finger; whether it scrolls is not known at first */
  let only = null;

  /** @param {string} type @param {Touch} touch */
  function send(type, { identifier, clientX, clientY, screenX, screenY }) {
    const where = { clientX, clientY, screenX, screenY, bubbles: true, cancelable: true, composed: true };
    const isUp = type === 'pointerup' || type === 'pointercancel';
    const what = { pointerId: kFirstId + identifier, pointerType: 'touch', isPrimary: only?.id === identifier, button: type === 'pointermove' ? -1 : 0, buttons: isUp ? 0 : 1 };
    element.dispatchEvent(new PointerEvent(type, { ...where, ...what }));
  }

  /** @param {TouchEvent} event */
  function down(event) {
    if (isNative) return;
    event.preventDefault();
    const [touch] = event.changedTouches;
    only = event.targetTouches.length === 1 ? { id: touch.identifier, x: touch.clientX, y: touch.clientY, isScroll: scrollsY ? null : false } : null;
    for (const each of event.changedTouches) send('pointerdown', each);
  }

  /** @param {TouchEvent} event */
  function move(event) {
    if (isNative) return;
    event.preventDefault();
    for (const touch of event.changedTouches) if (!scrolls(touch)) send('pointermove', touch);
  }

  /** @param {Touch} touch @returns {boolean} whether it scrolls the page */
  function scrolls(touch) {
    if (only?.id !== touch.identifier) return false;
    const [dx, dy] = [touch.clientX - only.x, touch.clientY - only.y];
    if (only.isScroll === null && Math.hypot(dx, dy) >= kSlopPx) {
      only.isScroll = Math.abs(dy) > Math.abs(dx);
      if (only.isScroll) send('pointercancel', touch);
    }
    if (!only.isScroll) return false;
    element.ownerDocument.defaultView?.scrollBy(0, -dy);
    only.y = touch.clientY;
    return true;
  }

  /** @param {string} type */
  const end = (type) => (/** @type {TouchEvent} */ event) => {
    if (isNative) return;
    event.preventDefault();
    for (const touch of event.changedTouches) if (!(only?.isScroll && only.id === touch.identifier)) send(type, touch);
    if (event.targetTouches.length === 0) only = null;
  };

  const heard = { signal, passive: false };
  // A browser that has pointers for fingers tells of them first.
  element.addEventListener('pointerdown', (event) => void (isNative ||= event.pointerType === 'touch' && event.isTrusted), { signal, capture: true });
  element.addEventListener('touchstart', down, heard);
  element.addEventListener('touchmove', move, heard);
  element.addEventListener('touchend', end('pointerup'), heard);
  element.addEventListener('touchcancel', end('pointercancel'), heard);
}
