// @ts-check
// Films and links that were given together: which belongs to which, in what order they go, and how far each is.

import { draw, field, h, icon, keyed, notice, say, show } from '../../dom.js';
import { formatBytes, formatPercent, formatTime } from '../../format.js';
import { t } from '../../lang/t.js';
import { adviceFor, reasonFor, rightsText } from '../../words.js';
import { submits } from '../form.js';
import { renderThumbnail } from '../thumbnail.js';
import { faultWords, phaseWord } from './upload_words.js';

/** @typedef {import('../../upload/queue.js').QueueRow} QueueRow */
/** @typedef {import('../../types.js').Job} Job */

/**
 * @typedef {object} QueueState
 * @property {readonly QueueRow[]} rows
 * @property {readonly Job[]} offered  jobs that wait for a file
 * @property {(jobId: string) => import('../../types.js').UploadState|null} uploadOf
 * @property {(error: Error) => import('../../types.js').UploadState['mend']} mendOf
 */

/**
 * @typedef {object} QueueActions
 * @property {(rowId: string, target: string) => void} pair
 * @property {(rowId: string) => void} part
 * @property {(rowId: string) => void} takeSame
 * @property {(rowId: string) => void} makeAnother
 * @property {(rowId: string) => void} again
 * @property {(rowId: string) => void} remove
 * @property {(rowId: string) => void} sooner
 * @property {() => Promise<void>} start
 */

/** @param {HTMLElement} element @param {QueueState} state @param {QueueActions} actions */
export function renderQueue(element, state, actions) {
  const { rows } = state;
  show(element, rows.length > 0);
  if (!rows.length) return;
  draw(element, 'queue', () => [
    h('h2', { id: 'queue-title', tabindex: '-1' }, t('upload.queue.title')),
    h('p', { class: 'unseen', role: 'status', 'data-say': 'queue' }),
    h('ol', { class: 'queue' }),
    startForm(actions),
  ]);
  const list = /** @type {HTMLElement} */ (element.querySelector('ol'));
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  keyed(list, [...rows], ({ id }) => id, 'li', (item, row, index) => renderRow(item, row, index, state, actions));
  // A row that has moved has lost the focus, and one that was drawn anew has another button for it.
  if (focused && !list.contains(document.activeElement)) {
    const same = list.contains(focused) ? focused : document.getElementById(focused.id);
    /** @type {HTMLElement} */ (same ?? element.querySelector('h2')).focus();
  }
  const ready = rows.filter(({ phase }) => phase === 'ready').length;
  const form = /** @type {HTMLElement} */ (element.querySelector('form'));
  form.hidden = !ready;
  say(form, '[data-say=start]', t('upload.queue.start', { count: ready }));
  const done = rows.filter(({ phase }) => phase === 'done').length;
  say(element, '[data-say=queue]', t('upload.queue.spoken', { done, count: rows.length }));
}

/** @param {QueueActions} actions */
function startForm(actions) {
  const box = h('input', { type: 'checkbox', id: 'queue-rights', required: true });
  const wrong = notice();
  const form = h(
    'form',
    { class: 'stack', hidden: true },
    h('label', { class: 'check', for: 'queue-rights' }, box, h('span', null, rightsText())),
    wrong.element,
    h('div', { class: 'row' }, h('button', { class: 'primary', 'data-say': 'start' })),
  );
  submits(form, wrong, async () => {
    void actions.start();
    box.checked = false; // what is added later is confirmed anew
  });
  return form;
}

/** @param {HTMLElement} item @param {QueueRow} row @param {number} index @param {QueueState} state @param {QueueActions} actions */
function renderRow(item, row, index, state, actions) {
  const places = row.phase === 'needsLink' ? placesOf(state) : [];
  const { phase, film, job, link, fault, likeness, same } = row;
  draw(item, [phase, film?.name, film?.durationSeconds, job?.id, job?.title, link, fault?.message, likeness, same?.id, index === 0, places.map((place) => place.id)], () => [
    job ? renderThumbnail(job) : h('span', { class: 'thumb queue-mark' }, icon(film ? 'film' : 'link')),
    h('div', { class: 'queue-text' }, titleOf(row), filmOf(row), h('p', { class: 'queue-phase' }, h('span', { 'data-say': 'phase' }), likeness !== null && ` ${t('upload.queue.likely')}`), faultOf(row, state)),
    h('div', { class: 'row queue-actions' }, buttonsOf(row, index, places, actions)),
    phase === 'sending' && h('progress', { class: 'meter', max: 1, 'aria-label': t('upload.meter') }),
  ]);
  const upload = phase === 'sending' && row.jobId ? state.uploadOf(row.jobId) : null;
  const share = upload?.totalBytes ? upload.sentBytes / upload.totalBytes : 0;
  const bar = /** @type {HTMLProgressElement|null} */ (item.querySelector('progress'));
  if (bar) bar.value = share;
  const word = upload ? `${phaseWord(upload.phase)} · ${formatPercent(share)}` : t(`upload.queue.phase.${phase}`);
  say(item, '[data-say=phase]', word);
}

/** @param {QueueRow} row */
function titleOf({ job, same, link, film }) {
  const known = job ?? same;
  if (!known) return h('p', { class: 'job-title' }, h('bdi', null, link ?? film?.name ?? ''));
  return h('p', { class: 'job-title' }, h('a', { href: `#/jobs/${encodeURIComponent(known.id)}` }, h('bdi', null, known.title ?? known.videoId)));
}

/** @param {QueueRow} row */
function filmOf({ film, job, link }) {
  if (!film) return null;
  const figures = [formatBytes(film.sizeBytes), film.durationSeconds !== null && formatTime(Math.round(film.durationSeconds))].filter(Boolean).join(' · ');
  return h('p', { class: 'job-sub' }, (job || link) && [h('bdi', null, film.name), ' · '], figures);
}

/** @param {QueueRow} row @param {QueueState} state */
function faultOf({ phase, fault, job }, { mendOf }) {
  const failure = phase === 'refused' ? job?.failure : null;
  if (!fault && !failure) return null;
  const words = fault ? faultWords(fault, mendOf(fault)) : failure && { text: reasonFor(failure), advice: adviceFor(failure.code) };
  return h('p', { class: 'notice', role: 'alert' }, [words?.text, words?.advice].filter(Boolean).join(' '));
}

/** Where a film may go. @param {QueueState} state @returns {{id: string, title: string}[]} */
function placesOf({ rows, offered }) {
  const taken = new Set(rows.map(({ jobId }) => jobId));
  const inRows = rows.filter(({ phase }) => phase === 'needsFilm').map(({ job }) => /** @type {Job} */ (job));
  return [...inRows, ...offered.filter(({ id }) => !taken.has(id))].map((job) => ({ id: job.id, title: job.title ?? job.videoId }));
}

/** @param {QueueRow} row @param {number} index @param {{id: string, title: string}[]} places @param {QueueActions} actions */
function buttonsOf(row, index, places, actions) {
  const { id, phase, film, job, same } = row;
  const name = job?.title ?? film?.name ?? row.link ?? '';
  /** @param {string} key @param {() => unknown} onclick @param {Record<string, any>} [more] */
  const act = (key, onclick, more = {}) => h('button', { type: 'button', class: 'small', id: `${id}-${key}`, onclick, ...more }, t(`upload.queue.${key}`));
  const remove = h('button', { type: 'button', class: 'icon-button', id: `${id}-remove`, 'aria-label': t('upload.queue.remove', { name }), onclick: () => actions.remove(id) }, icon('cross'));
  const up = h('button', { type: 'button', class: 'icon-button', id: `${id}-up`, 'aria-label': t('upload.queue.up', { name }), onclick: () => actions.sooner(id) }, icon('up'));
  const isOrdered = ['ready', 'waiting'].includes(phase) && index > 0;
  return [
    phase === 'needsLink' && places.length > 0 && choice(row, places, actions),
    phase === 'ready' && act('part', () => actions.part(id)),
    phase === 'same' && same && takesFilm(same) && act('takeSame', () => actions.takeSame(id)),
    phase === 'same' && act('makeAnother', () => actions.makeAnother(id)),
    ['failed', 'stopped', 'refused'].includes(phase) && act('again', () => actions.again(id)),
    isOrdered && up,
    phase !== 'sending' && remove,
  ].filter(Boolean);
}

/** @param {Job} job */
const takesFilm = ({ status }) => ['CREATED', 'META_READY', 'UPLOAD_READY', 'UPLOADING'].includes(status);

/** @param {QueueRow} row @param {{id: string, title: string}[]} places @param {QueueActions} actions */
function choice({ id, film }, places, actions) {
  const select = h(
    'select',
    { id: `${id}-choice`, onchange: (/** @type {any} */ event) => event.target.value && actions.pair(id, event.target.value) },
    h('option', { value: '' }, t('upload.queue.choose')),
    places.map((place) => h('option', { value: place.id }, place.title)),
  );
  const box = field(t('upload.queue.whichVideo', { name: film?.name ?? '' }), select);
  box.querySelector('label')?.classList.add('unseen');
  return box;
}
