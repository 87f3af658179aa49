// @ts-check
// The same link again: the job that there is can be opened, or another one made.

import { formatAgo } from '../format.js';
import { t } from '../lang/t.js';
import { videoIdOf } from '../upload/links.js';
import { choose } from '../views/dialog.js';
import { statusWord } from '../words.js';

/** @typedef {import('../types.js').Job} Job */

/**
 * @param {Pick<import('../api.js').Api, 'jobs'>} api @param {string} link @param {() => Promise<Job>} make
 * @returns {Promise<Job|null>} the one to go on with; null: neither
 */
export async function chosenJob(api, link, make) {
  const videoId = videoIdOf(link);
  const found = videoId && (await api.jobs({ q: videoId }).catch(() => null)); // what cannot be asked is no reason to refuse
  const same = found ? found.items.find((job) => job.videoId === videoId) : null;
  if (!same) return make();
  const text = t('upload.sameText', { title: same.title ?? same.videoId, ago: formatAgo(same.createdAt, Date.now()), status: statusWord(same) });
  const answers = [
    { value: 'open', label: t('upload.sameOpen'), class: 'primary' },
    { value: 'another', label: t('upload.sameAnother') },
    { value: '', label: t('common.cancel'), class: 'quiet' },
  ];
  const answer = await choose({ title: t('upload.sameTitle'), text, answers });
  return answer === 'open' ? same : answer === 'another' ? make() : null;
}
