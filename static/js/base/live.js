// @ts-check
// Keeps a view fresh: one event stream while the page is seen, polling while it is hidden or the stream is refused
// (503 too_many_streams) or broken. Knows no DOM: the EventSource, the clock and the visibility come from outside.

const kStreamEvents = ['job', 'timeline', 'artifact', 'deleted'];
const kPollMs = 3000;
const kHiddenPollMs = 15_000;
const kReopenMs = 30_000;

/** @typedef {{readyState: number, close: () => void, addEventListener: (type: string, on: (event: any) => void) => void}} Source */

export class Live {
  #given;
  /** @type {Source|null} */
  #source = null;
  /** @type {any} */
  #pollTimer = null;
  /** @type {any} */
  #reopenTimer = null;
  #closed = false;

  /**
   * @param {{url: string, open: (url: string) => Source, clock: import('./retry.js').Clock, hidden: () => boolean,
   *   poll: () => Promise<void>, onEvent: (type: string, data: any) => void}} given
   *   `poll` reads everything again; it may reject, the next one comes anyway
   */
  constructor(given) {
    this.#given = given;
    this.visibilityChanged();
  }

  /** Call when the page is hidden or seen again. */
  visibilityChanged() {
    if (this.#closed) return;
    this.#drop();
    if (this.#given.hidden()) return this.#pollIn(kHiddenPollMs);
    this.#open();
  }

  close() {
    this.#closed = true;
    this.#drop();
  }

  #open() {
    const source = this.#given.open(this.#given.url);
    this.#source = source;
    for (const type of kStreamEvents) {
      source.addEventListener(type, (event) => this.#given.onEvent(type, JSON.parse(event.data)));
    }
    source.addEventListener('open', () => {
      this.#stopPolling();
      // What happened before it opened did not come over it.
      this.#given.poll().catch(() => {});
    });
    source.addEventListener('error', () => {
      if (this.#source !== source) return;
      const refused = source.readyState === 2;
      if (refused) {
        this.#drop();
        this.#reopenTimer = this.#given.clock.setTimeout(() => this.visibilityChanged(), kReopenMs);
      }
      // An interrupted stream comes back by itself; what happens meanwhile is polled.
      if (this.#pollTimer === null) this.#pollIn(refused ? 0 : kPollMs);
    });
  }

  /** @param {number} ms */
  #pollIn(ms) {
    this.#pollTimer = this.#given.clock.setTimeout(async () => {
      const timer = this.#pollTimer;
      await this.#given.poll().catch(() => {});
      if (this.#pollTimer === timer) this.#pollIn(this.#given.hidden() ? kHiddenPollMs : kPollMs);
    }, ms);
  }

  #stopPolling() {
    this.#given.clock.clearTimeout(this.#pollTimer);
    this.#pollTimer = null;
  }

  #drop() {
    this.#source?.close();
    this.#source = null;
    this.#stopPolling();
    this.#given.clock.clearTimeout(this.#reopenTimer);
  }
}
