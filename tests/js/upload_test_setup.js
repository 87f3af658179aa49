// One upload against the fakes, as most tests want it.

import { Upload } from '../../static/js/upload/upload.js';
import { fileOf, ManualClock } from './fakes.js';

export function uploadTo(server, given = {}) {
  const clock = given.clock ?? new ManualClock();
  const states = [];
  const upload = new Upload({
    jobId: 'j', file: fileOf(server.name, server.size), api: server.api, put: server.put, clock,
    alone: async () => () => {}, reaches: async () => false, pageOrigin: 'https://page.example', random: () => 0.5,
    onChange: (state) => states.push(state), ...given,
  });
  return { upload, clock, states };
}
