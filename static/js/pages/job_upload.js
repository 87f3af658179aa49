// @ts-check
// What can be done with one job's upload: choose the file, pause, stop, go on. Used by job.js.

import { t } from '../lang/t.js';
import { ask } from '../views/dialog.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../upload/file_handles.js').FileHandle} FileHandle */

const kStopped = 'stopped in the page';

/**
 * @param {{app: import('../main.js').App, id: string, state: import('../views/job.js').JobState, act: (call: () => Promise<Job>) => Promise<void>,
 *   load: () => Promise<void>, draw: () => void}} given
 */
export function uploadActions({ app, id, state, act, load, draw }) {
  const { api, uploads } = app;

  /** @param {File} file @param {FileHandle|null} handle */
  async function start(file, handle) {
    state.held = null;
    await uploads.start(id, file, handle);
    await load();
  }

  /** What of the file is there already, when this page does not upload it itself; a file that was kept goes on at once. @param {Job} job */
  async function readSession(job) {
    const open = ['UPLOAD_READY', 'UPLOADING'].includes(job.status);
    state.session = open ? await api.upload(id).catch(() => null) : null;
    state.kept = state.session && !uploads.get(id) ? await uploads.keptFile(id) : null;
    draw();
    if (state.kept && !state.kept.asks && !uploads.get(id)) await goOn();
  }

  async function goOn() {
    const started = uploads.startKept(id);
    draw();
    if (await started) return load();
    state.kept = null;
    draw();
    throw new Error(t('upload.keptFileGone'));
  }

  return {
    readSession,
    /** What to make is right now: the file that waited for it goes. */
    startHeld() {
      if (state.held && state.draft?.saved === 'saved') void start(state.held.file, state.held.handle);
    },
    actions: {
      /** @param {File} file @param {FileHandle|null} handle */
      async chooseFile(file, handle) {
        if ((await state.draft?.settled()) ?? true) return start(file, handle);
        state.held = { file, handle };
        draw();
      },
      goOn,
      pause: () => uploads.get(id)?.pause(),
      resume: () => uploads.get(id)?.resume(),
      async retryUpload() {
        await uploads.run(id);
        await load();
      },
      async stopUpload() {
        const yes = await ask({ title: t('upload.stopTitle'), text: t('upload.stopHint'), yes: t('upload.stopYes') });
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
