// @ts-check
// The keys of the cutting room, while it is open.

import { t } from '../lang/t.js';
import { actionFor, shuttleSpeed } from '../room/keys.js';
import { isOwned } from '../room/key_owner.js';
import { formatTime } from '../format.js';

/** @typedef {import('../room/keys.js').KeyAction} KeyAction */

/** @type {Set<KeyAction['action']>} */
const kOnMarks = new Set(['markIn', 'markOut', 'trim', 'trimOther', 'clip', 'split', 'remove', 'undo', 'redo', 'drop']);

export class RoomKeys {
  #room;
  #ended = new AbortController();
  /** @type {Promise<unknown>} what changes marks is done in order: a mark waits for what is known of the frame that it is about */
  #turn = Promise.resolve();

  /** @param {import('./room.js').Room} room */
  constructor(room) {
    this.#room = room;
    document.addEventListener('keydown', (event) => this.#press(event), { signal: this.#ended.signal });
  }

  close() {
    this.#ended.abort();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (!this.#room.element.isConnected || this.#room.screen.mode === 'none') return;
    const action = actionFor(event, isOwned);
    // Without an open mark Escape is for others: a popover, a dialog.
    if (!action || (action.action === 'drop' && this.#room.cutList.open === null)) return;
    event.preventDefault();
    this.do(action);
  }

  /** Going elsewhere does not wait, and a mark is where the film stood when it was asked for. @param {KeyAction} asked */
  do(asked) {
    const place = this.#room.screen.time;
    if (kOnMarks.has(asked.action)) this.#turn = this.#turn.then(() => this.#act(asked, place));
    else void this.#act(asked, place);
  }

  /** @param {KeyAction} asked @param {number} place @returns {Promise<void>|void} */
  #act({ action, by, held }, place) {
    const room = this.#room;
    const { cutList, screen, view, frames } = room;
    switch (action) {
      case 'play':
        return screen.playing ? screen.pause() : screen.play();
      case 'shuttle':
        return screen.play(shuttleSpeed(screen.speed, by < 0 ? -1 : 1));
      case 'pause':
        return screen.pause();
      case 'frame':
        return this.#go((by < 0 ? frames.previous(room.time) : frames.next(room.time)) ?? room.time);
      case 'second':
        return this.#go(room.time + by);
      case 'jump':
        return this.#jump(by);
      case 'ends':
        return this.#go(by < 0 ? 0 : lastFrame(room));
      case 'markIn':
        return room.markIn(place);
      case 'markOut':
        return room.markOut(place);
      case 'trim':
        return this.#trim(false, by, held);
      case 'trimOther':
        return this.#trim(true, by, held);
      case 'clip':
        return this.#selectNext(by < 0 ? -1 : 1);
      case 'split':
        return void (cutList.selected && cutList.split(cutList.selected, frames.at(place)));
      case 'remove':
        return void (cutList.selected && cutList.remove(cutList.selected));
      case 'undo':
        return void cutList.undo();
      case 'redo':
        return void cutList.redo();
      case 'zoom':
        return view.zoomAt(by > 0 ? 2 : 0.5, view.xOf(room.time));
      case 'fit':
        return view.fit();
      case 'drop':
        return void cutList.dropOpen();
      case 'help':
        return room.help();
      case 'none':
        return undefined;
    }
  }

  /** @param {number} time */
  #go(time) {
    const { screen } = this.#room;
    screen.pause();
    this.#room.seek(Math.min(Math.max(0, time), lastFrame(this.#room)));
    this.#room.view.follow(this.#room.time);
  }

  /** @param {number} by */
  #jump(by) {
    const { places, time } = this.#room;
    const next = by < 0 ? places.filter((place) => place < time - 0.001).at(-1) : places.find((place) => place > time + 0.001);
    this.#go(next ?? (by < 0 ? 0 : lastFrame(this.#room)));
  }

  /** @param {boolean} isOther  the end that was not touched last @param {number} by @param {boolean} held */
  #trim(isOther, by, held) {
    const { cutList, frames } = this.#room;
    const mark = cutList.selectedMark;
    if (!mark) return;
    const edge = (cutList.touched === 'start') !== isOther ? 'start' : 'end';
    const to = by < 0 ? frames.previous(mark[edge]) : frames.next(mark[edge]);
    if (to === null) return;
    cutList.trim(isOther, () => to, held);
    this.#room.seek(edge === 'start' ? to : frames.before(to));
    this.#room.tell(t(edge === 'start' ? 'room.startAt' : 'room.endAt', { time: formatTime(to) }));
  }

  /** @param {1|-1} step */
  #selectNext(step) {
    const { cutList } = this.#room;
    cutList.selectNext(step);
    const mark = cutList.selectedMark;
    if (!mark) return;
    this.#go(mark.start);
    this.#room.tell(t('room.clipAt', { name: mark.label || t('room.clip'), start: formatTime(mark.start), end: formatTime(mark.end) }));
  }
}

/** @param {import('./room.js').Room} room */
const lastFrame = ({ duration, frames }) => (duration ? frames.before(duration) : Infinity);
