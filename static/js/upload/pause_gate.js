// @ts-check
// Where the senders of one upload wait while it is paused.

export class PauseGate {
  closed = false;
  /** @type {Set<() => void>} */
  #waiting = new Set();

  close() {
    this.closed = true;
  }

  open() {
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
