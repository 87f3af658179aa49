// @ts-check
// The queue of films and links, as a region of a page.

import { mendOf } from '../upload/faults.js';
import { takesFilm } from '../upload/queue.js';
import { renderQueue } from '../views/upload/queue.js';

/** @typedef {import('../types.js').Job} Job */

const kMayWait = ['META_READY', 'UPLOAD_READY', 'UPLOADING', 'CREATED'];

/** @param {HTMLElement} element @param {import('../main.js').App} app @returns {{draw: () => void}} */
export function openQueuePanel(element, { queue, uploads, api }) {
  /** @type {Job[]} */
  let offered = [];
  let asked = false;
  const actions = {
    pair: (/** @type {string} */ row, /** @type {string} */ target) => queue.pair(row, target),
    part: (/** @type {string} */ row) => queue.part(row),
    takeSame: (/** @type {string} */ row) => queue.takeSame(row),
    makeAnother: (/** @type {string} */ row) => void queue.makeAnother(row),
    again: (/** @type {string} */ row) => void queue.again(row),
    remove: (/** @type {string} */ row) => queue.remove(row),
    sooner: (/** @type {string} */ row) => queue.sooner(row),
    start: () => queue.start(),
  };

  /** Jobs to which a film may belong, once for each time that films are given. */
  async function ask() {
    asked = true;
    const lists = await Promise.all(kMayWait.map((status) => api.jobs({ status }).catch(() => ({ items: [] }))));
    offered = lists.flatMap(({ items }) => items).filter((job) => takesFilm(job) && !uploads.get(job.id) && !uploads.elsewhere(job.id));
    queue.offer(offered);
  }

  function draw() {
    const wants = queue.rows.some(({ phase }) => phase === 'needsLink');
    if (wants && !asked) void ask();
    if (!wants) asked = false;
    renderQueue(element, { rows: queue.rows, offered, uploadOf: (job) => uploads.get(job)?.state ?? null, mendOf }, actions);
  }

  draw();
  return { draw };
}
