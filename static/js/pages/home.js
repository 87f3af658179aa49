// @ts-check
// The first page: paste a link, and the list of videos, kept live.

import { eventsUrl } from '../api.js';
import { Live } from '../base/live.js';
import { browserClock, randomKey } from '../browser.js';
import { h } from '../dom.js';
import { t } from '../lang/t.js';
import { linksIn } from '../upload/links.js';
import { ask } from '../views/dialog.js';
import { renderJobList } from '../views/list/job_list.js';
import { readsOn } from '../views/list/reads_on.js';
import { anchorOf, standAt } from '../views/list/scroll_anchor.js';
import { renderPaste } from '../views/upload/paste.js';
import { JobList } from './job_list.js';
import { isNarrowed, kSorts, kStatuses } from './list_address.js';
import { openQueuePanel } from './queue_panel.js';
import { chosenJob } from './same_link.js';

/** @typedef {import('../types.js').Job} Job */

const kMinuteMs = 60_000;

/** @param {import('../types.js').UploadState|null} upload */
const shareSent = (upload) => (upload?.totalBytes ? upload.sentBytes / upload.totalBytes : null);

/** @param {HTMLElement} root @param {import('../main.js').App} app @returns {import('../main.js').OpenPage} */
export function openHome(root, app) {
  const { api, places } = app;
  const pasteRegion = h('section', { class: 'hero' });
  const queueRegion = h('section', { class: 'card queue-panel', 'aria-labelledby': 'queue-title', hidden: true });
  const listRegion = h('section', { class: 'jobs', 'aria-labelledby': 'jobs-title' });
  root.append(pasteRegion, queueRegion, listRegion);
  const panel = openQueuePanel(queueRegion, app);

  const place = places.open();
  const { key } = places;
  let renaming = '';
  /** @type {import('../types.js').Usage|null} */
  let usage = null;
  let closed = false;

  const list = new JobList({
    api,
    clock: browserClock,
    looked: place.looked,
    left: place.left,
    onChange: () => closed || draw(),
    onLooked: () => places.look(list.looked),
    onGone: (id) => app.uploads.forgetFile(id),
  });

  /** @type {import('../views/list/job_list.js').JobListDoes} */
  const does = {
    look: (change) => list.look(change),
    more: () => list.more(),
    choose(on) {
      list.choose(on);
      document.getElementById(on ? 'choose-all' : 'jobs-choose')?.focus();
    },
    mark: (id, on) => list.mark(id, on),
    markAll: (on) => list.markAll(on),
    async remove(jobs) {
      if (!(await ask(questionOf(jobs)))) return;
      void list.remove(jobs);
      document.getElementById('jobs-undo')?.focus();
    },
    undo() {
      list.undo();
      document.getElementById('jobs-title')?.focus();
    },
    renaming(id) {
      const before = renaming;
      renaming = id;
      draw();
      if (!id) document.getElementById(`rename-${before}`)?.focus();
    },
    rename: (job, title) => list.rename(job, title),
    sent: (job) => shareSent(app.uploads.get(job.id)?.state ?? null),
  };

  const draw = () =>
    renderJobList(
      listRegion,
      {
        jobs: list.jobs,
        looked: list.looked,
        sorts: kSorts,
        statuses: kStatuses,
        narrowed: isNarrowed(list.looked),
        nextCursor: list.nextCursor,
        problem: list.problem?.message ?? '',
        going: list.going,
        notGone: list.notGone?.message ?? '',
        chosen: list.chosen,
        renaming,
        usage,
      },
      does,
    );

  async function load() {
    await Promise.all([list.load(), readUsage()]);
    readOn();
  }

  async function readUsage() {
    usage = await api.usage().catch(() => null); // the list is no worse without it
    if (!closed) draw();
  }

  let pasteKey = randomKey();
  let pastedUrl = '';
  /** @param {string} url */
  async function onPaste(url) {
    // The same link after a lost answer asks for the same job.
    if (url !== pastedUrl) [pasteKey, pastedUrl] = [randomKey(), url];
    const job = await chosenJob(api, url, () => api.createJob(url, pasteKey));
    if (job) app.go(`#/jobs/${encodeURIComponent(job.id)}`);
  }

  /** Several links at once, which one field cannot hold. @param {string} text */
  function takesText(text) {
    const links = linksIn(text);
    if (links.length > 1) void app.queue.addLinks(links);
    return links.length > 1;
  }
  const drawAll = () => {
    renderPaste(pasteRegion, { onPaste, takesText, onFilms: app.giveFilms });
    panel.draw();
    draw();
  };
  drawAll();
  const rows = /** @type {HTMLElement} */ (listRegion.querySelector('.job-list'));
  const readOn = readsOn(/** @type {HTMLElement} */ (listRegion.querySelector('.more')), async () => {
    if (list.nextCursor) await list.more();
  });
  void load().then(async () => {
    if (place.left || !place.anchor) return;
    await list.loadUntil(place.count).catch(() => {});
    if (!closed) standAt(rows, place.anchor);
  });

  const live = new Live({
    url: eventsUrl(),
    open: (url) => new EventSource(url),
    clock: browserClock,
    hidden: () => document.hidden,
    poll: load,
    onEvent: (type, data) => list.onEvent(type, data),
  });
  const ages = setInterval(draw, kMinuteMs);
  const here = () => ({ looked: list.looked, left: list.loaded, count: list.jobs?.length ?? 0, anchor: anchorOf(rows), focus: document.activeElement?.id ?? '' });

  return {
    close() {
      places.leave(key, here());
      closed = true;
      clearInterval(ages);
      live.close();
      list.close();
    },
    refresh: load,
    redraw: drawAll,
    uploadChanged() {
      draw();
      panel.draw();
    },
    queueChanged: panel.draw,
    visibilityChanged: () => live.visibilityChanged(),
    leaving: () => places.note(here()),
    comeBack() {
      if (!place.left || !place.anchor || !standAt(rows, place.anchor)) return false;
      document.getElementById(place.focus)?.focus({ preventScroll: true });
      return true;
    },
  };
}

/** @param {Job[]} jobs */
function questionOf(jobs) {
  const clips = jobs.reduce((sum, { clipCount }) => sum + (clipCount ?? 0), 0);
  const [job] = jobs;
  return {
    title: jobs.length === 1 ? t('list.askOne', { title: job.title ?? job.videoId }) : t('list.ask', { count: jobs.length }),
    text: clips ? t('list.askClips', { count: clips }) : t('list.askNone'),
    yes: t('list.askYes'),
  };
}
