// @ts-check
// How many parts may travel at once. One more as long as that makes the whole faster, half as many when a part is lost,
// and never so many that a slow line has a minute's work on its way: what a break loses stays small.

const kEpochMs = 3000; // of sending, before a number is judged
const kGain = 1.05; // what one more must bring
const kRestEpochs = 10; // before one more is tried again
const kFlightMs = 60_000;

export class SendWindow {
  limit;
  #most;
  #partBytes;
  /** @type {{ms: number, bytes: number}|null} where the epoch began */
  #epoch = null;
  /** @type {number|null} bytes per ms with one fewer, while one more is on trial */
  #onTrialOver = null;
  #rest = 0;

  /** @param {{first: number, most: number, partBytes: number}} given */
  constructor({ first, most, partBytes }) {
    this.limit = first;
    this.#most = most;
    this.#partBytes = partBytes;
  }

  /** Sending begins anew: what was measured before says nothing. */
  restart() {
    this.#epoch = null;
    this.#onTrialOver = null;
  }

  /** A part was lost, or the store asks for less. */
  shrink() {
    this.limit = Math.max(1, Math.floor(this.limit / 2));
    this.restart();
  }

  /** @param {number} sentBytes so far @param {number} nowMs */
  measure(sentBytes, nowMs) {
    const epoch = this.#epoch;
    if (epoch && nowMs - epoch.ms < kEpochMs) return;
    // Less than before: a part that was lost is sent again.
    if (epoch && sentBytes >= epoch.bytes) this.#judge((sentBytes - epoch.bytes) / (nowMs - epoch.ms));
    this.#epoch = { ms: nowMs, bytes: sentBytes };
  }

  /** @param {number} perMs */
  #judge(perMs) {
    const wasTrial = this.#onTrialOver !== null;
    const won = wasTrial && perMs >= /** @type {number} */ (this.#onTrialOver) * kGain;
    this.#onTrialOver = null;
    if (wasTrial && !won) {
      this.limit -= 1;
      this.#rest = kRestEpochs;
    } else if (this.#rest > 0) {
      this.#rest -= 1;
    } else if (this.limit < this.#most) {
      this.limit += 1;
      this.#onTrialOver = perMs;
    }
    this.limit = Math.max(1, Math.min(this.limit, Math.floor((perMs * kFlightMs) / this.#partBytes)));
  }
}
