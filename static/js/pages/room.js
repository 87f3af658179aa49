// @ts-check
// The cutting room of one job: the film, the marks, and what would be made of them. It lives as long as the job's view;
// the marks are the draft's, so that text, timeline and list always say the same.

import { formatTime } from '../format.js';
import { t } from '../lang/t.js';
import { parseRanges, writeRanges } from '../ranges.js';
import { CutList } from '../room/cut_list.js';
import { ViewWindow } from '../room/view_window.js';
import { Timeline } from '../timeline/timeline.js';
import { timelineWords } from '../timeline/words.js';
import { buildRoom } from '../views/room/frame.js';
import { renderFootProgress } from '../views/making/foot_progress.js';
import { showKeys } from '../views/room/keys_help.js';
import { isSilentHere, screenNote } from '../views/room/room_words.js';
import { Screen } from '../views/room/screen.js';
import { renderSnapChoice } from '../views/room/snap_choice.js';
import { isOver } from '../words.js';
import { RoomCaptions } from './room_captions.js';
import { RoomFilm } from './room_film.js';
import { RoomKeys } from './room_keys.js';
import { RoomLooks } from './room_looks.js';
import { panelOf, RoomPanels } from './room_panels.js';
import { RoomProxy } from './room_proxy.js';
import { RoomSuggestions } from './room_suggestions.js';

/** @typedef {import('../types.js').Job} Job */
/** @typedef {import('./recipe_draft.js').RecipeDraft} RecipeDraft */

const kFollowMs = 100;

export class Room {
  /** @type {Job} */
  #job;
  /** @type {RecipeDraft} */
  #draft;
  #screen;
  #parts;
  #timeline;
  #view = new ViewWindow();
  #cutList;
  #film;
  #suggestions;
  #looks;
  #captions;
  #panels;
  #proxy;
  #keys;
  #isTaking = false; // marks from the draft: not to be given back to it
  #isDrawAsked = false;
  #playUntil = Infinity;

  /**
   * @param {{api: import('../api.js').Api, job: Job, draft: RecipeDraft, shelf: import('./own_looks.js').PresetShelf,
   *   plans: import('../making/plan_book.js').PlanBook}} given
   */
  constructor({ api, job, draft, shelf, plans }) {
    this.#job = job;
    this.#draft = draft;
    this.#cutList = CutList.fromClips(draft.clips());
    this.#screen = new Screen({
      time: (time) => this.#at(time),
      mode: () => this.#noted(),
      lost: () => void this.#film.openAgain(),
      facts: ({ duration, width, height }) => this.#film.learn({ duration, aspect: height ? width / height : 0 }),
      playing: () => this.#sayPlay(),
      frame: (time) => void this.frames.learn([time]),
    });
    this.#parts = buildRoom(this.#screen.element, this.#acts());
    this.#timeline = new Timeline({
      canvas: this.#parts.canvas,
      cutList: this.#cutList,
      view: this.#view,
      on: {
        seek: (time) => this.seek(time),
        scrub: (time, edge) => this.#screen.scrub(edge === 'end' ? this.frames.before(time) : time),
        scrubEnd: () => {
          this.#screen.scrubEnd();
          this.#draw();
        },
        rename: (id) => this.#panels.goToName(id),
      },
    });
    this.#film = new RoomFilm({ api, job, screen: this.#screen, timeline: this.#timeline, onLearn: () => this.#learned() });
    this.#suggestions = new RoomSuggestions({
      api,
      jobId: job.id,
      element: panelOf(this.#parts, 'suggestions'),
      film: this.#film,
      cutList: this.#cutList,
      timeline: this.#timeline,
      look: ({ start, end }) => {
        this.#view.showRange(start, end);
        this.seek(start);
      },
      onCome: () => this.#draw(),
    });
    this.#proxy = new RoomProxy({ api, jobId: job.id, element: this.#parts.proxy, play: (artifactId) => void this.#film.playProxy(artifactId) });
    this.#looks = new RoomLooks({
      strip: this.#parts.looks,
      panel: panelOf(this.#parts, 'looks'),
      sum: this.#parts.sum,
      screen: this.#screen.element,
      draft,
      shelf,
      plans,
      film: this.#film,
      cutList: this.#cutList,
      onCome: () => this.#draw(),
    });
    this.#captions = new RoomCaptions({
      api,
      jobId: job.id,
      panel: panelOf(this.#parts, 'captions'),
      screen: this.#screen.element,
      draft,
      film: this.#film,
      looks: this.#looks,
      focus: () => this.#cutList.selectedMark?.focus ?? null,
      time: () => this.time,
      seek: (time) => this.seek(time),
      play: (cue) => this.playRange(cue),
    });
    this.#panels = new RoomPanels({
      parts: this.#parts,
      cutList: this.#cutList,
      film: this.#film,
      looks: this.#looks,
      captions: this.#captions,
      suggestions: this.#suggestions,
      draft,
      seek: (time) => this.seek(time),
      play: (id) => this.playClip(id),
      onShow: () => this.#draw(),
    });
    this.#keys = new RoomKeys(this);
    renderSnapChoice(this.#parts.snap, this.#timeline.snapKinds);
    this.#cutList.onChange(() => this.#marked());
    this.#view.onChange(() => this.#describe());
    this.#panels.show('clips');
  }

  get element() {
    return this.#parts.element;
  }
  /** Whether there is anything to be seen without the server. */
  get hasFile() {
    return this.#film.hasFile;
  }
  get cutList() {
    return this.#cutList;
  }
  get frames() {
    return this.#film.frames;
  }
  get view() {
    return this.#view;
  }
  get screen() {
    return this.#screen;
  }
  get time() {
    return this.frames.at(this.#screen.time);
  }
  get makePlace() {
    return this.#parts.makePlace;
  }
  get duration() {
    return this.#film.duration;
  }
  /** Where there is something to jump to. */
  get places() {
    const { scenes, chapters, keyFrames } = this.#timeline.scene.film;
    return scenes.length || chapters.length ? [...scenes, ...chapters].sort((a, b) => a - b) : [...keyFrames];
  }

  /** The job, its file or its draft have changed. @param {{job: Job, file: File|null, making: import('./making.js').MakingState, files: number}} given */
  update({ job, file, making, files }) {
    this.#job = job;
    renderFootProgress(this.#parts.progress, making, files);
    if (this.#film.update({ job, file })) {
      this.#suggestions.forget();
      this.#looks.follow(/** @type {string} */ (job.r2SourceKey));
    }
    // The server looks a held job through by itself: what it found is there when it is through.
    if (!job.autoProcess && job.status === 'UPLOADED' && job.source?.durationSeconds) this.#suggestions.want();
    this.#suggestions.know(job.sourceMeta?.chapters ?? []);
    this.#captions.update(job);
    this.#follow();
    this.#draw();
    this.#noted();
  }

  /** The language has changed. */
  redraw() {
    this.#suggestions.redraw();
    this.#sayPlay();
    this.#at(this.#screen.time);
    this.#noted();
    this.#draw();
    this.#timeline.invalidate();
  }

  #sayPlay() {
    this.#parts.play.setAttribute('aria-label', t(this.#screen.playing ? 'room.pause' : 'room.play'));
  }

  /** It is in the page now: what is not has no colours. */
  attached() {
    this.#timeline.refreshTheme();
  }

  /** What was typed becomes marks. */
  #follow() {
    const { form } = this.#draft;
    if (this.#cutList.isInStep) return; // the draft hears of it when the hand lets go
    if (form.mode !== 'hand' || writeRanges(this.#cutList.clips()) === form.ranges) return;
    const typed = parseRanges(form.ranges, this.duration);
    if (typed.errors.length) return;
    this.#isTaking = true;
    this.#cutList.setAll(this.#draft.clips());
    this.#isTaking = false;
  }

  /** The marks have changed: they are what the draft is about. */
  #marked() {
    if (this.#cutList.isInStep) return this.#drawSoon();
    this.#draw();
    if (this.#isTaking) return;
    const clips = this.#cutList.clips();
    if (JSON.stringify(clips) === JSON.stringify(this.#draft.clips())) return;
    this.#draft.change({ mode: 'hand', marks: clips, ranges: writeRanges(clips) });
  }

  /** Length or rate are known better. */
  #learned() {
    const film = { duration: this.duration, frameSeconds: this.frames.frameSeconds };
    this.#cutList.setFilm(film);
    this.#view.setFilm(film);
    this.#at(this.#screen.time);
    this.#draw();
  }

  /** While a hand moves a clip the timeline follows each picture of the display, the words about it every tenth of a second. */
  #drawSoon() {
    if (this.#isDrawAsked) return;
    this.#isDrawAsked = true;
    setTimeout(() => {
      this.#isDrawAsked = false;
      if (this.#cutList.isInStep) this.#draw();
    }, kFollowMs);
  }

  #draw() {
    this.#panels.draw(this.#job);
    if (this.#cutList.isInStep) return;
    this.#describe();
    for (const [name, can] of [['undo', this.#cutList.canUndo], ['redo', this.#cutList.canRedo]]) {
      this.element.querySelector(`[data-does=${name}]`)?.toggleAttribute('disabled', !can);
    }
  }

  /** What the timeline shows, for who hears it. */
  #describe() {
    const { start, end, duration } = this.#view;
    this.#parts.canvas.setAttribute('aria-description', timelineWords({ start, end, duration }, this.#cutList.marks.length, this.time));
  }

  /** @param {number} time */
  #at(time) {
    const frame = this.frames.at(time);
    this.#timeline.setPlayhead(frame, this.#screen.playing);
    this.#parts.time.textContent = t('room.now', { time: formatTime(Math.round(frame * 1000) / 1000), frame: String(this.frames.index(frame)) });
    this.#captions?.at();
    if (frame >= this.#playUntil) {
      this.#screen.pause();
      this.#playUntil = Infinity;
    }
  }

  #noted() {
    const { source } = this.#job;
    const isPartly = this.#screen.mode === 'stills' || isSilentHere({ isMute: this.#screen.isMute, source });
    this.#proxy.offer(this.#film.hasSource && isPartly);
    this.#parts.note.textContent = screenNote({ mode: this.#screen.mode, hasFile: this.hasFile, isMute: this.#screen.isMute, source });
  }

  // What keys and buttons ask for ---------------------------------------------------------------------------------------

  /** @param {number} time */
  seek(time) {
    this.#playUntil = Infinity;
    // Who looks around in a film that is through marks next: its scenes are looked for once, and kept by the server.
    if (isOver(this.#job)) this.#suggestions.want();
    this.#screen.seek(this.frames.at(time));
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
    this.playRange({ start: mark.start, end: this.frames.before(mark.end) });
  }

  /** From there to there, and stands still. @param {{start: number, end: number}} range */
  playRange({ start, end }) {
    this.seek(start);
    this.#playUntil = end;
    this.#screen.play();
  }

  /** The frame that was seen then is the clip's first. @param {number} place */
  async markIn(place) {
    await this.#seen();
    const start = this.frames.at(place);
    this.#cutList.markIn(start);
    this.tell(t('room.startAt', { time: formatTime(start) }));
  }

  /** What is marked is the frame that is seen, and where the next one begins: both must be known. */
  async #seen() {
    await this.#film.rateKnown;
    await this.#screen.settled();
  }

  /** The frame that was seen then is the clip's last. @param {number} place */
  async markOut(place) {
    await this.#seen();
    const end = this.frames.next(place) ?? this.duration ?? place;
    this.#cutList.markOut(end);
    this.tell(t('room.endAt', { time: formatTime(end) }));
  }

  help() {
    showKeys();
  }

  /** Goes to a panel of the list. @param {string} name */
  showTab(name) {
    this.#panels.goTo(name);
  }

  /** Goes to a clip of that name, else to one that begins there. @param {string} label @param {number|null} start */
  showClip(label, start) {
    this.#panels.goToClip(label, start);
  }

  /** Goes to what cannot be made as it is: the first such clip, or the looks. @param {boolean} isClip */
  showWrong(isClip) {
    if (isClip) this.#panels.goToWrong();
    else this.#panels.goTo('looks');
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
      looks: () => this.showTab('looks'),
    };
  }

  close() {
    this.#keys.close();
    this.#looks.close();
    this.#captions.close();
    this.#proxy.close();
    this.#timeline.destroy();
    this.#screen.close();
    this.#film.close();
  }
}

