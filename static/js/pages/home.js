// @ts-check
// The first page: paste a link, and the list of jobs with its search, kept live.

import { eventsUrl } from '../api.js';
import { browserClock, randomKey } from '../browser.js';
import { h } from '../dom.js';
import { Live } from '../live.js';
import { renderJobList } from '../views/job_list.js';
import { renderPaste } from '../views/paste.js';

/** @typedef {import('../types.js').Job} Job */

const kTypingMs = 250;

/** @param {HTMLElement} root @param {import('../main.js').App} app @returns {import('../main.js').OpenPage} */
export function openHome(root, app) {
  const pasteRegion = h('section', { class: 'hero' });
  const listRegion = h('section', { class: 'jobs', 'aria-labelledby': 'jobs-title' });
  root.append(pasteRegion, listRegion);

  /** @type {{jobs: Job[]|null, q: string, nextCursor: string|null, problem: string}} */
  const state = { jobs: null, q: '', nextCursor: null, problem: '' };
  /** @type {any} */
  let typing = null;

  const draw = () =>
    renderJobList(listRegion, {
      ...state,
      onSearch(q) {
        state.q = q;
        clearTimeout(typing);
        typing = setTimeout(load, kTypingMs);
      },
      onMore: () => more(),
    });

  async function load() {
    const q = state.q;
    try {
      const page = await app.api.jobs({ q });
      if (q !== state.q) return;
      Object.assign(state, { jobs: page.items, nextCursor: page.nextCursor, problem: '' });
    } catch (error) {
      state.problem = /** @type {Error} */ (error).message;
    }
    draw();
  }

  async function more() {
    const page = await app.api.jobs({ q: state.q, cursor: state.nextCursor ?? '' });
    const known = new Set(state.jobs?.map((job) => job.id));
    state.jobs = [...(state.jobs ?? []), ...page.items.filter((job) => !known.has(job.id))];
    state.nextCursor = page.nextCursor;
    draw();
  }

  /** @param {string} type @param {any} data */
  function onEvent(type, data) {
    if (!state.jobs) return;
    if (type === 'deleted') state.jobs = state.jobs.filter((job) => job.id !== data.id);
    if (type === 'job') {
      const known = state.jobs.some((job) => job.id === data.id);
      if (known) state.jobs = state.jobs.map((job) => (job.id === data.id ? data : job));
      else if (!state.q && data.id > (state.jobs[0]?.id ?? '')) state.jobs = [data, ...state.jobs];
    }
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
    visibilityChanged: () => live.visibilityChanged(),
  };
}
