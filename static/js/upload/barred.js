// @ts-check
// Why a store takes nothing from this page at all, as far as a page can find out: browsers tell scripts no more than that
// there was no answer.

import { UploadFault } from './faults.js';

const kLossesUntilDoubt = 3; // of a store that has not taken a byte from this page yet

/** The host is this machine: browsers count it as safe without TLS. @param {string} host */
const isLoopback = (host) => host === 'localhost' || host.endsWith('.localhost') || /^127\.|^\[::1\]$/.test(host);

/**
 * @param {{url: string, losses: number, pageOrigin: string, reaches: (url: string) => Promise<boolean>, forbids: (origin: string) => boolean}} given
 *   `reaches`: whether it answers at all, to whomever; `forbids`: whether the page's own policy keeps it from sending there
 * @returns {Promise<UploadFault|null>} null: nothing is known against trying again
 */
export async function barredBy({ url, losses, pageOrigin, reaches, forbids }) {
  const { origin: store, protocol, hostname } = new URL(url, pageOrigin);
  const about = { store, page: pageOrigin };
  if (store === pageOrigin) return null;
  if (protocol === 'http:' && pageOrigin.startsWith('https:') && !isLoopback(hostname)) return new UploadFault('mixed_content', about);
  if (forbids(store)) return new UploadFault('other_origin', about);
  if (losses < kLossesUntilDoubt || !(await reaches(url))) return null;
  return new UploadFault('cors', about);
}
