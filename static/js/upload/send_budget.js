// @ts-check
// How many parts all uploads of this browser send at once, over all of its tabs. A browser has six connections to a host
// by HTTP/1.1; what uploads leave is for the page: its calls, and one event stream for each window that is seen.
//
// Each tab tells the others what its uploads send and wait for, and all reckon by the same rule whose turn is next: who
// sends least, among those who has waited longest. A tab that opens asks what is sent; otherwise nobody is asked, so no
// answer can be missing: a tab that ended without a word is forgotten some seconds later. Two tabs may take the last place at the same moment; that is one too many for
// the length of one part. Knows no DOM.

/** @typedef {{key: string, lane: string, flying: number, waiting: number, sinceMs: number}} SeatNote  `sinceMs` of the calendar */
/** @typedef {{tab: string, seats: SeatNote[], asks?: boolean}} TabNote  `asks`: what the others send, as it has just opened */

const kSilentMs = 5000; // after which a tab is taken for closed
const kBeatMs = 2000;
const kCallsFirstMs = 1000; // for which calls of the page keep parts waiting at most

/** One upload's place in the budget. */
export class Seat {
  flying = 0;
  sinceMs = 0;
  /** @type {Set<() => void>} */
  waiting = new Set();
  #budget;

  /** @param {SendBudget} budget @param {string} key @param {string} lane where it sends to */
  constructor(budget, key, lane) {
    this.#budget = budget;
    this.key = key;
    this.lane = lane;
  }

  /** Waits until one part more may travel; gives what is called when it has. @param {AbortSignal} run @returns {Promise<(() => void)|null>} null: ended before */
  async take(run) {
    if (run.aborted) return null;
    const got = await new Promise((resolve) => {
      const end = (/** @type {boolean} */ yes) => {
        this.waiting.delete(go);
        run.removeEventListener('abort', stop);
        resolve(yes);
      };
      const go = () => end(true);
      const stop = () => end(false);
      run.addEventListener('abort', stop);
      this.waiting.add(go);
      this.#budget.changed();
    });
    if (!got) {
      this.#budget.changed();
      return null;
    }
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.flying -= 1;
      this.#budget.changed();
    };
  }

  /** It sends nothing more. */
  leave() {
    this.#budget.leave(this);
  }
}

export class SendBudget {
  #given;
  /** @type {Set<Seat>} */
  #seats = new Set();
  /** @type {Map<string, {seats: SeatNote[], heardMs: number}>} by tab */
  #others = new Map();
  #saidMs = 0;
  #callsSinceMs = 0; // 0: none is under way
  /** @type {any} */
  #callsTimer = null;

  /**
   * @param {{tab: string, most: (lane: string) => number, ownLane: string, now: () => number, clock: import('../base/retry.js').Clock,
   *   say: (note: TabNote) => void}} given  `now`: milliseconds of the calendar, the same in all tabs; `ownLane`: where the
   *   page's own calls go
   */
  constructor(given) {
    this.#given = given;
  }

  /** @param {string} key of an upload @param {string} lane the origin to which it sends */
  seat(key, lane) {
    const seat = new Seat(this, key, lane);
    this.#seats.add(seat);
    return seat;
  }

  /** Parts at once to an origin, over all tabs. @param {string} lane */
  most(lane) {
    return this.#given.most(lane);
  }

  /** @param {Seat} seat */
  leave(seat) {
    if (this.#seats.delete(seat)) this.changed();
  }

  /** Something began, ended or waits: looks whose turn it is, and tells the other tabs. */
  changed() {
    this.#grant();
    this.#say();
  }

  /** The tab has just opened: who sends tells it, at once. */
  ask() {
    this.#given.say({ tab: this.#given.tab, seats: [], asks: true });
  }

  /** What another tab said. @param {TabNote} note */
  hear({ tab, seats, asks = false }) {
    if (tab === this.#given.tab) return;
    if (asks) return void (this.#seats.size && this.#say());
    if (seats.length) this.#others.set(tab, { seats, heardMs: this.#given.now() });
    else this.#others.delete(tab);
    if (this.#grant()) this.#say();
    // Timers of a tab in the background hardly run: the word of another is its clock.
    else this.#beat();
  }

  /** Once a second. */
  tick() {
    if (this.#grant()) this.#say();
    else this.#beat();
  }

  /** The tab is closed, or goes to sleep. */
  end() {
    this.#given.say({ tab: this.#given.tab, seats: [] });
  }

  /** Calls of the page go first, a moment. @param {number} underWay */
  calls(underWay) {
    const { now, clock } = this.#given;
    if (underWay > 0) return void (this.#callsSinceMs ||= now());
    this.#callsSinceMs = 0;
    clock.clearTimeout(this.#callsTimer);
    this.#callsTimer = null;
    this.tick();
  }

  #beat() {
    if (this.#seats.size && this.#given.now() - this.#saidMs >= kBeatMs) this.#say();
  }

  #say() {
    this.#saidMs = this.#given.now();
    const seats = [...this.#seats].map(({ key, lane, flying, waiting, sinceMs }) => ({ key, lane, flying, waiting: waiting.size, sinceMs }));
    this.#given.say({ tab: this.#given.tab, seats });
  }

  /** Gives places to who is next, as long as that is one of this tab's. @returns {boolean} whether there was one */
  #grant() {
    const lanes = new Set([...this.#seats].filter(({ waiting }) => waiting.size).map(({ lane }) => lane));
    let any = false;
    for (const lane of lanes) {
      for (let seat = this.#nextIn(lane); seat; seat = this.#nextIn(lane)) {
        const [go] = seat.waiting;
        seat.flying += 1;
        seat.sinceMs = this.#given.now();
        go();
        any = true;
      }
    }
    return any;
  }

  /** The seat of this tab whose turn it is. @param {string} lane @returns {Seat|null} */
  #nextIn(lane) {
    if (lane === this.#given.ownLane && this.#callsComeFirst()) return null;
    const { tab, most, now } = this.#given;
    const others = [...this.#others].filter(([, { heardMs }]) => now() - heardMs < kSilentMs);
    const all = [
      ...[...this.#seats].map((seat) => ({ flying: seat.flying, waiting: seat.waiting.size, sinceMs: seat.sinceMs, rank: `${tab} ${seat.key}`, lane: seat.lane, own: seat })),
      ...others.flatMap(([other, { seats }]) => seats.map((seat) => ({ ...seat, rank: `${other} ${seat.key}`, own: null }))),
    ].filter((seat) => seat.lane === lane);
    if (all.reduce((sum, { flying }) => sum + flying, 0) >= most(lane)) return null;
    const [next] = all.filter(({ waiting }) => waiting).sort((a, b) => a.flying - b.flying || a.sinceMs - b.sinceMs || (a.rank < b.rank ? -1 : 1));
    return next?.own ?? null;
  }

  #callsComeFirst() {
    const left = this.#callsSinceMs ? this.#callsSinceMs + kCallsFirstMs - this.#given.now() : 0;
    if (left <= 0) return false;
    this.#callsTimer ??= this.#given.clock.setTimeout(() => {
      this.#callsTimer = null;
      this.tick();
    }, left);
    return true;
  }
}
