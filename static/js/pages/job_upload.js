// @ts-check
// What can be done with one job's upload: choose the file, pause, stop, go on. Used by job.js.

import { t } from '../lang/t.js';
import { ask } from '../views/dialog.js';
import { refusalOf } from '../views/upload/file.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../upload/file_handles.js').FileHandle} FileHandle */
/** @typedef {import('../upload/queue.js').Picked} Picked */

const kStopped = 'stopped in the page';

/**
 * @param {{app: import('../main.js').App, id: string, state: import('../views/job/job.js').JobState, act: (call: () => Promise<Job>) => Promise<void>,
 *   load: () => Promise<void>, draw: () => void}} given
 */
export function uploadActions({ app, id, state, act, load, draw }) {
  const { api, uploads } = app;

  /** @param {File} file @param {FileHandle|null} handle */
  async function start(file, handle) {
    Object.assign(state, { held: null, refusedFile: '' });
    await uploads.start(id, file, handle);
    await load();
  }

  /** What of the file is there already, when this page does not upload it itself; a file that was kept goes on at once. @param {Job} job */
  async function readSession(job) {
    const open = ['UPLOAD_READY', 'UPLOADING'].includes(job.status);
    state.session = open ? await api.upload(id).catch(() => null) : null;
    const isHere = uploads.get(id) !== null || uploads.elsewhere(id) !== null;
    state.kept = state.session && !isHere ? await uploads.keptFile(id) : null;
    draw();
    if (state.kept && !state.kept.asks && !uploads.get(id) && !uploads.elsewhere(id)) await goOn();
  }

  async function goOn() {
    const started = uploads.startKept(id);
    draw();
    if (await started) return load();
    state.kept = null;
    draw();
    throw new Error(t('upload.file.gone'));
  }

  /** A file that the job may take now, or soon: not while one is on its way. @returns {boolean} */
  function wantsFile() {
    const { job } = state;
    const before = uploads.get(id)?.state;
    const isFree = !before || (before.phase === 'failed' && before.mend === 'file');
    return job !== null && ['META_READY', 'UPLOAD_READY', 'UPLOADING'].includes(job.status) && isFree && !uploads.elsewhere(id);
  }

  /** @param {File} file @param {FileHandle|null} handle */
  async function choose(file, handle) {
    state.refusedFile = refusalOf(file, state.session);
    const may = !state.refusedFile && state.job?.rightsConfirmedAt && ((await state.draft?.settled()) ?? true);
    if (may) return start(file, handle);
    if (!state.refusedFile) state.held = { file, handle };
    return draw();
  }

  return {
    readSession,
    wantsFile,
    /** Dropped anywhere on the page. @param {Picked} picked */
    async drop({ file, handle }) {
      await choose(file, handle);
      draw();
    },
    /** What to make is right now: the file that waited for it goes. */
    startHeld() {
      if (state.held && state.job?.rightsConfirmedAt && state.draft?.saved === 'saved') void start(state.held.file, state.held.handle);
    },
    /** The file that was dropped before the rights were confirmed goes. */
    rightsConfirmed() {
      if (state.held) void choose(state.held.file, state.held.handle);
    },
    actions: {
      chooseFile: choose,
      goOn,
      pause: () => uploads.get(id)?.pause(),
      resume: () => uploads.get(id)?.resume(),
      async retryUpload() {
        await uploads.run(id);
        await load();
      },
      async stopUpload() {
        const yes = await ask({ title: t('upload.stopTitle'), text: t('upload.stopText'), yes: t('upload.stopYes'), no: t('upload.stopNo') });
        if (!yes) return;
        const upload = uploads.get(id);
        try {
          await act(() => (upload ? upload.stop(kStopped) : api.abortUpload(id, kStopped)));
        } finally {
          await uploads.forgetFile(id);
        }
      },
      /** The file that was chosen is not wanted after all: choose again. */
      async forgetFile() {
        await uploads.forgetFile(id);
        if (state.job) await readSession(state.job);
      },
    },
  };
}
