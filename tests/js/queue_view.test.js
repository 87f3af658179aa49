// The queue of films and links as it is shown, what it works by, and the question about a link that was given before.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buttonOf, place } from './fake_dom.js';
import { openQueuePanel } from '../../static/js/pages/queue_panel.js';
import { chosenJob } from '../../static/js/pages/same_link.js';
import { SendQueue } from '../../static/js/upload/queue.js';
import { queueDoes } from '../../static/js/upload/queue_does.js';
import { acceptDrops } from '../../static/js/views/upload/drop.js';
import { renderQueue } from '../../static/js/views/upload/queue.js';
import { settle } from './fakes.js';

const jobOf = (id, title = `Film ${id}`) => ({ id, title, videoId: id.padEnd(11, '_'), status: 'META_READY', sourceMeta: null, createdAt: '2026-01-01T00:00:00Z', autoProcess: true, rightsConfirmedAt: null, failure: null });
const filmOf = (name) => ({ id: `film-${name}`, name, sizeBytes: 3e6, durationSeconds: 62, picked: null });
const rowOf = (id, phase, more = {}) => ({ id, phase, link: null, jobId: more.job?.id ?? null, job: null, same: null, film: null, likeness: null, fault: null, ...more });

function shown(rows, more = {}) {
  const root = place('section');
  const done = [];
  const state = { rows, offered: [], uploadOf: () => null, mendOf: () => 'again', ...more };
  const actions = new Proxy({}, { get: (_, name) => async (...given) => void done.push([name, ...given]) });
  const draw = () => renderQueue(root, state, actions);
  draw();
  return { root, done, state, draw, items: () => root.querySelectorAll('li').map((item) => item.textContent) };
}

test('nothing given, nothing is shown', () => {
  const { root } = shown([]);
  assert.equal(root.hidden, true);
});

test('each row says what it is, what it waits for, and that two were put together by likeness', () => {
  const { items, root } = shown([
    rowOf('1', 'ready', { job: jobOf('a', 'Rome'), film: filmOf('rome.mp4'), likeness: 0.9 }),
    rowOf('2', 'needsFilm', { job: jobOf('b') }),
    rowOf('3', 'needsLink', { film: filmOf('x.mp4') }),
    rowOf('4', 'refused', { link: 'nonsense', fault: new Error('That is no link.') }),
    rowOf('5', 'refused', { job: { ...jobOf('c'), status: 'FAILED', failure: { code: 'video_removed', message: '' } } }),
  ]);
  const [ready, noFilm, noLink, refused, gone] = items();
  assert.match(ready, /Rome.*rome\.mp4 · 3\.0 MB · 1:02.*Ready to send\. They seem to belong together\./);
  assert.match(noFilm, /Film b.*Drop its film/);
  assert.match(noLink, /x\.mp4.*Paste the link/);
  assert.match(refused, /nonsense.*The link was not taken\..*That is no link\./);
  assert.match(gone, /The link was not taken\.The video is not on YouTube\. Check the link\./);
  assert.match(root.querySelector('form').textContent, /Send 1 film$/);
});

test('a film without a link goes to a video that one chooses, of this list or of those that wait', async () => {
  const { root, done } = shown([rowOf('1', 'needsLink', { film: filmOf('x.mp4') }), rowOf('2', 'needsFilm', { job: jobOf('a') })], { offered: [jobOf('a'), jobOf('old')] });
  const select = root.querySelector('select');
  assert.deepEqual(select.querySelectorAll('option').map((option) => option.textContent), ['Choose its video …', 'Film a', 'Film old']);
  select.value = 'old';
  select.dispatchEvent(new Event('change'));
  assert.deepEqual(done, [['pair', '1', 'old']]);
});

test('each phase has its buttons, by which it goes on', async () => {
  const pressed = async (row, label) => {
    const { root, done } = shown([rowOf('0', 'waiting', { job: jobOf('z') }), row]);
    const [, item] = root.querySelectorAll('li');
    (buttonOf(item, label) ?? item.querySelectorAll('button').find((one) => one.getAttribute('aria-label')?.startsWith(label))).click();
    await settle();
    return done;
  };
  const job = jobOf('a');
  assert.deepEqual(await pressed(rowOf('1', 'ready', { job, film: filmOf('x') }), 'Not this film'), [['part', '1']]);
  assert.deepEqual(await pressed(rowOf('1', 'waiting', { job, film: filmOf('x') }), 'Send “Film a” sooner'), [['sooner', '1']]);
  assert.deepEqual(await pressed(rowOf('1', 'same', { link: 'l', same: job }), 'Use that one'), [['takeSame', '1']]);
  assert.deepEqual(await pressed(rowOf('1', 'same', { link: 'l', same: { ...job, status: 'READY' } }), 'Make another'), [['makeAnother', '1']]);
  assert.deepEqual(await pressed(rowOf('1', 'failed', { job, film: filmOf('x'), fault: new Error('no') }), 'Try again'), [['again', '1']]);
  assert.deepEqual(await pressed(rowOf('1', 'done', { job, film: filmOf('x') }), 'Take “Film a” off'), [['remove', '1']]);
});

test('a film goes one place sooner with every press, whatever stands ahead of it by then', async () => {
  const root = place('section');
  const makeJob = async (link) => jobOf(link);
  const queue = new SendQueue({ find: async () => null, makeJob, durationOf: async () => null, newKey: () => 'k' });
  const { draw } = openQueuePanel(root, { queue, uploads: { get: () => null, elsewhere: () => null }, api: { jobs: async () => ({ items: [] }) } });
  queue.onChange = draw;
  await queue.addLinks(['a', 'b', 'c', 'd']);
  await queue.addFilms(['1', '2', '3', '4'].map((name) => ({ file: { name, size: 1 }, handle: null })));
  for (const [i, job] of ['a', 'b', 'c', 'd'].entries()) queue.pair(queue.rows.find(({ film, jobId }) => film?.name === String(i + 1) && jobId !== job)?.id ?? '', job);
  const order = () => queue.rows.map(({ jobId }) => jobId).join('');
  const [up] = root.querySelectorAll('button').filter((each) => each.getAttribute('aria-label') === 'Send “Film d” sooner');
  up.focus();
  assert.equal(order(), 'abcd');
  for (const after of ['abdc', 'adbc']) {
    up.click();
    assert.deepEqual([order(), document.activeElement === up], [after, true]);
  }
  up.click();
  assert.deepEqual([order(), document.activeElement.id], ['dabc', 'queue-title'], 'it is the first, and the button is gone');
});

test('nothing is sent before the rights are confirmed, and what is sent shows how far it is', async () => {
  const page = shown([rowOf('1', 'ready', { job: jobOf('a'), film: filmOf('x') })]);
  assert.equal(page.root.querySelector('#queue-rights').hasAttribute('required'), true);
  page.root.querySelector('form').dispatchEvent(new Event('submit', { cancelable: true }));
  await settle();
  assert.deepEqual(page.done, [['start']]);
  page.state.rows = [rowOf('1', 'sending', { job: jobOf('a'), film: filmOf('x') })];
  page.state.uploadOf = () => ({ phase: 'sending', sentBytes: 30, totalBytes: 100 });
  page.draw();
  assert.match(page.items()[0], /Uploading · 30%/);
  assert.equal(page.root.querySelector('form').hidden, true);
});

test('what the queue does: finds the job of a video, names what YouTube does not tell, and says how a sending ended', async () => {
  const calls = [];
  const api = {
    jobs: async ({ q }) => ({ items: [jobOf('other'), { ...jobOf('mine'), videoId: q }] }),
    change: async (...given) => void calls.push(['change', ...given]),
    confirmRights: async (id) => void calls.push(['rights', id]),
  };
  let end = { phase: 'done' };
  const does = queueDoes({ api, uploads: { start: async () => end, get: () => null }, durationOf: async () => null, newKey: () => 'k' });
  assert.equal((await does.find('dQw4w9WgXcQ')).id, 'mine');
  await does.prepare({ id: 'a', title: null, status: 'CREATED' }, { name: 'my film.mp4' });
  await does.prepare({ id: 'b', title: 'Known', status: 'META_READY' }, { name: 'x.mp4' });
  assert.deepEqual(calls, [['change', 'a', { title: 'my film' }], ['rights', 'a'], ['rights', 'b']]);
  const error = new Error('no room');
  const ends = [];
  for (end of [{ phase: 'done' }, { phase: 'aborted' }, { phase: 'failed', error }]) ends.push(await does.send('a', { file: {}, handle: null }));
  assert.deepEqual(ends, ['done', 'stopped', error]);
});

/** Answers the question on the page by the button of that name. */
async function answering(label, asking) {
  const create = document.createElement;
  let dialog = null;
  document.createElement = (tag) => {
    const element = create(tag);
    if (tag === 'dialog') dialog = Object.assign(element, { showModal() {}, returnValue: '' });
    return element;
  };
  const asked = asking();
  await settle();
  document.createElement = create;
  const text = dialog?.textContent ?? '';
  if (dialog) {
    dialog.returnValue = label ? buttonOf(dialog, label).value : '';
    dialog.dispatchEvent(new Event('close'));
  }
  return { text, answer: await asked };
}

test('a link that has a job already is asked about: open it, make another, or neither', async () => {
  const there = { ...jobOf('there', 'Mine'), videoId: 'dQw4w9WgXcQ', status: 'READY' };
  const api = { jobs: async () => ({ items: [there] }) };
  const made = [];
  const make = async () => (made.push('one'), jobOf('new'));
  const ask = (label) => answering(label, () => chosenJob(api, 'https://youtu.be/dQw4w9WgXcQ?t=3', make));
  const opened = await ask('Open it');
  assert.match(opened.text, /You have this video already.*“Mine”.*Ready/);
  assert.deepEqual([opened.answer.id, made.length], ['there', 0]);
  assert.equal((await ask('')).answer, null);
  assert.deepEqual([(await ask('Make another')).answer.id, made.length], ['new', 1]);
  api.jobs = async () => ({ items: [] });
  assert.equal((await answering('', () => chosenJob(api, 'https://youtu.be/dQw4w9WgXcQ', make))).text, '', 'a new one asks nothing');
  api.jobs = async () => Promise.reject(new Error('away'));
  assert.equal((await chosenJob(api, 'https://youtu.be/dQw4w9WgXcQ', make)).id, 'new');
});

/** A page on which something is dragged. */
function dragOn(taker = {}) {
  const root = place('div');
  const taken = [];
  acceptDrops(root, { word: () => 'Drop it', films: (films) => taken.push(...films.map(({ file, handle }) => [file.name, file.size, handle?.kind ?? null])), links: (text) => taken.push(text), ...taker });
  const veil = root.querySelector('.drop-veil');
  const fire = (type, dataTransfer = null, target = root) => {
    const event = Object.assign(new Event(type, { cancelable: true }), { dataTransfer });
    Object.defineProperty(event, 'target', { value: target });
    root.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { root, veil, taken, fire };
}
const files = (...all) => ({
  types: ['Files'],
  items: all.map((file) => ({ kind: 'file', getAsFile: () => file, webkitGetAsEntry: () => ({ isDirectory: file.isFolder }), getAsFileSystemHandle: async () => ({ kind: file.isFolder ? 'directory' : 'file' }) })),
});

test('a file dragged over the page shows where it would go, and dropped it is taken with its handle', async () => {
  const { veil, taken, fire } = dragOn();
  const film = { name: 'a.mp4', size: 9 };
  assert.equal(fire('dragenter', files(film)), true);
  assert.deepEqual([veil.hidden, veil.textContent], [false, 'Drop it']);
  fire('dragenter', files(film));
  fire('dragleave', files(film));
  assert.equal(veil.hidden, false, 'from one element to the next');
  assert.equal(fire('dragover', files(film)), true);
  assert.equal(fire('drop', files(film, { name: 'folder', size: 4096, isFolder: true })), true);
  await settle();
  assert.deepEqual([veil.hidden, taken], [true, [['a.mp4', 9, 'file'], ['folder', 0, null]]]);
  fire('dragenter', files(film));
  fire('dragleave', files(film));
  assert.equal(veil.hidden, true);
});

test('a link is taken too; what nobody takes does not open in place of the page, and text is left to its field', () => {
  const { veil, taken, fire, root } = dragOn();
  const link = { types: ['text/uri-list', 'text/plain'], getData: () => '# a video\r\nhttps://youtu.be/a' };
  fire('dragenter', link);
  fire('drop', link);
  assert.deepEqual(taken, ['https://youtu.be/a']);
  fire('dragstart');
  assert.equal(fire('dragenter', link), false, 'a link of the page itself is only moved about');
  fire('dragend');
  const field = document.createElement('input');
  root.append(field);
  assert.equal(fire('dragover', link, field), false);
  const closed = dragOn({ word: () => '' });
  assert.equal(closed.fire('dragenter', files({ name: 'a' })), false);
  assert.deepEqual([closed.fire('dragover', files({ name: 'a' })), closed.fire('drop', files({ name: 'a' })), closed.taken.length], [true, true, 0]);
  assert.equal(veil.hidden, true);
});

test('the focus stays at its button when the row before it goes', () => {
  const { root, state, draw } = shown(['1', '2', '3'].map((id) => rowOf(id, 'ready', { job: jobOf(id), film: filmOf(id) })));
  const focused = () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id;
  root.querySelectorAll('button').find((each) => each.id === '2-remove').focus();
  const before = focused();
  state.rows = state.rows.slice(1);
  draw();
  assert.equal(focused(), before);
});
