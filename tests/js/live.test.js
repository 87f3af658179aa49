import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Live } from '../../static/js/base/live.js';
import { ManualClock, settle } from './fakes.js';

/** A page with a stream that the test opens, breaks and speaks on. */
function page() {
  const clock = new ManualClock();
  const state = { hidden: false, polls: 0, sources: [], events: [] };
  const live = new Live({
    url: '/events',
    clock,
    hidden: () => state.hidden,
    poll: async () => void (state.polls += 1),
    onEvent: (type, data) => state.events.push([type, data]),
    open: () => {
      const on = {};
      const source = {
        readyState: 0, closed: false,
        addEventListener: (type, run) => (on[type] = run),
        close: () => (source.closed = true),
        say: (type, event = {}) => on[type](event),
      };
      state.sources.push(source);
      return source;
    },
  });
  return { clock, state, live };
}

test('events of the stream are handed on, and nothing is polled while it is open', async () => {
  const { clock, state } = page();
  state.sources[0].say('open');
  state.sources[0].say('job', { data: '{"id":"1"}' });
  await clock.advance(60_000);
  assert.deepEqual(state.events, [['job', { id: '1' }]]);
  assert.equal(state.polls, 1, 'once on opening, for what happened before');
});

test('a stream that is refused is replaced by polling, and asked for again later', async () => {
  const { clock, state } = page();
  state.sources[0].readyState = 2;
  state.sources[0].say('error');
  await clock.advance(10_000);
  assert.equal(state.polls, 4);
  assert.equal(state.sources.length, 1);
  await clock.advance(21_000);
  assert.equal(state.sources.length, 2);
  state.sources[1].say('open');
  const before = state.polls;
  await clock.advance(30_000);
  assert.equal(state.polls, before);
});

test('a stream that breaks is polled around until it comes back', async () => {
  const { clock, state } = page();
  state.sources[0].say('open');
  await settle();
  state.sources[0].say('error');
  state.sources[0].say('error');
  await clock.advance(7000);
  assert.equal(state.polls, 3);
  assert.equal(state.sources.length, 1, 'the browser reconnects by itself');
  state.sources[0].say('open');
  await clock.advance(30_000);
  assert.equal(state.polls, 4);
});

test('a hidden page gives its stream back and polls seldom; seen again it opens one', async () => {
  const { clock, state, live } = page();
  state.hidden = true;
  live.visibilityChanged();
  assert.ok(state.sources[0].closed);
  await clock.advance(46_000);
  assert.equal(state.polls, 3);
  state.hidden = false;
  live.visibilityChanged();
  assert.equal(state.sources.length, 2);
});

test('closed, it neither listens nor polls', async () => {
  const { clock, state, live } = page();
  live.close();
  live.visibilityChanged();
  await clock.advance(120_000);
  assert.ok(state.sources[0].closed);
  assert.equal(state.sources.length, 1);
  assert.equal(state.polls, 0);
});
