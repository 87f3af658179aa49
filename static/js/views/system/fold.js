// @ts-check
// What is folded away in a region that is drawn again by itself: it stays open, and keeps the focus, while somebody reads it.

import { h } from '../../dom.js';

/** @param {Element} region  what is drawn, with one fold @param {string} id @param {string} summary @param {Node} content */
export const fold = (region, id, summary, content) =>
  h('details', { open: Boolean(region.querySelector('details')?.open) }, h('summary', { id }, summary), content);
