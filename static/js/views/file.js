// @ts-check
// Where the file is dropped or chosen; with an upload that lies open, which file goes on with it.

import { button, draw, h, icon, notice, say } from '../dom.js';
import { formatBytes, formatPercent } from '../format.js';
import { stepTitle } from './steps.js';

/** @typedef {import('../upload/file_handles.js').FileHandle} FileHandle */
/** @typedef {{file: File, handle: FileHandle|null}} Picked */

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderFile(element, { session, kept, draft, held }, actions) {
  const open = session && { name: session.fileName, size: session.sizeBytes, there: bytesThere(session) };
  draw(element, [open, kept], () => {
    const wrong = notice();
    // No `accept`: iOS would encode the picked video anew.
    const input = h('input', { type: 'file', id: 'file', class: 'file-input' });
    const zone = h(
      'label',
      { class: 'drop', for: 'file' },
      icon('film'),
      h('span', { class: 'drop-title' }, open ? `Choose “${open.name}” again` : 'Drop the original file here'),
      h('span', { class: 'drop-sub' }, open ? 'or drop it here' : 'or choose it'),
    );
    const take = async (/** @type {Picked|null} */ picked) => {
      if (!picked) return;
      const refusal = refusalOf(picked.file, open);
      wrong.say(refusal);
      if (!refusal) await actions.chooseFile(picked.file, picked.handle).catch(wrong.say);
    };
    input.addEventListener('change', () => {
      void take(input.files?.[0] ? { file: input.files[0], handle: null } : null);
      input.value = '';
    });
    picksOn(input, take);
    dropsOn(zone, take);
    return [
      stepTitle(open ? 'Go on with the upload' : 'The file'),
      open &&
        h('p', null, `${formatPercent(open.there / open.size)} of “${open.name}” (${formatBytes(open.size)}) is here. Only what is missing will be sent.`),
      open && kept && h('div', { class: 'row' }, button(`Go on with “${kept.name}”`, { class: 'primary', icon: 'play', onclick: actions.goOn })),
      h('div', { class: 'drop-box' }, input, zone),
      wrong.element,
      h('p', { class: 'notice', role: 'alert', 'data-say': 'held-back' }),
      open && h('div', { class: 'row' }, button('Stop this upload', { class: 'quiet danger', onclick: actions.stopUpload })),
    ];
  });
  const faults = draft?.errors.length ? draft.errors.join(' ') : 'what to make is not saved yet.';
  say(element, '[data-say=held-back]', held ? `“${held.file.name}” waits: ${faults} When that is right under “What to make”, the upload starts by itself.` : '');
}

/** @param {import('../types.js').UploadSession} session */
const bytesThere = (session) => session.parts.reduce((sum, part) => sum + part.sizeBytes, 0);

/** Why a file is not the one, before the server is asked. @param {File} file @param {{name: string, size: number}|null} open */
function refusalOf(file, open) {
  if (!file.size) return `“${file.name}” is empty (or a folder). Choose the video file.`;
  if (!open || file.size === open.size) return '';
  return (
    `“${file.name}” (${formatBytes(file.size)}) is not the file whose upload lies open: that is “${open.name}” (${formatBytes(open.size)}). ` +
    'Choose that one, or stop this upload and begin again.'
  );
}

/** Where the browser has a picker that gives a file to keep, that one opens. @param {HTMLInputElement} input @param {(picked: Picked|null) => unknown} take */
function picksOn(input, take) {
  input.addEventListener('click', (event) => {
    const pick = /** @type {any} */ (globalThis).showOpenFilePicker;
    if (!pick) return;
    event.preventDefault();
    pick().then(
      async (/** @type {FileHandle[]} */ [handle]) => take({ file: await handle.getFile(), handle }),
      () => {}, // nothing was picked
    );
  });
}

/** @param {HTMLElement} zone @param {(picked: Picked|null) => unknown} take */
function dropsOn(zone, take) {
  for (const type of ['dragenter', 'dragover']) {
    zone.addEventListener(type, (event) => {
      event.preventDefault();
      zone.classList.add('over');
    });
  }
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    const file = event.dataTransfer?.files[0];
    // To be asked for at once: after the event the browser has taken it back.
    const handle = /** @type {any} */ (event.dataTransfer?.items[0])?.getAsFileSystemHandle?.() ?? Promise.resolve(null);
    if (file) handle.catch(() => null).then((/** @type {FileHandle|null} */ kept) => take({ file, handle: kept }));
  });
}
