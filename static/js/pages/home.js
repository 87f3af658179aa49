// @ts-check
// The first page: paste a link, and the list of jobs with its search, kept live.

import { eventsUrl } from '../api.js';
import { browserClock, randomKey } from '../browser.js';
import { h } from '../dom.js';
import { Live } from '../base/live.js';
import { LiveList, withItem } from '../base/live_list.js';
import { renderJobList } from '../views/job_list.js';
import { renderPaste } from '../views/paste.js';

/** @typedef {import('../types.js').Job} Job */

const kTypingMs = 250;

/** @param {import('../types.js').UploadState|null} upload */
const shareSent = (upload) => (upload?.totalBytes ? upload.sentBytes / upload.totalBytes : null);

/** @param {HTMLElement} root @param {import('../main.js').App} app @returns {import('../main.js').OpenPage} */
export function openHome(root, app) {
  const pasteRegion = h('section', { class: 'hero' });
  const listRegion = h('section', { class: 'jobs', 'aria-labelledby': 'jobs-title' });
  root.append(pasteRegion, listRegion);

  /** @type {LiveList<Job>} */
  const jobs = new LiveList();
  const left = app.lookedFor; // who comes back finds it again
  /** @type {{q: string, status: string, nextCursor: string|null, problem: string}} */
  const state = { q: left.q, status: left.status, nextCursor: null, problem: '' };
  /** @type {any} */
  let typing = null;

  const draw = () =>
    renderJobList(listRegion, {
      ...state,
      jobs: jobs.items,
      sent: (job) => shareSent(app.uploads.get(job.id)?.state ?? null),
      onStatus(status) {
        left.status = state.status = status;
        void load();
      },
      onSearch(q) {
        left.q = state.q = q;
        clearTimeout(typing);
        typing = setTimeout(load, kTypingMs);
      },
      onMore: () => more(),
    });

  async function load() {
    const { q, status } = state;
    try {
      await jobs.read(async () => {
        const page = await app.api.jobs({ q, status });
        if (q !== state.q || status !== state.status) return null;
        Object.assign(state, { nextCursor: page.nextCursor, problem: '' });
        return page.items;
      });
    } catch (error) {
      state.problem = /** @type {Error} */ (error).message;
    }
    draw();
  }

  async function more() {
    const { q, status } = state;
    const page = await app.api.jobs({ q, status, cursor: state.nextCursor ?? '' });
    if (q !== state.q || status !== state.status) return;
    jobs.change((items) => page.items.reduce(withItem, items));
    state.nextCursor = page.nextCursor;
    draw();
  }

  /** @param {string} type @param {any} data */
  function onEvent(type, data) {
    const { q, status } = state;
    if (type === 'deleted') jobs.change((items) => items.filter((job) => job.id !== data.id));
    if (type === 'job') jobs.change((items) => withJob(items, data, !q && (!status || status === data.status)));
    draw();
  }

  let key = randomKey();
  let keyUrl = '';
  renderPaste(pasteRegion, {
    async onPaste(url) {
      // The same link after a lost answer asks for the same job.
      if (url !== keyUrl) [key, keyUrl] = [randomKey(), url];
      const job = await app.api.createJob(url, key);
      app.go(`#/jobs/${encodeURIComponent(job.id)}`);
    },
  });
  draw();
  void load();

  const live = new Live({
    url: eventsUrl(),
    open: (url) => new EventSource(url),
    clock: browserClock,
    hidden: () => document.hidden,
    poll: load,
    onEvent,
  });

  return {
    close() {
      clearTimeout(typing);
      live.close();
    },
    refresh: load,
    redraw: draw,
    uploadChanged: draw,
    visibilityChanged: () => live.visibilityChanged(),
  };
}

/** The jobs with the news of one; one that is newer than all of them is put first where the list takes it. @param {Job[]} jobs @param {Job} news @param {boolean} takesNew */
function withJob(jobs, news, takesNew) {
  if (!jobs.some((job) => job.id === news.id)) return takesNew && news.id > (jobs[0]?.id ?? '') ? [news, ...jobs] : jobs;
  return jobs.map((job) => (job.id !== news.id || news.updatedAt < job.updatedAt ? job : news));
}
