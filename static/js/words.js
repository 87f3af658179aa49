// @ts-check
// What the statuses, events, failures and artifacts are called in front of people. One place for all of it.

import { count, formatBytes, formatTime, sentence } from './format.js';

/** @typedef {import('./types.js').Job} Job */
/** @typedef {import('./types.js').TimelineRow} TimelineRow */

export const kRightsText =
  'I own this video or have the permission of those who do, and I may make and use clips of it.';

/** @type {Record<string, string>} */
const kStatus = {
  CREATED: 'Looking for the video',
  META_READY: 'Waiting for your file',
  UPLOAD_READY: 'Ready to upload',
  UPLOADING: 'Uploading',
  UPLOADED: 'Uploaded',
  PROCESSING: 'Making clips',
  READY: 'Ready',
  FAILED: 'Failed',
};

/** A status as one chooses it from a list. @param {string} status */
export const choiceWord = (status) => kStatus[status] ?? status;

/** @param {Pick<Job, 'status'|'autoProcess'|'rightsConfirmedAt'|'failure'>} job */
export function statusWord(job) {
  if (wasStopped(job)) return 'Stopped';
  if (job.status === 'META_READY' && !job.rightsConfirmedAt) return 'Waiting for your go-ahead';
  if (isHeld(job)) return 'Waiting for your choice';
  if (job.status === 'UPLOADED') return 'Waiting its turn';
  return kStatus[job.status] ?? job.status;
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

/** @type {Record<string, string>} */
const kAdvice = {
  video_removed: 'Check the link. If it is right, the video may be private or gone.',
  not_a_video: 'Choose the video file itself, as it came from the camera or the editor.',
  truncated: 'The end of the file is missing. Copy or export it again, then upload it.',
  unsupported_format: 'Export it as MP4, MOV, MKV or WebM and upload that.',
  unsupported_codec: 'Export it with H.264, HEVC, VP9 or AV1 video and upload that.',
  too_long: 'Upload a shorter video, or ask the administrator to raise the limit.',
  too_large: 'Upload a smaller file, or ask the administrator to raise the limit.',
  timeout: 'Try again with fewer or shorter clips.',
  out_of_memory: 'Try again with fewer clips, or from a smaller video.',
  decoder_crash: 'Something in this file broke the decoder twice. Export it again and upload that.',
  source_changed: 'Process it again: the clips will be of the file that is there now.',
  storage_full: 'Make room on the server, then try again.',
  store_unavailable: 'The object store did not answer. Try again in a while.',
  cancelled: 'Nothing is lost. The clips can be made whenever you like.',
  upload_aborted: 'Start over whenever you like.',
  upload_expired: 'The upload lay unfinished for too long. Start over.',
  nothing_made: 'Change what to make, then try again.',
  internal: 'Try again. If it happens again, the server’s log says more.',
};

/** @param {string} code */
export const adviceFor = (code) => kAdvice[code] ?? 'Try again.';

/** @type {Record<string, string>} */
const kKinds = {
  clip: 'MP4',
  gif: 'GIF',
  webp: 'WebP',
  poster: 'Poster',
  storyboard: 'Storyboard',
  storyboard_vtt: 'Storyboard times',
  waveform: 'Waveform',
  waveform_peaks: 'Waveform peaks',
  audio: 'Audio',
  captions: 'Captions',
};

/** @param {string} type */
export const kindWord = (type) => kKinds[type] ?? type;

/** @type {Record<string, [string, string]>} */
export const kOutputWords = {
  mp4: ['MP4 clips', 'Frame-exact'],
  gif: ['GIFs', 'Up to 6 seconds, own palette'],
  webp: ['WebP', 'Moving pictures, smaller than a GIF'],
  poster: ['Posters', 'A still of each clip'],
  storyboard: ['Storyboard', 'Thumbnails over the whole video'],
  waveform: ['Waveform', 'The sound of the whole video as a picture'],
  audio: ['Audio', 'M4A of each clip'],
  captions: ['Captions', 'WebVTT and SubRip, where there are some'],
};

/** @type {Record<string, string>} */
const kOutputNames = { mp4: 'MP4' };

/**
 * Warnings as lines that name the clip and the files; what is the same of one clip is one line.
 * @param {import('./types.js').Warning[]} warnings @returns {string[]}
 */
export function warningLines(warnings) {
  /** @type {Map<string, {clip: string, outputs: Set<string>, message: string}>} */
  const lines = new Map();
  for (const { clip, output, message } of warnings) {
    const key = JSON.stringify([clip ?? null, message]);
    const line = lines.get(key) ?? { clip: clip ? `“${clip}”` : '', outputs: new Set(), message };
    if (output) line.outputs.add(kOutputNames[output] ?? kindWord(output));
    lines.set(key, line);
  }
  return [...lines.values()].map(({ clip, outputs, message }) => {
    const about = [clip, ...outputs].filter(Boolean).join(', ');
    return about ? `${about}: ${message}` : sentence(message);
  });
}

/** @type {Record<string, string>} */
const kMethods = {
  copy: 'copied',
  smart: 'smart cut',
  exact: 'frame-exact',
  keyframe: 'cut at key frames',
  render: 'rendered',
};

/** How a clip was cut. @param {string|null} method */
export const methodWord = (method) => (method ? (kMethods[method] ?? method) : '');

/** How a clip will be made. @param {{method: string, reason: string|null}} plan */
export const planWord = ({ method, reason }) =>
  method === 'smart' ? 'exact to the frame, mostly copied' : method === 'exact' ? `made anew${kWhys[reason ?? ''] ?? ''}` : methodWord(method);

/** @type {Record<string, string>} */
const kWhys = {
  scaled: ': another size',
  reshaped: ': another shape',
  burned: ': captions are drawn in',
  size_target: ': fitted to a size',
  hdr: ': from HDR',
  not_h264: ': not H.264',
  interlaced: ': interlaced',
  ten_bit: ': ten bits a colour',
};

/** @type {Record<string, string>} */
const kMoves = {
  META_READY: 'Ready for your file',
  UPLOAD_READY: 'Ready to upload',
  UPLOADING: 'The upload began',
  UPLOADED: 'The file is complete',
  PROCESSING: 'Processing began',
  READY: 'Everything is ready',
  FAILED: 'The job failed',
};

/** @type {Record<string, (detail: Record<string, any>) => string>} */
const kEvents = {
  created: () => 'The job was created',
  metadata_fetched: (d) => (d.via === 'manual' ? 'The title was given by hand' : 'Title and picture came from YouTube'),
  metadata_failed: () => 'YouTube could not be asked',
  status_changed: (d) => (d.from === 'PROCESSING' && d.to === 'UPLOADED' ? 'It waits' : (kMoves[d.to] ?? `Moved to ${d.to}`)),
  rights_confirmed: () => 'The rights were confirmed',
  upload_prepared: (d) => `The upload was prepared: ${count(d.partCount, 'part')} of ${formatBytes(d.partSize)} at most`,
  part_uploaded: (d) => `Part ${d.partNumber} arrived (${formatBytes(d.sizeBytes)})`,
  upload_completed: (d) => `The upload was checked: ${formatBytes(d.sizeBytes)}`,
  processing_started: (d) => (d.attempt > 1 ? `Work on it began again (try ${d.attempt})` : 'Work on it began'),
  artifact_written: (d) => `Made: ${kindWord(d.type)}`,
  retry_scheduled: () => 'It will be tried again shortly',
  processing_finished: (d) =>
    `Finished: ${count(many(d.artifacts), 'file')}${many(d.warnings) ? `, ${count(many(d.warnings), 'warning')}` : ''}`,
  source_expired: (d) => `The uploaded file was deleted after its time (${formatBytes(d.sizeBytes)})`,
  artifacts_expired: (d) => `${count(many(d.artifacts), 'file')} deleted after their time`,
};

/** @param {unknown} value a number or a list */
const many = (value) => (Array.isArray(value) ? value.length : Number(value ?? 0));

/** @param {TimelineRow} row */
const isFailure = ({ event, detail }) => event === 'status_changed' && detail?.to === 'FAILED';
/** Only a stop lets a person end the work. @param {TimelineRow} row */
const isStop = (row) => isFailure(row) && row.actor.startsWith('user:') && ['UPLOAD_READY', 'UPLOADING', 'UPLOADED', 'PROCESSING'].includes(row.detail?.from);

/** @param {TimelineRow} row */
export const eventWord = (row) => (isStop(row) ? 'It was stopped' : null) ?? kEvents[row.event]?.(row.detail ?? {}) ?? row.event.replaceAll('_', ' ');

/** @param {string} actor */
export const actorWord = (actor) => (actor.startsWith('user:') ? 'you' : 'clipbox');

/** What is said of many in a row. @type {Record<string, (n: number) => string>} */
const kRuns = {
  part_uploaded: (n) => `${count(n, 'part')} arrived`,
  artifact_written: (n) => `${count(n, 'file')} made`,
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
  start === null || end === null ? 'Whole video' : `${formatTime(start)} – ${formatTime(end)}`;
