// @ts-check
// The share pages of one job, as they are known: read once, and changed by hand meanwhile.

import { LiveList, withItem } from '../base/live_list.js';

/** @typedef {import('../types.js').Share} Share */

/**
 * @param {Pick<import('../api.js').Api, 'shares'|'addShare'|'changeShare'|'removeShare'>} api @param {string} jobId
 * @returns {Pick<import('../views/results/share_dialog.js').Shares, 'items'|'read'|'add'|'change'|'remove'>}
 */
export function sharesOf(api, jobId) {
  /** @type {LiveList<Share>} */
  const list = new LiveList();
  list.items = []; // what is made before they are read is seen at once
  return {
    items: () => list.items ?? [],
    read: () => list.read(() => api.shares(jobId)),
    async add(share) {
      const made = await api.addShare(jobId, share);
      list.change((items) => withItem(items, made));
    },
    async change({ id }, change) {
      const now = await api.changeShare(id, change);
      list.change((items) => items.map((each) => (each.id === id ? now : each)));
    },
    async remove({ id }) {
      await api.removeShare(id).catch((error) => {
        if (error.status !== 404) throw error;
      });
      list.change((items) => items.filter((each) => each.id !== id));
    },
  };
}
