// @ts-check
// One job on one page: what it is, where it stands, what to do now, what came of it.

import { button, draw, h, show } from '../dom.js';
import { statusWord } from '../words.js';
import { renderChapters } from './chapters.js';
import { renderFailure } from './failure.js';
import { renderFile } from './file.js';
import { renderHead } from './job_head.js';
import { renderManual } from './manual.js';
import { renderRecipe } from './recipe.js';
import { renderResults } from './results.js';
import { renderRights } from './rights.js';
import { renderSteps } from './steps.js';
import { renderTimeline } from './timeline.js';
import { renderTransfer } from './transfer.js';
import { renderWorking } from './working.js';

/** @typedef {import('../types.js').Job} Job */

/**
 * @typedef {object} JobState
 * @property {Job|null} job  null until it is read
 * @property {import('../types.js').Artifact[]} artifacts
 * @property {import('../types.js').TimelineRow[]} timeline
 * @property {import('../types.js').UploadSession|null} session  an upload that lies open
 * @property {import('../types.js').UploadState|null} upload  the one in this page
 * @property {string} uploadName
 * @property {import('../pages/recipe_draft.js').RecipeDraft|null} draft
 * @property {string} problem
 */

/**
 * What can be done with a job. All but the last ones give the job anew; a refusal rejects.
 * @typedef {object} JobActions
 * @property {(title: string) => Promise<void>} giveTitle
 * @property {() => Promise<void>} fetchMetadata
 * @property {(description: string) => Promise<void>} giveDescription
 * @property {() => Promise<void>} confirmRights
 * @property {(file: File) => Promise<void>} chooseFile
 * @property {() => void} pause
 * @property {() => void} resume
 * @property {() => Promise<void>} retryUpload
 * @property {() => Promise<void>} stopUpload
 * @property {() => void} forgetFile
 * @property {() => Promise<void>} cancel
 * @property {() => Promise<void>} tryAgain
 * @property {() => Promise<void>} makeClips
 * @property {() => Promise<void>} remove
 * @property {(artifact: string) => Promise<string>} downloadUrl
 * @property {(artifact: string) => Promise<string>} linkUrl
 * @property {(artifact: string) => Promise<string>} artifactText
 */

/** @param {HTMLElement} root @param {JobState} state @param {JobActions} actions */
export function renderJob(root, state, actions) {
  const { job, problem } = state;
  if (!job) {
    draw(root, problem, () => (problem ? [h('h1', null, 'Not here'), h('p', null, problem), h('p', null, h('a', { href: '#/' }, 'To your videos'))] : h('p', { class: 'loading' }, 'Reading…')));
    return;
  }
  const hadFocus = root.contains(document.activeElement);
  draw(root, 'job', () => frame(actions));
  const region = regionsOf(root);

  region('status').textContent = statusWord(job);
  renderHead(region('head'), job);
  renderSteps(region('steps'), job);

  const sending = state.upload !== null && state.upload.phase !== 'done' && state.upload.phase !== 'aborted';
  const waiting = ['META_READY', 'UPLOAD_READY', 'UPLOADING'].includes(job.status);
  const rights = job.rightsConfirmedAt !== null;
  // What to make is asked before the work, and again whenever there is a file at rest.
  const choosing = waiting || (job.r2SourceKey !== null && (['READY', 'FAILED'].includes(job.status) || (job.status === 'UPLOADED' && !job.autoProcess)));
  const working = ['UPLOADED', 'PROCESSING'].includes(job.status);
  place(region('failure'), job.status === 'FAILED', (element) => renderFailure(element, job, actions));
  place(region('manual'), job.status === 'CREATED' || (waiting && !job.title), (element) => renderManual(element, job, actions));
  place(region('rights'), waiting && !rights, (element) => renderRights(element, actions));
  place(region('transfer'), sending, (element) => renderTransfer(element, state, actions));
  place(region('file'), waiting && rights && !sending, (element) => renderFile(element, state, actions));
  place(region('working'), working && !sending, (element) => renderWorking(element, job, actions));
  place(region('results'), state.artifacts.length > 0 || job.status === 'READY', (element) => renderResults(element, state, actions));
  place(region('recipe'), choosing, (element) => renderRecipe(element, state, actions));
  place(region('chapters'), waiting, (element) => renderChapters(element, state, actions));
  renderTimeline(region('timeline'), state.timeline);

  // What had the focus went away with its step: go on where the next one begins.
  if (hadFocus && !root.contains(document.activeElement)) {
    const next = /** @type {HTMLElement|null} */ (root.querySelector('.now:not([hidden]) h2'));
    next?.focus();
  }
}

/** @param {HTMLElement} element @param {boolean} shown @param {(element: HTMLElement) => void} render */
function place(element, shown, render) {
  show(element, shown);
  if (shown) render(element);
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
    h(
      'div',
      { class: 'columns' },
      h(
        'div',
        { class: 'main-column' },
        ...['failure', 'manual', 'rights', 'transfer', 'file', 'working'].map((name) => card(name)),
        h('section', { class: 'results', 'data-region': 'results', hidden: true }),
        card('recipe', false),
        card('chapters', false),
      ),
      h(
        'aside',
        { class: 'side-column', 'aria-label': 'History' },
        h('section', { class: 'card', 'data-region': 'timeline' }),
        h('div', { class: 'row end' }, button('Delete this video', { class: 'quiet danger', icon: 'bin', onclick: actions.remove })),
      ),
    ),
  ];
}

/** The heading of a step; takes the focus when the step before it went away. @param {string} text */
export const stepTitle = (text) => h('h2', { tabindex: '-1' }, text);
