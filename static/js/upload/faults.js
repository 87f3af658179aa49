// @ts-check
// Why an upload ends, by code; the words are in views/upload/upload_words.js. And what can help: the same again, another setting
// of whoever runs the server, another file, or nothing here.

import { ApiError } from '../api.js';

/**
 * `refused`: the store refuses a part, by fresh addresses too · `part_refused`: it answers what nothing is known of ·
 * `no_address`: the server signs none for a part · `part_too_large`: something in front of the store takes no request of a part's size · `store_full` ·
 * `cors`: a store of another origin takes nothing from this page · `other_origin`: links lead to where this page may not
 * send · `mixed_content`: links lead from https to http · `not_whole`: all was taken and is not there ·
 * `file_gone`: moved or changed since it was chosen · `wrong_file`: other bytes than were begun with · `other_size`.
 * @typedef {'refused'|'part_refused'|'no_address'|'part_too_large'|'store_full'|'cors'|'other_origin'|'mixed_content'|'not_whole'|'file_gone'|'wrong_file'|'other_size'} FaultCode
 */
/** @typedef {'again'|'operator'|'file'|'nothing'} Mend  `operator`: a setting or a disk, and then the same again */

/** @type {Record<FaultCode, Mend>} */
const kMends = {
  refused: 'operator',
  part_refused: 'again',
  no_address: 'again',
  part_too_large: 'operator',
  store_full: 'operator',
  cors: 'operator',
  other_origin: 'operator',
  mixed_content: 'operator',
  not_whole: 'nothing',
  file_gone: 'file',
  wrong_file: 'file',
  other_size: 'file',
};

/** Answers of the API that the same call would get again. @type {Record<string, Mend>} */
const kApiMends = {
  too_large: 'file',
  too_long: 'file',
  empty_file: 'file',
  not_a_video: 'file',
  truncated: 'file',
  unsupported_format: 'file',
  unsupported_codec: 'file',
  invalid_field: 'file',
  different_file: 'file',
  insufficient_storage: 'operator',
  storage_full: 'operator',
  misdirected_host: 'operator',
  cross_site: 'operator',
  body_too_large: 'operator',
  not_found: 'nothing',
  forbidden: 'nothing',
  rights_required: 'nothing',
  wrong_status: 'nothing',
};

export class UploadFault extends Error {
  /** @param {FaultCode} code @param {Record<string, string|number>} [about] what the words need */
  constructor(code, about = {}) {
    super(`${code} ${JSON.stringify(about)}`);
    this.name = 'UploadFault';
    this.code = code;
    this.about = about;
  }
}

/** @param {unknown} error @returns {Mend} */
export function mendOf(error) {
  if (error instanceof UploadFault) return kMends[error.code];
  if (error instanceof ApiError) return kApiMends[error.code] ?? (error.status === 507 ? 'operator' : 'again');
  return 'again';
}

/** It is another file than the one whose upload was begun. @param {unknown} error */
export const isWrongFile = (error) => error instanceof UploadFault && ['wrong_file', 'other_size'].includes(error.code);
