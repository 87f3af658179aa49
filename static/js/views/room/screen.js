// @ts-check
// The screen of the cutting room: the film itself where the browser plays it, single pictures from the server where it
// does not. Times are seconds from the film's first picture.

import { h } from '../../dom.js';
import { PictureClock } from './picture_clock.js';
import { kPreload } from './pictures.js';
import { kRests, ScrubPace } from './scrub_pace.js';

/** `opening`: it will turn out whether the browser plays it. @typedef {'none'|'opening'|'film'|'stills'} ScreenMode */
/**
 * @typedef {object} ScreenEvents
 * @property {(time: number) => void} time  what is shown has changed
 * @property {(mode: ScreenMode) => void} mode  it has changed, or whether the film is mute
 * @property {(facts: {duration: number, width: number, height: number}) => void} facts  as the browser sees the film
 * @property {(playing: boolean) => void} playing
 * @property {(time: number) => void} [frame]  a picture begins at this time
 * @property {() => void} [lost]  a film that played can no longer be read
 */
/** @typedef {(time: number) => Promise<{url: string, time: number}>} StillOf */

const kBackwardsMs = 120; // between two pictures of a film that runs backwards
const kUnseenMs = 200;

export class Screen {
  element;
  /** @type {ScreenMode} */
  mode = 'none';
  time = 0;
  /** Negative: backwards. 0 while it stands. */
  speed = 0;
  #video = h('video', { playsinline: true, tabindex: '-1' });
  #still = h('img', { alt: '', hidden: true });
  #on;
  #duration = Infinity;
  /** @type {StillOf|null} */
  #stillOf = null;
  /** @type {number|null} the place that is sought while another seek is under way */
  #wanted = null;
  #seeking = false;
  #clock = new PictureClock();
  #pace = new ScrubPace((time) => this.#goTo(time));
  #wasMute = false;
  #unseen = false; // sought, but the browser has not yet said which picture it shows
  /** @type {(() => void)[]} */
  #waiting = [];
  /** @type {any} */
  #backwards = null;

  /** @param {ScreenEvents} on */
  constructor(on) {
    this.#on = on;
    this.element = h('div', { class: 'screen-box' }, this.#video, this.#still);
    const video = this.#video;
    video.addEventListener('loadedmetadata', () => this.#opened());
    video.addEventListener('error', () => this.#failed());
    video.addEventListener('seeked', () => this.#sought());
    video.addEventListener('timeupdate', () => this.#tell());
    for (const type of ['play', 'pause', 'ended']) video.addEventListener(type, () => this.#playing());
    this.#watchFrames();
  }

  /**
   * @param {string} url of the film
   * @param {{isSame: boolean}} about  another link to what is open
   */
  openFilm(url, { isSame }) {
    if (!isSame) this.#clock = new PictureClock();
    this.#video.preload = kPreload;
    this.#video.src = url;
    if (this.mode === 'none') this.#become('opening');
  }

  /** What the server shows of a film with a picture, where the browser cannot. @param {StillOf} stillOf */
  setStills(stillOf) {
    this.#stillOf = stillOf;
    const isBlind = this.mode === 'none' || (this.mode === 'film' && !this.#video.videoWidth);
    if (isBlind) this.#become('stills');
  }

  /** @param {number} seconds */
  setDuration(seconds) {
    this.#duration = seconds;
  }

  get playing() {
    return this.speed !== 0;
  }

  /** Resolves when the frame that was asked for is seen and its own time is known. @returns {Promise<void>} */
  settled() {
    if (!this.#seeking && !this.#unseen) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Shows the frame that begins there. @param {number} time */
  seek(time) {
    this.#pace.forget();
    this.#goTo(time);
  }

  /** Shows the frame under a hand that moves: as many of them as leave time for drawing, and the last. @param {number} time */
  scrub(time) {
    this.#pace.to(time);
  }

  /** The hand lets go: its last place is where the film stands now. */
  scrubEnd() {
    this.#pace.end();
  }

  /** @param {number} time */
  #goTo(time) {
    this.time = Math.min(Math.max(0, time), this.#duration);
    if (this.mode === 'stills') return void this.#showStill(this.time);
    if (this.mode !== 'film') return undefined;
    if (this.#seeking) return void (this.#wanted = this.time);
    this.#seeking = true;
    this.#pace.began(kRests.film);
    this.#unseen = 'requestVideoFrameCallback' in this.#video;
    this.#video.currentTime = this.#clock.seeks(this.time);
    return undefined;
  }

  /** @param {number} speed  1 as it is, negative backwards */
  play(speed = 1) {
    this.pause();
    if (this.mode === 'none' || speed === 0) return;
    if (this.mode === 'film' && speed > 0) {
      this.#video.playbackRate = speed;
      void this.#run();
    } else {
      this.#backwards = setInterval(() => this.#step((speed * kBackwardsMs) / 1000), kBackwardsMs);
    }
    this.speed = speed;
    this.#on.playing(true);
  }

  async #run() {
    if (this.#clock.isUnsure) {
      this.seek(this.time);
      await this.settled();
      if (this.speed <= 0) return;
    }
    this.#clock.plays();
    await this.#video.play().then(
      () => this.#follow(),
      () => this.pause(),
    );
  }

  pause() {
    clearInterval(this.#backwards);
    this.#backwards = null;
    const was = this.playing;
    this.speed = 0;
    this.#video.pause();
    if (was) this.#on.playing(false);
  }

  close() {
    this.pause();
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  /** Whether the browser plays the film, but without any of its sound. */
  get isMute() {
    const video = /** @type {any} */ (this.#video);
    const decoded = video.webkitAudioDecodedByteCount ?? (video.mozHasAudio === false ? 0 : null);
    return this.mode === 'film' && decoded === 0 && video.currentTime > 1;
  }

  #opened() {
    const { duration, videoWidth, videoHeight } = this.#video;
    // Of a film whose picture it does not know the browser plays the sound alone, as of one that has no picture.
    if (!videoWidth && this.#stillOf) return this.#become('stills');
    this.#become('film');
    if (Number.isFinite(duration)) this.#on.facts({ duration, width: videoWidth, height: videoHeight });
    this.seek(this.time);
  }

  /** The link to the film may have run out; what never played cannot be played here. */
  #failed() {
    if (!this.#video.getAttribute('src')) return;
    const played = this.mode === 'film';
    this.#seeking = false;
    this.#become(this.#stillOf ? 'stills' : 'none');
    if (played) this.#on.lost?.();
  }

  /** @param {ScreenMode} mode */
  #become(mode) {
    this.mode = mode;
    this.#video.hidden = mode === 'stills';
    this.#still.hidden = mode !== 'stills';
    this.#on.mode(mode);
    if (mode === 'stills') void this.#showStill(this.time);
  }

  #sought() {
    this.#seeking = false;
    this.#pace.ended();
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted !== null && wanted !== this.time) this.time = wanted;
    if (wanted !== null) return this.#goTo(wanted);
    this.#on.time(this.time);
    if (this.#unseen) setTimeout(() => this.#settle(), kUnseenMs); // no picture comes where the one before is shown on
    else this.#settle();
    return undefined;
  }

  #settle() {
    if (this.#seeking) return;
    this.#unseen = false;
    for (const done of this.#waiting.splice(0)) done();
  }

  /** @param {number} time */
  async #showStill(time) {
    if (this.#seeking) return void (this.#wanted = time);
    this.#seeking = true;
    this.#pace.began(kRests.stills);
    try {
      const { url, time: shown } = await /** @type {StillOf} */ (this.#stillOf)(time);
      URL.revokeObjectURL(this.#still.src);
      this.#still.src = url;
      this.time = shown;
    } catch {
      // Nothing is there to be seen: the picture before stays.
    }
    this.#sought();
    return undefined;
  }

  #tell() {
    if (!this.playing || this.#seeking) return;
    this.time = this.#clock.timeAt(this.#video.currentTime);
    this.#on.time(this.time);
    if (this.isMute === this.#wasMute) return;
    this.#wasMute = this.isMute;
    this.#on.mode(this.mode);
  }

  /** The browser tells the own time of each picture that it shows (not yet all do). */
  #watchFrames() {
    const video = this.#video;
    video.requestVideoFrameCallback?.((_now, { mediaTime }) => {
      const { time, isMoved } = this.#clock.told(mediaTime, video, this.#seeking);
      if (time !== null) this.#shows(time);
      if (isMoved) this.seek(this.time);
      if (!this.#seeking) this.#on.time(this.time);
      this.#settle();
      this.#watchFrames();
    });
  }

  /** @param {number} time  a picture's own */
  #shows(time) {
    if (!this.#seeking) this.time = time;
    this.#on.frame?.(time);
  }

  /** Once a picture of the display while it plays: `timeupdate` comes four times a second. */
  #follow() {
    if (this.#video.paused) return;
    this.#tell();
    requestAnimationFrame(() => this.#follow());
  }

  #playing() {
    if (this.#video.paused && this.speed > 0 && this.mode === 'film') {
      this.speed = 0;
      this.#on.playing(false);
    }
  }

  /** @param {number} seconds */
  #step(seconds) {
    const next = this.time + seconds;
    if (next <= 0 || next >= this.#duration) this.pause();
    this.seek(next);
  }
}
