// What of the results is written for other programs and other people: receipts, captions, archives, share pages.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { asWebVtt, trackOf, wordsOf } from '../../static/js/results/captions_track.js';
import { checkCommand, readReceipt, settingsOf } from '../../static/js/results/receipt.js';
import { fileNameOf, zipsOf } from '../../static/js/results/saving.js';
import { dayOf, embedCode, expiryOf, isOver } from '../../static/js/results/shares.js';
import { aspectOf, stillOf } from '../../static/js/results/stills.js';
import { zipUrl } from '../../static/js/api.js';
import { artifact, srt } from './results_fakes.js';

test('captions become a player’s track: WebVTT as it is, SubRip rewritten', () => {
  const vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n';
  assert.equal(asWebVtt(vtt), vtt);
  const sub = '\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nHello, 1,000 times\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n<i>World</i>\r\n';
  assert.match(asWebVtt(sub), /^WEBVTT\n\n1\n00:00:01\.000 --> 00:00:02\.500\nHello, 1,000 times\n/);
  assert.deepEqual(wordsOf(sub), ['Hello, 1,000 times', 'World']);
  assert.deepEqual(wordsOf(vtt), ['Hello']);
  const both = [srt(1, 'Intro'), artifact('captions', 1)];
  assert.equal(trackOf(both), both[1]);
  assert.equal(trackOf([artifact('clip', 1)]), null);
});

const kReceipt = {
  publicKey: 'a+b/c=', algorithm: 'Ed25519', signature: 's',
  receipt: {
    issuedAt: '2026-01-01T00:00:00Z', artifact: { type: 'clip' }, source: { key: 'k' },
    settings: { mp4: { cut: 'smart', height: null, crf: 23, focus: { x: 0.5, y: 0.25 } }, gif: { fps: 12 }, captions: { burn: false } },
  },
};

test('a receipt says by which settings its file was made, without those that are off', () => {
  const { said, publicKey } = readReceipt(JSON.stringify(kReceipt));
  assert.deepEqual(settingsOf(said), [['cut', 'smart'], ['crf', '23'], ['focus', '0.5, 0.25']]);
  assert.deepEqual(settingsOf({ ...said, artifact: { type: 'captions' } }), []);
  assert.deepEqual(settingsOf({ ...said, artifact: { type: 'poster' } }), []);
  assert.equal(publicKey, 'a+b/c=');
});

test('the command that checks a file can be pasted into a shell, whatever the file is called', () => {
  assert.equal(checkCommand('Intro.mp4', 'a+b/c='), 'clipbox verify Intro.mp4 Intro.mp4.receipt.json --key a+b/c=');
  assert.equal(checkCommand("Nadia's $(film).mp4", 'k'), `clipbox verify 'Nadia'\\''s $(film).mp4' 'Nadia'\\''s $(film).mp4.receipt.json' --key k`);
});

test('everything is one archive by its plain address; some are named, in several where one address does not hold them', () => {
  assert.deepEqual(zipsOf(['a', 'b'], 2), [null]);
  assert.deepEqual(zipsOf(['a'], 2), [['a']]);
  const ids = Array.from({ length: 450 }, (_, i) => String(i));
  assert.deepEqual(zipsOf(ids, 1000).map((each) => each.length), [200, 200, 50]);
  assert.equal(zipUrl('j'), '/api/v1/jobs/j/artifacts.zip');
  assert.equal(zipUrl('j', ['a', 'b']), '/api/v1/jobs/j/artifacts.zip?ids=a,b');
  assert.ok(zipUrl('0'.repeat(26), Array(200).fill('0'.repeat(26))).length < 8000, 'the server takes lines of 8 kB');
});

test('a file is called what its signed link saves it as', () => {
  const link = (said) => `https://store/b/k/x.mp4?response-content-disposition=${encodeURIComponent(said)}`;
  assert.equal(fileNameOf(link('attachment; filename="My film - intro.mp4"')), 'My film - intro.mp4');
  assert.equal(fileNameOf(link('attachment; filename="_.mp4"; filename*=UTF-8\'\'%D9%81.mp4')), 'ف.mp4');
  assert.equal(fileNameOf('https://store/b/k/x%20y.mp4'), 'x y.mp4');
});

test('a share page lasts for ever, for days, or to the end of a day', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  assert.equal(expiryOf('', '', now), null);
  assert.equal(expiryOf('7', '', now), '2026-03-08T12:00:00.000Z');
  const until = expiryOf('date', '2026-03-05', now);
  assert.equal(dayOf(until), '2026-03-05');
  assert.ok(Date.parse(until) > Date.parse('2026-03-05T00:00:00'));
  assert.deepEqual([isOver({ expiresAt: null }, now), isOver({ expiresAt: until }, now), isOver({ expiresAt: until }, Date.parse(until))], [false, false, true]);
});

test('an embedded player has the shape of what it plays, and its title breaks out of nothing', () => {
  const tall = artifact('clip', 1, { width: 1080, height: 1920 });
  const share = { url: 'https://box/s/t', artifactIds: [tall.id] };
  const code = embedCode(share, [artifact('clip', 1), tall], '"><script>');
  assert.match(code, /^<iframe src="https:\/\/box\/s\/t\/embed" title="&#34;&#62;&#60;script&#62;" width="640" height="1138"/);
  assert.match(embedCode({ url: 'u', artifactIds: null }, [], 't'), /height="360"/);
});

test('a small picture of the film stands for a clip; without the film its poster does', () => {
  const job = { id: 'j', r2SourceKey: 'k/v.mp4', source: { width: 1920, height: 1080, rotation: 90, durationSeconds: 12 } };
  const poster = artifact('poster', 10);
  assert.match(stillOf(job, { start: 10, end: 16 }, [poster], false).url, /frame\?t=10\.667&height=180&v=v\.mp4$/, 'within the film');
  assert.match(stillOf(job, { start: 1, end: 4 }, [], true).url, /t=2&height=270/);
  assert.deepEqual(stillOf({ ...job, r2SourceKey: null }, { start: 1, end: 4 }, [poster], false), { url: `/api/v1/artifacts/${poster.id}/content`, ofFilm: false });
  assert.equal(stillOf({ ...job, source: null }, { start: 1, end: 4 }, [], false), null);
  assert.equal(aspectOf(job), 1080 / 1920);
});
