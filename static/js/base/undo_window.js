// @ts-check
// What a person takes away goes only after ten seconds, in which it can be had back; sooner where the view is left. A tab that
// is closed meanwhile leaves it there. Knows no DOM.

const kUndoMs = 10_000;

/** @template T */
export class UndoWindow {
  /** @type {T|null} what can still be had back */
  item = null;
  #go;
  #clock;
  #onChange;
  /** @type {any} */
  #timer = null;

  /**
   * @param {{go: (item: T) => Promise<void>, clock: import('./retry.js').Clock, onChange: (error?: unknown) => void}} given
   *   `go` does it for good
   */
  constructor({ go, clock, onChange }) {
    this.#go = go;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Takes it away; what was taken away before it goes for good. @param {T} item @returns {Promise<void>} */
  take(item) {
    const before = this.end();
    this.item = item;
    this.#timer = this.#clock.setTimeout(() => void this.end(), kUndoMs);
    this.#onChange();
    return before;
  }

  undo() {
    this.#clock.clearTimeout(this.#timer);
    this.item = null;
    this.#onChange();
  }

  /** Nobody can have it back any more. @returns {Promise<void>} */
  async end() {
    const { item } = this;
    this.#clock.clearTimeout(this.#timer);
    this.item = null;
    if (item === null) return;
    const error = await this.#go(item).then(() => undefined, (reason) => reason);
    this.#onChange(error);
  }
}
