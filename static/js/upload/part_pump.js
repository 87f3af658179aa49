// @ts-check
// Keeps as many parts under way as the window allows, until all are sent or one of them ends the upload.

export class PartPump {
  #parts;
  #limit;
  #send;
  #look = () => {};

  /** @param {{parts: {next: () => number|undefined}, limit: () => number, send: (n: number, run: AbortSignal) => Promise<void>}} given */
  constructor({ parts, limit, send }) {
    this.#parts = parts;
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
      while (flying.size < this.#limit()) {
        const n = this.#parts.next();
        if (n === undefined) break;
        start(n);
      }
      if (!flying.size) return;
      await new Promise((resolve) => (this.#look = () => resolve(undefined)));
    }
  }
}
