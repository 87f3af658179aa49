// @ts-check
// What the queue of films and links works by, on this page: the API and the uploads.

/**
 * @param {{api: Pick<import('../api.js').Api, 'jobs'|'createJob'|'change'|'confirmRights'>, uploads: Pick<import('./uploads.js').Uploads, 'start'|'get'>,
 *   durationOf: (file: File) => Promise<number|null>, newKey: () => string}} given
 * @returns {import('./queue.js').QueueDoes}
 */
export function queueDoes({ api, uploads, durationOf, newKey }) {
  return {
    durationOf,
    newKey,
    find: async (videoId) => (await api.jobs({ q: videoId })).items.find((job) => job.videoId === videoId) ?? null,
    makeJob: (link, key) => api.createJob(link, key),
    async prepare({ id, title, status }, film) {
      // Of a video that YouTube does not tell about, the file's name is all that is known.
      if (!title || status === 'CREATED') await api.change(id, { title: title ?? withoutEnding(film.name) });
      await api.confirmRights(id);
    },
    isPaused: (jobId) => uploads.get(jobId)?.state.phase === 'paused',
    async send(jobId, { file, handle }) {
      const state = (await uploads.start(jobId, file, handle)) ?? uploads.get(jobId)?.state;
      if (state?.phase === 'failed' && state.error) return state.error;
      return state?.phase === 'done' ? 'done' : 'stopped';
    },
  };
}

/** @param {string} name */
const withoutEnding = (name) => name.replace(/\.[^.]+$/, '') || name;
