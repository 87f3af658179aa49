// @ts-check
// How files are saved: what they are called, and which go into one archive. Pure.

const kMaxIds = 200; // in one address: 8 kB of it are taken

/**
 * @param {string[]} ids those wanted @param {number} all how many there are
 * @returns {(string[]|null)[]} one address each; null: everything
 */
export function zipsOf(ids, all) {
  if (ids.length >= all) return [null];
  return Array.from({ length: Math.ceil(ids.length / kMaxIds) }, (_, i) => ids.slice(i * kMaxIds, (i + 1) * kMaxIds));
}

/** What a signed link saves its file as (RFC 6266). @param {string} url */
export function fileNameOf(url) {
  const { searchParams, pathname } = new URL(url, 'http://localhost');
  const said = searchParams.get('response-content-disposition') ?? '';
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(said) ?? [];
  const [, plain] = /filename="([^"]*)"/i.exec(said) ?? [];
  try {
    return encoded ? decodeURIComponent(encoded) : plain || decodeURIComponent(pathname.split('/').at(-1) ?? '');
  } catch {
    return plain ?? '';
  }
}
