// @ts-check
// The pictures along the timeline. Their places lie on a grid that halves with each zoom, so that panning and zooming
// find again what is there; where a picture is still missing, a coarser one stands in.

/** @typedef {import('../../timeline/film_data.js').Thumb} Thumb */
/** @typedef {import('../../timeline/film_data.js').Thumbs} Thumbs */

const kTiles = 20; // of one strip
const kMaxStrips = 60;
const kAgainMs = 5000;
const kMaxOpen = 2; // at once: the page has other things to ask for

/** @typedef {{state: 'wanted'|'open'|'there'|'failed', image: HTMLImageElement|null, level: number, index: number}} StripEntry */

/** The least power of two of seconds for a tile that is not shorter than asked. @param {number} seconds */
export const levelOf = (seconds) => Math.min(12, Math.max(-6, Math.ceil(Math.log2(Math.max(1e-3, seconds)) - 1e-9))) + 0;

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
    const level = levelOf(seconds);
    const exact = this.#tile(level, time, true);
    if (exact) return exact;
    for (let other = level + 1; other <= level + 4; other += 1) {
      const coarse = this.#tile(other, time, false);
      if (coarse) return coarse;
    }
    return null;
  }

  /** @param {number} level @param {number} time @param {boolean} ask @returns {Thumb|null} */
  #tile(level, time, ask) {
    const step = 2 ** level;
    const place = Math.floor(time / step + 1e-9);
    const index = Math.floor(place / kTiles);
    const key = `${level}:${index}`;
    const strip = this.#strips.get(key);
    if (!strip && ask) this.#want(key, level, index);
    if (strip?.state !== 'there' || !strip.image) return null;
    this.#strips.delete(key);
    this.#strips.set(key, strip);
    const width = strip.image.naturalWidth / this.#countOf(level, index);
    return { image: strip.image, sx: (place - index * kTiles) * width, sy: 0, sw: width, sh: strip.image.naturalHeight };
  }

  /** The last strip ends with the film. @param {number} level @param {number} index */
  #countOf(level, index) {
    const step = 2 ** level;
    const left = Math.ceil((this.#duration - index * kTiles * step) / step - 1e-9);
    return Math.max(1, Math.min(kTiles, left));
  }

  /** @param {string} key @param {number} level @param {number} index */
  #want(key, level, index) {
    this.#strips.set(key, { state: 'wanted', image: null, level, index });
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
    const { level, index } = wanted;
    const step = 2 ** level;
    const count = this.#countOf(level, index);
    const image = new Image();
    const end = (/** @type {'there'|'failed'} */ state) => {
      this.#open -= 1;
      Object.assign(wanted, { state, image });
      // Refused because the server is busy: a coarser picture stands in until then.
      if (state === 'failed') setTimeout(() => this.#strips.delete(`${level}:${index}`), kAgainMs);
      this.#onCome();
      this.#next();
    };
    image.addEventListener('load', () => end('there'));
    image.addEventListener('error', () => end('failed'));
    image.src = this.#urlOf(index * kTiles * step, (index * kTiles + count) * step, count);
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
    const level = levelOf(seconds);
    for (let other = level; other <= level + 4; other += 1) {
      const thumb = this.#tile(other, time, other === level);
      if (thumb) return thumb;
    }
    return null;
  }

  /** @param {number} level @param {number} time @param {boolean} ask @returns {Thumb|null} */
  #tile(level, time, ask) {
    const place = Math.floor(time / 2 ** level + 1e-9);
    const key = `${level}:${place}`;
    const tile = this.#tiles.get(key);
    if (!tile && ask && this.#open < kTiles) this.#ask(key, place * 2 ** level);
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
