// One upload against the fakes, as most tests want it.

import { SendBudget } from '../../static/js/upload/send_budget.js';
import { Upload } from '../../static/js/upload/upload.js';
import { fileOf, ManualClock } from './fakes.js';

export const kPageOrigin = 'https://page.example';

/** A budget of one tab. */
export const budgetOf = (clock, given = {}) =>
  new SendBudget({
    tab: 'tab', ownLane: kPageOrigin, most: (lane) => (lane === kPageOrigin ? 3 : 6), now: clock.now, clock, say: () => {}, ...given,
  });

export function uploadTo(server, given = {}) {
  const clock = given.clock ?? new ManualClock();
  const states = [];
  const upload = new Upload({
    jobId: 'j', file: fileOf(server.name, server.size), api: server.api, put: server.put, clock, budget: budgetOf(clock),
    alone: async () => () => {}, reaches: async () => false, forbids: () => false, pageOrigin: kPageOrigin, random: () => 0.5,
    onChange: (state) => states.push(state), ...given,
  });
  return { upload, clock, states };
}
