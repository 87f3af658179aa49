// @ts-check
// One output: waiting, how far it is, done with something to look at, or failed with its reason and what helps.

import { contentUrl } from '../../api.js';
import { button, draw, h, icon } from '../../dom.js';
import { inOwnWords } from '../../error_words.js';
import { formatBytes, formatPercent, formatTime, formatWait, sentence } from '../../format.js';
import { t } from '../../lang/t.js';
import { helpOf } from '../../making/rows.js';
import { kindWord } from '../../words.js';
import { iconButton } from '../icon_button.js';

/** @typedef {import('../../pages/making.js').TimedRow} TimedRow */
/** @typedef {import('../../pages/making.js').LookAtWork} LookAtWork */
/** @typedef {import('../job/job.js').JobActions} JobActions */

/** @param {HTMLElement} line @param {TimedRow} row @param {LookAtWork} look @param {JobActions} actions */
export function renderRow(line, row, look, actions) {
  const { state, type, label, start, end, artifact, reason } = row;
  line.className = `making-row ${state}`;
  draw(line, [state, artifact?.id, row.preview, reason, look.index], () => [
    h('span', { class: 'thumb-box' }, previewOf(row)),
    h('span', { class: 'grow' }, h('span', { class: 'what' }, kindWord(type), label && ' · ', label && h('bdi', null, label)), h('span', { class: 'sub mono' }, start === null || end === null ? t('making.wholeFilm') : `${formatTime(start)} – ${formatTime(end)}`)),
    state === 'working' && h('progress', { class: 'meter thin', max: 1, 'aria-label': t('making.rowMeter', { what: nameOf(row) }) }),
    h('span', { class: 'state', 'data-say': 'state' }),
    state === 'done' && artifact && h('a', { class: 'open', href: contentUrl(artifact.id), target: '_blank', rel: 'noopener', 'aria-label': t('making.open', { what: nameOf(row) }), title: t('making.openShort') }, icon('out')),
    (state === 'waiting' || state === 'working') && iconButton('cross', t('making.leaveOut', { what: nameOf(row) }), { does: 'leave-out', onclick: () => actions.leaveOut(row, look.index) }),
    reason && state === 'failed' && h('span', { class: 'full why' }, sentence(inOwnWords(`warning.${reason.code}`, reason.message)), ' ', helpButton(row, look, actions)),
  ]);
  const said = /** @type {HTMLElement} */ (line.querySelector('[data-say=state]'));
  const words = stateText(row);
  if (said.textContent !== words) said.textContent = words;
  const meter = line.querySelector('progress');
  if (meter) meter.value = row.fraction;
}

/** @param {TimedRow} row */
function stateText({ state, fraction, secondsLeft, artifact }) {
  switch (state) {
    case 'waiting': return secondsLeft === null ? t('making.row.waiting') : t('making.row.waitingAbout', { time: formatWait(secondsLeft) });
    case 'working': return secondsLeft === null ? formatPercent(fraction) : t('making.row.working', { percent: formatPercent(fraction), time: formatWait(secondsLeft) });
    case 'done': return artifact ? formatBytes(artifact.sizeBytes) : '';
    case 'failed': return t('making.row.failed');
    case 'left': return t('making.row.left');
  }
}

/** @param {TimedRow} row */
function previewOf({ state, preview }) {
  if (state === 'done' && preview) {
    const image = h('img', { src: contentUrl(preview), alt: '', loading: 'lazy', decoding: 'async' });
    image.addEventListener('error', () => image.replaceWith(icon('check')));
    return image;
  }
  return icon({ done: 'check', failed: 'cross', working: 'again', waiting: 'film', left: 'pause' }[state]);
}

/** @param {TimedRow} row @param {LookAtWork} look @param {JobActions} actions */
function helpButton(row, look, actions) {
  const help = helpOf(/** @type {{code: string}} */ (row.reason));
  return button(t(`making.help.${help}`), { class: 'small', onclick: () => actions.help(help, row, look.index) });
}

/** @param {TimedRow} row */
const nameOf = ({ type, label, start, end }) => [kindWord(type), label ?? (start === null || end === null ? '' : `${formatTime(start)} – ${formatTime(end)}`)].filter(Boolean).join(', ');
