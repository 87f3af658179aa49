// @ts-check
// Pictures of single frames, small, for the ends of clips: from the server once the film is there, before that from the
// file itself through a player that nobody sees. Each is asked for once.

const kMaxKept = 400;
const kMeasured = 16; // pictures
const kMeasureMs = 1500;
const kRateMs = 5000; // a mark waits for it no longer
const kRates = [24, 25, 30, 50, 60, 120, 24000 / 1001, 30000 / 1001, 60000 / 1001];
const kRateError = 2e-4; // times in whole microseconds, over half a second
const kDrawings = 6;
const kRedrawMs = 60;

/**
 * How much of a film a player may read before it is played. With `auto` WebKitGTK (2.50) copies a file on this machine while
 * it looks for its parts. Of more than two megabytes it mostly finds none, and does not play them.
 */
export const kPreload = 'metadata';

/** @typedef {(time: number) => Promise<string>} PictureOf  a URL for an <img> */

/** Remembers what it gave, the latest four hundred. @param {PictureOf} pictureOf @returns {PictureOf} */
export function remembered(pictureOf) {
  /** @type {Map<number, Promise<string>>} */
  const kept = new Map();
  return (time) => {
    const found = kept.get(time) ?? pictureOf(time);
    kept.delete(time);
    kept.set(time, found);
    found.catch(() => kept.delete(time));
    if (kept.size > kMaxKept) forget(kept);
    return found;
  };
}

/** The one that was looked at longest ago. @param {Map<number, Promise<string>>} kept */
function forget(kept) {
  const [[oldest, url]] = kept;
  kept.delete(oldest);
  url.then((text) => text.startsWith('blob:') && URL.revokeObjectURL(text), () => {});
}

/** A `data:` URL would be refused by the page's own policy. @param {HTMLCanvasElement} canvas @returns {Promise<string>} */
const urlOf = (canvas) =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(URL.createObjectURL(blob)) : reject(new Error('The picture is empty.'))), 'image/jpeg', 0.8);
  });

/**
 * Pictures a second, where some may have been left out. Over many pictures, for the browser rounds each one's time.
 * @param {number[]} times  seconds @returns {number|null}
 */
export function rateOf(times) {
  const gaps = times.slice(1).map((time, i) => time - times[i]).filter((gap) => gap > 0.001);
  if (!gaps.length) return null;
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0);
  const rate = Math.round(seconds / Math.min(...gaps)) / seconds;
  const usual = kRates.find((each) => Math.abs(each / rate - 1) < kRateError);
  return usual ?? rate;
}

/**
 * Draws what the player shows. WebKitGTK (2.50) without a graphics card often draws nothing, and says nothing of it: the
 * picture would be black. Its middle row tells.
 * @param {HTMLVideoElement} video @param {HTMLCanvasElement} canvas @returns {boolean} whether there is a picture now
 */
function isDrawn(video, canvas) {
  const { width, height } = canvas;
  const context = canvas.getContext('2d');
  if (!context) return true;
  context.drawImage(video, 0, 0, width, height);
  return context.getImageData(0, height >> 1, width, 1).data.some((value, at) => at % 4 === 3 && value > 0);
}

/** Pictures of a file on this machine, one after the other. */
export class FilePictures {
  #video = document.createElement('video');
  #canvas = document.createElement('canvas');
  #height;
  /** @type {Promise<unknown>} */
  #turn;
  #closed = false;

  /** @param {string} url of the file @param {number} height */
  constructor(url, height) {
    this.#height = height;
    this.#video.muted = true;
    this.#video.preload = kPreload;
    this.#turn = new Promise((resolve, reject) => {
      this.#video.addEventListener('loadeddata', resolve, { once: true });
      for (const type of ['error', 'emptied']) {
        this.#video.addEventListener(type, () => reject(new Error('The browser cannot show this film.')), { once: true });
      }
    });
    this.#turn.catch(() => {});
    this.#video.src = url;
  }

  /** @type {PictureOf} */
  at = (time) => this.draw(time).then(urlOf);

  /** The frame on the screen then, on a canvas of its own. @param {number} time @returns {Promise<HTMLCanvasElement>} */
  draw(time) {
    const drawn = this.#turn.then(() => this.#draw(time));
    this.#turn = drawn.catch(() => {});
    return drawn;
  }

  /** Pictures a second, or null where this browser does not tell. @returns {Promise<number|null>} */
  rate() {
    const measured = this.#turn.then(() => this.#measure());
    this.#turn = measured.catch(() => {});
    const late = new Promise((resolve) => setTimeout(resolve, kRateMs, null));
    return Promise.race([measured.catch(() => null), late]);
  }

  /** From the times of the pictures that come while it plays for a moment. @returns {Promise<number|null>} */
  async #measure() {
    const video = this.#video;
    if (!video.requestVideoFrameCallback) return null;
    /** @type {number[]} */
    const times = [];
    const enough = new Promise((resolve) => {
      const next = () =>
        video.requestVideoFrameCallback((_now, { mediaTime }) => (times.push(mediaTime) < kMeasured ? next() : resolve(undefined)));
      next();
      setTimeout(resolve, kMeasureMs);
    });
    await video.play();
    await enough;
    video.pause();
    return rateOf(times);
  }

  /** What was asked for and is not there yet fails. */
  close() {
    this.#closed = true;
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  /** @param {number} time @returns {Promise<HTMLCanvasElement>} */
  async #draw(time) {
    if (this.#closed) throw new Error('closed');
    const video = this.#video;
    const heard = new AbortController();
    const isSought = await new Promise((resolve) => {
      video.addEventListener('seeked', () => resolve(true), { signal: heard.signal });
      video.addEventListener('emptied', () => resolve(false), { signal: heard.signal });
      video.currentTime = time + 0.0005;
    });
    heard.abort();
    if (!isSought) throw new Error('closed');
    if (!video.videoWidth) throw new Error('The browser cannot show this film.');
    const canvas = /** @type {HTMLCanvasElement} */ (this.#canvas.cloneNode());
    canvas.height = this.#height;
    canvas.width = Math.max(1, Math.round((this.#height * video.videoWidth) / video.videoHeight));
    for (let n = 1; !isDrawn(video, canvas); n += 1) {
      if (n === kDrawings) throw new Error('The picture is empty.');
      await new Promise((resolve) => setTimeout(resolve, kRedrawMs));
    }
    return canvas;
  }
}
