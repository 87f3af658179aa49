// The server's small film of one that this browser does not play.

import assert from 'node:assert/strict';
import test from 'node:test';

import './fake_dom.js';
import { buttonOf, place } from './fake_dom.js';
import { RoomProxy } from '../../static/js/pages/room_proxy.js';

/** @param {any[]} answers  one for each asking; an Error is thrown */
function roomProxy(answers) {
  const asked = [];
  const played = [];
  const waiting = [];
  const element = place('div');
  const proxy = new RoomProxy({
    api: {
      async makeProxy(job, again) {
        asked.push(again ? `${job} again` : job);
        const answer = answers.shift();
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    jobId: 'job',
    element,
    play: (artifact) => played.push(artifact),
    clock: { after: (_ms, then) => waiting.push(then), stop: () => waiting.splice(0) },
  });
  const press = async (words) => {
    buttonOf(element, words).click();
    await settle();
  };
  return { proxy, element, asked, played, waiting, press };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const state = (of, more = {}) => ({ state: of, fraction: 0, artifact: null, failure: null, ...more });

test('a film that the browser plays is not offered again', () => {
  const { proxy, element, asked } = roomProxy([]);
  proxy.offer(false);
  assert.equal(element.hidden, true);
  assert.deepEqual(asked, []);
});

test('one press has the film made, says how far it is, and plays it', async () => {
  const { proxy, element, asked, played, waiting, press } = roomProxy([state('queued'), state('running', { fraction: 0.4 }), state('done', { artifact: { id: 'small' } })]);
  proxy.offer(true);
  assert.equal(element.hidden, false);
  assert.deepEqual(asked, [], 'nothing is made before it is asked for');
  await press('Make it play here');
  assert.equal(element.querySelector('progress') !== null, true);
  waiting.shift()();
  await settle();
  assert.match(element.textContent, /40/);
  waiting.shift()();
  await settle();
  assert.deepEqual(played, ['small']);
  assert.deepEqual(asked, ['job', 'job', 'job']);
  assert.equal(element.hidden, true);
  assert.equal(waiting.length, 0);
});

test('a film that could not be made says why, and is tried anew by a press', async () => {
  const { proxy, element, asked, played, press } = roomProxy([state('failed', { failure: { code: 'timeout', message: 'it took too long' } }), state('done', { artifact: { id: 'small' } })]);
  proxy.offer(true);
  await press('Make it play here');
  assert.ok(element.querySelector('.warn') !== null);
  await press('Try again');
  assert.deepEqual(asked, ['job', 'job again']);
  assert.deepEqual(played, ['small']);
});

test('an answer that is lost leaves the button', async () => {
  const { proxy, element, press } = roomProxy([new Error('the server cannot be reached'), state('queued')]);
  proxy.offer(true);
  await press('Make it play here');
  assert.match(element.textContent, /cannot be reached/);
  await press('Try again');
  assert.equal(element.querySelector('progress') !== null, true);
});

test('nothing is asked any more where the room is closed', async () => {
  const { proxy, waiting, press } = roomProxy([state('queued')]);
  proxy.offer(true);
  await press('Make it play here');
  proxy.close();
  assert.equal(waiting.length, 0);
});
