// @ts-check
// How a player's clock and what it tells of its pictures belong together. Times are seconds: from the film's first picture
// (`time`), by the player's clock (`place`), or as the browser tells of a picture (`mediaTime`).

const kInside = 0.0005; // seconds behind a frame's beginning: browsers round down
const kSame = 2e-6; // seconds: browsers tell a place that was sought by the microsecond
const kAsked = 8; // places: a picture may be told when others have been sought since
const kAhead = 0.002; // seconds: less is no lead
const kStart = 0.01;

/** @typedef {{paused: boolean, currentTime: number}} Player */

export class PictureClock {
  #zero = 0; // of the player's clock, where the first picture is
  #lead = 0; // of the pictures' times before the player's clock
  #isFirst = true;
  #isLed = false; // what is told after a seek is the place that was sought, and the lead
  #hasPlayed = false;
  #furthest = 0;
  /** @type {number[]} the places that were sought last */
  #asked = [];
  /** @type {{place: number, lead: number}|null} what one seek tells, for another to confirm */
  #guess = null;

  /** Where the player is sent for the frame that begins then. @param {number} time */
  seeks(time) {
    const place = this.#zero + time + kInside;
    this.#asked = [...this.#asked, place].slice(-kAsked);
    this.#furthest = Math.max(this.#furthest, place);
    return place;
  }

  /** Whether it seems to begin late, and nothing behind that was sought yet: the next place shows whether it does. */
  get isUnsure() {
    return this.#furthest < this.#zero;
  }

  plays() {
    this.#hasPlayed = true;
  }

  /** @param {number} place */
  timeAt = (place) => Math.max(0, place - this.#zero);

  /**
   * What a picture says that comes to be seen.
   * @param {number} mediaTime @param {Player} player @param {boolean} isSeeking
   * @returns {{time: number|null, isMoved: boolean}} the picture's own time, where it is told; and whether all that was sought is to be sought again
   */
  told(mediaTime, player, isSeeking) {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (this.#isEcho(mediaTime, player)) return { time: null, isMoved: false };
    if (isFirst && player.currentTime < kStart) {
      this.#zero = mediaTime;
      return { time: 0, isMoved: false };
    }
    if (this.#isAhead(mediaTime, player)) return { time: null, isMoved: !(this.#isLed && isSeeking) && this.#isLedBy(mediaTime - player.currentTime) };
    if (!isSeeking && this.#isAheadAgain(mediaTime, player)) return { time: null, isMoved: this.#isLedBy(mediaTime - player.currentTime) };
    return { time: Math.max(0, mediaTime - this.#lead - this.#zero), isMoved: false };
  }

  /** @param {number} lead @returns {boolean} whether places are others by that */
  #isLedBy(lead) {
    const isMoved = this.#zero > 0;
    this.#lead = lead;
    this.#zero = 0;
    this.#isLed = true;
    return isMoved;
  }

  /**
   * After a seek Firefox (153) gives the place that was sought, whatever the picture's own time is: late, when the next place is
   * already sought, and once more when the film begins to play. No picture begins at such a place, kInside behind it.
   * @param {number} mediaTime @param {Player} player
   */
  #isEcho(mediaTime, { paused, currentTime }) {
    return [...this.#asked, ...(paused ? [currentTime] : [])].some((place) => Math.abs(mediaTime - this.#lead - place) <= kSame);
  }

  /**
   * WebKitGTK (2.50) tells times without the file's edit list. Where there are B-frames the player's clock begins at 0, and the
   * pictures some frames later. A film that begins late shows no picture from behind the place that was sought.
   * @param {number} mediaTime @param {Player} player
   */
  #isAhead(mediaTime, { paused, currentTime }) {
    if (!paused) return false;
    if (this.#isLed) return this.#asked.some((place) => Math.abs(place - currentTime) <= kSame); // what was told of the lead before may have been early
    return !this.#hasPlayed && currentTime >= this.#zero && mediaTime > this.#furthest + kAhead;
  }
  /**
   * The same of a film that played before its first picture was told: what comes late may be a picture that was played, or the
   * one that was sought before. Two places with the same lead show it.
   * @param {number} mediaTime @param {Player} player
   */
  #isAheadAgain(mediaTime, { paused, currentTime }) {
    const lead = mediaTime - currentTime;
    const isAsked = this.#asked.some((place) => Math.abs(place - currentTime) <= kSame);
    const isOwn = this.#asked.some((place) => Math.abs(mediaTime + kInside - place) < kInside / 5);
    if (this.#isLed || !this.#hasPlayed || !paused || lead <= kAhead || !isAsked || isOwn) return false;
    const before = this.#guess;
    this.#guess = { place: currentTime, lead };
    return before !== null && before.place !== currentTime && Math.abs(before.lead - lead) <= 2 * kSame;
  }
}
