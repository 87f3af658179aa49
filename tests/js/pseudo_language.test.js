// Every view in a language whose texts all stand between ⟦ and ⟧: Latin letters outside of these are no text of the
// catalogue. Data is Greek here, and figures and dates are written without letters.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';

import { place } from './fake_dom.js';
import { sayAnew } from '../../static/js/dom.js';
import { speak } from '../../static/js/lang/t.js';
import { sumText } from '../../static/js/looks/look_words.js';
import { CaptionStore } from '../../static/js/captions/caption_store.js';
import { settingsOf } from '../../static/js/looks/look.js';
import { renderCaptions } from '../../static/js/views/captions/panel.js';
import * as lookViews from '../../static/js/views/looks/all.js';
import { PlanBook } from '../../static/js/making/plan_book.js';
import { Making } from '../../static/js/pages/making.js';
import { RecipeDraft } from '../../static/js/pages/recipe_draft.js';
import { CutList } from '../../static/js/room/cut_list.js';
import { FrameTimes } from '../../static/js/room/frame_times.js';
import { keyHelp } from '../../static/js/room/keys.js';
import { proposals, timelineMarks } from '../../static/js/room/marks_from.js';
import { whatIsWrong } from '../../static/js/room/range_words.js';
import { timelineWords } from '../../static/js/timeline/words.js';
import { ask } from '../../static/js/views/dialog.js';
import { renderHeader } from '../../static/js/views/header.js';
import { renderJob } from '../../static/js/views/job/job.js';
import { renderPassword } from '../../static/js/views/password.js';
import { renderPaste } from '../../static/js/views/upload/paste.js';
import { renderCards } from '../../static/js/views/room/clip_cards.js';
import { groupsOf } from '../../static/js/results/groups.js';
import { Selection } from '../../static/js/results/selection.js';
import { renderResults } from '../../static/js/views/results/frame.js';
import { showReceipt } from '../../static/js/views/results/receipt_dialog.js';
import { showShares } from '../../static/js/views/results/share_dialog.js';
import { buildRoom } from '../../static/js/views/room/frame.js';
import { renderListFiles } from '../../static/js/views/room/list_files.js';
import { renderProxyOffer } from '../../static/js/views/room/proxy_offer.js';
import { screenNote } from '../../static/js/views/room/room_words.js';
import { renderSuggestions } from '../../static/js/views/room/suggestions.js';
import { renderSetUp } from '../../static/js/views/set_up.js';
import { renderSignIn } from '../../static/js/views/sign_in.js';
import { renderStoryboard } from '../../static/js/views/storyboard_view.js';
import { renderTokens } from '../../static/js/views/tokens.js';
import { renderUsers } from '../../static/js/views/users.js';
import { timelineWords as eventWords, warningLines } from '../../static/js/words.js';
import { ApiError, NetworkError } from '../../static/js/api.js';
import { mendOf, UploadFault } from '../../static/js/upload/faults.js';
import { refusalOf } from '../../static/js/views/upload/file.js';
import { renderQueue } from '../../static/js/views/upload/queue.js';
import { settle } from './fakes.js';
import { speakIn, wordsOf } from './words_setup.js';

const marked = (entry) => (typeof entry === 'string' ? `⟦${entry}⟧` : Object.fromEntries(Object.entries(entry).map(([form, text]) => [form, `⟦${text}⟧`])));
const pseudo = Object.fromEntries(Object.entries(wordsOf('en')).map(([key, entry]) => [key, marked(entry)]));

beforeEach(() => speak({ tag: 'en', locale: 'ja-u-nu-latn', words: pseudo }));
afterEach(() => speakIn('en'));

/** What is the same in every language: names, and what a link looks like. */
const kSame = /clipbox|H264|English|Deutsch|youtube\.com\/watch\?v=…/g;
const kNotRead = ['code', 'kbd']; // commands and keys
const kAttributes = ['aria-label', 'aria-description', 'title', 'placeholder', 'alt'];

/** Without what stands between the marks, those within others too. */
function outside(text) {
  let left = text;
  for (let before = ''; before !== left; ) [before, left] = [left, left.replace(/⟦[^⟦⟧]*⟧/g, '')];
  return left.replace(kSame, '');
}
const isStray = (text) => /[A-Za-z]{2,}/.test(outside(text));

/** The text of an element without what people do not read as words. */
const textOf = (element) =>
  element.childNodes.map((node) => (node.localName === undefined ? node.textContent : kNotRead.includes(node.localName) || node.localName === 'svg' ? '' : textOf(node))).join('');

/** The smallest elements with letters outside of the marks, and the attributes. */
function strays(root) {
  const found = [];
  const visit = (element) => {
    for (const name of kAttributes) if (isStray(element.getAttribute(name) ?? '')) found.push(`${name}: ${element.getAttribute(name)}`);
    if (element.title && isStray(element.title)) found.push(`title: ${element.title}`);
    const inner = element.children.filter((child) => !kNotRead.includes(child.localName));
    inner.forEach(visit);
    const own = textOf(element);
    if (isStray(own) && !inner.some((child) => isStray(textOf(child)))) found.push(own);
  };
  visit(root);
  return found;
}

const never = async () => {};
const user = { id: '1', username: 'Νάντια', role: 'admin', createdAt: '2026-01-01T00:00:00Z', lastSignInAt: null };
const views = {
  header: (root) => renderHeader(root, { user, hash: '#/', onSignOut: never, onLanguage: never }),
  'sign-in': (root) => renderSignIn(root, { problem: '', onSignIn: never }),
  'set-up': (root) => renderSetUp(root, { onSetUp: never }),
  paste: (root) => renderPaste(root, { onPaste: never }),
  password: (root) => renderPassword(root, { user, onChange: never }),
  tokens: (root) => renderTokens(root, { tokens: [{ id: '1', name: 'Φορητός', createdAt: '2026-01-01T00:00:00Z', lastUsedAt: null }], made: null, onAdd: never, onSeen: never, onRemove: never }),
  users: (root) => renderUsers(root, { users: [user, { ...user, id: '2', role: 'member' }], me: user, onAdd: never, onRemove: never, onPassword: never }),
  room: (root) => root.append(buildRoom(place('p'), {}).element),
  'list files': (root) => renderListFiles(root, { film: () => ({}), clips: () => [], take: never }),
  'play offer': (root) => renderProxyOffer(root, { isShown: true, isUnderWay: false, isAsking: false, fraction: 0, wrong: '' }, never),
  'play offer under way': (root) => renderProxyOffer(root, { isShown: true, isUnderWay: true, isAsking: false, fraction: 0.5, wrong: '' }, never),
  storyboard: (root) => root.append(renderStoryboard({ id: 's', width: 10, height: 10, r2Key: 'k' }, null, never)),
};

for (const [name, render] of Object.entries(views)) {
  test(`${name}: every text is of the catalogue`, () => {
    const root = place();
    render(root);
    sayAnew(root);
    assert.ok(/⟦/.test(root.textContent + root.querySelectorAll('*').map((each) => kAttributes.map((at) => each.getAttribute(at)).join('')).join('')));
    assert.deepEqual(strays(root), []);
  });
}

test('clips, proposals and a question: every text is of the catalogue', () => {
  const root = place();
  const cutList = CutList.fromClips([{ start: 1, end: 2 }, { start: 9, end: 8, label: 'Γέφυρα' }], { duration: 5 });
  renderCards(root, { cutList, frames: new FrameTimes({ frameRate: 25, duration: 5 }), duration: 5, pictureOf: null, planOf: () => ({ method: 'exact', reason: 'scaled', expectedBytes: 9e6, expectedSeconds: 90 }), seek: never, play: never });
  assert.deepEqual(strays(root), []);
  const found = { chapters: [{ start: 0, end: 9, title: '' }], scenes: [3, 6], loud: [{ start: 1, end: 2 }], silences: [{ start: 4, end: 5 }], keyFrames: [] };
  for (const state of ['none', 'asked', 'there', 'failed']) {
    const panel = place();
    renderSuggestions(panel, { state, reason: '', proposals: proposals(found, 20), taken: ({ kind }) => kind === 'loud', take: never, look: never, again: never });
    assert.deepEqual(strays(panel), [], state);
  }
  for (const { title } of timelineMarks(found, 20)) assert.ok(!isStray(title), title);
  const { showModal } = HTMLDialog;
  void ask({ title: '⟦Ερώτηση⟧', text: '', yes: '' });
  assert.deepEqual(strays(document.body), []);
  HTMLDialog.showModal = showModal;
});

/** The fake document's elements show dialogs. */
const HTMLDialog = Object.getPrototypeOf(document.createElement('dialog'));
HTMLDialog.showModal ??= () => {};

const kJob = {
  id: 'j', status: 'META_READY', title: 'Ταινία', sourceUrl: 'https://youtu.be/x', videoId: 'x', sourceMeta: { title: 'Ταινία', authorName: 'Νάντια', durationSeconds: 60, limited: true, chapters: [{ start: 0, end: 5, title: 'Αρχή' }] },
  rightsConfirmedAt: 'x', r2SourceKey: null, source: null, recipe: null, proposedClip: null, autoProcess: true, progress: null, attempts: 1, failure: null, warnings: [],
  createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z', readyAt: null,
};
const kHere = { r2SourceKey: 'k', source: { fileName: 'ταινία', sizeBytes: 1e7, durationSeconds: 60, width: 1920, height: 1080, frameRate: 25, rotation: 0 } };
const kUpload = { phase: 'sending', sentBytes: 5e6, totalBytes: 1e7, bytesPerSecond: 1e6, secondsLeft: 5, partsDone: 1, partCount: 2, retries: 2, trouble: null, differences: [], wrongFile: false, error: null };
const kSession = { fileName: 'α', sizeBytes: 10, parts: [{ partNumber: 1, sizeBytes: 5 }] };
const kHeld = { file: { name: 'α' }, handle: null };
/** Every reason for which an upload ends. */
const kFaults = Object.keys(wordsOf('en'))
  .filter((key) => key.startsWith('upload.fault.'))
  .map((key) => new UploadFault(key.split('.').at(-1), { bytes: 5, part: 1, status: 403, page: 'π', store: 'σ', name: 'α', size: 5, begun: 'β', begunSize: 6, from: 0, to: 5 }));

/** An upload in each phase, with each trouble and at each end. */
const uploads = () => [
  ...['preparing', 'elsewhere', 'checking', 'sending', 'paused', 'completing', 'done', 'aborted'].map((phase) => ({ phase, retries: 0 })),
  ...[1, 'server'].flatMap((what) => ['lost', 'busy', 'rate_limited'].map((why) => ({ trouble: { what, why, attempt: 2, retryAtMs: 0 } }))),
  ...['turn', 'line'].map((waitsFor) => ({ waitsFor })),
  { differences: [{ kind: 'name', begun: 'α', now: 'β' }, { kind: 'date' }] },
  ...[...kFaults, new NetworkError(), new ApiError(404, {})].flatMap((error) => [true, false].map((wrongFile) => ({ phase: 'failed', error, mend: mendOf(error), wrongFile }))),
  { phase: 'failed', error: new ApiError(409, { code: 'wrong_status' }), mend: 'nothing' },
];
const kArtifacts = ['clip', 'gif', 'webp', 'poster', 'audio', 'captions'].map((type, i) => ({ id: `a${i}`, type, label: 'Ένα', start: 0, end: 1, sizeBytes: 1000, width: 320, height: 180, method: 'smart' }));
const kTimeline = ['created', 'metadata_fetched', 'metadata_failed', 'rights_confirmed', 'upload_prepared', 'part_uploaded', 'upload_completed', 'processing_started', 'artifact_written', 'retry_scheduled', 'processing_finished', 'source_expired', 'artifacts_expired']
  .map((event, id) => ({ id, at: '2026-01-01T00:00:00Z', actor: 'user:1', event, detail: { partCount: 2, partSize: 8e6, partNumber: 1, sizeBytes: 8e6, attempt: 2, type: 'clip', artifacts: 2, warnings: 1 } }))
  .concat(['META_READY', 'UPLOAD_READY', 'UPLOADING', 'UPLOADED', 'PROCESSING', 'READY', 'FAILED'].map((to, i) => ({ id: 20 + i, at: '2026-01-01T00:00:00Z', actor: 'system', event: 'status_changed', detail: { to } })));

const kShelf = { presets: [{ name: 'own', title: 'Δικό μου', own: true, recipe: {} }], removed: 'Παλιό', problem: '' };
const kEntry = { lookId: 'none', title: 'Ψηλό', recipe: { clips: [] }, state: 'done', warnings: [{ code: 'no_captions', message: '', output: 'captions', clip: null }], failure: null, since: '' };
const kOrder = { id: 'o', startedAt: '2026-01-01T00:00:00Z', entries: [kEntry, { ...kEntry, state: 'given' }, { ...kEntry, state: 'waiting' }, { ...kEntry, state: 'left' }, { ...kEntry, state: 'failed', failure: { code: 'timeout', message: '' } }] };
const kPlan = { items: [{ type: 'clip', label: 'Ένα', start: 0, end: 1, settings: null, expectedSeconds: 3, expectedBytes: 9e6 }, { type: 'gif', label: null, start: null, end: null, settings: null, expectedSeconds: 3, expectedBytes: 9e6 }], warnings: [] };
function openUp(details) {
  details.open = true;
  details.dispatchEvent(new Event('toggle'));
}

test('captions, as they are brought, edited and used: every text is of the catalogue', async () => {
  const files = { en: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nένα\n\n00:00:03.000 --> 00:00:02.000\nδύο\n' };
  for (const there of [['und', 'tlh'], []]) {
    const api = { captions: async () => ({ items: there.map((language) => ({ language })), embedded: null, speech: true }), captionText: async () => files.en };
    const store = new CaptionStore({ api, jobId: 'j', note: { get: () => null, set: () => {} }, onChange: () => {} });
    const draft = new RecipeDraft(kJob, { save: never, hold: never, onChange: () => {}, note: { get: () => null, set: () => {} } });
    const root = place();
    const render = () => renderCaptions(root, { store, draft, settings: settingsOf(draft.chosen[0], []), hasFilm: true, duration: 60, time: () => 1.5, seek: () => {}, play: () => {}, ask: never });
    render();
    await store.read();
    render();
    store.cues.select(store.cues.cues[0]?.id ?? '');
    store.saved = 'failed';
    render();
    root.querySelectorAll('button').find(({ textContent }) => /Write them/.test(textContent))?.click();
    assert.deepEqual(strays(root), []);
  }
});

test('a job in each of its states: every text is of the catalogue', async () => {
  const failure = (code) => ({ status: 'FAILED', failure: { code, message: '', at: '' } });
  const states = [
    [{ status: 'CREATED', title: null, sourceMeta: null }], [{ rightsConfirmedAt: null }, { held: kHeld }], [{ title: null }], [{}], [{}, { held: kHeld }],
    ...[2, 0].map((size) => [{}, { session: kSession, kept: { name: 'α', asks: true }, refusedFile: refusalOf({ name: 'β', size }, kSession) }]),
    ...uploads().map((upload) => [{ status: 'UPLOADING' }, { upload: { ...kUpload, ...upload } }]),
    ...['sending', 'paused'].flatMap((phase) => [null, { ...kUpload, phase: 'elsewhere' }].map((upload) => [{ status: 'UPLOADING' }, { upload, elsewhere: { ...kUpload, phase, fileName: 'α' } }])),
    [{ status: 'UPLOADED', ...kHere }], [{ status: 'UPLOADED', ...kHere, autoProcess: false }], [{ status: 'PROCESSING', ...kHere, progress: { phase: 'making', fraction: 0.5 } }, { artifacts: kArtifacts }],
    [{ status: 'READY', ...kHere }, { artifacts: kArtifacts, timeline: kTimeline }], [failure('internal')], [{ ...failure('truncated'), ...kHere }], [{ ...failure('cancelled'), ...kHere }],
  ];
  for (const [job, more = {}] of states) {
    const root = place('main');
    const state = { job: { ...kJob, ...job }, artifacts: [], timeline: [], session: null, kept: null, held: null, upload: null, elsewhere: null, refusedFile: '', uploadName: 'α', problem: '', room: null, removed: '', notRemoved: '', looks: kShelf, lookViews, making: null, ...more };
    const actions = new Proxy({}, { get: () => never });
    state.draft = new RecipeDraft(state.job, { save: never, hold: never, onChange: () => {}, note: { get: () => null, set: () => {} } });
    const making = new Making({ jobId: 'j', orders: { of: () => kOrder }, plans: new PlanBook({ plan: async () => kPlan }, 'j'), notifier: { state: 'off' }, now: () => 0, onChange: () => {}, presets: () => [] });
    making.update(state.job, state.artifacts);
    await settle();
    making.update(state.job, state.artifacts);
    state.making = making.state;
    renderJob(root, state, actions);
    for (const each of root.querySelectorAll('details')) if (each.closest('.look-edit, .looks-at-work')) openUp(each);
    assert.deepEqual(strays(root), [], `${job.status ?? ''} ${Object.keys(more)} ${more.upload?.phase ?? ''}`);
  }
});

test('films and links that were given together: every text is of the catalogue', () => {
  const film = { id: 'f', name: 'α', sizeBytes: 3e6, durationSeconds: 62, picked: {} };
  const row = { link: null, jobId: null, job: null, same: null, film: null, likeness: null, fault: null };
  const ofJob = { jobId: 'j', job: kJob, film };
  const rows = [
    { phase: 'asking', link: 'λ' }, { phase: 'same', link: 'λ', same: kJob }, { phase: 'refused', link: 'λ', fault: new ApiError(422, { code: 'invalid_url' }) },
    { phase: 'refused', jobId: 'j', job: { ...kJob, status: 'FAILED', failure: { code: 'video_removed', message: '' } } }, { phase: 'needsFilm', jobId: 'j', job: kJob }, { phase: 'needsLink', film },
    { phase: 'ready', ...ofJob, likeness: 0.9 }, ...['waiting', 'sending', 'done', 'stopped'].map((phase) => ({ phase, ...ofJob })), ...kFaults.map((fault) => ({ phase: 'failed', ...ofJob, fault })),
  ].map((given, i) => ({ id: String(i), ...row, ...given }));
  const root = place('section');
  renderQueue(root, { rows, offered: [kJob], uploadOf: () => kUpload, mendOf }, new Proxy({}, { get: () => never }));
  assert.equal(root.querySelectorAll('li').length, rows.length);
  assert.deepEqual(strays(root), []);
});

test('results, their receipts and their share pages: every text is of the catalogue', async () => {
  const whole = kArtifacts.map((each) => ({ ...each, id: `w${each.id}`, label: null, start: null, end: null }));
  const tall = { ...kArtifacts[0], id: 't', width: 180, height: 320 };
  const groups = groupsOf([...kArtifacts, ...kArtifacts.map((each) => ({ ...each, id: `b${each.id}`, start: 2, end: 3 })), ...whole, tall]);
  const warning = { code: 'no_audio', clip: 'Ένα', output: 'audio', message: '' };
  const selection = new Selection();
  selection.all(groups.map(({ key }) => key));
  const root = place();
  const view = {
    job: { ...kJob, ...kHere, status: 'READY' }, groups, shown: groups.map((group) => ({ group, files: group.artifacts })), wanted: { kind: '', text: '', order: 'film' }, layout: 'grid',
    kinds: ['clip', 'gif', 'picture', 'sound', 'captions'], selection, warnings: new Map([[groups[0].key, [warning]]]), rest: [warning], namesakes: new Set(groups.map(({ key }) => key)),
    busy: new Map(), chosen: new Map([[groups[1].key, groups[1].artifacts.find(({ type }) => type === 'audio').id]]), looks: new Map(), said: { text: '', undo: never },
  };
  const acts = new Proxy({}, { get: () => never });
  for (const shown of [view.shown, []]) {
    renderResults(root, { ...view, shown }, acts);
    assert.deepEqual(strays(root), []);
  }
  renderResults(root, { ...view, groups: [], shown: [] }, acts);
  assert.deepEqual(strays(root), []);
  HTMLDialog.close ??= function close() { this.dispatchEvent(new Event('close')); };
  const said = {
    issuedAt: '2026-01-01T00:00:00Z', artifact: { type: 'clip', start: 0, end: 1, method: 'smart', sizeBytes: 10, sha256: 'ab' }, source: { key: 'k', sizeBytes: 10, etag: 'e' }, read: { bytes: 5 },
    recipe: {}, settings: { mp4: { cut: 'smart' } }, rights: null, software: { clipbox: '1', encoders: [], libraries: [] },
  };
  showReceipt({ title: 'Ένα', fileName: 'α', text: '', said, publicKey: 'k' });
  const share = { id: 's', url: 'https://x/s/t', title: 'Ένα', artifactIds: ['a0'], expiresAt: '2026-01-02T00:00:00Z', hasPassword: true, views: 2 };
  showShares({ title: 'Ένα', all: kArtifacts, files: kArtifacts, items: () => [share], read: async () => {}, add: never, change: never, remove: never });
  await new Promise(setImmediate);
  assert.equal(document.body.querySelectorAll('.share').length, 1);
  assert.deepEqual(strays(document.body), []);
});

test('sentences that no view holds are of the catalogue', () => {
  const film = { duration: 10, frameSeconds: 0.04 };
  const said = [
    ...[[NaN, 1], [-1, 1], [11, 12], [2, 1], [1, 1.01], [1, 12]].map(([start, end]) => whatIsWrong({ start, end }, film)),
    ...[true, false].map((whole) => timelineWords({ start: 0, end: whole ? 9 : 3, duration: 9 }, 2, 1)),
    ...keyHelp().flatMap(({ group, words }) => [group, words]),
    ...['none', 'stills', 'film'].map((mode) => screenNote({ mode, hasFile: true, isMute: true, source: { videoCodec: 'h264', audioCodec: 'h264' } })),
    ...['hand', 'none', 'auto'].map((mode) => sumText({ mode, clips: 2, looks: 2, total: { files: 2, bytes: 9e6, seconds: 100 } })),
    ...eventWords(kTimeline).map(({ text }) => text),
    ...warningLines([{ code: 'no_audio', clip: 'Ένα', output: 'audio', message: '' }]),
    new NetworkError().message,
    ...[413, 429, 500, 507, 418].map((status) => new ApiError(status, {}, 5).message),
  ];
  assert.ok(said.length > 60);
  assert.deepEqual(said.filter((each) => !/⟦/.test(each) || isStray(each)), []);
});

test('a text that is not of the catalogue is found, in an element and in a name', () => {
  const root = place();
  root.append(document.createElement('p'));
  root.children[0].append('⟦Of ⟦it⟧⟧ not of it');
  root.children[0].setAttribute('aria-label', 'Close');
  assert.deepEqual(strays(root), ['aria-label: Close', '⟦Of ⟦it⟧⟧ not of it']);
});
