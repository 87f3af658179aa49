// @ts-check
// Gives a person a text of the page's own as a file.

import { h } from '../../dom.js';

const kHeldMs = 10_000; // browsers read it a while after the click

/** @param {string} name @param {string} type of media @param {string} text */
export function saveText(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), kHeldMs);
}
