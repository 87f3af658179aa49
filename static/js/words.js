// @ts-check
// What the statuses, events, failures and artifacts are called in front of people. One place for all of it.

import { inOwnWords } from './error_words.js';
import { formatBytes, formatTime, listed, sentence } from './format.js';
import { hasWords, t } from './lang/t.js';

/** @typedef {import('./types.js').Job} Job */
/** @typedef {import('./types.js').TimelineRow} TimelineRow */

/** The text of a key that is put together; what the page does not know is shown by its own name. @param {string} key @param {string} name */
const wordOr = (key, name) => (hasWords(key) ? t(key) : name);

/** What is confirmed; the server keeps which version of it. */
export const rightsText = () => t('rights.text');

/** A status as one chooses it from a list. @param {string} status */
export const choiceWord = (status) => wordOr(`status.${status}`, status);

/** @param {Pick<Job, 'status'|'autoProcess'|'rightsConfirmedAt'|'failure'>} job */
export function statusWord(job) {
  if (wasStopped(job)) return t('status.stopped');
  if (job.status === 'META_READY' && !job.rightsConfirmedAt) return t('status.goAhead');
  if (isHeld(job)) return t('status.choice');
  if (job.status === 'UPLOADED') return t('status.turn');
  return choiceWord(job.status);
}

/** The file is there, and nothing is made of it before it is ordered. @param {Pick<Job, 'status'|'autoProcess'>} job */
export const isHeld = ({ status, autoProcess }) => !autoProcess && ['UPLOADED', 'PROCESSING'].includes(status);

/** Nothing is done with it any more, unless somebody asks for more. @param {Pick<Job, 'status'>} job */
export const isOver = ({ status }) => status === 'READY' || status === 'FAILED';

/** A person ended it: that is no failure. @param {Pick<Job, 'status'|'failure'>} job */
export const wasStopped = ({ status, failure }) => status === 'FAILED' && ['cancelled', 'upload_aborted'].includes(failure?.code ?? '');

const kOfTheFile = ['not_a_video', 'truncated', 'unsupported_format', 'unsupported_codec', 'too_long', 'too_large', 'decoder_crash'];

/** The file that is there is the reason: only another one helps. @param {Pick<Job, 'status'|'failure'|'r2SourceKey'>} job */
export const needsAnotherFile = ({ status, failure, r2SourceKey }) =>
  status === 'FAILED' && r2SourceKey !== null && kOfTheFile.includes(failure?.code ?? '');

/** How a status looks. @param {Pick<Job, 'status'|'failure'>} job */
export const statusTone = (job) => (wasStopped(job) ? 'calm' : toneOf(job.status));

/** @param {string} status */
const toneOf = (status) =>
  status === 'READY' ? 'good' : status === 'FAILED' ? 'bad' : ['UPLOADING', 'PROCESSING', 'UPLOADED'].includes(status) ? 'busy' : 'calm';

/** What to do about a failure. @param {string} code */
export const adviceFor = (code) => wordOr(`advice.${code}`, t('advice.other'));

/** Why it failed. @param {{code: string, message: string}} failure */
export const reasonFor = ({ code, message }) => sentence(inOwnWords(`failure.${code}`, message));

/** What a file is. @param {string} type */
export const kindWord = (type) => wordOr(`kind.${type}`, type);

/** What can be made, and in a few words what that is. @param {string} output */
export const outputWord = (output) => wordOr(`output.${output}`, output);
/** @param {string} output */
export const outputHint = (output) => wordOr(`outputHint.${output}`, '');

/**
 * Warnings as lines that name the clip and the files; what is the same of one clip is one line.
 * @param {import('./types.js').Warning[]} warnings @returns {string[]}
 */
export function warningLines(warnings) {
  /** @type {Map<string, {clip: string, outputs: Set<string>, message: string}>} */
  const lines = new Map();
  for (const { code, clip, output, message } of warnings) {
    const key = JSON.stringify([clip ?? null, message]);
    const said = inOwnWords(`warning.${code}`, message);
    const line = lines.get(key) ?? { clip: clip ? t('common.quoted', { text: clip }) : '', outputs: new Set(), message: said };
    if (output) line.outputs.add(kindWord(output));
    lines.set(key, line);
  }
  return [...lines.values()].map(({ clip, outputs, message }) => {
    const about = listed([clip, ...outputs].filter(Boolean));
    return about ? t('common.about', { subject: about, text: message }) : sentence(message);
  });
}

/** How a clip was cut. @param {string|null} method */
export const methodWord = (method) => (method ? wordOr(`method.${method}`, method) : '');

/** How a clip will be made. @param {{method: string, reason: string|null}} plan */
export function planWord({ method, reason }) {
  if (method === 'smart') return t('plan.smart');
  if (method !== 'exact') return methodWord(method);
  const why = wordOr(`plan.why.${reason}`, '');
  return why ? t('plan.exactBecause', { why }) : t('plan.exact');
}

/** @type {Record<string, (detail: Record<string, any>) => string>} */
const kEvents = {
  created: () => t('event.created'),
  metadata_fetched: (d) => t(d.via === 'manual' ? 'event.metadata_manual' : 'event.metadata_fetched'),
  metadata_failed: () => t('event.metadata_failed'),
  status_changed: (d) => (d.from === 'PROCESSING' && d.to === 'UPLOADED' ? t('event.waits') : wordOr(`event.move.${d.to}`, String(d.to))),
  rights_confirmed: () => t('event.rights_confirmed'),
  upload_prepared: (d) => t('event.upload_prepared', { count: d.partCount, size: formatBytes(d.partSize) }),
  part_uploaded: (d) => t('event.part_uploaded', { part: d.partNumber, size: formatBytes(d.sizeBytes) }),
  upload_completed: (d) => t('event.upload_completed', { size: formatBytes(d.sizeBytes) }),
  processing_started: (d) => (d.attempt > 1 ? t('event.processing_again', { attempt: d.attempt }) : t('event.processing_started')),
  artifact_written: (d) => t('event.artifact_written', { kind: kindWord(d.type) }),
  retry_scheduled: () => t('event.retry_scheduled'),
  processing_finished: (d) => {
    const files = t('common.files', { count: many(d.artifacts) });
    const count = many(d.warnings);
    return count ? t('event.processing_warned', { files, warnings: t('common.warnings', { count }) }) : t('event.processing_finished', { files });
  },
  source_expired: (d) => t('event.source_expired', { size: formatBytes(d.sizeBytes) }),
  source_damaged: (d) => t('event.source_damaged', { size: formatBytes(d.sizeBytes) }),
  artifact_damaged: (d) => t('event.artifact_damaged', { kind: kindWord(d.type) }),
  artifacts_expired: (d) => t('event.artifacts_expired', { count: many(d.artifacts) }),
  artifact_renamed: (d) => t('event.artifact_renamed', { name: d.label ?? kindWord(d.type) }),
  proxy_failed: () => t('event.proxy_failed'),
};

/** @param {unknown} value a number or a list */
const many = (value) => (Array.isArray(value) ? value.length : Number(value ?? 0));

/** @param {TimelineRow} row */
const isFailure = ({ event, detail }) => event === 'status_changed' && detail?.to === 'FAILED';
/** Only a stop lets a person end the work. @param {TimelineRow} row */
const isStop = (row) => isFailure(row) && row.actor.startsWith('user:') && ['UPLOAD_READY', 'UPLOADING', 'UPLOADED', 'PROCESSING'].includes(row.detail?.from);

/** @param {TimelineRow} row */
export const eventWord = (row) => (isStop(row) ? t('event.stopped') : null) ?? kEvents[row.event]?.(row.detail ?? {}) ?? row.event.replaceAll('_', ' ');

/** @param {string} actor */
export const actorWord = (actor) => (actor.startsWith('user:') ? t('event.you') : 'clipbox');

/** What is said of many in a row. @type {Record<string, (count: number) => string>} */
const kRuns = {
  part_uploaded: (count) => t('event.parts_uploaded', { count }),
  artifact_written: (count) => t('event.artifacts_written', { count }),
};

/**
 * The timeline as it is read: runs of the same as one row. Oldest first.
 * @param {TimelineRow[]} rows @returns {{at: string, text: string, actor: string, failed: boolean}[]}
 */
export function timelineWords(rows) {
  /** @type {{at: string, text: string, actor: string, failed: boolean}[]} */
  const out = [];
  let [run, event] = [0, ''];
  for (const row of rows) {
    run = row.event === event && kRuns[event] ? run + 1 : 1;
    event = row.event;
    if (run > 1) out.pop();
    out.push({
      at: row.at,
      text: run > 1 ? kRuns[event](run) : eventWord(row),
      actor: actorWord(row.actor),
      failed: isFailure(row) && !isStop(row),
    });
  }
  return out;
}

/** @param {{start: number|null, end: number|null}} span */
export const spanWord = ({ start, end }) =>
  start === null || end === null ? t('common.wholeVideo') : t('common.span', { start: formatTime(start), end: formatTime(end) });
