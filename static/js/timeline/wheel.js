// @ts-check
// What the wheel does to the view: it pans, and with Ctrl or Cmd it zooms. A pinch on a trackpad comes as the latter.

const kZoomOfPixel = 0.0022; // the zoom's exponent
const kLinePx = 16; // of a wheel that counts in lines

/**
 * Where there is nowhere to pan to, the page scrolls.
 * @param {import('../room/view_window.js').ViewWindow} view @param {WheelEvent} event @param {number} x
 */
export function turnWheel(view, event, x) {
  const unit = event.deltaMode === 1 ? kLinePx : event.deltaMode === 2 ? view.width : 1;
  const by = (Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY) * unit;
  const zooms = event.ctrlKey || event.metaKey;
  if (zooms) view.zoomAt(Math.exp(-by * kZoomOfPixel), x);
  if (zooms || view.pan(by)) event.preventDefault();
}
