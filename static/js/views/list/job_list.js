// @ts-check
// The list of videos: what is looked for, what is chosen, the rows, and what is being taken away.

import { button, draw, h, keyed, notice } from '../../dom.js';
import { formatBytes } from '../../format.js';
import { t } from '../../lang/t.js';
import { choiceWord } from '../../words.js';
import { renderHow } from './how.js';
import { renderJobRow } from './job_row.js';
import { renderUsage } from './usage.js';

/** @typedef {import('../../types.js').Job} Job */

/**
 * @typedef {object} JobListState
 * @property {Job[]|null} jobs  null until they were read
 * @property {{q: string, status: string, sort: string}} looked
 * @property {string[]} sorts @property {string[]} statuses  to look for
 * @property {boolean} narrowed  not all are looked for
 * @property {string|null} nextCursor
 * @property {string} problem
 * @property {Job[]} going  taken away, and can be had back
 * @property {string} notGone  why they are still there
 * @property {Set<string>|null} chosen
 * @property {string} renaming
 * @property {import('../../types.js').Usage|null} usage
 */

/**
 * @typedef {object} JobListDoes
 * @property {(change: {q?: string, status?: string, sort?: string}) => void} look
 * @property {() => Promise<void>} more
 * @property {(on: boolean) => void} choose @property {(id: string, on: boolean) => void} mark @property {(on: boolean) => void} markAll
 * @property {(jobs: Job[]) => unknown} remove @property {() => void} undo
 * @property {(id: string) => void} renaming @property {(job: Job, title: string) => Promise<unknown>} rename
 * @property {(job: Job) => number|null} sent  the share that this page has sent of its file
 */

/** @param {HTMLElement} element @param {JobListState} state @param {JobListDoes} does */
export function renderJobList(element, state, does) {
  if (!element.children.length) element.append(...frame());
  const [head, space, bar, undo, wrong, empty, how, list, more] = /** @type {HTMLElement[]} */ ([...element.children]);
  const { jobs, looked, chosen } = state;
  const bare = jobs?.length === 0 && !state.narrowed && !state.going.length;
  draw(head, 'head', () => [h('h2', { id: 'jobs-title', tabindex: -1 }), ...lookedFor(state, does)]);
  renderHead(head, state, bare);
  renderUsage(space, state.usage);
  renderChooseBar(bar, state, does);
  renderUndo(undo, state.going, does);
  wrong.textContent = state.notGone;
  empty.textContent = emptyWord(state);
  empty.hidden = !empty.textContent;
  renderHow(how, bare);
  const rowDoes = { sent: does.sent, chosen, renaming: state.renaming, onMark: does.mark, onRenaming: does.renaming, onRename: does.rename, onRemove: (/** @type {Job} */ job) => does.remove([job]) };
  keyed(list, jobs ?? [], (job) => job.id, 'li', (row, job) => renderJobRow(row, job, rowDoes));
  draw(more, [state.nextCursor !== null, looked], () => state.nextCursor !== null && button(t('list.more'), { id: 'jobs-more', onclick: does.more }));
}

/** The list's own regions: what is read on and scrolled to stays the same element in every language. */
const frame = () => [
  h('div', { class: 'jobs-head' }),
  h('div', { class: 'usage' }),
  h('div', { class: 'choose-bar' }),
  h('div', { class: 'undo', role: 'status' }),
  notice().element,
  h('p', { class: 'empty', role: 'status' }),
  h('div', { class: 'how-box' }),
  h('ul', { class: 'job-list', 'aria-labelledby': 'jobs-title' }),
  h('div', { class: 'more' }),
];

/** @param {JobListState} state @param {JobListDoes} does */
function lookedFor({ looked, sorts, statuses }, does) {
  const option = (/** @type {string} */ value, /** @type {string} */ text, /** @type {boolean} */ selected) => h('option', { value, selected }, text);
  return [
    h('input', {
      type: 'search',
      id: 'jobs-search',
      placeholder: t('list.searchHint'),
      'aria-label': t('list.search'),
      value: looked.q,
      oninput: (/** @type {any} */ event) => does.look({ q: event.target.value.trim() }),
    }),
    h(
      'select',
      { id: 'jobs-status', 'aria-label': t('list.which'), onchange: (/** @type {any} */ event) => does.look({ status: event.target.value }) },
      statuses.map((status) => option(status, status ? choiceWord(status) : t('list.all'), status === looked.status)),
    ),
    h(
      'select',
      { id: 'jobs-sort', 'aria-label': t('list.order'), onchange: (/** @type {any} */ event) => does.look({ sort: event.target.value }) },
      sorts.map((sort) => option(sort, t(`list.sort.${sort}`), sort === looked.sort)),
    ),
    button(t('list.choose'), { class: 'small', id: 'jobs-choose', onclick: () => does.choose(true) }),
  ];
}

/** @param {HTMLElement} head @param {JobListState} state @param {boolean} bare */
function renderHead(head, { jobs, chosen, narrowed }, bare) {
  const [title, ...controls] = /** @type {HTMLElement[]} */ ([...head.children]);
  title.textContent = t(bare ? 'list.howTitle' : 'list.title');
  for (const control of controls) control.hidden = bare;
  const choose = /** @type {HTMLElement} */ (controls.at(-1));
  choose.hidden = bare || chosen !== null || (!jobs?.length && !narrowed);
}

/** What is chosen when the bar's button is pressed. @type {WeakMap<HTMLElement, Job[]>} */
const markedIn = new WeakMap();

/** @param {HTMLElement} bar @param {JobListState} state @param {JobListDoes} does */
function renderChooseBar(bar, { jobs, chosen }, does) {
  const marked = chosen && (jobs ?? []).filter(({ id }) => chosen.has(id));
  const bytes = marked?.reduce((sum, { source }) => sum + (source?.sizeBytes ?? 0), 0) ?? 0;
  const all = marked !== null && marked.length > 0 && marked.length === jobs?.length;
  bar.hidden = marked === null;
  markedIn.set(bar, marked ?? []);
  draw(bar, marked && [marked.length, bytes, all], () => {
    if (!marked) return null;
    const said = [t('list.chosen', { count: marked.length }), bytes ? formatBytes(bytes) : ''].filter(Boolean).join(' · ');
    return [
      h('span', { class: 'grow', role: 'status' }, said),
      button(t(all ? 'list.chooseNone' : 'list.chooseAll'), { class: 'small', id: 'choose-all', onclick: () => does.markAll(!all) }),
      marked.length > 0 && button(t('list.deleteThese', { count: marked.length }), { class: 'small danger', icon: 'bin', id: 'delete-chosen', onclick: () => does.remove(markedIn.get(bar) ?? []) }),
      button(t('list.chooseEnd'), { class: 'small quiet', id: 'choose-end', onclick: () => does.choose(false) }),
    ];
  });
}

/** @param {HTMLElement} undo @param {Job[]} going @param {JobListDoes} does */
function renderUndo(undo, going, does) {
  draw(undo, going.map(({ id }) => id), () => {
    if (!going.length) return null;
    const [job] = going;
    const said = going.length === 1 ? t('list.goneOne', { title: job.title ?? job.videoId }) : t('list.gone', { count: going.length });
    return [h('span', { class: 'grow' }, said), button(t('list.undo'), { class: 'small', icon: 'undo', id: 'jobs-undo', onclick: does.undo })];
  });
}

/** @param {JobListState} state */
function emptyWord({ jobs, looked, problem, narrowed }) {
  if (problem) return problem;
  if (!jobs) return t('list.reading');
  if (jobs.length || !narrowed) return '';
  return looked.q ? t('list.noMatch', { q: looked.q }) : t('list.noneSo');
}
