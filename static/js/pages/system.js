// @ts-check
// How the server does, for administrators: what waits and works, room and store, the last day, failures, and what to do.

import { browserClock } from '../browser.js';
import { h } from '../dom.js';
import { renderSystem } from '../views/system/system.js';

const kReadMs = 5000;
const kHiddenMs = 60_000;

/** Null where it cannot be had: the rest is shown without. @template T @param {Promise<T>} answer @returns {Promise<T|null>} */
const orNull = (answer) => answer.catch(() => null);

/** @param {HTMLElement} root @param {import('../main.js').App} app @returns {import('../main.js').OpenPage} */
export function openSystem(root, app) {
  const region = h('div', { class: 'system' });
  root.append(region);
  let closed = false;
  /** @type {any} */
  let timer = null;
  /** @type {import('../types.js').Finding[]|null} */
  let findings = null;

  async function read() {
    browserClock.clearTimeout(timer);
    try {
      const [system, past, failures] = await Promise.all([app.api.system(), orNull(app.api.history()), orNull(app.api.failures())]);
      if (!closed) renderSystem(region, { system, problem: '', past: past?.items ?? null, findings, failures: failures?.items ?? null }, does);
    } catch (error) {
      if (!closed) renderSystem(region, { system: null, problem: /** @type {Error} */ (error).message }, does);
    }
    browserClock.clearTimeout(timer); // of another that was read meanwhile
    if (!closed) timer = browserClock.setTimeout(read, document.hidden ? kHiddenMs : kReadMs);
  }

  /** They are tried out anew, which takes a moment: once, and when somebody comes back to the page. */
  async function find() {
    findings = (await orNull(app.api.findings()))?.checks ?? findings;
    await read();
  }

  const does = {
    async confirmClock() {
      await app.api.confirmClock();
      await read();
    },
  };
  void read();
  void find();
  return {
    close() {
      closed = true;
      browserClock.clearTimeout(timer);
    },
    refresh: read,
    redraw: read,
    visibilityChanged: () => void (document.hidden ? read() : find()),
  };
}
