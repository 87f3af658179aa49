// @ts-check
// One job: reads it, keeps it live, and offers each view what can be done. Every action that changes the job gives the
// job back; an answer that was lost is read again before anything is called a failure.

import { eventsUrl, NetworkError } from '../api.js';
import { browserClock, randomKey, tabNote, tabTalk } from '../browser.js';
import { formatPercent } from '../format.js';
import { t } from '../lang/t.js';
import { Live } from '../base/live.js';
import { LiveList, withItem } from '../base/live_list.js';
import { renderJob } from '../views/job/job.js';
import { ask } from '../views/dialog.js';
import { isOver, needsAnotherFile } from '../words.js';
import { lookTitle } from '../looks/look_words.js';
import { PlanBook } from '../making/plan_book.js';
import { jobForAnotherFile } from './another_file.js';
import { uploadActions } from './job_upload.js';
import { Making, tabWord } from './making.js';
import { makingActions } from './making_actions.js';
import { PresetShelf } from './own_looks.js';
import { RecipeDraft } from './recipe_draft.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../views/job/job.js').JobState} JobState */

const kDrawMs = 100;
const kRoomMs = 5000; // until its modules are asked for again, and those of the results

/** @param {HTMLElement} root @param {import('../main.js').App} app @param {string} id @returns {import('../main.js').OpenPage} */
export function openJob(root, app, id) {
  const { api, uploads, holds, orders, notifier } = app;
  /** @type {JobState} */
  const state = { job: null, artifacts: [], timeline: [], session: null, kept: null, held: null, upload: null, uploadName: '', elsewhere: null, refusedFile: '', draft: null, making: null, looks: null, lookViews: null, room: null, roomComes: false, results: null, problem: '' };
  /** @type {LiveList<import('../types.js').Artifact>} */
  const artifacts = new LiveList();
  const anotherKey = randomKey();
  // A draft outlasts signing out, and is the person's own: another who signs in here does not see it.
  const note = tabNote(`draft.${app.user?.id}.${id}`);
  const otherTabs = tabTalk(`draft.${app.user?.id}.${id}`, (left) => state.draft?.hear(left));
  let closed = false;
  let gone = false; // there is no such job
  let unseen = ''; // how it ended while nobody looked
  let resultsCome = false;
  let isAwaited = false; // the page was opened before the results were there
  /** @type {Live|null} */
  let live = null;
  let cursor = ''; // of the timeline's last page
  /** @type {any} */
  let drawing = null;
  const plans = new PlanBook(api, id);
  const shelf = new PresetShelf({ api, clock: browserClock, draftOf: () => state.draft, onChange: () => draw() });
  const making = new Making({ jobId: id, orders, plans, notifier, now: () => performance.now(), onChange: () => drawSoon(), presets: () => shelf.presets });

  function draw() {
    clearTimeout(drawing);
    drawing = null;
    if (closed) return;
    // A proxy is for the cutting room, and no result.
    state.artifacts = (artifacts.items ?? []).filter(({ type }) => type !== 'proxy');
    state.upload = uploads.get(id)?.state ?? null;
    state.uploadName = uploads.get(id)?.fileName ?? '';
    state.elsewhere = uploads.elsewhere(id);
    lookAtWork();
    state.looks = shelf;
    showRoom();
    showResults();
    document.title = `${titleOf(state, unseen)} · clipbox`;
    renderJob(root, state, actions);
  }

  function lookAtWork() {
    if (!state.job) return;
    const before = making.state;
    making.update(state.job, state.artifacts);
    state.making = making.state;
    const isEnd = ['queued', 'analysing', 'making'].includes(before.phase) && ['none', 'over'].includes(making.state.phase);
    if (!isEnd) return;
    unseen = document.hidden ? state.job.status : '';
    if (!orders.of(id)) app.tellEnd(state.job);
    if (making.state.phase === 'none') orders.forget(id);
  }

  /** The film can be seen from the moment it is chosen. */
  function showRoom() {
    const { job, draft } = state;
    if (!job || !draft) return;
    const upload = uploads.get(id);
    const isRefused = upload?.state.phase === 'failed' && upload.state.mend === 'file' && !job.r2SourceKey;
    const file = isRefused ? null : /** @type {File|null} */ (upload?.file ?? null);
    const isFilm = job.rightsConfirmedAt !== null && !needsAnotherFile(job);
    if (isFilm && (file || job.r2SourceKey) && !state.room) void openRoom(job, draft);
    // Between the end of its sending and the server's word of it, the file is the room's own.
    if (!isFilm || isRefused || (!file && !job.r2SourceKey && !state.room?.hasFile)) closeRoom();
    state.room?.update({ job, file, making: making.state, files: state.artifacts.length });
  }

  /** @param {Job} job @param {RecipeDraft} draft */
  async function openRoom(job, draft) {
    if (state.roomComes) return;
    state.roomComes = true;
    const room = await app.openRoom({ api, job, draft, shelf, plans });
    setTimeout(() => {
      state.roomComes = false;
      if (!room) draw();
    }, kRoomMs);
    if (closed || !room) return room?.close();
    state.room = room;
    draw();
    return undefined;
  }

  async function openLookViews() {
    state.lookViews ??= await app.lookViews();
    if (!closed) draw();
  }

  function showResults() {
    const { job, results } = state;
    if (!job || !artifacts.items) return;
    if (results) results.update(job);
    else if (state.artifacts.length || job.status === 'READY' || job.status === 'PROCESSING') void openResults();
  }

  async function openResults() {
    if (resultsCome) return;
    resultsCome = true;
    const results = await app.openResults({ api, jobId: id, account: app.user?.id ?? '', artifacts, draft: () => state.draft, act, changed: drawSoon, clock: browserClock, isAwaited });
    setTimeout(() => {
      resultsCome = false;
      if (!results) draw();
    }, kRoomMs);
    if (closed || !results) return;
    state.results = results;
    draw();
  }

  function closeRoom() {
    state.room?.close();
    state.room = null;
  }

  /** Progress comes more often than it need be shown. */
  const drawSoon = () => (drawing ??= setTimeout(draw, kDrawMs));

  /** @param {Job} job */
  function take(job) {
    if (state.job && job.updatedAt < state.job.updatedAt) return;
    const moved = state.job?.status !== job.status;
    isAwaited ||= job.status !== 'READY';
    state.job = job;
    state.draft ??= new RecipeDraft(job, {
      save: (recipe) => api.change(id, { recipe }).then(take),
      hold: () => holds.hold(id).then((held) => held && take(held)),
      onChange: draftChanged,
      note,
      tell: otherTabs.say,
    });
    state.draft.usePresets(shelf.presets);
    state.draft.follow(job);
    orders.see(job);
    if (moved) void upload.readSession(job).catch(() => {});
    if (moved && ['UPLOADED', 'PROCESSING', 'READY', 'FAILED'].includes(job.status) && !uploads.get(id)?.active) uploads.forget(id);
  }

  function draftChanged() {
    draw();
    upload.startHeld();
  }

  async function load() {
    try {
      const job = await api.job(id); // alone: of a deleted one nothing else is asked
      const [timeline] = await Promise.all([api.timeline(id, cursor), artifacts.read(() => api.artifacts(id))]);
      cursor = timeline.cursor;
      for (const row of timeline.items) state.timeline = withItem(state.timeline, row);
      take(job);
    } catch (error) {
      if (/** @type {any} */ (error).status === 404) {
        live?.close();
        live = null;
        gone = true;
        Object.assign(state, { job: null, problem: 'job.gone' });
      }
    }
    draw();
  }

  /** To the list, once: the deletion's answer and the news of it both come, and a second time would ask for the whole list. */
  function leave() {
    if (closed || gone) return;
    gone = true;
    app.go('#/');
  }

  /** @param {string} type @param {any} data */
  function onEvent(type, data) {
    if (type === 'job') take(data);
    if (type === 'timeline') state.timeline = withItem(state.timeline, data);
    if (type === 'artifact') artifacts.change((items) => withItem(items, data));
    if (type === 'deleted') {
      orders.forget(id);
      leave();
    }
    drawSoon();
  }

  /** Does what changes the job. @param {() => Promise<Job>} call */
  async function act(call) {
    const before = state.job?.status;
    try {
      take(await call());
    } catch (error) {
      // Lost, or refused because an earlier one arrived after all: the job tells.
      const doubtful = error instanceof NetworkError || /** @type {any} */ (error).code === 'wrong_status';
      const job = doubtful ? await api.job(id).catch(() => null) : null;
      if (job) take(job);
      if (!job || job.status === before) throw error;
    } finally {
      draw();
    }
  }

  /** To be made now, or as soon as the file is here; the other looks after the first. @param {import('../looks/recipe_form.js').LookRecipe[]} recipes */
  async function order(recipes) {
    const { recipe } = recipes[0];
    await holds.settled(id); // else the hold might come behind the order
    const before = /** @type {Job} */ (state.job);
    try {
      const job = before.r2SourceKey ? null : await api.change(id, { recipe, autoProcess: true });
      const ordered = job && !isOver(job) ? job : await api.process(id, recipe);
      begin(recipes);
      take(ordered);
    } catch (error) {
      const job = error instanceof NetworkError ? await api.job(id).catch(() => null) : null;
      // Only the answer was lost where the job goes on now and did not before.
      const arrived = job && (isOver(before) ? !isOver(job) : job.autoProcess && !before.autoProcess);
      if (arrived) begin(recipes);
      if (job) take(job);
      if (!arrived) throw error;
    }
  }

  /** @param {import('../looks/recipe_form.js').LookRecipe[]} recipes */
  const begin = (recipes) => orders.start(id, recipes.map(({ look, recipe }) => ({ lookId: look.id, title: lookTitle(look.id, shelf.presets), recipe })));

  const upload = uploadActions({ app, id, state, act, load, draw });
  const actions = {
    /** @param {string} title */
    giveTitle: (title) => act(() => api.change(id, { title })),
    fetchMetadata: () => act(() => api.fetchMetadata(id)),
    /** @param {string} description */
    giveDescription: (description) => act(() => api.change(id, { description })),
    async confirmRights() {
      await act(() => api.confirmRights(id));
      upload.rightsConfirmed();
    },
    ...upload.actions,
    ...makingActions({ api, id, orders, notifier, state, act, draw }),
    async chooseAnother() {
      if (!state.job) return;
      const job = await jobForAnotherFile(api, state.job, anotherKey);
      app.go(`#/jobs/${encodeURIComponent(job.id)}`);
    },
    async makeClips() {
      if (state.draft && !state.draft.recipes()) state.room?.showWrong(state.draft.timesErrors.length > 0);
      await state.draft?.order(order);
    },
    async remove() {
      const title = state.job?.title;
      const yes = await ask({
        title: title ? t('job.deleteTitled', { title }) : t('job.deleteUntitled'),
        text: t('job.deleteHint'),
        yes: t('common.deleteIt'),
      });
      if (!yes) return;
      uploads.get(id)?.pause();
      await api.deleteJob(id).catch((error) => {
        if (error.status !== 404) throw error;
      });
      uploads.forget(id);
      note.set(null);
      leave();
    },
  };

  void shelf.read();
  void openLookViews();
  void load().then(() => {
    if (closed || gone) return;
    app.prepareRoom();
    live = new Live({
      url: eventsUrl(id),
      open: (url) => new EventSource(url),
      clock: browserClock,
      hidden: () => document.hidden,
      poll: load,
      onEvent,
    });
  });

  return {
    close() {
      closed = true;
      live?.close();
      closeRoom();
      otherTabs.close();
      state.results?.close();
      void shelf.close();
      if (!gone) void state.draft?.save();
    },
    refresh() {
      void load();
      void openLookViews();
      void state.draft?.save(); // what could not be saved while the server was away
    },
    redraw() {
      state.room?.redraw();
      draw();
    },
    visibilityChanged() {
      if (unseen && !document.hidden) {
        unseen = '';
        draw();
      }
      live?.visibilityChanged();
    },
    uploadChanged(jobId) {
      if (jobId !== id) return;
      // Another tab has ended its sending: what is open now, the server knows.
      if (state.elsewhere && !uploads.elsewhere(id)) void load().then(() => state.job && upload.readSession(state.job));
      drawSoon();
    },
    dropWord: () => (upload.wantsFile() ? t('upload.dropHere', { title: state.job?.title ?? state.job?.videoId ?? '' }) : ''),
    takeFilms(films) {
      if (films.length !== 1 || !upload.wantsFile()) return false;
      void upload.drop(films[0]);
      return true;
    },
    orderChanged: (jobId) => void (jobId === id && drawSoon()),
    jobStarted(job) {
      if (job.id !== id) return;
      take(job);
      drawSoon();
    },
  };
}

/** @param {JobState} state @param {string} unseen */
function titleOf({ job, upload, making }, unseen) {
  const title = job?.title ?? t('common.video');
  if (unseen) return t(unseen === 'READY' ? 'making.tabDone' : 'making.tabFailed', { title });
  const isSending = upload?.phase === 'sending' && upload.totalBytes > 0;
  const percent = isSending ? formatPercent(upload.sentBytes / upload.totalBytes) : making ? tabWord(making, formatPercent) : '';
  return percent ? t('job.titleAt', { percent, title }) : title;
}
