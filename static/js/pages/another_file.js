// @ts-check
// A new job for the same link, where the file of the old one was the trouble. Knows no DOM.

/** @typedef {import('../types.js').Job} Job */

/**
 * The link and the choice of what to make are taken over; so is the title, where YouTube gives none now.
 * @param {Pick<import('../api.js').Api, 'createJob'|'change'>} api @param {Job} old
 * @param {string} key  the same for every try: a lost answer makes no second job @returns {Promise<Job>}
 */
export async function jobForAnotherFile(api, old, key) {
  const job = await api.createJob(old.sourceUrl, key, old.recipe ?? undefined);
  return old.title && !job.title && job.status !== 'FAILED' ? api.change(job.id, { title: old.title }) : job;
}
