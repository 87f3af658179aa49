// @ts-check
// What can be done with the work on a job: stop it, go on, leave a look out, mend what failed.

import { settingsOf, withValue } from '../looks/look.js';
import { outputOf } from '../looks/outputs.js';
import { isLastOf, outputNameOf } from '../making/rows.js';

/** @typedef {import('../making/rows.js').Help} Help */
/** @typedef {import('./making.js').TimedRow} TimedRow */

/**
 * @param {{api: import('../api.js').Api, id: string, orders: import('../making/orders.js').Orders, notifier: import('../making/notifier.js').Notifier,
 *   state: import('../views/job/job.js').JobState, act: (call: () => Promise<import('../types.js').Job>) => Promise<void>, draw: () => void}} given
 */
export function makingActions({ api, id, orders, notifier, state, act, draw }) {
  /** What is left of an order is its rest; without one it is the job's own recipe. */
  async function makeRest() {
    const order = orders.of(id);
    if (order?.entries.some(({ state: each }) => each === 'left' || each === 'failed')) return orders.goOn(id);
    return act(() => (state.job?.r2SourceKey ? api.process(id) : api.restart(id)));
  }

  /** @param {number} index */
  async function again(index) {
    if (orders.of(id)) return orders.again(id, index);
    return act(() => api.process(id));
  }

  /** An output that cannot be made is left out of its look. @param {TimedRow} row @param {number} index */
  function without(row, index) {
    const { draft } = state;
    const output = outputOf(row.type);
    if (!draft || !output) return;
    const look = draft.look(orders.of(id)?.entries[index]?.lookId ?? draft.chosen[0]?.id ?? 'none');
    const { outputs } = settingsOf(look, draft.presets);
    draft.setLook({ ...withValue(look, ['outputs'], outputs.filter((/** @type {string} */ each) => each !== output), draft.presets), on: true });
    if (state.room) state.room.showTab('looks');
    else document.querySelector('[data-region=recipe]')?.scrollIntoView({ block: 'center' });
  }

  /** A look as it is by now: since it was drawn it may have begun, or have ended. @param {number} index */
  const stateOf = (index) => (orders.of(id)?.entries[index] ?? state.making?.looks[index])?.state;

  /** One that is made is stopped, and the next begins; one that waits is not made at all. @param {number} index  of the look in the order */
  async function dropLook(index) {
    if (stateOf(index) !== 'given') return orders.drop(id, index);
    orders.skip(id);
    return act(() => api.cancel(id));
  }

  return {
    async cancel() {
      orders.dropAll(id); // else the next look would begin
      await act(() => api.cancel(id));
    },
    tryAgain: makeRest,
    makeRest,
    putAway() {
      orders.forget(id);
      draw();
    },
    dropLook,
    /** One output; with the last of a look the look. @param {TimedRow} row @param {number} index  of the look in the order */
    async leaveOut(row, index) {
      const look = state.making?.looks[index];
      if (!look) return undefined;
      if (isLastOf(look.rows, row)) return dropLook(index);
      if (stateOf(index) !== 'given') return orders.leaveOut(id, index, outputNameOf(row));
      return act(() => api.leaveOut(id, [outputNameOf(row)]));
    },
    async turnNotice() {
      await notifier.turn();
      draw();
    },
    /** @param {Help} help @param {TimedRow} row @param {number} index  of the look in the order */
    async help(help, row, index) {
      if (help === 'again') return again(index);
      if (help === 'without') return without(row, index);
      if (help === 'captions') return state.room?.showTab('captions');
      if (state.room) return state.room.showClip(row.label ?? '', row.start);
      return /** @type {HTMLElement|null} */ (document.querySelector('#ranges'))?.focus();
    },
  };
}
