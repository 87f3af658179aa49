// @ts-check
// The bytes of the chosen file, and whether they are those whose upload was begun: parts in the store cannot be read
// back, but the ETag of each is the MD5 of its bytes.

import { plainName } from '../base/plain_name.js';
import { UploadFault } from './faults.js';
import { Md5 } from './md5.js';

/** @typedef {Blob & {name: string, lastModified?: number}} SourceFile */
/** @typedef {{partNumber: number, etag: string|null}} FinishedPart */

const kPiece = 1 << 20; // read at a time: the page stays awake between two

/** @param {Blob} piece @returns {Promise<Uint8Array>} */
export async function bytesOf(piece) {
  try {
    return new Uint8Array(await piece.arrayBuffer());
  } catch {
    throw new UploadFault('file_gone');
  }
}

/** @param {Blob} part @param {AbortSignal} run */
async function md5Of(part, run) {
  const md5 = new Md5();
  for (let at = 0; at < part.size; at += kPiece) {
    md5.add(await bytesOf(part.slice(at, at + kPiece)));
    run.throwIfAborted();
  }
  return md5.hex();
}

/**
 * Throws `wrong_file` unless the first, the last and one random of these finished parts are in the file as in the store.
 * @param {SourceFile} file @param {FinishedPart[]} finished by number, each with an MD5 @param {(n: number) => [number, number]} spanOf
 * @param {() => number} random 0 to 1 @param {AbortSignal} run
 */
export async function expectSameFile(file, finished, spanOf, random, run) {
  const between = finished.slice(1, -1);
  const middle = between[Math.min(between.length - 1, Math.floor(random() * between.length))];
  const samples = new Set([finished[0], finished[finished.length - 1], middle]);
  for (const part of samples) {
    if (!part) continue;
    const [from, to] = spanOf(part.partNumber);
    if ((await md5Of(file.slice(from, to), run)) === part.etag) continue;
    throw new UploadFault('wrong_file', { name: file.name, from, to, part: part.partNumber });
  }
}

/**
 * What tells the file from the one whose upload was begun, and is no reason not to go on.
 * @typedef {{kind: 'name', begun: string, now: string}|{kind: 'date'}} Difference
 */

/** @param {SourceFile} file @param {{fileName: string, lastModified?: string|null}} begun @returns {Difference[]} */
export function differencesOf(file, begun) {
  /** @type {Difference[]} */
  const differences = [];
  if (plainName(file.name) !== begun.fileName) differences.push({ kind: 'name', begun: begun.fileName, now: file.name });
  const date = begun.lastModified ? Date.parse(begun.lastModified) : NaN;
  if (file.lastModified && !Number.isNaN(date) && Math.abs(date - file.lastModified) >= 1000) differences.push({ kind: 'date' });
  return differences;
}
