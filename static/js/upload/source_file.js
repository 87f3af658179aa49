// @ts-check
// The bytes of the chosen file, and whether they are those whose upload was begun: parts in the store cannot be read
// back, but the ETag of each is the MD5 of its bytes.

import { plainName } from '../base/plain_name.js';
import { formatBytes } from '../format.js';
import { Md5 } from './md5.js';

/** @typedef {Blob & {name: string, lastModified?: number}} SourceFile */
/** @typedef {{partNumber: number, etag: string|null}} FinishedPart */

const kPiece = 1 << 20; // read at a time: the page stays awake between two

/** The file was moved, changed or taken away since it was chosen. */
export class FileGone extends Error {
  constructor() {
    super('The file can no longer be read: it was moved or changed. Choose it again to go on.');
    this.name = 'FileGone';
  }
}

/** Another file than the one whose upload lies open. */
export class WrongFile extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'WrongFile';
  }
}

/** @param {Blob} piece @returns {Promise<Uint8Array>} */
export async function bytesOf(piece) {
  try {
    return new Uint8Array(await piece.arrayBuffer());
  } catch {
    throw new FileGone();
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
 * Throws WrongFile unless the first, the last and one random of these finished parts are in the file as in the store.
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
    throw new WrongFile(
      `“${file.name}” is not the file whose upload was begun: it is as long, but what it holds from ${formatBytes(from)} ` +
        `to ${formatBytes(to)} differs from what is here (part ${part.partNumber}). Choose the first file, or stop this upload and begin again.`,
    );
  }
}

/**
 * What tells the file from the one whose upload was begun, and is no reason not to go on.
 * @param {SourceFile} file @param {{fileName: string, lastModified?: string|null}} begun @returns {string[]}
 */
export function differencesOf(file, begun) {
  const differences = [];
  if (plainName(file.name) !== begun.fileName) differences.push(`The upload was begun with “${begun.fileName}”; this file is named “${file.name}”.`);
  const date = begun.lastModified ? Date.parse(begun.lastModified) : NaN;
  if (file.lastModified && !Number.isNaN(date) && Math.abs(date - file.lastModified) >= 1000) {
    differences.push('The file’s date is another than when the upload was begun.');
  }
  return differences;
}
