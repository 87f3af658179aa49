// @ts-check
// The jobs, newest first, with their search.

import { thumbnailUrl } from '../api.js';
import { button, draw, h, keyed } from '../dom.js';
import { formatAgo, formatBytes, formatPercent, formatTime } from '../format.js';
import { choiceWord, isHeld, statusTone, statusWord } from '../words.js';

/** @typedef {import('../types.js').Job} Job */

/**
 * @param {HTMLElement} element
 * @param {{jobs: Job[]|null, q: string, status: string, sent: (job: Job) => number|null, onStatus: (status: string) => void, nextCursor: string|null, problem: string, onSearch: (q: string) => void, onMore: () => void}} state
 */
export function renderJobList(element, state) {
  draw(element, 'frame', () => [
    h(
      'div',
      { class: 'jobs-head' },
      h('h2', { id: 'jobs-title' }, 'Your videos'),
      h('input', {
        type: 'search',
        placeholder: 'Search title, video or file',
        'aria-label': 'Search your videos',
        value: state.q,
        oninput: (/** @type {any} */ event) => state.onSearch(event.target.value.trim()),
      }),
      h(
        'select',
        { 'aria-label': 'Which videos', onchange: (/** @type {any} */ event) => state.onStatus(event.target.value) },
        kChoices.map((status) => h('option', { value: status, selected: status === state.status }, status ? choiceWord(status) : 'All')),
      ),
    ),
    h('p', { class: 'empty', role: 'status' }),
    how(),
    h('ul', { class: 'job-list' }),
    h('div', { class: 'more' }),
  ]);
  const [head, empty, steps, list, more] = /** @type {HTMLElement[]} */ ([...element.children]);
  empty.textContent = emptyWord(state);
  empty.hidden = !empty.textContent;
  const bare = state.q === '' && state.status === '' && state.jobs?.length === 0;
  steps.hidden = !bare;
  /** @type {HTMLElement} */ (head.querySelector('h2')).textContent = bare ? 'How it goes' : 'Your videos';
  for (const control of /** @type {NodeListOf<HTMLElement>} */ (head.querySelectorAll('input, select'))) control.hidden = bare;
  keyed(list, state.jobs ?? [], (job) => job.id, 'li', (row, job) => renderRow(row, job, state.sent(job)));
  draw(more, state.nextCursor, () => state.nextCursor && button('Show more', { onclick: state.onMore }));
}

/** @param {{jobs: Job[]|null, q: string, status: string, problem: string}} state */
function emptyWord({ jobs, q, status, problem }) {
  if (problem) return problem;
  if (!jobs || jobs.length) return '';
  if (q) return `Nothing matches “${q}”.`;
  return status ? 'No video is so.' : '';
}

const kChoices = ['', 'READY', 'UPLOADED', 'PROCESSING', 'META_READY', 'UPLOADING', 'FAILED'];

/** @param {Job} job */
function lengthOf({ source, sourceMeta }) {
  const seconds = source?.durationSeconds ?? sourceMeta?.durationSeconds ?? null;
  return seconds === null ? '' : formatTime(Math.round(seconds));
}

/** What happens, for who has nothing here yet. */
function how() {
  const step = (/** @type {string} */ title, /** @type {string} */ text) => h('li', null, h('h3', null, title), h('p', null, text));
  return h(
    'ol',
    { class: 'how' },
    step('Paste the link', 'You see at once that it is the right video. A time in the link proposes the first clip.'),
    step('Drop the original', 'Your own file, in full quality. An upload that breaks off goes on where it stopped.'),
    step('Take the clips', 'Cut to the frame, with GIFs, posters and a storyboard. The file stays for more.'),
  );
}

/** @param {HTMLElement} element @param {Job} job @param {number|null} sent  the share that this page has sent of its file */
function renderRow(element, job, sent) {
  const fraction = job.status === 'PROCESSING' && !isHeld(job) ? (job.progress?.fraction ?? 0) : job.status === 'UPLOADING' ? sent : null;
  const ago = formatAgo(job.createdAt, Date.now());
  draw(element, [job.title, job.status, job.autoProcess, job.failure?.code, job.rightsConfirmedAt, job.sourceMeta, job.source, fraction && formatPercent(fraction), ago], () =>
    h(
      'a',
      { class: 'job-row', href: `#/jobs/${encodeURIComponent(job.id)}` },
      renderThumbnail(job),
      h(
        'span',
        { class: 'job-text' },
        h('bdi', { class: 'job-title' }, job.title ?? job.videoId),
        h('span', { class: 'job-sub' }, [job.sourceMeta?.authorName, lengthOf(job), job.source && formatBytes(job.source.sizeBytes), ago].filter(Boolean).join(' · ')),
      ),
      h('span', { class: `pill ${statusTone(job)}` }, statusWord(job), fraction !== null && ` ${formatPercent(fraction)}`),
    ),
  );
}

/** The video's picture; without one `fallback`, or an empty frame. @param {Job} job @param {string|null} [fallback] */
export function renderThumbnail(job, fallback = null) {
  const frame = h('span', { class: 'thumb' });
  const src = job.sourceMeta?.thumbnailUrl ? thumbnailUrl(job.id) : fallback;
  if (!src) return frame;
  const image = h('img', { src, alt: '', loading: 'lazy' });
  image.addEventListener('error', () => image.remove());
  frame.append(image);
  return frame;
}
