// @ts-check
// One video in the list: its picture, title and figures, and what can be done with it there.

import { draw, h, notice, say } from '../../dom.js';
import { formatAgo, formatBytes, formatPercent, formatTime } from '../../format.js';
import { isolated, languageTag, t } from '../../lang/t.js';
import { isHeld, statusTone, statusWord } from '../../words.js';
import { submits } from '../form.js';
import { iconButton } from '../icon_button.js';
import { pictureOf, renderThumbnail } from '../thumbnail.js';

/** @typedef {import('../../types.js').Job} Job */

/**
 * @typedef {object} RowDoes
 * @property {(job: Job) => number|null} sent  the share that this page has sent of its file
 * @property {Set<string>|null} chosen  null: nothing is being chosen
 * @property {string} renaming  of which job the title is being typed
 * @property {(id: string, on: boolean) => void} onMark
 * @property {(id: string) => void} onRenaming  '' ends it
 * @property {(job: Job, title: string) => Promise<unknown>} onRename
 * @property {(job: Job) => unknown} onRemove
 */

const kTitleBytes = 500; // as the server has it

/** What a row was last drawn of: thousands of rows are not looked at again for the news of one. @type {WeakMap<HTMLElement, [Job, ...unknown[]]>} */
const last = new WeakMap();

/** As it is when a button is pressed: the row is not built again for each of its news. @param {HTMLElement} element */
const jobIn = (element) => /** @type {[Job, ...unknown[]]} */ (last.get(element))[0];

/** @param {HTMLElement} element @param {Job} job @param {RowDoes} does */
export function renderJobRow(element, job, does) {
  const { chosen, renaming } = does;
  const now = Date.now();
  /** @type {[Job, ...unknown[]]} */
  const seen = [job, does.sent(job), chosen === null ? null : chosen.has(job.id), renaming === job.id, Math.floor(now / 60_000), languageTag()];
  if (last.get(element)?.every((value, i) => value === seen[i])) return;
  last.set(element, seen);
  element.className = 'job-item';
  element.classList.toggle('chosen', chosen?.has(job.id) ?? false);
  if (renaming === job.id) return void draw(element, 'rename', () => renameForm(element, job, does));
  draw(element, [chosen !== null, pictureOf(job)], () => (chosen ? choice(job, does) : line(element, job, does)));
  const title = job.title ?? job.videoId;
  say(element, '.job-title bdi', title);
  say(element, '.job-sub', figures(job, now));
  say(element, '.pill', pillOf(job, does.sent(job)));
  /** @type {Element} */ (element.querySelector('.pill')).className = `pill ${statusTone(job)}`;
  const box = element.querySelector('input');
  if (box) box.checked = chosen?.has(job.id) ?? false;
  name(box, title);
  name(element.querySelector('[data-does=rename]'), t('list.rename', { title }));
  name(element.querySelector('[data-does=delete]'), t('list.delete', { title }));
}

/** @param {Element|null} control @param {string} label */
const name = (control, label) => control?.setAttribute('aria-label', label);

/** @param {HTMLElement} element @param {Job} job @param {RowDoes} does */
const line = (element, job, does) => [
  h('a', { class: 'job-row', href: `#/jobs/${encodeURIComponent(job.id)}`, id: `job-${job.id}` }, ...parts(job)),
  h(
    'div',
    { class: 'job-tools' },
    iconButton('pencil', t('list.renameIt'), { does: 'rename', id: `rename-${job.id}`, onclick: () => does.onRenaming(job.id) }),
    iconButton('bin', t('list.deleteIt'), { does: 'delete', id: `delete-${job.id}`, onclick: () => does.onRemove(jobIn(element)) }),
  ),
];

/** @param {Job} job @param {RowDoes} does */
const choice = (job, does) =>
  h(
    'label',
    { class: 'job-row' },
    h('input', { type: 'checkbox', id: `choose-${job.id}`, onchange: (/** @type {any} */ event) => does.onMark(job.id, event.target.checked) }),
    ...parts(job),
  );

/** @param {Job} job */
const parts = (job) => [
  renderThumbnail(job),
  h('span', { class: 'job-text' }, h('span', { class: 'job-title' }, h('bdi')), h('span', { class: 'job-sub' })),
  h('span', { class: 'pill' }),
];

/** @param {HTMLElement} element @param {Job} job @param {RowDoes} does */
function renameForm(element, job, does) {
  const input = h('input', { value: job.title ?? '', required: true, maxlength: kTitleBytes, autocomplete: 'off', 'aria-label': t('list.titleOf', { title: job.title ?? job.videoId }) });
  const wrong = notice();
  const form = h(
    'form',
    { class: 'rename' },
    input,
    h('button', { class: 'primary' }, t('common.save')),
    h('button', { type: 'button', class: 'quiet', onclick: () => does.onRenaming('') }, t('common.cancel')),
    wrong.element,
  );
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') does.onRenaming('');
  });
  submits(form, wrong, async () => {
    const title = input.value.trim();
    if (title && title !== jobIn(element).title) await does.onRename(jobIn(element), title);
    does.onRenaming('');
  });
  queueMicrotask(() => {
    input.focus();
    input.select?.();
  });
  return form;
}

/** No line ends within a figure, or before the dot behind it. @param {string} figure */
const whole = (figure) => figure.replaceAll(' ', '\u00a0');

/** @param {Job} job @param {number} now */
const figures = (job, now) =>
  [
    job.sourceMeta?.authorName,
    lengthWord(job),
    job.source && whole(formatBytes(job.source.sizeBytes)),
    job.clipCount ? whole(t('common.clips', { count: job.clipCount })) : '',
    whole(formatAgo(job.createdAt, now)),
  ]
    .flatMap((figure) => (figure ? [isolated(figure)] : []))
    .join('\u00a0· ');

/** @param {Job} job */
function lengthWord({ source, sourceMeta }) {
  const seconds = source?.durationSeconds ?? sourceMeta?.durationSeconds ?? null;
  return seconds === null ? '' : formatTime(Math.round(seconds));
}

/** @param {Job} job @param {number|null} sent */
function pillOf(job, sent) {
  const fraction = job.status === 'PROCESSING' && !isHeld(job) ? (job.progress?.fraction ?? 0) : job.status === 'UPLOADING' ? sent : null;
  return fraction === null ? statusWord(job) : `${statusWord(job)} ${formatPercent(fraction)}`;
}
