// @ts-check
// How the server does, for administrators: what waits and works, room and store, the last day, failures, and what to do.

import { browserClock } from '../browser.js';
import { h } from '../dom.js';
import { renderSystem } from '../views/system/system.js';

const kReadMs = 5000;
const kHiddenMs = 60_000;

/** @param {HTMLElement} root @param {import('../main.js').App} app @returns {import('../main.js').OpenPage} */
export function openSystem(root, app) {
  const region = h('div', { class: 'system' });
  root.append(region);
  let closed = false;
  /** @type {any} */
  let timer = null;

  async function read() {
    browserClock.clearTimeout(timer);
    try {
      const system = await app.api.system();
      if (!closed) renderSystem(region, { system, problem: '' }, does);
    } catch (error) {
      if (!closed) renderSystem(region, { system: null, problem: /** @type {Error} */ (error).message }, does);
    }
    if (!closed) timer = browserClock.setTimeout(read, document.hidden ? kHiddenMs : kReadMs);
  }

  const does = {
    async confirmClock() {
      await app.api.confirmClock();
      await read();
    },
  };
  void read();
  return {
    close() {
      closed = true;
      browserClock.clearTimeout(timer);
    },
    refresh: read,
    redraw: read,
    visibilityChanged: () => void read(),
  };
}
