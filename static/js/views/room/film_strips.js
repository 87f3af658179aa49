// @ts-check
// The pictures along the timeline, each of where its tile begins. The tiles' length halves with each zoom, so that panning
// and zooming find again what is there; where a picture is still missing, one of a longer tile stands in.

/** @typedef {import('../../timeline/film_data.js').Thumb} Thumb */
/** @typedef {import('../../timeline/film_data.js').Thumbs} Thumbs */

const kTiles = 20; // of one strip
const kMaxStrips = 60;
const kAgainMs = 5000;
const kMaxOpen = 2; // at once: the page has other things to ask for

/** @typedef {{state: 'wanted'|'open'|'there'|'failed', image: HTMLImageElement|null, seconds: number, index: number}} StripEntry  of twenty tiles */

const kCoarser = [2, 4, 8, 16]; // times as long, the nearest first

/** Which tile of that length a time lies in. @param {number} time @param {number} seconds */
const placeOf = (time, seconds) => Math.floor(time / seconds + 1e-6);

/** Strips of the server. @implements {Thumbs} */
export class ServerStrips {
  /** @type {Map<string, StripEntry>} */
  #strips = new Map();
  #open = 0;
  #urlOf;
  #duration;
  #onCome;

  /**
   * @param {{urlOf: (start: number, end: number, count: number) => string, duration: number, onCome: () => void}} given
   */
  constructor({ urlOf, duration, onCome }) {
    this.#urlOf = urlOf;
    this.#duration = duration;
    this.#onCome = onCome;
  }

  /** @param {number} time @param {number} seconds @returns {Thumb|null} */
  at(time, seconds) {
    const exact = this.#tile(seconds, time, true);
    if (exact) return exact;
    for (const times of kCoarser) {
      const coarse = this.#tile(seconds * times, time, false);
      if (coarse) return coarse;
    }
    return null;
  }

  /** @param {number} seconds @param {number} time @param {boolean} ask @returns {Thumb|null} */
  #tile(seconds, time, ask) {
    const place = placeOf(time, seconds);
    const index = Math.floor(place / kTiles);
    const key = `${seconds}:${index}`;
    const strip = this.#strips.get(key);
    if (!strip && ask) this.#want(key, seconds, index);
    if (strip?.state !== 'there' || !strip.image) return null;
    this.#strips.delete(key);
    this.#strips.set(key, strip);
    const width = strip.image.naturalWidth / this.#countOf(seconds, index);
    return { image: strip.image, sx: (place - index * kTiles) * width, sy: 0, sw: width, sh: strip.image.naturalHeight };
  }

  /** The last strip ends with the film. @param {number} seconds @param {number} index */
  #countOf(seconds, index) {
    const left = Math.ceil(this.#duration / seconds - index * kTiles - 1e-6);
    return Math.max(1, Math.min(kTiles, left));
  }

  /** @param {string} key @param {number} seconds @param {number} index */
  #want(key, seconds, index) {
    this.#strips.set(key, { state: 'wanted', image: null, seconds, index });
    while (this.#strips.size > kMaxStrips) this.#strips.delete(/** @type {string} */ (this.#strips.keys().next().value));
    this.#next();
  }

  /** What was asked for last is what is looked at. */
  #next() {
    if (this.#open >= kMaxOpen) return;
    const wanted = [...this.#strips.values()].reverse().find(({ state }) => state === 'wanted');
    if (!wanted) return;
    this.#open += 1;
    wanted.state = 'open';
    const { seconds, index } = wanted;
    const count = this.#countOf(seconds, index);
    const image = new Image();
    const end = (/** @type {'there'|'failed'} */ state) => {
      this.#open -= 1;
      Object.assign(wanted, { state, image });
      // Refused because the server is busy: a coarser picture stands in until then.
      if (state === 'failed') setTimeout(() => this.#strips.delete(`${seconds}:${index}`), kAgainMs);
      this.#onCome();
      this.#next();
    };
    image.addEventListener('load', () => end('there'));
    image.addEventListener('error', () => end('failed'));
    image.src = this.#urlOf(index * kTiles * seconds, (index * kTiles + count) * seconds, count);
  }
}

/** Pictures of a file on this machine: a few dozen over the whole film, and what is looked at. @implements {Thumbs} */
export class FileStrips {
  /** @type {Map<string, {image: HTMLCanvasElement|null}>} */
  #tiles = new Map();
  #draw;
  #onCome;
  #open = 0;

  /** @param {{draw: (time: number) => Promise<HTMLCanvasElement>, onCome: () => void}} given */
  constructor({ draw, onCome }) {
    this.#draw = draw;
    this.#onCome = onCome;
  }

  /** @param {number} time @param {number} seconds @returns {Thumb|null} */
  at(time, seconds) {
    for (const times of [1, ...kCoarser]) {
      const thumb = this.#tile(seconds * times, time, times === 1);
      if (thumb) return thumb;
    }
    return null;
  }

  /** @param {number} seconds @param {number} time @param {boolean} ask @returns {Thumb|null} */
  #tile(seconds, time, ask) {
    const place = placeOf(time, seconds);
    const key = `${seconds}:${place}`;
    const tile = this.#tiles.get(key);
    if (!tile && ask && this.#open < kTiles) this.#ask(key, place * seconds);
    const image = tile?.image;
    return image ? { image, sx: 0, sy: 0, sw: image.width, sh: image.height } : null;
  }

  /** @param {string} key @param {number} time */
  #ask(key, time) {
    this.#open += 1;
    this.#tiles.set(key, { image: null });
    if (this.#tiles.size > kTiles * kMaxStrips) this.#tiles.delete(/** @type {string} */ (this.#tiles.keys().next().value));
    this.#draw(time)
      .then((image) => this.#tiles.set(key, { image }))
      .catch(() => {})
      .finally(() => {
        this.#open -= 1;
        this.#onCome();
      });
  }
}
