// @ts-check
// One job on one page: what it is, where it stands, what to do now, what came of it.

import { button, draw, h, show } from '../../dom.js';
import { t } from '../../lang/t.js';
import { isHeld, needsAnotherFile, statusWord } from '../../words.js';
import { renderSteps } from '../steps.js';
import { renderFile } from '../upload/file.js';
import { renderRights } from '../upload/rights.js';
import { renderTransfer } from '../upload/transfer.js';
import { renderChapters } from './chapters.js';
import { renderFailure } from './failure.js';
import { renderHead } from './job_head.js';
import { renderManual } from './manual.js';
import { renderRecipe } from './recipe.js';
import { renderTimeline } from './timeline.js';
import { renderWorking } from './working.js';

/** @typedef {import('../../types.js').Job} Job */

/**
 * @typedef {object} JobState
 * @property {Job|null} job  null until it is read
 * @property {import('../../types.js').Artifact[]} artifacts
 * @property {import('../../types.js').TimelineRow[]} timeline
 * @property {import('../../types.js').UploadSession|null} session  an upload that lies open
 * @property {import('../../types.js').UploadState|null} upload  the one in this page
 * @property {string} uploadName
 * @property {import('../../upload/other_tabs.js').Figures|null} elsewhere  what another tab of this browser sends of it
 * @property {import('../../pages/recipe_draft.js').RecipeDraft|null} draft
 * @property {import('../../pages/making.js').MakingState|null} making  what is being made
 * @property {import('../../pages/own_looks.js').PresetShelf|null} looks
 * @property {typeof import('../looks/all.js')|null} lookViews  once their modules are read
 * @property {import('../../pages/room.js').Room|null} room  where the film is seen, once there is one
 * @property {boolean} roomComes  it will be there at once
 * @property {import('../../pages/results.js').Results|null} results  what was made, once its modules are read
 * @property {{name: string, asks: boolean}|null} kept  the file of that upload, kept by this browser
 * @property {{file: File, handle: import('../../upload/file_handles.js').FileHandle|null}|null} held  chosen while what to make was not yet right, or the rights not confirmed
 * @property {string} refusedFile  why a file that was dropped is not the one
 * @property {string} problem  the text's key
 */

/**
 * What can be done with a job. All but the last ones give the job anew; a refusal rejects.
 * @typedef {object} JobActions
 * @property {(title: string) => Promise<void>} giveTitle
 * @property {() => Promise<void>} fetchMetadata
 * @property {(description: string) => Promise<void>} giveDescription
 * @property {() => Promise<void>} confirmRights
 * @property {(file: File, handle: import('../../upload/file_handles.js').FileHandle|null) => Promise<void>} chooseFile
 * @property {() => Promise<void>} goOn  with the file that this browser kept
 * @property {() => void} pause
 * @property {() => void} resume
 * @property {() => Promise<void>} retryUpload
 * @property {() => Promise<void>} stopUpload
 * @property {() => Promise<void>} forgetFile
 * @property {() => Promise<void>} cancel
 * @property {() => Promise<void>} tryAgain
 * @property {() => Promise<void>} makeRest  what was left of an order
 * @property {() => void} putAway  what is said of it
 * @property {(index: number) => Promise<void>} dropLook  one that waits, or the one that is made now
 * @property {(row: import('../../pages/making.js').TimedRow, index: number) => Promise<void>|void} leaveOut  one output that is not made yet
 * @property {() => Promise<void>} turnNotice  whether the person is told when all is done
 * @property {(help: import('../../making/rows.js').Help, row: import('../../pages/making.js').TimedRow, index: number) => Promise<void>} help
 * @property {() => Promise<void>} chooseAnother  a new job for the same link
 * @property {() => Promise<void>} makeClips
 * @property {() => Promise<void>} remove
 */

/** @param {Job} job */
const isWaiting = (job) => ['META_READY', 'UPLOAD_READY', 'UPLOADING'].includes(job.status);
/** Also between two looks of an order. @param {JobState} state @param {Job} job */
const isAtWork = ({ making }, job) => ['UPLOADED', 'PROCESSING'].includes(job.status) || making?.phase === 'queued';
/** The file is there, clips can be made of it, and nothing is done with it now. @param {JobState} state @param {Job} job */
const isAtRest = (state, job) => job.r2SourceKey !== null && !needsAnotherFile(job) && !isAtWork(state, job);
/** The file is there, and somebody is choosing. @param {JobState} state @param {Job} job */
const isChoosing = (state, job) => isHeld(job) || (isAtWork(state, job) && state.draft?.touched === true);

/**
 * The regions that come and go, and when.
 * @type {[string, (state: JobState, job: Job) => boolean, (element: HTMLElement, state: JobState, actions: JobActions) => void][]}
 */
const kRegions = [
  ['failure', (_, job) => job.status === 'FAILED', renderFailure],
  ['manual', (_, job) => job.status === 'CREATED' || (isWaiting(job) && !job.title), renderManual],
  ['rights', (_, job) => isWaiting(job) && !job.rightsConfirmedAt, renderRights],
  ['transfer', ({ upload, elsewhere }, job) => isWaiting(job) && (upload !== null || elsewhere !== null), renderTransfer],
  ['file', ({ upload, elsewhere }, job) => isWaiting(job) && job.rightsConfirmedAt !== null && upload === null && elsewhere === null, renderFile],
  ['working', ({ making }) => making !== null && making.phase !== 'none', renderWorking],
  ['results', ({ artifacts }, job) => artifacts.length > 0 || job.status === 'READY', (element, { results }) => results?.render(element)],
  ['recipe', (state, job) => isWaiting(job) || isChoosing(state, job) || isAtRest(state, job), renderRecipe],
  ['chapters', (state, job) => isWaiting(job) || isChoosing(state, job), renderChapters],
];

/** @param {HTMLElement} root @param {JobState} state @param {JobActions} actions */
export function renderJob(root, state, actions) {
  const { job, problem } = state;
  if (!job) {
    draw(root, problem, () => (problem ? [h('h1', null, t('job.notHere')), h('p', null, t(problem)), h('p', null, h('a', { href: '#/' }, t('common.toVideos')))] : h('p', { class: 'loading' }, t('common.reading'))));
    return;
  }
  const hadFocus = root.contains(document.activeElement);
  draw(root, 'job', () => frame(actions));
  const region = regionsOf(root);
  root.classList.toggle('with-room', Boolean(state.room));
  region('room').hidden = !state.room;
  if (state.room && !region('room').contains(state.room.element)) {
    region('room').replaceChildren(state.room.element);
    state.room.attached();
  }

  region('status').textContent = statusWord(job);
  renderHead(region('head'), job, state.artifacts);
  renderSteps(region('steps'), job);

  for (const [name, when, render] of kRegions) {
    const shown = when(state, job);
    show(region(name), shown);
    if (shown) render(region(name), state, actions);
  }
  // Its button is in the room, which stays.
  if (state.room && region('recipe').hidden) show(state.room.makePlace, false);
  // What comes meanwhile does not push away what somebody is typing in.
  const [results, recipe] = [region('results'), region('recipe')];
  const below = isChoosing(state, job);
  if ((below ? recipe.nextElementSibling : recipe.previousElementSibling) !== results) below ? recipe.after(results) : recipe.before(results);
  renderTimeline(region('timeline'), state.timeline);

  // What had the focus went away with its step: go on where the next one begins.
  if (hadFocus && !root.contains(document.activeElement)) {
    const next = /** @type {HTMLElement|null} */ (root.querySelector('.now:not([hidden]) h2'));
    next?.focus({ preventScroll: Boolean(state.room) || state.roomComes }); // the film stays where it is seen
  }
}

/** @param {HTMLElement} root */
const regionsOf = (root) => (/** @type {string} */ name) => /** @type {HTMLElement} */ (root.querySelector(`[data-region=${name}]`));

/** @param {JobActions} actions */
function frame(actions) {
  const card = (/** @type {string} */ name, now = true) => h('section', { class: `card${now ? ' now' : ''}`, 'data-region': name, hidden: true });
  return [
    h('p', { class: 'unseen', role: 'status', 'data-region': 'status' }),
    h('header', { class: 'job-head', 'data-region': 'head' }),
    h('div', { 'data-region': 'steps' }),
    card('failure'),
    h('section', { class: 'room', 'data-region': 'room', 'aria-label': () => t('room.name'), hidden: true }),
    h(
      'div',
      { class: 'columns' },
      h(
        'div',
        { class: 'main-column' },
        ...['manual', 'rights', 'transfer', 'file', 'working'].map((name) => card(name)),
        h('section', { class: 'results', 'data-region': 'results', hidden: true }),
        card('recipe', false),
        card('chapters', false),
      ),
      h(
        'aside',
        { class: 'side-column', 'aria-label': t('job.history') },
        h('section', { class: 'card', 'data-region': 'timeline' }),
        h('div', { class: 'row end' }, button(t('job.delete'), { class: 'quiet danger', icon: 'bin', onclick: actions.remove })),
      ),
    ),
  ];
}
