// @ts-check
// The two ends of a clip, by the film's own frames: which picture is its first and its last, and which they would be a frame
// earlier or later. A clip presents the frames from `start` on whose time is before `end`. Knows no DOM.

/** A frame of the film and the times of its neighbours; null at the film's ends. @typedef {{time: number, previous: number|null, next: number|null}} Frame */
/** @typedef {{before: Frame|null, at: Frame, after: Frame|null}} Three */

const kNear = 0.0005; // seconds; a time this near to a frame's is that frame's

export class CutEnds {
  /** @type {Frame} the clip's first picture, as it would be */
  #first;
  /** @type {Frame} its last one */
  #last;
  #frameAt;
  #asked;
  #given;
  #film;
  /** @type {Set<Promise<void>>} steps that are on their way */
  #steps = new Set();

  /**
   * @param {{start: number, end: number}} span as it was asked for @param {Frame} first @param {Frame} last
   * @param {(time: number) => Promise<Frame>} frameAt @param {{duration: number, frameSeconds: number}} film
   */
  constructor(span, first, last, frameAt, film) {
    this.#asked = span;
    this.#given = { first: first.time, last: last.time };
    this.#first = first;
    this.#last = last;
    this.#frameAt = frameAt;
    this.#film = film;
  }

  /**
   * @param {{start: number, end: number}} span @param {(time: number) => Promise<Frame>} frameAt  the frame that is on the screen at a
   *   time; rejects as the server does @param {{duration: number, frameSeconds: number}} film
   */
  static async of(span, frameAt, film) {
    const [first, last] = await Promise.all([frameAt(span.start), lastOf(span.end, frameAt, film)]);
    return new CutEnds(span, first, last, frameAt, film);
  }

  get isMoved() {
    return this.#first.time !== this.#given.first || this.#last.time !== this.#given.last;
  }

  /** From when to when a clip goes that begins and ends with these pictures. */
  get span() {
    const start = this.#first.time === this.#given.first ? this.#asked.start : this.#first.time;
    const end = this.#last.time === this.#given.last ? this.#asked.end : this.#endBehindLast();
    return { start, end };
  }

  #endBehindLast() {
    return this.#last.next ?? Math.max(this.#film.duration, this.#last.time + this.#film.frameSeconds);
  }

  /** Whether an end can go that way, and leave a picture between them. @param {'start'|'end'} end @param {-1|1} by */
  may(end, by) {
    const frame = end === 'start' ? this.#first : this.#last;
    if ((by < 0 ? frame.previous : frame.next) === null) return false;
    if (end === 'start') return by < 0 || this.#first.time < this.#last.time;
    return by > 0 || this.#first.time < this.#last.time;
  }

  /** A frame earlier or later, behind the steps before; where it cannot go it stays. @param {'start'|'end'} end @param {-1|1} by @returns {Promise<void>} */
  move(end, by) {
    const step = Promise.allSettled(this.#steps)
      .then(() => this.#step(end, by))
      .finally(() => this.#steps.delete(step));
    this.#steps.add(step);
    return step;
  }

  /** No step is on its way any more; rejects where one of those that were could not be made. */
  async settled() {
    await Promise.all(this.#steps);
  }

  /** @param {'start'|'end'} end @param {-1|1} by */
  async #step(end, by) {
    if (!this.may(end, by)) return;
    const frame = end === 'start' ? this.#first : this.#last;
    const moved = await this.#frameAt(/** @type {number} */ (by < 0 ? frame.previous : frame.next));
    if (end === 'start') this.#first = moved;
    else this.#last = moved;
  }

  /** The picture at an end and its neighbours in the film. @param {'start'|'end'} end @returns {Promise<Three>} */
  async around(end) {
    const at = end === 'start' ? this.#first : this.#last;
    const near = (/** @type {number|null} */ time) => (time === null ? null : this.#frameAt(time));
    const [before, after] = await Promise.all([near(at.previous), near(at.next)]);
    return { before, at, after };
  }
}

/** The last frame before a time. @param {number} end @param {(time: number) => Promise<Frame>} frameAt @param {{duration: number, frameSeconds: number}} film */
async function lastOf(end, frameAt, { duration, frameSeconds }) {
  const within = Math.min(end, Math.max(0, duration - frameSeconds / 2));
  const shown = await frameAt(within);
  return shown.time > end - kNear && shown.previous !== null ? frameAt(shown.previous) : shown;
}
