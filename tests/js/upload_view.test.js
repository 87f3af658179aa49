// What an upload shows of itself: its figures and buttons, why it ended and what helps, and where a file is asked for.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { place } from './fake_dom.js';
import { ApiError } from '../../static/js/api.js';
import { hasWords } from '../../static/js/lang/t.js';
import { isWrongFile, mendOf, UploadFault } from '../../static/js/upload/faults.js';
import { refusalOf, renderFile } from '../../static/js/views/upload/file.js';
import { renderRights } from '../../static/js/views/upload/rights.js';
import { renderTransfer } from '../../static/js/views/upload/transfer.js';
import { settle } from './fakes.js';

const kUpload = {
  phase: 'sending', sentBytes: 5e6, totalBytes: 1e7, bytesPerSecond: 1e6, secondsLeft: 5, partsDone: 1, partCount: 2, retries: 0,
  waitsFor: null, trouble: null, differences: [], wrongFile: false, error: null, mend: null,
};

/** A region of the page alone. */
function shownBy(render, more = {}) {
  const root = place('section');
  const ordered = [];
  const state = { session: null, kept: null, held: null, draft: null, upload: null, uploadName: 'film.mp4', elsewhere: null, refusedFile: '', ...more };
  const actions = new Proxy({}, { get: (_, name) => async (...given) => void ordered.push([name, ...given]) });
  const draw = () => render(root, state, actions);
  draw();
  return { root, state, ordered, draw, said: (name) => root.querySelector(`[data-say=${name}]`).textContent };
}
const transferOf = (more) => shownBy(renderTransfer, more);

test('an upload says how far, how fast and how long, and what is tried again', () => {
  const said = (upload) => {
    const region = transferOf({ upload: { ...kUpload, ...upload } }).root;
    return ['h2', '.figures', '.trouble'].map((part) => region.querySelector(part).textContent);
  };
  assert.deepEqual(said({}), ['Uploading', '50% · 5.0 MB of 10 MB · 1.0 MB/s · 5 s left', '']);
  assert.deepEqual(said({ trouble: { what: 2, why: 'lost', attempt: 1, retryAtMs: 0 }, retries: 1 })[2], 'Part 2 did not get through; it is tried again (1 time so far).');
  assert.deepEqual(said({ retries: 2 })[2], '2 retries so far; nothing is lost.');
  assert.match(said({ trouble: { what: 'server', why: 'rate_limited', attempt: 1, retryAtMs: 0 } })[2], /Too many requests at once \(429\)/);
  assert.deepEqual(said({ phase: 'paused', retries: 2, bytesPerSecond: null, secondsLeft: null }).slice(1), ['50% · 5.0 MB of 10 MB', 'Nothing is sent. What was on its way is sent again when you resume.']);
  const still = said({ waitsFor: 'line', bytesPerSecond: null, secondsLeft: null });
  assert.deepEqual(still.slice(1), ['50% · 5.0 MB of 10 MB · waiting', 'Nothing has moved for some seconds. It goes on by itself as soon as the line does.']);
  assert.match(said({ waitsFor: 'turn' })[2], /^Other uploads of this browser/);
});

test('each phase of an upload has its buttons', () => {
  const buttons = (upload) =>
    transferOf({ upload: { ...kUpload, ...upload } }).root.querySelectorAll('button').map((one) => one.textContent);
  assert.deepEqual(buttons({}), ['Pause', 'Stop']);
  assert.deepEqual(buttons({ phase: 'paused' }), ['Resume', 'Stop']);
  const failed = (mend, more) => buttons({ phase: 'failed', error: new Error('x'), mend, ...more });
  assert.deepEqual(failed('again'), ['Try again', 'Choose another file', 'Stop']);
  assert.deepEqual(failed('operator'), ['Try again after the change', 'Choose another file', 'Stop']);
  assert.deepEqual(failed('file'), ['Choose the file again', 'Stop'], 'trying again would not help');
  assert.deepEqual(failed('file', { wrongFile: true }), ['Choose the first file', 'Stop']);
  assert.deepEqual(failed('nothing'), ['Stop']);
  assert.deepEqual(buttons({ phase: 'completing' }), []);
});

test('a file is chosen here, and a dropped one that cannot be it is refused with its size', async () => {
  const session = { fileName: 'film.mp4', sizeBytes: 1000, parts: [{ partNumber: 1, sizeBytes: 400 }] };
  const page = shownBy(renderFile, { session });
  const region = page.root;
  assert.match(region.textContent, /40% of “film.mp4” \(1.0 kB\) is here/);
  const input = region.querySelector('#file');
  const right = { name: 'copy.mp4', size: 1000 };
  input.files = [right];
  input.dispatchEvent(new Event('change'));
  await settle();
  assert.deepEqual(page.ordered, [['chooseFile', right, null]]);

  page.state.refusedFile = refusalOf({ name: 'other.mp4', size: 2000 }, session);
  page.draw();
  assert.match(page.said('dropped'), /“other.mp4” \(2.0 kB\) is not the file whose upload lies open: that is “film.mp4” \(1.0 kB\)/);
  assert.match(refusalOf({ name: 'film.mp4', size: 0 }, session), /is empty/);
  assert.deepEqual([refusalOf(right, session), refusalOf(right, null)], ['', '']);
});

test('a file that is dropped before the rights are confirmed waits for that', () => {
  const page = shownBy(renderRights);
  page.state.held = { file: { name: 'film.mp4' }, handle: null };
  page.draw();
  assert.match(page.root.textContent, /“film.mp4” waits until you have confirmed this/);
});

test('what another tab sends is shown with its figures, and nothing is asked for here', () => {
  const figures = { phase: 'sending', sentBytes: 3e6, totalBytes: 10e6, bytesPerSecond: 2e6, secondsLeft: 4, waitsFor: null, fileName: 'film.mp4' };
  const page = transferOf({ elsewhere: figures });
  const region = page.root;
  assert.match(region.textContent, /Being sent from another tab.*film\.mp4.*30% · 3\.0 MB of 10 MB · 2\.0 MB\/s · 4 s left/);
  assert.equal(region.querySelectorAll('button').length, 0);
  page.state.elsewhere = { ...figures, sentBytes: 5e6 };
  page.draw();
  assert.match(region.querySelector('.figures').textContent, /^50%/);
  page.state.upload = { ...kUpload, phase: 'elsewhere' };
  page.draw();
  assert.match(region.textContent, /it goes on here by itself/);
});

test('why an upload ended is said from its code, with what helps', () => {
  const said = (error) => {
    const upload = { ...kUpload, phase: 'failed', error, mend: mendOf(error), wrongFile: isWrongFile(error) };
    return transferOf({ upload }).root.querySelector('.notice').textContent;
  };
  const about = { page: 'https://clips.example', store: 'http://clips.example' };
  assert.match(said(new UploadFault('part_too_large', { bytes: 16e6 })), /takes no request of 16 MB \(413\).*client_max_body_size.*storage\.part_size/);
  assert.match(said(new UploadFault('store_full')), /no room left.*\(507\)/);
  assert.match(said(new UploadFault('other_origin', about)), /links for http:\/\/clips\.example.*open at https:\/\/clips\.example.*server\.public_url to https:\/\/clips\.example/);
  assert.match(said(new UploadFault('mixed_content', about)), /without TLS.*X-Forwarded-Proto/);
  assert.match(said(new UploadFault('cors', about)), /CORS rule must allow PUT from https:\/\/clips\.example/);
  assert.match(said(new UploadFault('refused', { part: 3, status: 403 })), /refuses part 3, also by a fresh address \(403\).*Host header/);
  assert.match(said(new UploadFault('wrong_file', { name: 'a.mp4', from: 0, to: 5e6, part: 1 })), /“a\.mp4” is not the file whose upload was begun: .*0 B to 5\.0 MB.*part 1/);
  assert.equal(said(new ApiError(422, { code: 'too_large', detail: 'The file is too large.' })), 'The file is too large.');
});

test('every fault has words and advice in every language', () => {
  const source = readFileSync(new URL('../../static/js/upload/faults.js', import.meta.url), 'utf8');
  const [, table] = /kMends = \{([\s\S]*?)\};/.exec(source);
  const codes = [...table.matchAll(/(\w+):/g)].map(([, code]) => code);
  assert.ok(codes.length > 8);
  for (const code of codes) for (const part of ['fault', 'advice']) assert.ok(hasWords(`upload.${part}.${code}`), `${part} ${code}`);
});

test('who does not see the meter hears each phase, and each tenth of the file', () => {
  const page = transferOf({ upload: kUpload });
  assert.equal(page.said('spoken'), 'Uploading: 50%');
  page.state.upload = { ...kUpload, sentBytes: 5.9e6 };
  page.draw();
  assert.equal(page.said('spoken'), 'Uploading: 50%');
  page.state.upload = { ...kUpload, phase: 'paused' };
  page.draw();
  assert.equal(page.said('spoken'), 'Paused');
});
