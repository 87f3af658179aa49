// @ts-check
// Keeps as many parts under way as the window allows, until all are sent or one of them ends the upload.

/** @typedef {{next: () => number|undefined}} Waiting */

export class PartPump {
  #parts;
  #gate;
  #limit;
  #send;
  #look = () => {};

  /**
   * @param {{parts: Waiting, gate: import('./pause_gate.js').PauseGate, limit: () => number,
   *   send: (n: number, run: AbortSignal) => Promise<void>}} given
   */
  constructor({ parts, gate, limit, send }) {
    this.#parts = parts;
    this.#gate = gate;
    this.#limit = limit;
    this.#send = send;
  }

  /** Another number may travel now. */
  look() {
    this.#look();
  }

  /** @param {AbortSignal} run */
  async run(run) {
    /** @type {Set<Promise<void>>} */
    const flying = new Set();
    /** @type {{error: unknown}|null} */
    let broken = null;
    /** @param {number} n */
    const start = (n) => {
      const one = this.#send(n, run)
        .catch((error) => void (broken ??= { error }))
        .finally(() => {
          flying.delete(one);
          this.#look();
        });
      flying.add(one);
    };
    for (;;) {
      if (broken) throw /** @type {{error: unknown}} */ (broken).error;
      if (!flying.size) await this.#gate.pass(run);
      run.throwIfAborted();
      while (!this.#gate.closed && flying.size < this.#limit()) {
        const n = this.#parts.next();
        if (n === undefined) break;
        start(n);
      }
      if (!flying.size && !this.#gate.closed) return;
      await new Promise((resolve) => (this.#look = () => resolve(undefined)));
    }
  }
}
