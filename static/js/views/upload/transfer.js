// @ts-check
// The upload under way, here or in another tab: how far, how fast, how long, what is being tried again, and why it ended.

import { button, draw, h, say } from '../../dom.js';
import { formatBytes, formatPercent, formatSpeed, formatWait } from '../../format.js';
import { t } from '../../lang/t.js';
import { stepTitle } from '../steps.js';
import { differenceWord, faultWords, phaseWord, troubleWord } from './upload_words.js';

/** @typedef {import('../../types.js').UploadState} UploadState */
/** @typedef {import('../../upload/other_tabs.js').Figures} Figures */

const kSpokenStep = 0.1; // of the file, between two words of it to who does not see the meter

/** @param {HTMLElement} element @param {import('../job/job.js').JobState} state @param {import('../job/job.js').JobActions} actions */
export function renderTransfer(element, { upload, uploadName, elsewhere }, actions) {
  // The frame stays: what is to be heard must be there before it changes.
  draw(element, 'transfer', () => [h('div', { class: 'stack', 'data-say': 'transfer' }), h('p', { class: 'unseen', role: 'status', 'data-say': 'spoken' })]);
  const body = /** @type {HTMLElement} */ (element.querySelector('[data-say=transfer]'));
  if (upload && !(upload.phase === 'elsewhere' && elsewhere)) renderOwn(body, upload, uploadName, actions);
  else if (elsewhere) renderElsewhere(body, elsewhere, upload !== null, actions);
  const shown = upload && upload.phase !== 'elsewhere' ? upload : elsewhere;
  if (shown) renderFigures(body, shown);
  say(element, '[data-say=spoken]', spoken(upload, elsewhere));
}

/** @param {HTMLElement} element @param {UploadState} upload @param {string} name @param {import('../job/job.js').JobActions} actions */
function renderOwn(element, upload, name, actions) {
  const { phase, error, mend, differences } = upload;
  draw(element, [phase, name, error?.message, differences], () => {
    const fault = error && faultWords(error, mend);
    return [
      stepTitle(titleOf(upload)),
      h('p', { class: 'job-sub' }, h('bdi', null, name)),
      fault && h('div', { class: 'notice', role: 'alert' }, h('p', null, fault.text), fault.advice && h('p', null, fault.advice)),
      phase === 'elsewhere' && h('p', null, t('upload.elsewhereWaits')),
      ...differences.map((difference) => h('p', { class: 'hint' }, differenceWord(difference))),
      meter(),
      h('p', { class: 'figures mono' }),
      h('p', { class: 'trouble' }),
      h('div', { class: 'row' }, buttons(upload, actions)),
    ];
  });
  say(element, '.trouble', troubleWord(upload));
}

/** @param {HTMLElement} element @param {Figures} figures @param {boolean} waits  the file was chosen here too @param {import('../job/job.js').JobActions} actions */
function renderElsewhere(element, { fileName, phase }, waits, actions) {
  draw(element, ['elsewhere', fileName, phase === 'paused', waits], () => [
    stepTitle(t('upload.phase.elsewhere')),
    h('p', { class: 'job-sub' }, h('bdi', null, fileName)),
    h('p', null, [phase === 'paused' && t('upload.elsewherePaused'), t(waits ? 'upload.elsewhereWaits' : 'upload.elsewhereHint')].filter(Boolean).join(' ')),
    meter(),
    h('p', { class: 'figures mono' }),
    waits && h('div', { class: 'row' }, button(t('upload.chooseAnother'), { onclick: actions.forgetFile })),
  ]);
}

const meter = () => h('progress', { class: 'meter', max: 1, 'aria-label': t('upload.meter') });

/** @param {UploadState} upload */
const titleOf = ({ phase, wrongFile }) => (wrongFile ? t('upload.wrongFile') : phaseWord(phase));

/** @param {UploadState} upload @param {import('../job/job.js').JobActions} actions */
function buttons({ phase, wrongFile, mend }, actions) {
  const stop = button(t('upload.stop'), { class: 'quiet danger', onclick: actions.stopUpload });
  if (phase === 'sending') return [button(t('upload.pause'), { id: 'pause', icon: 'pause', onclick: actions.pause }), stop];
  if (phase === 'paused') return [button(t('upload.resume'), { id: 'pause', class: 'primary', icon: 'play', onclick: actions.resume }), stop];
  if (phase === 'elsewhere') return [button(t('upload.chooseAnother'), { onclick: actions.forgetFile })];
  if (phase !== 'failed') return [];
  if (mend === 'nothing') return [stop];
  if (mend === 'file') return [button(t(wrongFile ? 'upload.chooseFirst' : 'upload.chooseAgain'), { class: 'primary', onclick: actions.forgetFile }), stop];
  return [
    button(t(mend === 'operator' ? 'upload.againChanged' : 'upload.again'), { class: mend === 'operator' ? '' : 'primary', icon: 'again', onclick: actions.retryUpload }),
    button(t('upload.chooseAnother'), { class: 'quiet', onclick: actions.forgetFile }),
    stop,
  ];
}

/** @param {HTMLElement} element @param {UploadState|Figures} upload */
function renderFigures(element, upload) {
  const { sentBytes, totalBytes, bytesPerSecond, secondsLeft, waitsFor, phase } = upload;
  const bar = /** @type {HTMLProgressElement|null} */ (element.querySelector('progress'));
  if (bar) bar.value = totalBytes ? sentBytes / totalBytes : 0;
  const figures = [
    formatPercent(totalBytes ? sentBytes / totalBytes : 0),
    t('upload.ofTotal', { sent: formatBytes(sentBytes), total: formatBytes(totalBytes) }),
    phase === 'sending' && (waitsFor ? t('upload.waiting') : bytesPerSecond !== null && formatSpeed(bytesPerSecond)),
    secondsLeft !== null && t('upload.left', { wait: formatWait(secondsLeft) }),
  ];
  say(element, '.figures', figures.filter(Boolean).join(' · '));
}

/** What is heard: each phase, and now and then how far it is. @param {UploadState|null} upload @param {Figures|null} elsewhere */
function spoken(upload, elsewhere) {
  const shown = upload ?? elsewhere;
  if (!shown || shown.phase === 'failed') return ''; // the alert says it
  const title = upload ? titleOf(upload) : t('upload.phase.elsewhere');
  if (shown.phase !== 'sending' || !shown.totalBytes) return title;
  const step = Math.floor(shown.sentBytes / shown.totalBytes / kSpokenStep) * kSpokenStep;
  return t('upload.spoken', { phase: title, percent: formatPercent(step) });
}
