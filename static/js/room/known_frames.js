// @ts-check
// The frames of a film whose times were told, and which of them follow each other. frame_times.js fills the rest.

import { countUpTo } from './sorted.js';

export const kNear = 0.0005; // seconds; times this near to each other are those of one frame

export class KnownFrames {
  /** @type {number[]} ascending; position zero is the film's first frame */
  #times = [0];
  /** @type {boolean[]} whether no frame lies between the i-th and the next known one */
  #joined = [false];
  #run = 0;
  #endIsKnown = false;
  version = 0; // grows with what is known

  /** The last known frame that begins at or before the time, by its place. @param {number} time */
  placeOf = (time) => Math.max(0, countUpTo(this.#times, time + kNear) - 1);
  /** @param {number} place @returns {number|undefined} */
  time = (place) => this.#times[place];
  /** @param {number} place */
  isJoined = (place) => this.#joined[place] ?? false;
  /** Nothing comes after it. @param {number} place */
  isEnd = (place) => this.#endIsKnown && place === this.#times.length - 1;
  /** All frames up to this one are known: its place is its number. @param {number} place */
  isCounted = (place) => place <= this.#run;

  /** @param {readonly (number|null)[]} told  frames that follow each other; a null at the end: the film ends there */
  learn(told) {
    const before = this.version;
    let last = -1;
    for (const time of told) {
      if (time !== null && Number.isFinite(time) && time > -kNear) last = this.#put(time, last);
    }
    if (last >= 0 && told.length > 1 && told.at(-1) === null) this.#endAt(last);
    while (this.#joined[this.#run]) this.#run += 1;
    return this.version !== before;
  }

  /** @param {number} time @param {number} before  the place of the frame in front of it, or -1 @returns {number} its place */
  #put(time, before) {
    const at = this.placeOf(time);
    const isThere = Math.abs(this.#times[at] - time) <= kNear;
    if (!isThere && before < 0 && this.#joined[at]) return at; // the server's word stands
    const place = isThere ? at : this.#insert(at + 1, time);
    if (before >= 0 && place > before) return this.#join(before, place);
    return place;
  }

  /** @param {number} place @param {number} time */
  #insert(place, time) {
    this.#times.splice(place, 0, time);
    this.#joined.splice(place, 0, false);
    this.#joined[place - 1] = false;
    this.#run = Math.min(this.#run, place - 1);
    if (place === this.#times.length - 1) this.#endIsKnown = false;
    this.version += 1;
    return place;
  }

  /**
   * No frame lies between the two: what was taken for one goes.
   * @param {number} before @param {number} place @returns {number} the place of the second
   */
  #join(before, place) {
    const between = place - before - 1;
    if (between > 0) {
      this.#times.splice(before + 1, between);
      this.#joined.splice(before + 1, between);
      this.#run = Math.min(this.#run, before);
    }
    if (between > 0 || !this.#joined[before]) this.version += 1;
    this.#joined[before] = true;
    return before + 1;
  }

  /** @param {number} place */
  #endAt(place) {
    const isNews = !this.#endIsKnown || this.#times.length > place + 1;
    this.#times.length = place + 1;
    this.#joined.length = place + 1;
    this.#joined[place] = false;
    this.#endIsKnown = true;
    if (isNews) this.version += 1;
  }
}
