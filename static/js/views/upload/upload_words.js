// @ts-check
// What an upload says of itself: why it ended and what helps, what is tried again, what differs. From codes alone.

import { formatBytes } from '../../format.js';
import { t } from '../../lang/t.js';

/** @typedef {import('../../types.js').UploadState} UploadState */

/** Sizes among the values of a fault, by their names. */
const kSizes = ['bytes', 'from', 'to', 'size', 'begunSize'];

/** Where an upload stands. @param {UploadState['phase']} phase */
export function phaseWord(phase) {
  const shown = phase === 'done' ? 'completing' : phase; // until the server has said so
  return t(`upload.phase.${shown}`);
}

/** What happened, and what to do about it. @param {Error} error @param {UploadState['mend']} mend @returns {{text: string, advice: string}} */
export function faultWords(error, mend) {
  const { code, about } = /** @type {import('../../upload/faults.js').UploadFault} */ (error);
  if (!about) return { text: error.message, advice: mend === 'nothing' ? t('upload.advice.nothing') : '' };
  const values = Object.fromEntries(Object.entries(about).map(([name, value]) => [name, kSizes.includes(name) ? formatBytes(Number(value)) : value]));
  if ('bytes' in values) values.size = values.bytes;
  return { text: t(`upload.fault.${code}`, values), advice: t(`upload.advice.${code}`, values) };
}

/** @param {import('../../upload/source_file.js').Difference} difference */
export const differenceWord = (difference) => (difference.kind === 'name' ? t('upload.differs.name', difference) : t('upload.differs.date'));

/** What does not go smoothly just now, or ''. @param {UploadState} upload */
export function troubleWord({ trouble, retries, phase, waitsFor }) {
  if (phase === 'paused') return t('upload.pausedHint');
  if (trouble && phase !== 'failed') return tryWord(trouble);
  if (waitsFor) return t(waitsFor === 'turn' ? 'upload.waitsTurn' : 'upload.waitsLine');
  return retries ? t('upload.retries', { count: retries }) : '';
}

/** @param {import('../../base/retry.js').Trouble} trouble */
function tryWord({ what, why, attempt }) {
  if (why === 'rate_limited') return t('upload.trouble.rateLimited');
  return what === 'server' ? t(`upload.trouble.server.${why}`, { count: attempt }) : t(`upload.trouble.part.${why}`, { part: what, count: attempt });
}
