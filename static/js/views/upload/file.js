// @ts-check
// Where the file is chosen (it may be dropped anywhere on the page); with an upload that lies open, which file goes on
// with it.

import { button, draw, h, icon, notice, say } from '../../dom.js';
import { formatBytes, formatPercent } from '../../format.js';
import { t } from '../../lang/t.js';
import { stepTitle } from '../steps.js';
import { filePicker } from './pick.js';

/** @typedef {import('../../upload/queue.js').Picked} Picked */
/** @typedef {import('../../types.js').UploadSession} UploadSession */

/** @param {HTMLElement} element @param {import('../job/job.js').JobState} state @param {import('../job/job.js').JobActions} actions */
export function renderFile(element, { session, kept, draft, held, refusedFile }, actions) {
  const open = session && { name: session.fileName, size: session.sizeBytes, there: bytesThere(session) };
  draw(element, [open, kept], () => {
    const wrong = notice();
    const zone = h(
      'label',
      { class: 'drop', for: 'file' },
      icon('film'),
      h('span', { class: 'drop-title' }, open ? t('upload.file.again', { name: open.name }) : t('upload.file.drop')),
      h('span', { class: 'drop-sub' }, t(open ? 'upload.file.orDrop' : 'upload.file.orChoose')),
    );
    const take = async (/** @type {Picked[]} */ [{ file, handle }]) => {
      wrong.say(''); // the page says itself what is wrong with the file
      await Promise.resolve(actions.chooseFile(file, handle)).catch(wrong.say);
    };
    const input = filePicker({ id: 'file', take });
    const values = open && { percent: formatPercent(open.there / open.size), name: open.name, size: formatBytes(open.size) };
    return [
      stepTitle(t(open ? 'upload.file.goOn' : 'upload.file.title')),
      values && h('p', null, t('upload.file.there', values)),
      open && kept && h('div', { class: 'row' }, button(t('upload.file.goOnWith', { name: kept.name }), { class: 'primary', icon: 'play', onclick: actions.goOn })),
      h('div', { class: 'drop-box' }, input, zone),
      wrong.element,
      h('p', { class: 'notice', role: 'alert', 'data-say': 'dropped' }),
      h('p', { class: 'notice', role: 'alert', 'data-say': 'held-back' }),
      open && h('div', { class: 'row' }, button(t('upload.file.stop'), { class: 'quiet danger', onclick: actions.stopUpload })),
    ];
  });
  say(element, '[data-say=dropped]', refusedFile);
  const faults = draft?.errors.length ? draft.errors.join(' ') : t('upload.file.notSaved');
  say(element, '[data-say=held-back]', held ? t('upload.file.held', { name: held.file.name, faults }) : '');
}

/** @param {UploadSession} session */
const bytesThere = (session) => session.parts.reduce((sum, part) => sum + part.sizeBytes, 0);

/** Why a file is not the one, before the server is asked; '' where nothing is known against it. @param {File} file @param {UploadSession|null} session */
export function refusalOf(file, session) {
  if (!file.size) return t('upload.file.empty', { name: file.name });
  if (!session || file.size === session.sizeBytes) return '';
  const about = { name: file.name, size: formatBytes(file.size), begun: session.fileName, begunSize: formatBytes(session.sizeBytes) };
  return `${t('upload.fault.other_size', about)} ${t('upload.advice.other_size')}`;
}
