// @ts-check
// The sound along the timeline, from the server, in blocks that halve with each zoom; a coarser block stands in until
// the finer one is there.

/** @typedef {{min: ArrayLike<number>, max: ArrayLike<number>}} PeakPoints */

const kPoints = 512; // of one block
const kMaxBlocks = 64;

export class SoundPeaks {
  /** @type {Map<string, PeakPoints|null>} null while it is on its way */
  #blocks = new Map();
  #read;
  #duration;
  #onCome;

  /**
   * @param {{read: (start: number, end: number, points: number) => Promise<PeakPoints>, duration: number, onCome: () => void}} given
   */
  constructor({ read, duration, onCome }) {
    this.#read = read;
    this.#duration = duration;
    this.#onCome = onCome;
  }

  /** @param {number} start @param {number} end @param {number} points @returns {PeakPoints|null} */
  get = (start, end, points) => {
    const seconds = (end - start) / points;
    const level = Math.floor(Math.log2(seconds * kPoints) + 1e-9);
    const min = new Float32Array(points);
    const max = new Float32Array(points);
    let any = false;
    for (let i = 0; i < points; i += 1) {
      const found = this.#at(start + (i + 0.5) * seconds, level);
      if (found) [min[i], max[i], any] = [found[0], found[1], true];
    }
    return any ? { min, max } : null;
  };

  /** @param {number} time @param {number} level @returns {[number, number]|null} */
  #at(time, level) {
    for (let other = level; other <= level + 6; other += 1) {
      const block = this.#block(other, Math.floor(time / 2 ** other), other === level);
      const i = Math.floor(((time / 2 ** other) % 1) * kPoints);
      if (block) return [block.min[i] ?? 0, block.max[i] ?? 0];
    }
    return null;
  }

  /** @param {number} level @param {number} index @param {boolean} ask */
  #block(level, index, ask) {
    const key = `${level}:${index}`;
    const block = this.#blocks.get(key);
    if (block === undefined && ask && index >= 0 && index * 2 ** level < this.#duration) void this.#ask(key, level, index);
    return block ?? null;
  }

  /** The block's part behind the film's end stays silent. @param {string} key @param {number} level @param {number} index */
  async #ask(key, level, index) {
    this.#blocks.set(key, null);
    const start = index * 2 ** level;
    const end = Math.min(start + 2 ** level, this.#duration);
    const points = Math.max(1, Math.round((kPoints * (end - start)) / 2 ** level));
    const found = await this.#read(start, end, points).catch(() => null);
    if (found) this.#blocks.set(key, found);
    while (this.#blocks.size > kMaxBlocks) this.#blocks.delete(/** @type {string} */ (this.#blocks.keys().next().value));
    if (found) this.#onCome();
  }
}
