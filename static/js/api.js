// @ts-check
// The only module that calls the API. Answers are the objects of types.js; a refusal is an ApiError that carries
// the problem+json, and a request that got no answer is a NetworkError (the server may have acted on it).

import { refusalText } from './error_words.js';
import { t } from './lang/t.js';

/** @typedef {import('./types.js').Job} Job */
/** @typedef {import('./types.js').UploadSession} UploadSession */
/** @typedef {import('./types.js').PartUrl} PartUrl */
/** @typedef {import('./types.js').Artifact} Artifact */
/** @typedef {import('./types.js').TimelineRow} TimelineRow */
/** @typedef {import('./types.js').User} User */
/** @typedef {import('./types.js').Token} Token */
/** @typedef {import('./types.js').Recipe} Recipe */
/** @typedef {import('./types.js').OutputName} OutputName */

const kBase = '/api/v1';
const kTimeoutMs = 30_000;

export class ApiError extends Error {
  /** 0 where no wait is known */
  retryAfterSeconds;
  #says;

  /**
   * @param {number} status @param {Record<string, any>} problem @param {number} [retryAfterSeconds]  0 where no wait is known
   * @param {Record<string, string>} [says]  by code: the text's key where this call means something of its own
   */
  constructor(status, problem, retryAfterSeconds = 0, says = {}) {
    super();
    this.name = 'ApiError';
    this.status = status;
    /** @type {string} */
    this.code = problem.code || `http_${status}`;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
    this.#says = says;
  }

  /** In the language of the moment. @override */
  get message() {
    return refusalText({ status: this.status, problem: this.problem, retryAfterSeconds: this.retryAfterSeconds, says: this.#says });
  }
}

export class NetworkError extends Error {
  constructor() {
    super();
    this.name = 'NetworkError';
  }

  /** @override */
  get message() {
    return t('errors.network');
  }
}

/**
 * @param {{fetch?: typeof fetch, timeoutMs?: number, onUnauthenticated?: () => void,
 *   onReachable?: (reachable: boolean) => void, onCalls?: (underWay: number) => void}} [options]
 */
export function createApi(options = {}) {
  const doFetch = options.fetch ?? globalThis.fetch.bind(globalThis);
  const reachable = options.onReachable ?? (() => {});
  let underWay = 0;

  /**
   * @param {string} method @param {string} path @param {unknown} [body]
   * @param {Record<string, string>} [headers] @param {Record<string, string>} [says]  words of ApiError's @returns {Promise<any>}
   */
  async function call(method, path, body, headers = {}, says = {}) {
    const isJson = body !== undefined;
    const response = await send(method, path, isJson ? JSON.stringify(body) : null, isJson ? { 'Content-Type': 'application/json', ...headers } : headers);
    if (response.status === 204) return null;
    return response.ok ? response.json().catch(() => null) : refuse(response, says);
  }

  /** The same where text goes there or comes back. @param {string} method @param {string} path @param {Blob|string|null} [body] @returns {Promise<string>} */
  async function text(method, path, body = null) {
    const response = await send(method, path, body, body === null ? {} : { 'Content-Type': 'text/plain; charset=utf-8' });
    return response.ok ? response.text() : refuse(response);
  }

  /** @param {Response} response @param {Record<string, string>} [says] @returns {Promise<never>} */
  async function refuse(response, says = {}) {
    const value = await response.json().catch(() => null);
    // A proxy in front of a server that restarts answers these without a problem of ours.
    if (value === null && [502, 503, 504].includes(response.status)) {
      reachable(false);
      throw new NetworkError();
    }
    if (response.status === 401 && value?.code === 'unauthenticated') options.onUnauthenticated?.();
    throw new ApiError(response.status, value ?? {}, Number(response.headers.get('Retry-After')) || 0, says);
  }

  /** @param {string} method @param {string} path @param {Blob|string|null} body @param {Record<string, string>} headers */
  async function send(method, path, body, headers) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), options.timeoutMs ?? kTimeoutMs);
    options.onCalls?.((underWay += 1));
    try {
      const response = await doFetch(kBase + path, {
        method,
        headers,
        body,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: abort.signal,
      });
      reachable(true);
      return response;
    } catch {
      reachable(false);
      throw new NetworkError();
    } finally {
      clearTimeout(timer);
      options.onCalls?.((underWay -= 1));
    }
  }

  /**
   * All pages of a list from a cursor on, and the cursor of the last one: a list that only grows is read on from there.
   * @param {string} path @param {string} cursor  '' for the beginning @returns {Promise<{items: any[], cursor: string}>}
   */
  async function pages(path, cursor) {
    const items = [];
    for (;;) {
      const page = await call('GET', `${path}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      items.push(...page.items);
      if (!page.nextCursor) return { items, cursor };
      cursor = page.nextCursor;
    }
  }

  /** @param {string} path @returns {Promise<any[]>} */
  const all = async (path) => (await pages(path, '')).items;

  const id = encodeURIComponent;

  return {
    /** @returns {Promise<{user: User}>} */
    session: () => call('GET', '/session'),
    /** @param {string} username @param {string} password @returns {Promise<{user: User}>} */
    signIn: (username, password) => call('POST', '/session', { username, password }, {}, { rate_limited: 'errors.tooManySignIns' }),
    /** @param {string} signInToken @returns {Promise<{user: User}>} */
    signInByLink: (signInToken) => call('POST', '/session', { signInToken }, {}, { bad_credentials: 'errors.signInLink' }),
    signOut: () => call('DELETE', '/session'),
    /** @param {string} setupToken @param {string} username @param {string} password @returns {Promise<any>} */
    setUp: (setupToken, username, password) => call('POST', '/setup', { setupToken, username, password }, {}, { bad_credentials: 'errors.setUpLink' }),

    /** @param {string} url @param {string} key  one per click: a repeated call makes one job @param {Recipe} [recipe] @returns {Promise<Job>} */
    createJob: (url, key, recipe) => call('POST', '/jobs', { url, recipe }, { 'Idempotency-Key': key }),
    /** @param {{q?: string, status?: string, sort?: string, cursor?: string, limit?: number}} query @returns {Promise<import('./types.js').Page<Job>>} */
    jobs: ({ q = '', status = '', sort = '', cursor = '', limit = 50 }) => {
      const query = new URLSearchParams({ limit: String(limit) });
      if (sort) query.set('sort', sort);
      if (status) query.set('status', status);
      if (q) query.set('q', q);
      if (cursor) query.set('cursor', cursor);
      return call('GET', `/jobs?${query}`);
    },
    /** @param {string} job @returns {Promise<Job>} */
    job: (job) => call('GET', `/jobs/${id(job)}`),
    /** @param {string} job @param {{title?: string, description?: string, recipe?: Recipe, autoProcess?: boolean}} change @returns {Promise<Job>} */
    change: (job, change) => call('PATCH', `/jobs/${id(job)}`, change),
    /** @param {string} job @returns {Promise<Job>} */
    fetchMetadata: (job) => call('POST', `/jobs/${id(job)}/metadata`),
    /** @param {string} job @returns {Promise<Job>} */
    confirmRights: (job) => call('POST', `/jobs/${id(job)}/rights`, { confirmed: true }),
    /** All of the recipe, but for what is left out. @param {string} job @param {Recipe} [recipe] @param {OutputName[]} [leaveOut] @returns {Promise<Job>} */
    process: (job, recipe, leaveOut) => call('POST', `/jobs/${id(job)}/process`, { ...(recipe && { recipe }), ...(leaveOut?.length && { leaveOut }) }),
    /** @param {string} job @returns {Promise<Job>} */
    restart: (job) => call('POST', `/jobs/${id(job)}/restart`),
    /** @param {string} job @returns {Promise<Job>} */
    cancel: (job) => call('POST', `/jobs/${id(job)}/cancel`),
    /** These are not made, the others are. @param {string} job @param {OutputName[]} outputs @returns {Promise<Job>} */
    leaveOut: (job, outputs) => call('POST', `/jobs/${id(job)}/cancel`, { outputs }),
    /** @param {string} job */
    deleteJob: (job) => call('DELETE', `/jobs/${id(job)}`),
    /** @param {string} job @param {string} cursor of an earlier reading, or '' @returns {Promise<{items: TimelineRow[], cursor: string}>} */
    timeline: (job, cursor) => pages(`/jobs/${id(job)}/timeline`, cursor),
    /** @param {string} job @returns {Promise<Artifact[]>} */
    artifacts: (job) => all(`/jobs/${id(job)}/artifacts`),

    /** @param {string} job @returns {Promise<{url: string, expiresAt: string}>} */
    sourceUrl: (job) => call('GET', `/jobs/${id(job)}/source/url`),
    /** @param {string} job @param {Recipe} recipe @returns {Promise<{items: import('./types.js').PlanItem[], warnings: import('./types.js').Warning[]}>} */
    plan: (job, recipe) => call('POST', `/jobs/${id(job)}/plan`, { recipe }),
    /** @returns {Promise<{items: import('./types.js').Preset[]}>} */
    presets: () => call('GET', '/presets'),
    /** Keeps a recipe under a name of one's own. @param {string} name @param {{title: string, recipe: Recipe}} preset @returns {Promise<import('./types.js').Preset>} */
    putPreset: (name, preset) => call('PUT', `/presets/${id(name)}`, preset),
    /** @param {string} name */
    deletePreset: (name) => call('DELETE', `/presets/${id(name)}`),
    /** @param {string} job @returns {Promise<import('./types.js').CaptionSources>} */
    captions: (job) => call('GET', `/jobs/${id(job)}/captions`),
    /** As WebVTT. @param {string} job @param {string} language @returns {Promise<string>} */
    captionText: (job, language) => text('GET', `/jobs/${id(job)}/captions?language=${id(language)}`),
    /** SubRip or WebVTT, replacing what there was in this language. @param {string} job @param {string} language @param {Blob|string} body */
    putCaptions: (job, language, body) => text('PUT', `/jobs/${id(job)}/captions?language=${id(language)}`, body),
    /** @param {string} job @param {string} language */
    deleteCaptions: (job, language) => call('DELETE', `/jobs/${id(job)}/captions?language=${id(language)}`),
    /** @param {string} job @returns {Promise<import('./room/marks_from.js').Suggestions>} */
    suggestions: (job) => call('GET', `/jobs/${id(job)}/suggestions`),
    /** @param {string} job @param {number} start @param {number} end @param {number} points @returns {Promise<{min: number[], max: number[]}>} */
    peaks: (job, start, end, points) => call('GET', `/jobs/${id(job)}/peaks?start=${start}&end=${end}&points=${points}`),
    /** A small film of the source, made where there is none yet; the same call tells how far it is. @param {string} job @param {boolean} [again]  after it failed @returns {Promise<import('./types.js').ProxyState>} */
    makeProxy: (job, again = false) => call('POST', `/jobs/${id(job)}/proxy`, again ? { again } : {}),
    /** The picture with which a clip from there begins, and the times of its neighbours. @param {string} url  frameUrl's */
    async frame(url) {
      const response = await doFetch(url, { credentials: 'same-origin' });
      if (!response.ok) throw new ApiError(response.status, (await response.json().catch(() => null)) ?? {});
      return { picture: await response.blob(), headers: response.headers };
    },

    /** A file's first and last bytes: refused where the whole would be. @param {string} job @param {{sizeBytes: number, headBytes: number}} about @param {Blob} ends */
    lookAtEnds: (job, { sizeBytes, headBytes }, ends) => text('POST', `/jobs/${id(job)}/upload/look?sizeBytes=${sizeBytes}&headBytes=${headBytes}`, ends),
    /** @param {string} job @param {object} file @returns {Promise<UploadSession>} */
    prepareUpload: (job, file) => call('POST', `/jobs/${id(job)}/upload`, file),
    /** @param {string} job @returns {Promise<UploadSession>} */
    upload: (job) => call('GET', `/jobs/${id(job)}/upload`),
    /** @param {string} job @param {number[]} partNumbers  at most 100 @returns {Promise<{partUrls: PartUrl[]}>} */
    signParts: (job, partNumbers) => call('POST', `/jobs/${id(job)}/upload/part-urls`, { partNumbers }),
    /** @param {string} job @param {number} n @param {string|null} etag @param {number} sizeBytes @param {string} uploadId  which it was sent for */
    reportPart: (job, n, etag, sizeBytes, uploadId) => call('PUT', `/jobs/${id(job)}/upload/parts/${n}`, { etag, sizeBytes, uploadId }),
    /**
     * The server goes by the store's own list of parts; one that is not what is claimed of it is missing.
     * @param {string} job @param {{partNumber: number, etag: string}[]} parts @returns {Promise<Job>}
     */
    completeUpload: (job, parts) => call('POST', `/jobs/${id(job)}/upload/complete`, parts.length ? { parts } : {}),
    /** @param {string} job @param {string} reason @returns {Promise<Job>} */
    abortUpload: (job, reason) => call('DELETE', `/jobs/${id(job)}/upload`, { reason }),

    /** @param {string} artifact */
    deleteArtifact: (artifact) => call('DELETE', `/artifacts/${id(artifact)}`),
    /** A signed link that saves the file. @param {string} artifact @returns {Promise<{url: string, expiresAt: string}>} */
    downloadUrl: (artifact) => call('GET', `/artifacts/${id(artifact)}/url?download=1`),
    /** A signed link that opens the file. @param {string} artifact @returns {Promise<{url: string, expiresAt: string}>} */
    artifactUrl: (artifact) => call('GET', `/artifacts/${id(artifact)}/url`),
    /** Another name. @param {string} artifact @param {string} label @returns {Promise<Artifact>} */
    renameArtifact: (artifact, label) => call('PATCH', `/artifacts/${id(artifact)}`, { label }),
    /** As it was signed, byte by byte. @param {string} artifact @returns {Promise<string>} */
    async receipt(artifact) {
      const response = await doFetch(`${kBase}/artifacts/${id(artifact)}/receipt`, { credentials: 'same-origin' });
      if (!response.ok) throw new ApiError(response.status, (await response.json().catch(() => null)) ?? {});
      return response.text();
    },
    /** @param {string} job @returns {Promise<import('./types.js').Share[]>} */
    shares: (job) => all(`/jobs/${id(job)}/shares`),
    /** @param {string} job @param {import('./types.js').ShareChange} share @returns {Promise<import('./types.js').Share>} */
    addShare: (job, share) => call('POST', `/jobs/${id(job)}/shares`, share),
    /** @param {string} share @param {import('./types.js').ShareChange} change @returns {Promise<import('./types.js').Share>} */
    changeShare: (share, change) => call('PATCH', `/shares/${id(share)}`, change),
    /** @param {string} share */
    removeShare: (share) => call('DELETE', `/shares/${id(share)}`),
    /** The text of a small artifact (WebVTT). @param {string} artifact @returns {Promise<string>} */
    artifactText: async (artifact) => (await doFetch(contentUrl(artifact), { credentials: 'same-origin' })).text(),

    /** @returns {Promise<User[]>} */
    users: () => all('/users'),
    /** @param {{username: string, password: string, role: string}} user @returns {Promise<User>} */
    addUser: (user) => call('POST', '/users', user),
    /** @param {string} user */
    removeUser: (user) => call('DELETE', `/users/${id(user)}`),
    /** @param {string} user @param {string} password @param {string} [oldPassword] needed for one's own */
    setPassword: (user, password, oldPassword) =>
      call('PUT', `/users/${id(user)}/password`, oldPassword === undefined ? { password } : { password, oldPassword }, {}, { bad_credentials: 'errors.oldPassword' }),
    /** @returns {Promise<Token[]>} */
    tokens: () => all('/tokens'),
    /** @param {string} name @returns {Promise<Token>} */
    addToken: (name) => call('POST', '/tokens', { name }),
    /** @returns {Promise<import('./types.js').Usage>} */
    usage: () => call('GET', '/usage'),
    /** @returns {Promise<any>} */
    system: () => call('GET', '/system'),
    /** The last day, in stretches of some minutes. @returns {Promise<{items: import('./types.js').HistoryStretch[]}>} */
    history: () => call('GET', '/system/history?hours=24'),
    /** The newest jobs that failed, of all people. @returns {Promise<import('./types.js').Page<import('./types.js').FailedJob>>} */
    failures: () => call('GET', '/system/failures?limit=20'),
    /** What is right on the machine, and what is not. @returns {Promise<{checks: import('./types.js').Finding[]}>} */
    findings: () => call('GET', '/system/findings'),
    /** Says that the clock is right, after it jumped. */
    confirmClock: () => call('POST', '/system/clock/confirm'),
    /** @param {string} token */
    removeToken: (token) => call('DELETE', `/tokens/${id(token)}`),
  };
}

/** @typedef {ReturnType<typeof createApi>} Api */

/** Where an artifact's bytes are (a redirect to the store). @param {string} artifact */
export const contentUrl = (artifact) => `${kBase}/artifacts/${encodeURIComponent(artifact)}/content`;
/** What was made of a job, as one file: everything, or those. @param {string} job @param {string[]} [artifacts] */
export const zipUrl = (job, artifacts) =>
  `${kBase}/jobs/${encodeURIComponent(job)}/artifacts.zip${artifacts ? `?ids=${artifacts.map(encodeURIComponent).join(',')}` : ''}`;
/** The picture of the video, kept by the server. @param {string} job */
export const thumbnailUrl = (job) => `${kBase}/jobs/${encodeURIComponent(job)}/thumbnail`;
/**
 * One picture of the uploaded film. @param {Pick<Job, 'id'|'r2SourceKey'>} job @param {number} time  seconds @param {number} height
 */
export const frameUrl = (job, time, height) => `${jobUrl(job)}/frame?t=${plainNumber(time)}&height=${height}&v=${versionOf(job)}`;
/** @param {Pick<Job, 'id'|'r2SourceKey'>} job @param {number} start @param {number} end @param {number} count @param {number} height */
export const stripUrl = (job, start, end, count, height) =>
  `${jobUrl(job)}/strip?start=${plainNumber(start)}&end=${plainNumber(end)}&count=${count}&height=${height}&v=${versionOf(job)}`;
/** @param {Pick<Job, 'id'>} job */
const jobUrl = (job) => `${kBase}/jobs/${encodeURIComponent(job.id)}`;
/** Without an exponent, to the microsecond. @param {number} value */
const plainNumber = (value) => String(Math.round(value * 1e6) / 1e6);
/** What stays the same as long as the source does. @param {Pick<Job, 'r2SourceKey'>} job */
const versionOf = ({ r2SourceKey }) => encodeURIComponent((r2SourceKey ?? '').split('/').at(-1) ?? '');

/** The event stream of one job, or of all of one's jobs. @param {string} [job] */
export const eventsUrl = (job) => (job ? `${kBase}/jobs/${encodeURIComponent(job)}/events` : `${kBase}/events`);
