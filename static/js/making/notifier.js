// @ts-check
// Tells a person who looks elsewhere that something is done: only where they have asked for it by a press. Knows no DOM.

/**
 * `none`: this browser cannot, or not on this address; `off`: it can be asked for; `denied`: the person has told the browser no.
 * @typedef {'none'|'off'|'on'|'denied'} NotifyState
 */
/** @typedef {{permission: string, requestPermission: () => Promise<string>, new (title: string, options?: object): {onclick: any, close: () => void}}} Notices  the browser's own */

export class Notifier {
  #notices;
  #note;

  /** @param {{notices: Notices|null, note: {get: () => string|null, set: (value: string) => void}}} given  `note` outlasts the visit */
  constructor({ notices, note }) {
    this.#notices = notices;
    this.#note = note;
  }

  /** @returns {NotifyState} */
  get state() {
    if (!this.#notices) return 'none';
    if (this.#notices.permission === 'denied') return 'denied';
    return this.#notices.permission === 'granted' && this.#note.get() === 'on' ? 'on' : 'off';
  }

  /** After a press alone: the browser asks the person. */
  async turn() {
    if (this.state === 'on') return this.#note.set('off');
    const answer = await this.#notices?.requestPermission();
    if (answer === 'granted') this.#note.set('on');
    return undefined;
  }

  /** @param {{title: string, body: string, tag: string, onClick: () => void}} what  a later one with the same tag takes its place */
  tell({ title, body, tag, onClick }) {
    if (this.state !== 'on' || !this.#notices) return;
    try {
      const shown = new this.#notices(title, { body, tag });
      shown.onclick = () => {
        onClick();
        shown.close();
      };
    } catch {
      // Some phones show none from a page: the title of the tab says it as well.
    }
  }
}
