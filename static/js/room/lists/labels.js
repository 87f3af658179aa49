// @ts-check
// The names of clips: as the server takes them, and as formats of one line hold them. Pure functions.

import { plainName } from '../../base/plain_name.js';

const kMaxLabelBytes = 200; // the server's bound on a clip's label
const kRoom = new Uint8Array(kMaxLabelBytes);

/** The name on one line: breaks and controls become spaces. @param {string} text */
export const oneLine = (text) => text.replace(/\r\n|[\0-\x1F\x7F-\x9F\u2028\u2029]/g, ' ').trim();

/** The name as the server takes it. It refuses line breaks, controls, and marks that turn the order about. @param {string} text */
export const plainLabel = (text) => plainName(oneLine(text)).replace(/\p{Surrogate}/gu, '\uFFFD').trim();

/** As much of a plain label as the server takes, cut at a character. @param {string} label */
export function fittingLabel(label) {
  const { read } = new TextEncoder().encodeInto(label, kRoom);
  return read < label.length ? label.slice(0, read).trimEnd() : label;
}

/** So much of a line that a person finds it again. @param {string} text */
export function shortened(text, most = 50) {
  const line = plainLabel(text.slice(0, 4 * most));
  const letters = [...line];
  return letters.length > most || text.length > 4 * most ? `${letters.slice(0, most).join('').trimEnd()}…` : line;
}
