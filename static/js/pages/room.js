// @ts-check
// The cutting room of one job: the film, the marks, and what would be made of them. It lives as long as the job's view;
// the marks are the draft's, so that text, timeline and list always say the same.

import { frameUrl, stripUrl } from '../api.js';
import { draw as drawRegion, h } from '../dom.js';
import { count, formatBytes, formatTime, formatWait } from '../format.js';
import { parseRanges, writeRanges } from '../ranges.js';
import { CutList } from '../room/cut_list.js';
import { FrameTimes, timesOfAnswer } from '../room/frame_times.js';
import { proposals, timelineMarks } from '../room/marks_from.js';
import { kSnapKinds } from '../room/snapping.js';
import { ViewWindow } from '../room/view_window.js';
import { Timeline } from '../timeline/timeline.js';
import { renderCards } from '../views/room/clip_cards.js';
import { FileStrips, ServerStrips } from '../views/room/film_strips.js';
import { buildRoom, showPanel } from '../views/room/frame.js';
import { showKeys } from '../views/room/keys_help.js';
import { renderListFiles } from '../views/room/list_files.js';
import { renderLooks } from '../views/room/looks.js';
import { FilePictures, remembered } from '../views/room/pictures.js';
import { Screen } from '../views/room/screen.js';
import { SoundPeaks } from '../views/room/sound_peaks.js';
import { renderSuggestions } from '../views/room/suggestions.js';
import { RoomKeys } from './room_keys.js';
import { RoomPlan } from './room_plan.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('../room/marks_from.js').Proposal} Proposal */
/** @typedef {import('./recipe_draft.js').RecipeDraft} RecipeDraft */

const kScreenHeight = 720;
const kSmallHeight = 120;
const kSilent = ['ac3', 'eac3', 'alac', 'dts', 'truehd', 'mlp'];
/** @type {Record<string, string>} */
const kSnapWords = { playhead: 'playhead', clip: 'clips', scene: 'scenes', chapter: 'chapters', silence: 'silences', keyFrame: 'key frames' };

export class Room {
  #api;
  /** @type {Job} */
  #job;
  /** @type {RecipeDraft} */
  #draft;
  #screen;
  #parts;
  #timeline;
  #frames = new FrameTimes();
  #view = new ViewWindow();
  #cutList;
  #plan;
  #keys;
  /** @type {File|null} */
  #file = null;
  #fileUrl = '';
  /** @type {FilePictures|null} */
  #filePictures = null;
  #source = ''; // the key of the one that the server shows
  /** @type {((time: number) => Promise<string>)|null} */
  #pictureOf = null;
  /** @type {{state: 'none'|'asked'|'there'|'failed', reason: string, proposals: Proposal[]}} */
  #suggestions = { state: 'none', reason: '', proposals: [] };
  #panel = 'clips';
  #isTaking = false; // marks from the draft: not to be given back to it
  #facts = { duration: 0, rate: 0 };
  #rateKnown = Promise.resolve();
  /** @type {import('../types.js').Preset[]} */
  #presets = [];
  #playUntil = Infinity;

  /** @param {{api: import('../api.js').Api, job: Job, draft: RecipeDraft}} given */
  constructor({ api, job, draft }) {
    this.#api = api;
    this.#job = job;
    this.#draft = draft;
    this.#cutList = CutList.fromClips(draft.clips());
    this.#screen = new Screen({
      time: (time) => this.#at(time),
      mode: () => this.#noted(),
      facts: ({ duration }) => this.#learn({ duration }),
      playing: (on) => this.#parts.play.setAttribute('aria-label', on ? 'Pause' : 'Play'),
      frame: (time) => void this.#frames.learn([time]),
    });
    this.#parts = buildRoom(this.#screen.element, this.#acts());
    this.#timeline = new Timeline({
      canvas: this.#parts.canvas,
      cutList: this.#cutList,
      view: this.#view,
      film: { frames: this.#frames, hasSound: true },
      on: {
        seek: (time) => this.seek(time),
        scrub: (time, edge) => this.#screen.seek(edge === 'end' ? this.#frames.before(time) : time),
        scrubEnd: () => this.#drawCards(),
        rename: (id) => this.#rename(id),
      },
    });
    this.#plan = new RoomPlan(api, job.id, () => this.#drawCards());
    this.#keys = new RoomKeys(this);
    for (const tab of this.#parts.tabs) tab.addEventListener('click', () => this.#show(/** @type {string} */ (tab.dataset.tab)));
    this.#buildSnap();
    void this.#readPresets();
    this.#cutList.onChange(() => this.#marked());
    this.#show('clips');
  }

  get element() {
    return this.#parts.element;
  }
  /** Whether there is anything to be seen without the server. */
  get hasFile() {
    return this.#file !== null;
  }
  get cutList() {
    return this.#cutList;
  }
  get frames() {
    return this.#frames;
  }
  get view() {
    return this.#view;
  }
  get screen() {
    return this.#screen;
  }
  get time() {
    return this.#frames.at(this.#screen.time);
  }
  get makePlace() {
    return this.#parts.makePlace;
  }
  get duration() {
    return this.#job.source?.durationSeconds ?? (this.#facts.duration || this.#job.sourceMeta?.durationSeconds || null);
  }
  /** Where there is something to jump to. */
  get places() {
    const { scenes, chapters, keyFrames } = this.#timeline.scene.film;
    return scenes.length || chapters.length ? [...scenes, ...chapters].sort((a, b) => a - b) : [...keyFrames];
  }

  /** The job, its file or its draft have changed. @param {{job: Job, file: File|null}} given */
  update({ job, file }) {
    this.#job = job;
    if (file && file !== this.#file) this.#openFile(file);
    if (job.source?.frameRate && job.source.frameRate !== this.#facts.rate) this.#learn({ rate: job.source.frameRate });
    if (job.r2SourceKey && job.r2SourceKey !== this.#source) void this.#openSource(job.r2SourceKey);
    if (job.source?.durationSeconds) this.#learn({ duration: job.source.durationSeconds });
    this.#follow();
    this.#drawCards();
    this.#noted();
  }

  /** It is in the page now: what is not has no colours. */
  attached() {
    this.#timeline.refreshTheme();
  }

  /** What was typed becomes marks. */
  #follow() {
    const { form } = this.#draft;
    if (form.mode !== 'hand' || writeRanges(this.#cutList.clips()) === form.ranges) return;
    const typed = parseRanges(form.ranges, this.duration);
    if (typed.errors.length) return;
    this.#isTaking = true;
    this.#cutList.setAll(this.#draft.clips());
    this.#isTaking = false;
  }

  /** The marks have changed: they are what the draft is about. */
  #marked() {
    this.#drawCards();
    const clips = this.#cutList.clips();
    if (this.#isTaking || JSON.stringify(clips) === JSON.stringify(this.#draft.clips())) return;
    this.#draft.change({ mode: 'hand', marks: clips, ranges: writeRanges(clips) });
  }

  /** @param {{duration?: number, rate?: number}} facts */
  #learn({ duration, rate }) {
    if (rate && rate !== this.#facts.rate) {
      this.#facts.rate = rate;
      this.#frames = new FrameTimes({ frameRate: rate, duration: this.duration });
    }
    if (duration) this.#facts.duration = duration;
    const film = { duration: this.duration, frameSeconds: this.#frames.frameSeconds };
    this.#frames.duration = film.duration;
    this.#cutList.setFilm(film);
    this.#view.setFilm(film);
    if (film.duration) this.#screen.setDuration(film.duration);
    const { source } = this.#job;
    if (rate) this.#at(this.#screen.time);
    this.#timeline.setFilm({
      frames: this.#frames,
      ...(source ? { hasPicture: source.videoCodec !== null, hasSound: source.audioCodec !== null } : {}),
      ...(source?.width && source.height ? { aspect: aspectOf(source) } : {}),
    });
  }

  /** @param {File} file */
  #openFile(file) {
    this.#file = file;
    this.#dropFile();
    this.#fileUrl = URL.createObjectURL(file);
    this.#screen.openFilm(this.#fileUrl);
    const pictures = new FilePictures(this.#fileUrl, kSmallHeight);
    this.#filePictures = pictures;
    this.#rateKnown = pictures.rate().then((rate) => void (rate && !this.#facts.rate && this.#learn({ rate })));
    if (this.#source) return;
    this.#pictureOf = remembered(pictures.at);
    this.#timeline.setFilm({ thumbs: new FileStrips({ draw: (time) => pictures.draw(time), onCome: () => this.#timeline.invalidate() }) });
  }

  /** From now on the server shows what the browser cannot. @param {string} key */
  async #openSource(key) {
    this.#source = key;
    const job = this.#job;
    this.#screen.setStills((time) => this.#still(time));
    this.#pictureOf = remembered(async (time) => frameUrl(job, time, kSmallHeight));
    if (!this.#file) this.#screen.openFilm((await this.#api.sourceUrl(job.id).catch(() => ({ url: '' }))).url);
    this.#suggestions = { state: 'none', reason: '', proposals: [] };
    this.#dress();
    if (!job.autoProcess || this.#panel === 'suggestions') void this.#suggest();
  }

  /** Pictures and sound for the timeline, once the film's length is known. */
  #dress() {
    const job = this.#job;
    const { duration } = this;
    if (!this.#source || !duration) return;
    const onCome = () => this.#timeline.invalidate();
    const strips = new ServerStrips({ urlOf: (start, end, n) => stripUrl(job, start, end, n, kSmallHeight), duration, onCome });
    const peaks = new SoundPeaks({ read: (start, end, n) => this.#api.peaks(job.id, start, end, n), duration, onCome });
    this.#timeline.setFilm({ thumbs: strips, peaks: peaks.get });
  }

  /** @param {number} time */
  async #still(time) {
    const { picture, headers } = await this.#api.frame(frameUrl(this.#job, time, kScreenHeight));
    const times = timesOfAnswer(headers);
    this.#frames.learn(times);
    return { url: URL.createObjectURL(picture), time: times[1] ?? time };
  }

  async #suggest() {
    this.#suggestions = { state: 'asked', reason: '', proposals: [] };
    this.#drawSuggestions();
    try {
      const found = await this.#api.suggestions(this.#job.id);
      this.#suggestions = { state: 'there', reason: '', proposals: proposals(found, this.duration) };
      this.#timeline.setFilm({ marks: timelineMarks(found, this.duration), silences: found.silences, keyFrames: found.keyFrames });
    } catch (error) {
      this.#suggestions = { state: 'failed', reason: /** @type {Error} */ (error).message, proposals: [] };
    }
    this.#drawSuggestions();
  }

  async #readPresets() {
    this.#presets = (await this.#api.presets().catch(() => ({ items: [] }))).items;
    this.#drawCards();
  }

  /** @param {string} name */
  #show(name) {
    this.#panel = name;
    showPanel(this.#parts, name);
    if (name === 'suggestions' && this.#source && this.#suggestions.state === 'none') void this.#suggest();
    this.#drawSuggestions();
    this.#drawCards();
  }

  #drawSuggestions() {
    const marks = this.#cutList.marks;
    renderSuggestions(this.#panelOf('suggestions'), {
      ...this.#suggestions,
      taken: ({ start, end }) => marks.some((mark) => Math.abs(mark.start - start) < 0.002 && Math.abs(mark.end - end) < 0.002),
      take: (all) => this.#takeAll(all),
      look: ({ start, end }) => {
        this.#view.showRange(start, end);
        this.seek(start);
      },
      again: () => void this.#suggest(),
    });
  }

  /** @param {Proposal[]} all  one step to undo */
  #takeAll(all) {
    this.#cutList.begin();
    for (const { start, end, label } of all) this.#cutList.add({ start, end }, label);
    this.#cutList.commit();
    this.#drawSuggestions();
  }

  #drawCards() {
    const { marks } = this.#cutList;
    const [clips, suggestions, lists] = this.#parts.tabs;
    clips.textContent = `Clips ${marks.length || ''}`.trim();
    suggestions.textContent = `Suggestions ${this.#suggestions.proposals.length || ''}`.trim();
    lists.textContent = 'Lists';
    const recipe = this.#draft.recipe();
    this.#plan.ask(this.#source ? recipe : null);
    renderCards(this.#panelOf('clips'), {
      cutList: this.#cutList,
      frames: this.#frames,
      duration: this.duration,
      pictureOf: this.#pictureOf,
      planOf: (mark) => this.#plan.of(mark),
      seek: (time) => this.seek(time),
      play: (id) => this.playClip(id),
    });
    renderListFiles(this.#panelOf('lists'), {
      film: () => ({ durationSeconds: this.duration, frameRate: this.#facts.rate || null, fileName: this.#job.source?.fileName ?? this.#file?.name ?? '' }),
      clips: () => this.#cutList.clips(),
      take: (list) => void this.#cutList.setAll(list),
    });
    renderLooks(this.#parts.looks, this.#parts.files, { presets: this.#presets, draft: this.#draft });
    this.#parts.sum.textContent = this.#sum();
    for (const [name, can] of [['undo', this.#cutList.canUndo], ['redo', this.#cutList.canRedo]]) {
      this.element.querySelector(`[data-does=${name}]`)?.toggleAttribute('disabled', !can);
    }
  }

  #sum() {
    const { form } = this.#draft;
    const what = form.mode === 'hand' ? count(this.#cutList.marks.length, 'clip') : form.mode === 'none' ? 'No clips' : 'Clips are chosen automatically';
    const total = this.#plan.total;
    if (!total) return what;
    return `${what} · ${count(total.files, 'file')} · ${formatBytes(total.bytes)} · about ${formatWait(total.seconds)}`;
  }

  /** @param {number} time */
  #at(time) {
    const frame = this.#frames.at(time);
    this.#timeline.setPlayhead(frame, this.#screen.playing);
    this.#parts.time.textContent = `${formatTime(Math.round(frame * 1000) / 1000)} · frame ${this.#frames.index(frame)}`;
    if (frame >= this.#playUntil) {
      this.#screen.pause();
      this.#playUntil = Infinity;
    }
  }

  #noted() {
    const { source } = this.#job;
    const { mode } = this.#screen;
    this.#parts.note.textContent =
      mode === 'none'
        ? this.#file
          ? 'This browser cannot play this film. When it is here, the server shows its pictures; marks can be set then, or typed.'
          : ''
        : mode === 'stills'
          ? `This browser cannot play this film${source?.videoCodec ? ` (${source.videoCodec.toUpperCase()})` : ''}. You see its exact pictures, without sound.`
          : source?.audioCodec && kSilent.includes(source.audioCodec)
            ? `This browser plays no ${source.audioCodec.toUpperCase()} sound. The clips have it.`
            : '';
  }

  // What keys and buttons ask for ---------------------------------------------------------------------------------------

  /** @param {number} time */
  seek(time) {
    this.#playUntil = Infinity;
    this.#screen.seek(this.#frames.at(time));
    this.#at(this.#screen.time);
  }

  /** @param {string} words */
  tell(words) {
    this.#parts.spoken.textContent = words;
  }

  /** @param {string} id */
  playClip(id) {
    const mark = this.#cutList.find(id);
    if (!mark) return;
    this.#cutList.select(id);
    this.seek(mark.start);
    this.#playUntil = this.#frames.before(mark.end);
    this.#screen.play();
  }

  async markIn() {
    await this.#seen();
    this.#cutList.markIn(this.time);
    this.tell(`Start at ${formatTime(this.time)}`);
  }

  /** What is marked is the frame that is seen, and where the next one begins: both must be known. */
  async #seen() {
    await this.#rateKnown;
    await this.#screen.settled();
  }

  /** The frame that is seen is the clip's last. */
  async markOut() {
    await this.#seen();
    const end = this.#frames.next(this.time) ?? this.duration ?? this.time;
    this.#cutList.markOut(end);
    this.tell(`End at ${formatTime(end)}`);
  }

  help() {
    showKeys();
  }

  /** @param {string} id */
  #rename(id) {
    this.#show('clips');
    const index = this.#cutList.marks.findIndex((mark) => mark.id === id);
    /** @type {HTMLInputElement|null} */ (this.#panelOf('clips').children[index]?.querySelector('input.name'))?.focus();
  }

  #acts() {
    const key = (/** @type {import('../room/keys.js').KeyDeed} */ action, /** @type {-1|0|1} */ by = 0) => () => this.#keys.do({ action, by, held: false });
    return {
      play: key('play'),
      back: key('frame', -1),
      forth: key('frame', 1),
      markIn: key('markIn'),
      markOut: key('markOut'),
      split: key('split'),
      undo: key('undo'),
      redo: key('redo'),
      help: key('help'),
      zoomOut: key('zoom', -1),
      zoomIn: key('zoom', 1),
      fit: key('fit'),
    };
  }

  #buildSnap() {
    const kinds = kSnapKinds.filter((kind) => kind !== 'playhead');
    drawRegion(this.#parts.snap, 'snap', () => [
      h('legend', null, 'Snap to'),
      ...kinds.map((kind) => {
        const input = h('input', { type: 'checkbox', checked: true });
        input.addEventListener('change', () => (input.checked ? this.#timeline.snapKinds.add(kind) : this.#timeline.snapKinds.delete(kind)));
        return h('label', null, input, h('span', null, kSnapWords[kind] ?? kind));
      }),
    ]);
  }

  /** @param {string} name */
  #panelOf = (name) => /** @type {HTMLElement} */ (this.#parts.panels.find((panel) => panel.dataset.panel === name));

  #dropFile() {
    this.#filePictures?.close();
    if (this.#fileUrl) URL.revokeObjectURL(this.#fileUrl);
    this.#fileUrl = '';
  }

  close() {
    this.#keys.close();
    this.#plan.close();
    this.#timeline.destroy();
    this.#screen.close();
    this.#dropFile();
  }
}

/** Upright. @param {import('../types.js').SourceFile} source */
function aspectOf({ width, height, rotation }) {
  const aspect = /** @type {number} */ (width) / /** @type {number} */ (height);
  return rotation === 90 || rotation === 270 ? 1 / aspect : aspect;
}
