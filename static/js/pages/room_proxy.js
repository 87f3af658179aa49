// @ts-check
// A small film that the server makes of one that this browser cannot play, or plays without its sound: offered, asked
// for by a press, followed until it is there.

import { t } from '../lang/t.js';
import { reasonFor } from '../words.js';
import { renderProxyOffer } from '../views/room/proxy_offer.js';

/** @typedef {import('../types.js').ProxyState} ProxyState */

const kAskMs = 1000;

export class RoomProxy {
  #api;
  #jobId;
  #element;
  #play;
  #clock;
  /** @type {ProxyState|null} what the server last said of it */
  #said = null;
  #wrong = '';
  #isWanted = false; // the browser plays the film not at all, or not all of it
  #isAsking = false;
  /** @type {any} */
  #timer = null;
  #isClosed = false;

  /**
   * @param {{api: Pick<import('../api.js').Api, 'makeProxy'>, jobId: string, element: HTMLElement,
   *   play: (artifactId: string) => void, clock?: {after: (ms: number, then: () => void) => any, stop: (timer: any) => void}}} given
   *   `play`: the film is there
   */
  constructor({ api, jobId, element, play, clock = { after: (ms, then) => setTimeout(then, ms), stop: (timer) => clearTimeout(timer) } }) {
    this.#api = api;
    this.#jobId = jobId;
    this.#element = element;
    this.#play = play;
    this.#clock = clock;
  }

  /** Whether the server's film would show more than the browser does. @param {boolean} isWanted */
  offer(isWanted) {
    this.#isWanted = isWanted;
    this.#draw();
  }

  close() {
    this.#isClosed = true;
    this.#clock.stop(this.#timer);
  }

  async #ask(again = false) {
    if (this.#isAsking || this.#isClosed) return;
    this.#isAsking = true;
    this.#wrong = '';
    this.#draw();
    try {
      this.#said = await this.#api.makeProxy(this.#jobId, again);
    } catch (error) {
      this.#wrong = /** @type {Error} */ (error).message;
    }
    this.#isAsking = false;
    if (this.#isClosed) return;
    this.#draw();
    const { state, artifact } = this.#said ?? {};
    if (this.#wrong) return;
    if (artifact) this.#play(artifact.id);
    else if (state === 'queued' || state === 'running') this.#timer = this.#clock.after(kAskMs, () => void this.#ask());
  }

  #draw() {
    const { state, fraction, failure } = this.#said ?? {};
    const isUnderWay = !this.#wrong && (state === 'queued' || state === 'running');
    const failed = failure ? reasonFor(failure) : t('room.proxyFailed');
    const wrong = this.#wrong || (state === 'failed' && !this.#isAsking ? failed : '');
    const isShown = (this.#isWanted && state !== 'done') || isUnderWay;
    renderProxyOffer(this.#element, { isShown, isUnderWay, isAsking: this.#isAsking, fraction: fraction ?? 0, wrong }, () => void this.#ask(state === 'failed'));
  }
}
