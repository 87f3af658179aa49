// Artifacts as the server gives them, for the tests of the results.

let last = 0;

/** @param {string} type @param {number|null} start @param {object} [more] */
export function artifact(type, start, more = {}) {
  const id = String((last += 1)).padStart(4, '0');
  return {
    id, jobId: 'j', type, label: start === null ? null : 'Intro', start, end: start === null ? null : start + 5, durationSeconds: 5,
    width: ['audio', 'captions'].includes(type) ? null : 1280, height: ['audio', 'captions'].includes(type) ? null : 720,
    sizeBytes: 1000, contentType: type === 'captions' ? 'text/vtt' : 'x/y', r2Key: `k/${id}`, method: 'smart', reason: null,
    createdAt: `2026-01-01T00:00:00.${id.slice(1)}Z`, ...more,
  };
}

export const srt = (start, label) => artifact('captions', start, { label: `${label} srt`, contentType: 'application/x-subrip' });
