// @ts-check
// The name under which the server keeps a look: 1 to 40 small letters, digits and dashes. Pure.

const kMost = 40;

/** @param {string} title  as the person wrote it @param {readonly string[]} taken @returns {string} */
export function presetName(title, taken) {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const stem = plain.slice(0, kMost - 4).replace(/-+$/, '') || 'look';
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? stem : `${stem}-${n}`;
    if (!taken.includes(name)) return name;
  }
}
