// What the upload needs from outside, made by hand: a clock that moves when told, and a server with a store behind it.

import { createHash, webcrypto } from 'node:crypto';

import { ApiError, NetworkError } from '../../static/js/api.js';
import './words_setup.js';

globalThis.crypto ??= webcrypto; // Node 18, which Debian 12 has, keeps it in its module

/** Lets everything that can run without time passing run. */
export async function settle(turns = 20) {
  for (let i = 0; i < turns; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

export class ManualClock {
  #now = 1_000_000;
  #timers = new Map();
  #next = 1;

  now = () => this.#now;
  setTimeout = (run, ms) => {
    this.#timers.set(this.#next, { at: this.#now + ms, run });
    return this.#next++;
  };
  clearTimeout = (timer) => this.#timers.delete(timer);

  /** Time passes and no timer is due. */
  step = (ms) => void (this.#now += ms);

  async advance(ms) {
    const until = this.#now + ms;
    for (;;) {
      await settle();
      const due = [...this.#timers].filter(([, t]) => t.at <= until).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.#now = Math.max(this.#now, due[1].at);
      due[1].run();
    }
    this.#now = until;
    await settle();
  }
}

/** Runs a test whose timers are those of a clock by hand. @param {(clock: ManualClock) => Promise<void>} run */
export async function withManualTimers(run) {
  const clock = new ManualClock();
  const { setTimeout, clearTimeout } = globalThis;
  Object.assign(globalThis, { setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout });
  try {
    await run(clock);
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout });
  }
}

export function fileOf(name, bytes, fill = 7) {
  const file = new Blob([new Uint8Array(bytes).fill(fill)]);
  return Object.assign(file, { name, lastModified: 1_700_000_000_000 });
}

/**
 * A server and its store. Each PUT waits in `puts` until the test answers it, unless `automatic`. `fail` holds, by
 * call, errors thrown in turn before (or, with `after`, behind) the effect.
 */
export class FakeServer {
  automatic = true;
  origin = 'https://store.example';
  puts = [];
  calls = [];
  stored = new Map();
  replaced = new Set(); // parts that hold what another sender put there
  reported = [];
  looked = []; // files' ends
  dislikes = null; // why they are refused
  status = 'META_READY';
  r2SourceKey = null;
  signed = 0;
  expires = 3600;
  before = {};
  fail = {};
  failAfter = {};
  flying = 0;
  mostFlying = 0;
  etagReadable = true;
  fill = 7; // what the stored parts are made of

  constructor({ size = 50, partSize = 10, name = 'film.mp4' } = {}) {
    Object.assign(this, { size, partSize, name, partCount: Math.ceil(size / partSize) });
  }

  #enter(call) {
    this.calls.push(call);
    this.before[call]?.();
    const error = this.fail[call]?.shift();
    if (error) throw error;
  }

  #leave(call, value) {
    const error = this.failAfter[call]?.shift();
    if (error) throw error;
    return value;
  }

  sizeOf = (n) => Math.min(this.partSize, this.size - (n - 1) * this.partSize);
  etagOf = (n) => createHash('md5').update(Buffer.alloc(this.sizeOf(n), this.fill)).digest('hex');

  /** A session as prepare and upload give it. */
  session() {
    const parts = [...this.stored].sort(([a], [b]) => a - b).map(([partNumber, sizeBytes]) => ({ partNumber, etag: this.etagOf(partNumber), sizeBytes }));
    const missing = Array.from({ length: this.partCount }, (_, i) => i + 1).filter((n) => !this.stored.has(n));
    return {
      uploadId: 'u', fileName: this.name, sizeBytes: this.size, lastModified: null, partSize: this.partSize, partCount: this.partCount,
      expiresAt: '', parts, partUrls: missing.slice(0, 10).map(this.partUrl),
    };
  }

  partUrl = (n) => ({ partNumber: n, url: `${this.origin}/k?partNumber=${n}&sig=${++this.signed}&X-Amz-Expires=${this.expires}`, expiresAt: '2026-01-01T00:00:00Z' });

  api = {
    lookAtEnds: async (_job, about, ends) => {
      this.looked.push({ ...about, bytes: ends.size });
      if (this.dislikes) throw this.dislikes;
    },
    prepareUpload: async (_job, file) => {
      this.#enter('prepare');
      if (file.fileName !== this.name || file.sizeBytes !== this.size) {
        throw new ApiError(409, { code: 'different_file', detail: `The upload under way is of “${this.name}”.` });
      }
      return this.#leave('prepare', this.session());
    },
    upload: async () => {
      this.#enter('upload');
      return this.session();
    },
    signParts: async (_job, numbers) => {
      this.#enter('sign');
      return this.#leave('sign', { partUrls: numbers.map(this.partUrl) });
    },
    reportPart: async (_job, n, etag, size, uploadId) => {
      this.#enter('report');
      this.reported.push({ n, etag, size, uploadId });
    },
    completeUpload: async (_job, claims) => {
      this.#enter('complete');
      const missing = [];
      for (let n = 1; n <= this.partCount; n += 1) if (!this.stored.has(n)) missing.push(n);
      for (const { partNumber, etag } of claims) if (this.stored.has(partNumber) && (etag !== this.etagOf(partNumber) || this.replaced.has(partNumber))) missing.push(partNumber);
      if (missing.length) throw new ApiError(409, { code: 'parts_missing', missing });
      this.status = 'UPLOADED';
      this.r2SourceKey = 'k';
      return this.#leave('complete', this.jobValue());
    },
    abortUpload: async (_job, reason) => {
      this.#enter(`abort:${reason}`);
      this.status = 'FAILED';
      return this.jobValue();
    },
    job: async () => {
      this.#enter('job');
      return this.jobValue();
    },
  };

  jobValue = () => ({ id: 'j', status: this.status, r2SourceKey: this.r2SourceKey });

  put = ({ url, body, signal, onProgress }) =>
    new Promise((resolve, reject) => {
      const n = Number(new URL(url).searchParams.get('partNumber'));
      this.flying += 1;
      this.mostFlying = Math.max(this.mostFlying, this.flying);
      let open = true;
      const end = (act) => {
        if (!open) return;
        open = false;
        this.flying -= 1;
        act();
      };
      const put = {
        n, url, size: body.size, signal, progress: onProgress, open: () => open,
        answer: (status) => end(() => {
          if (status === 200) {
            this.stored.set(n, body.size);
            this.replaced.delete(n);
          }
          resolve({ status, etag: status === 200 && this.etagReadable ? `"${this.etagOf(n)}"` : null });
        }),
        lose: () => end(() => resolve({ status: 0, etag: null })),
      };
      signal.addEventListener('abort', () => end(() => reject(new Error('aborted'))));
      this.puts.push(put);
      if (this.automatic) setImmediate(() => put.answer(200));
    });
}

/** What lies between the page and the store: `bytesPerSecond` for all, at most `each` for one connection. */
export class FakeLine {
  #sent = new Map();

  constructor(server, { bytesPerSecond, each }) {
    Object.assign(this, { server, bytesPerSecond, each });
  }

  /** @param {number} seconds */
  move(seconds) {
    const open = this.server.puts.filter((put) => put.open());
    const share = Math.min(this.each, this.bytesPerSecond / Math.max(1, open.length)) * seconds;
    for (const put of open) {
      const sent = (this.#sent.get(put) ?? 0) + share;
      this.#sent.set(put, sent);
      put.progress(Math.min(put.size, Math.floor(sent)));
      if (sent >= put.size) put.answer(200);
    }
  }
}

export const lost = () => new NetworkError();
