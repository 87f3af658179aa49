// @ts-check
// Where the senders of one upload wait while it is paused, and the signal by which what is on its way is taken back.

export class PauseGate {
  closed = false;
  #going = new AbortController();
  /** @type {Set<() => void>} */
  #waiting = new Set();

  /** Ends when the gate is closed next; what is done meanwhile goes on until then. */
  get signal() {
    return this.#going.signal;
  }

  close() {
    this.closed = true;
    this.#going.abort();
  }

  open() {
    if (this.closed) this.#going = new AbortController();
    this.closed = false;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Waits while closed. Throws when nobody wants it any more. @param {AbortSignal} run */
  async pass(run) {
    while (this.closed && !run.aborted) {
      await new Promise((resolve) => {
        const wake = () => {
          run.removeEventListener('abort', wake);
          this.#waiting.delete(wake);
          resolve(undefined);
        };
        run.addEventListener('abort', wake);
        this.#waiting.add(wake);
      });
    }
    run.throwIfAborted();
  }
}
