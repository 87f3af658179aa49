// @ts-check
// Where the file is dropped or chosen; with an upload that lies open, which file goes on with it.

import { button, draw, h, icon, notice } from '../dom.js';
import { formatBytes, formatPercent } from '../format.js';
import { stepTitle } from './steps.js';

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderFile(element, { session, draft, heldBack }, actions) {
  const open = session && { name: session.fileName, size: session.sizeBytes, there: bytesThere(session) };
  draw(element, open, () => {
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
    const take = (/** @type {File|undefined} */ file) => {
      const refusal = !file ? '' : refusalOf(file, open);
      wrong.say(refusal);
      if (file && !refusal) actions.chooseFile(file).catch(wrong.say);
    };
    input.addEventListener('change', () => {
      take(input.files?.[0]);
      input.value = '';
    });
    dropsOn(zone, take);
    return [
      stepTitle(open ? 'Go on with the upload' : 'The file'),
      open &&
        h('p', null, `${formatPercent(open.there / open.size)} of “${open.name}” (${formatBytes(open.size)}) is here. Only what is missing will be sent.`),
      h('div', { class: 'drop-box' }, input, zone),
      wrong.element,
      h('p', { class: 'notice', role: 'alert', 'data-say': 'held-back' }),
      open && h('div', { class: 'row' }, button('Stop this upload', { class: 'quiet danger', onclick: actions.stopUpload })),
    ];
  });
  const text = heldBack && draft?.errors.length ? `The upload was not started: ${draft.errors.join(' ')} Mend that under “What to make”, then choose the file again.` : '';
  const said = /** @type {HTMLElement} */ (element.querySelector('[data-say=held-back]'));
  if (said.textContent !== text) said.textContent = text;
}

/** @param {import('../types.js').UploadSession} session */
const bytesThere = (session) => session.parts.reduce((sum, part) => sum + part.sizeBytes, 0);

/** Why a file is not the one, before the server is asked. @param {File} file @param {{name: string, size: number}|null} open */
function refusalOf(file, open) {
  if (!file.size) return `“${file.name}” is empty (or a folder). Choose the video file.`;
  if (!open || (file.name === open.name && file.size === open.size)) return '';
  return (
    `“${file.name}” (${formatBytes(file.size)}) is not the file whose upload lies open: that is “${open.name}” (${formatBytes(open.size)}). ` +
    'Choose that one, or stop this upload and begin again.'
  );
}

/** @param {HTMLElement} zone @param {(file: File|undefined) => void} take */
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
    take(event.dataTransfer?.files[0]);
  });
}
