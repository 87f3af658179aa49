// @ts-check
// The upload under way: how far, how fast, how long, what is being tried again.

import { button, draw, h, say } from '../dom.js';
import { count, formatBytes, formatPercent, formatSpeed, formatWait } from '../format.js';
import { stepTitle } from './steps.js';

/** @typedef {import('../types.js').UploadState} UploadState */

/** @param {HTMLElement} element @param {import('./job.js').JobState} state @param {import('./job.js').JobActions} actions */
export function renderTransfer(element, { upload: given, uploadName }, actions) {
  const upload = /** @type {UploadState} */ (given);
  draw(element, [upload.phase, uploadName, upload.error?.message, upload.differences], () => [
    stepTitle(upload.wrongFile ? 'That is another file' : kTitles[upload.phase]),
    h('p', { class: 'job-sub' }, uploadName),
    upload.error && h('p', { class: 'notice', role: 'alert' }, upload.error.message),
    upload.phase === 'elsewhere' && h('p', null, 'Another tab of this browser is sending it. When that one is closed, it goes on here.'),
    h('div', null, upload.differences.map((difference) => h('p', { class: 'hint' }, difference))),
    h('progress', { class: 'meter', max: 1, 'aria-label': 'Uploaded' }),
    h('p', { class: 'figures mono' }),
    h('p', { class: 'trouble' }),
    h('div', { class: 'row' }, buttons(upload, actions)),
  ]);
  const meter = /** @type {HTMLProgressElement} */ (element.querySelector('progress'));
  meter.value = upload.totalBytes ? upload.sentBytes / upload.totalBytes : 0;
  say(element, '.figures', figures(upload));
  say(element, '.trouble', troubleOf(upload));
}

const kTitles = {
  preparing: 'Getting ready',
  elsewhere: 'Uploading in another tab',
  checking: 'Checking that it is the same file',
  sending: 'Uploading',
  pausing: 'Pausing…',
  paused: 'Paused',
  completing: 'Checking what arrived',
  done: 'Checking what arrived',
  failed: 'The upload stopped',
  aborted: 'Stopping',
};

/** @param {UploadState} upload @param {import('./job.js').JobActions} actions */
function buttons({ phase, wrongFile }, actions) {
  const stop = button('Stop', { class: 'quiet danger', onclick: actions.stopUpload });
  if (phase === 'sending') return [button('Pause', { id: 'pause', icon: 'pause', onclick: actions.pause }), stop];
  if (phase === 'pausing' || phase === 'paused') return [button('Resume', { id: 'pause', class: 'primary', icon: 'play', onclick: actions.resume }), stop];
  if (phase === 'elsewhere') return [button('Choose another file', { onclick: actions.forgetFile })];
  if (wrongFile) return [button('Choose the first file', { class: 'primary', onclick: actions.forgetFile }), stop];
  if (phase === 'failed') {
    return [
      button('Try again', { class: 'primary', icon: 'again', onclick: actions.retryUpload }),
      button('Choose another file', { onclick: actions.forgetFile }),
    ];
  }
  return [];
}

/** @param {UploadState} upload */
function figures(upload) {
  const { sentBytes, totalBytes, bytesPerSecond, secondsLeft, phase } = upload;
  if (phase === 'elsewhere') return '';
  return [
    formatPercent(totalBytes ? sentBytes / totalBytes : 0),
    `${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`,
    phase === 'sending' && bytesPerSecond !== null ? formatSpeed(bytesPerSecond) : '',
    secondsLeft === null ? '' : `${formatWait(secondsLeft)} left`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** @param {UploadState} upload */
function troubleOf({ trouble, retries, phase }) {
  if (phase === 'pausing') return 'What is on its way still arrives; nothing more is sent.';
  if (trouble && !['pausing', 'paused', 'failed'].includes(phase)) {
    return `${trouble.what} did not get through; it is tried again (${count(trouble.attempt, 'time')} so far).`;
  }
  return retries ? `${count(retries, 'retry', 'retries')} so far; nothing is lost.` : '';
}
