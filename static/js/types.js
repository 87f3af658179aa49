// @ts-check
// The shapes that the API gives, for the type checker and the reader. No code.

/** @typedef {'CREATED'|'META_READY'|'UPLOAD_READY'|'UPLOADING'|'UPLOADED'|'PROCESSING'|'READY'|'FAILED'} Status */

/** @typedef {{start: number, end: number|null, title: string}} Chapter */

/**
 * @typedef {object} SourceMeta
 * @property {string} title
 * @property {string|null} authorName
 * @property {string|null} authorUrl
 * @property {string|null} thumbnailUrl
 * @property {number|null} durationSeconds
 * @property {string|null} description
 * @property {Chapter[]|null} chapters
 * @property {'oembed'|'data_api'|'manual'} via
 * @property {boolean} limited
 */

/**
 * @typedef {object} SourceFile
 * @property {string} fileName
 * @property {number} sizeBytes
 * @property {number|null} durationSeconds
 * @property {number|null} width
 * @property {number|null} height
 * @property {number|null} frameRate
 * @property {string|null} videoCodec
 * @property {string|null} audioCodec
 * @property {number|null} rotation
 */

/** `parts` in place of the span: pieces that are joined. @typedef {{start: number, end: number, label?: string, focus?: {x: number, y: number}, parts?: {start: number, end: number}[]}} Clip */

/**
 * @typedef {object} Recipe
 * @property {Clip[]} [clips]
 * @property {{from?: 'chapters'|'scenes'|'even', count?: number, maxSeconds?: number}} [auto]
 * @property {string[]} [outputs]
 * @property {string|null} [preset]
 * @property {{cut?: string, height?: number|null, aspect?: string, fit?: string, focus?: {x: number, y: number}, loudness?: number|null,
 *   maxBytes?: number|null, crf?: number}} [mp4]
 * @property {{width?: number, fps?: number, maxSeconds?: number, maxBytes?: number|null}} [gif]
 * @property {{width?: number, fps?: number, maxSeconds?: number}} [webp]
 * @property {{format?: string}} [audio]
 * @property {{from?: string, burn?: boolean, style?: CaptionsStyle}} [captions]
 */

/** @typedef {{size?: number, position?: 'bottom'|'top', color?: string}} CaptionsStyle */

/** @typedef {{name: string, title: string, recipe: Recipe, own?: boolean}} Preset */

/**
 * @typedef {object} PlanItem
 * @property {string} type
 * @property {string|null} label
 * @property {number|null} start
 * @property {number|null} end
 * @property {string} method
 * @property {string|null} reason
 * @property {number|null} readBytes
 * @property {number|null} expectedBytes
 * @property {number|null} expectedSeconds
 * @property {string|null} [settings]  as the artifact will carry it
 */

/** The server's small film of a source. @typedef {{state: 'queued'|'running'|'done'|'failed', fraction: number, artifact: Artifact|null, failure: {code: string, message: string}|null}} ProxyState */
/** What is worked on now. @typedef {{start: number|null, end: number|null, label: string|null, fraction: number}} SpanProgress */
/** @typedef {{phase: string, fraction: number, spans?: SpanProgress[]}} Progress */

/** @typedef {{language: string, sizeBytes: number, putAt: string, used: boolean}} CaptionFile */
/** Where captions can come from. @typedef {{items: CaptionFile[], embedded: boolean|null, speech: boolean}} CaptionSources */

/** @typedef {{code: string, message: string, output?: string|null, clip?: string|null}} Warning */
/** One output of a recipe, named as its plan names it. @typedef {{type: string, label: string|null, start: number|null, end: number|null}} OutputName */

/**
 * @typedef {object} Job
 * @property {string} id
 * @property {Status} status
 * @property {string} sourceUrl
 * @property {string} videoId
 * @property {string|null} title
 * @property {SourceMeta|null} sourceMeta
 * @property {string|null} rightsConfirmedAt
 * @property {string|null} r2SourceKey
 * @property {SourceFile|null} source
 * @property {Recipe|null} recipe
 * @property {{start: number, end: number|null}|null} proposedClip
 * @property {boolean} autoProcess
 * @property {Progress|null} progress
 * @property {number} attempts
 * @property {{code: string, message: string, at: string}|null} failure
 * @property {Warning[]|null} warnings
 * @property {OutputName[]} [leftOut]  what somebody took out of it
 * @property {number} [clipCount]  clips that were made of it and are there
 * @property {string} createdAt
 * @property {string} updatedAt
 * @property {string|null} readyAt
 */

/**
 * @typedef {object} UploadSession
 * @property {string} uploadId
 * @property {string} fileName
 * @property {number} sizeBytes
 * @property {string|null} lastModified
 * @property {number} partSize
 * @property {number} partCount
 * @property {string} expiresAt
 * @property {{partNumber: number, etag: string|null, sizeBytes: number}[]} parts
 * @property {PartUrl[]} partUrls
 */

/** @typedef {{partNumber: number, url: string, expiresAt: string}} PartUrl */

/**
 * Where an upload in this page stands (upload/upload.js).
 * @typedef {object} UploadState
 * @property {'preparing'|'elsewhere'|'checking'|'sending'|'paused'|'completing'|'done'|'failed'|'aborted'} phase
 * @property {number} sentBytes
 * @property {number} totalBytes
 * @property {number|null} bytesPerSecond
 * @property {number|null} secondsLeft
 * @property {number} partsDone
 * @property {number} partCount
 * @property {number} retries
 * @property {'turn'|'line'|null} waitsFor  why nothing moves just now: other uploads, or the line
 * @property {import('./base/retry.js').Trouble|null} trouble  the wait under way, if any
 * @property {import('./upload/source_file.js').Difference[]} differences  from the file that the upload was begun with, none of which matters
 * @property {boolean} wrongFile  the error is that it is another file
 * @property {Error|null} error
 * @property {import('./upload/faults.js').Mend|null} mend  what can help against it
 */

/**
 * @typedef {object} Artifact
 * @property {string} id
 * @property {string} jobId
 * @property {string} type
 * @property {string|null} label
 * @property {number|null} start
 * @property {number|null} end
 * @property {number|null} durationSeconds
 * @property {number|null} width
 * @property {number|null} height
 * @property {number} sizeBytes
 * @property {string} r2Key
 * @property {string} contentType
 * @property {string|null} method
 * @property {string|null} reason
 * @property {string} [settings]  by which it was made: what tells two looks of one clip apart
 * @property {string} createdAt
 * @property {string|null} [variant]  which of the recipe's variants
 * @property {{start: number, end: number}[]|null} [parts]  the pieces of a joined clip
 */

/**
 * A page that needs no account.
 * @typedef {object} Share
 * @property {string} id
 * @property {string} url
 * @property {string|null} title
 * @property {string[]|null} artifactIds  those of its files that are still there
 * @property {string|null} expiresAt
 * @property {boolean} [hasPassword]
 * @property {number} [views]
 * @property {string} [createdAt]
 */

/** What is said of a share page. `artifactIds: null` is all that there is now; what is left out stays, null takes it away.
 * @typedef {{artifactIds?: string[]|null, title?: string|null, expiresAt?: string|null, password?: string|null}} ShareChange */

/** @typedef {{id: string|number, at: string, actor: string, event: string, detail: Record<string, any>|null}} TimelineRow */

/** @typedef {{id: string, username: string, role: 'admin'|'member', createdAt?: string}} User */

/** @typedef {{id: string, name: string|null, createdAt: string, lastUsedAt: string|null, secret?: string}} Token */

/**
 * How the server does.
 * @typedef {object} SystemState
 * @property {string} version
 * @property {string[]} libraries
 * @property {{kind: 'local'|'r2', endpoint: string|null, bucket: string, prefix: string, state: 'ok'|'unavailable'|'elsewhere', detail: string|null}} storage
 * @property {number} workers
 * @property {string} receiptKey
 * @property {{totalBytes: number, freeBytes: number, keepFreeBytes: number}|null} disk
 * @property {{files: number, bytes: number}|null} quarantine
 * @property {{startedAt: string, endedAt: string|null, objects: number, bytes: number, damaged: number, setAside: number, stillDamaged: number}|null} [lastVerify]
 * @property {{now: string, highestSeen: string, paused: boolean, pausedUntil: string|null, jumpedBySeconds: number|null}} clock
 * @property {{waiting: number, processing: number, oldestSeconds: number, jobs?: QueuedJob[]}} queue
 * @property {number} pendingDeletes
 * @property {{worker: string, task: string, title: string|null, ownerName: string|null, seconds: number, fraction: number|null}[]} [workersAtWork]
 */

/** @typedef {{jobId: string, title: string|null, ownerName: string, state: 'working'|'waiting', seconds: number}} QueuedJob */
/** @typedef {{at: string, jobsReady: number, jobsFailed: number, cpuSeconds: number, receivedBytes: number, sentBytes: number}} HistoryStretch */
/** @typedef {{jobId: string, ownerName: string, title: string|null, code: string, message: string, at: string}} FailedJob */
/** @typedef {{name: string, ok: boolean, detail: string, mend: string|null}} Finding */

/**
 * What one's videos take.
 * @typedef {object} Usage
 * @property {number} usedBytes
 * @property {number|null} limitBytes
 * @property {{jobId: string, title: string|null, sizeBytes: number}[]} largest
 */

/**
 * @template T
 * @typedef {{items: T[], nextCursor: string|null}} Page
 */

export {};
