// @ts-check
// The film of a room: the file on this machine while there is one, and the uploaded source once it is there. Gives the
// screen its film, the timeline its pictures and its sound, and knows how long the film is and when its frames begin.

import { frameUrl, stripUrl } from '../api.js';
import { FrameTimes, timesOfAnswer } from '../room/frame_times.js';
import { filePeaks } from '../views/room/file_peaks.js';
import { FileStrips, ServerStrips } from '../views/room/film_strips.js';
import { FilePictures, remembered } from '../views/room/pictures.js';
import { SoundPeaks } from '../views/room/sound_peaks.js';

/** @typedef {import('../types.js').Job} Job */

const kScreenHeight = 720;
const kSmallHeight = 120;
const kLinkMs = 60_000;

export class RoomFilm {
  frames = new FrameTimes();
  /** Resolves when the time from one frame to the next is known, or cannot be. */
  rateKnown = Promise.resolve();
  /** @type {((time: number) => Promise<string>)|null} a small picture of the frame that begins there */
  pictureOf = null;
  #api;
  #screen;
  #timeline;
  #onLearn;
  /** @type {Job} */
  #job;
  /** @type {File|null} */
  #file = null;
  #fileUrl = '';
  /** @type {FilePictures|null} */
  #filePictures = null;
  #source = ''; // the key of the one that the server shows
  #rate = 0;
  /** @type {{duration: number|null, rate: number}} what was last told of */
  #learned = { duration: null, rate: 0 };
  #fileSeconds = 0;
  /** @type {File|null} the one whose sound was asked for */
  #heard = null;
  #fileAspect = 0;
  #proxyId = ''; // of the server's film, where the browser plays the source not at all or in part
  #open = ''; // which film the screen has: the file, the source or a proxy
  #opened = 0; // when the last link to the source was asked for

  /**
   * @param {{api: import('../api.js').Api, job: Job, screen: import('../views/room/screen.js').Screen,
   *   timeline: import('../timeline/timeline.js').Timeline, onLearn: () => void}} given  `onLearn`: length or rate are known better
   */
  constructor({ api, job, screen, timeline, onLearn }) {
    this.#api = api;
    this.#job = job;
    this.#screen = screen;
    this.#timeline = timeline;
    this.#onLearn = onLearn;
  }

  get hasFile() {
    return this.#file !== null;
  }
  get hasSource() {
    return this.#source !== '';
  }
  get duration() {
    return this.#job.source?.durationSeconds ?? (this.#fileSeconds || this.#job.sourceMeta?.durationSeconds || null);
  }
  /** Width by height, upright. */
  get aspect() {
    return shapeOf(this.#job).aspect ?? (this.#fileAspect || 16 / 9);
  }
  get frameRate() {
    return this.#rate || null;
  }
  get fileName() {
    return this.#job.source?.fileName ?? this.#file?.name ?? '';
  }

  /** @param {{job: Job, file: File|null}} given @returns {boolean} whether another source is shown from now on */
  update({ job, file }) {
    this.#job = job;
    if (file && file !== this.#file) this.#openFile(file);
    const isNew = job.r2SourceKey !== null && job.r2SourceKey !== this.#source;
    if (isNew) void this.#openSource(/** @type {string} */ (job.r2SourceKey));
    const { frameRate, durationSeconds, videoCodec } = job.source ?? {};
    if (frameRate || durationSeconds) this.learn({ rate: frameRate ?? 0, duration: durationSeconds ?? 0 });
    if (this.hasSource && videoCodec) this.#screen.setStills((time) => this.#still(time));
    return isNew;
  }

  /** What the browser or the server sees of it; 0 is nothing. @param {{rate?: number, duration?: number, aspect?: number}} facts */
  learn({ rate = 0, duration = 0, aspect = 0 }) {
    if (aspect) this.#fileAspect = aspect;
    if (rate && rate !== this.#rate) {
      this.#rate = rate;
      this.frames = new FrameTimes({ frameRate: rate, duration: this.duration });
    }
    if (duration && !this.#job.source?.durationSeconds) this.#fileSeconds = duration;
    this.frames.duration = this.duration;
    if (this.duration) this.#screen.setDuration(this.duration);
    this.#timeline.setFilm({ frames: this.frames, ...shapeOf(this.#job) });
    const { duration: seconds, rate: before } = this.#learned; // the job itself may tell more since
    this.#learned = { duration: this.duration, rate: this.#rate };
    if (seconds !== this.duration) this.#dress();
    if (duration && this.#file && !this.hasSource) void this.#hearFile(this.#file, duration);
    if (seconds !== this.duration || before !== this.#rate) this.#onLearn();
  }

  close() {
    this.#filePictures?.close();
    if (this.#fileUrl) URL.revokeObjectURL(this.#fileUrl);
    this.#fileUrl = '';
  }

  /** @param {File} file */
  #openFile(file) {
    this.close();
    this.#file = file;
    this.#fileUrl = URL.createObjectURL(file);
    this.#open = this.#fileUrl;
    this.#screen.openFilm(this.#fileUrl, { isSame: false });
    const pictures = new FilePictures(this.#fileUrl, kSmallHeight);
    this.#filePictures = pictures;
    this.rateKnown = pictures.rate().then((rate) => void (rate && !this.#rate && this.learn({ rate })));
    if (this.hasSource) return;
    this.pictureOf = remembered(pictures.at);
    this.#timeline.setFilm({ thumbs: new FileStrips({ draw: (time) => pictures.draw(time), onCome: () => this.#timeline.invalidate() }) });
  }

  /** Its sound is drawn until the server's is there. @param {File} file @param {number} seconds */
  async #hearFile(file, seconds) {
    if (this.#heard === file) return;
    this.#heard = file;
    const peaks = await filePeaks(file, seconds);
    if (peaks && this.#file === file && !this.hasSource) this.#timeline.setFilm({ peaks });
  }

  /** From now on the server shows what the browser cannot. @param {string} key */
  async #openSource(key) {
    this.#source = key;
    const job = this.#job;
    this.pictureOf = remembered(async (time) => frameUrl(job, time, kSmallHeight));
    this.#dress();
    if (!this.#file) await this.openAgain();
  }

  /** By another link: the one before may have run out. Not sooner than a minute after it. */
  async openAgain() {
    if (Date.now() - this.#opened < kLinkMs || !this.hasSource) return;
    this.#opened = Date.now();
    const link = this.#proxyId ? this.#api.artifactUrl(this.#proxyId) : this.#api.sourceUrl(this.#job.id);
    const { url } = await link.catch(() => ({ url: '' }));
    if (!url) return;
    const film = this.#proxyId || this.#source;
    const isSame = film === this.#open;
    this.#open = film;
    this.#screen.openFilm(url, { isSame });
  }

  /** The server's film, which has the source's own times. @param {string} artifactId */
  async playProxy(artifactId) {
    this.#proxyId = artifactId;
    this.#opened = 0;
    await this.openAgain();
  }

  /** Pictures and sound for the timeline, once the film's length is known. */
  #dress() {
    const job = this.#job;
    const { duration } = this;
    if (!this.hasSource || !duration) return;
    const onCome = () => this.#timeline.invalidate();
    const strips = new ServerStrips({ urlOf: (start, end, n) => stripUrl(job, start, end, n, kSmallHeight), duration, onCome });
    const peaks = new SoundPeaks({ read: (start, end, n) => this.#api.peaks(job.id, start, end, n), duration, onCome });
    this.#timeline.setFilm({ thumbs: strips, peaks: peaks.get });
    this.#filePictures?.close(); // the server's take their place, and a second player costs the first
    this.#filePictures = null;
  }

  /** @param {number} time */
  async #still(time) {
    const { picture, headers } = await this.#api.frame(frameUrl(this.#job, time, kScreenHeight));
    const times = timesOfAnswer(headers);
    this.frames.learn(times);
    return { url: URL.createObjectURL(picture), time: times[1] ?? time };
  }
}

/** What the timeline leaves room for. @param {Job} job @returns {{hasPicture?: boolean, hasSound?: boolean, aspect?: number}} */
function shapeOf({ source }) {
  if (!source || source.durationSeconds === null) return {};
  const { width, height, rotation } = source;
  const has = { hasPicture: source.videoCodec !== null, hasSound: source.audioCodec !== null };
  if (!width || !height) return has;
  return { ...has, aspect: rotation === 90 || rotation === 270 ? height / width : width / height };
}
