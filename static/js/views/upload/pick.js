// @ts-check
// Choosing files by keyboard or touch. Where the browser has a picker that gives what can be read after a reload, that one
// opens.

import { h } from '../../dom.js';

/** @typedef {import('../../upload/file_handles.js').FileHandle} FileHandle */
/** @typedef {import('../../upload/queue.js').Picked} Picked */

/** @param {{id: string, multiple?: boolean, take: (picked: Picked[]) => unknown}} given @returns {HTMLInputElement} */
export function filePicker({ id, multiple = false, take }) {
  // No `accept`: iOS would encode the picked video anew.
  const input = h('input', { type: 'file', id, class: 'file-input', multiple });
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    if (files.length) void take(files.map((file) => ({ file, handle: null })));
    input.value = '';
  });
  input.addEventListener('click', (event) => {
    const pick = /** @type {any} */ (globalThis).showOpenFilePicker;
    if (!pick) return;
    event.preventDefault();
    pick({ multiple }).then(
      async (/** @type {FileHandle[]} */ handles) => take(await Promise.all(handles.map(async (handle) => ({ file: await handle.getFile(), handle })))),
      () => {}, // nothing was picked
    );
  });
  return input;
}
