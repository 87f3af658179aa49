// @ts-check
// What a receipt says, taken apart for a person: of which source, from when to when, how, with what, by whom, when. Pure.

/** @typedef {import('../types.js').Recipe} Recipe */

/**
 * @typedef {object} Receipt
 * @property {string} issuedAt
 * @property {{type: string, label: string|null, start: number|null, end: number|null, sizeBytes: number, sha256: string, method: string|null,
 *   reason: string|null, width: number|null, height: number|null, durationSeconds: number|null}} artifact
 * @property {{key: string, sizeBytes: number, etag: string}} source
 * @property {{bytes: number}} read
 * @property {Recipe} recipe  as it was ordered
 * @property {Record<string, any>} settings  by which it was made
 * @property {{confirmedAt: string, textVersion: string|null}|null} rights
 * @property {{clipbox: string, libraries: string[], encoders: string[]}} software
 */

/** @param {string} text  as the server keeps it @returns {{said: Receipt, publicKey: string}} */
export function readReceipt(text) {
  const { receipt, publicKey } = JSON.parse(text);
  return { said: receipt, publicKey };
}

/**
 * The settings that bear on that type, as name and value; what is off or not set is left out.
 * @param {Receipt} receipt @returns {[string, string][]}
 */
export function settingsOf({ artifact, settings }) {
  const own = settings[artifact.type === 'clip' ? 'mp4' : artifact.type] ?? {};
  return Object.entries(own)
    .filter(([, value]) => value !== null && value !== false)
    .map(([name, value]) => [name, typeof value === 'object' ? Object.values(value).join(', ') : String(value)]);
}

/** How the file is checked: a command line. @param {string} fileName @param {string} publicKey */
export const checkCommand = (fileName, publicKey) => `clipbox verify ${quoted(fileName)} ${quoted(receiptName(fileName))} --key ${publicKey}`;

/** Beside its file. @param {string} fileName */
export const receiptName = (fileName) => `${fileName}.receipt.json`;

/** For a shell, where it needs to be. @param {string} text */
const quoted = (text) => (/^[\w.,:=+/@%-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
