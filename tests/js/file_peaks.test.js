// The sound of a file on this machine, as the timeline draws it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { filePeaks, peaksOf } from '../../static/js/views/room/file_peaks.js';

const kRate = 8192;
const seconds = (n, value) => new Float32Array(n * kRate).fill(0).map((_, i) => value(i / kRate));

test('peaks are the lowest and the highest of all channels, near and far', () => {
  const [left, right] = [seconds(20, (t) => (t >= 10 ? 0.5 : 0)), seconds(20, (t) => (t >= 5 && t < 6 ? -0.25 : 0))];
  const get = peaksOf([left, right], kRate);
  const far = get(0, 20, 20);
  assert.deepEqual([...far.max], [...Array(10).fill(0), ...Array(10).fill(0.5)]);
  assert.ok(far.min.every((low, n) => low === (n === 5 ? -0.25 : 0)), `${far.min}`);
  const near = get(9.99, 10.01, 20); // a millisecond each
  assert.deepEqual([...near.max], [...Array(10).fill(0), ...Array(10).fill(0.5)]);
});

test('behind the end of the sound there is silence, and a sound of no length is silent', () => {
  assert.deepEqual([...peaksOf([seconds(1, () => 1)], kRate)(0, 4, 4).max], [1, 0, 0, 0]);
  assert.deepEqual([...peaksOf([new Float32Array()], kRate)(0, 1, 2).max], [0, 0]);
});

test('a file that would take too much memory is left to the server, and so is one that the browser does not decode', async () => {
  let read = 0;
  const file = (size) => ({ size, arrayBuffer: async () => (read += 1, new ArrayBuffer(8)) });
  globalThis.OfflineAudioContext = class {
    async decodeAudioData() {
      throw new Error('no sound');
    }
  };
  assert.equal(await filePeaks(file(2 ** 30), 60), null);
  assert.equal(await filePeaks(file(1000), 7200), null);
  assert.equal(read, 0);
  assert.equal(await filePeaks(file(1000), 60), null);
  assert.equal(read, 1);
  delete globalThis.OfflineAudioContext;
});
