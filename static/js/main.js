// @ts-check
// Starts the page: who is signed in, which view the address names, and what all views share.

import { createApi, NetworkError } from './api.js';
import { openShelf } from './base/shelf.js';
import { aloneInBrowser, browserClock, forgetSignedOut, isSignedOut, keptNote, localDuration, noticesOf, randomKey, readJson, tabNote, tabTalk, uploadBrowser } from './browser.js';
import { button, h, sayAnew } from './dom.js';
import { kLanguageNote, kLanguages, Language } from './lang/language.js';
import { t } from './lang/t.js';
import { Holds } from './upload/holds.js';
import { Notifier } from './making/notifier.js';
import { Orders } from './making/orders.js';
import { openEntry } from './pages/entry.js';
import { openHome } from './pages/home.js';
import { openJob } from './pages/job.js';
import { openLate } from './pages/late_page.js';
import { lookedForOf } from './pages/list_address.js';
import { ListPlaces } from './pages/list_places.js';
import { openSettings } from './pages/settings.js';
import { linksIn } from './upload/links.js';
import { SendQueue } from './upload/queue.js';
import { queueDoes } from './upload/queue_does.js';
import { Uploads } from './upload/uploads.js';
import { ask, choose } from './views/dialog.js';
import { acceptDrops } from './views/upload/drop.js';
import { renderHeader } from './views/header.js';

/** @typedef {import('./types.js').User} User */
/** @typedef {import('./upload/queue.js').Picked} Picked */

/**
 * A page that is shown.
 * @typedef {object} OpenPage
 * @property {() => void} [close]
 * @property {() => void} [refresh]  the server answers again
 * @property {() => void} [redraw]  in another language; without it the page is opened anew
 * @property {() => void} [visibilityChanged]
 * @property {(jobId: string) => void} [uploadChanged]
 * @property {(jobId: string) => void} [orderChanged]
 * @property {(job: import('./types.js').Job) => void} [jobStarted]
 * @property {() => void} [leaving]  the browser goes elsewhere, and may come back
 * @property {() => boolean} [comeBack]  shows it as it was left; false where nothing is known of that
 * @property {() => void} [queueChanged]
 * @property {() => string} [dropWord]  where a dropped file would go; '' for the list
 * @property {(films: Picked[]) => boolean} [takeFilms]  false: they go to the list
 */

/**
 * What every page is given.
 * @typedef {object} App
 * @property {import('./api.js').Api} api
 * @property {Uploads} uploads
 * @property {Holds} holds
 * @property {SendQueue} queue  several films and links at once
 * @property {(films: Picked[]) => void} giveFilms  to the page, or else to that queue
 * @property {Orders} orders
 * @property {Notifier} notifier
 * @property {(job: import('./types.js').Job) => void} tellEnd  nothing is made of it any more: says so to who looks elsewhere
 * @property {User|null} user
 * @property {ListPlaces} places  where one was in the list of videos
 * @property {(hash: string) => void} go
 * @property {(user: User) => void} signedIn
 * @property {() => void} signOut
 * @property {(tag: string) => Promise<void>} chooseLanguage  rejects where its words cannot be read
 * @property {() => Promise<typeof import('./views/looks/all.js')|null>} lookViews  null: they could not be read now
 * @property {() => void} prepareRoom  reads the room's modules, before an upload takes the connections
 * @property {(given: import('./pages/results.js').ResultsGiven) => Promise<import('./pages/results.js').Results|null>} openResults
 * @property {(given: ConstructorParameters<typeof import('./pages/room.js').Room>[0]) => Promise<import('./pages/room.js').Room|null>} openRoom
 *   null: its modules could not be read now
 */

const kPingMs = 3000;
const header = /** @type {HTMLElement} */ (document.getElementById('header'));
const view = /** @type {HTMLElement} */ (document.getElementById('view'));
const offline = /** @type {HTMLElement} */ (document.getElementById('offline'));
const missing = /** @type {HTMLElement} */ (document.getElementById('missing'));
const skip = /** @type {HTMLElement} */ (document.getElementById('skip'));

/** @type {OpenPage} */
let page = {};
/** @type {any} */
let ping = null;
let asking = false;
let titleOf = () => ''; // of what is shown
let shown = false; // something was shown before

const api = createApi({ onUnauthenticated: askToSignIn, onReachable: reachable, onCalls: (count) => uploads.callsUnderWay(count) });
const holds = new Holds(api, browserClock);
/** Of uploads: these calls do not go before their parts. */
const uploadApi = createApi({ onUnauthenticated: askToSignIn, onReachable: reachable });
/** @type {Uploads} */
const uploads = new Uploads({ api: uploadApi, holds, browser: uploadBrowser(), shelf: openShelf('files') });
const queue = new SendQueue(queueDoes({ api, uploads, durationOf: localDuration, newKey: randomKey }));
/** @type {string|null} whose uploads go on, also while nobody is signed in */
let uploader = null;
const orders = new Orders({
  api,
  clock: browserClock,
  alone: aloneInBrowser,
  noteOf: (user) => tabNote(`orders.${user}`),
  talkOf: (user, hear) => tabTalk(`orders.${user}`, hear),
  newId: randomKey,
});
const notifier = new Notifier({ notices: noticesOf(window), note: keptNote('notify') });
let hasWords = false; // nothing is shown before
const language = new Language({
  read: readWords,
  urls: Object.fromEntries(Object.keys(kLanguages).map((tag) => [tag, urlOfWords(tag)])),
  preferred: navigator.languages,
  note: keptNote(kLanguageNote),
  root: document.documentElement,
  onChange: speakAnew,
});

/** @type {App} */
const app = {
  api,
  uploads,
  holds,
  queue,
  giveFilms: (films) => void giveFilms(films),
  orders,
  notifier,
  tellEnd,
  user: null,
  places: new ListPlaces({ history, hash: () => location.hash, newKey: randomKey, note: tabNote('clipbox.list') }),
  lookViews: async () => (await readLater())?.lookViews ?? null,
  prepareRoom: () => void readLater(),
  async openRoom(given) {
    const module = await readLater();
    return module && new module.Room(given);
  },
  async openResults(given) {
    const module = await readLater();
    return module && new module.Results(given);
  },
  go: (hash) => (location.hash === hash ? route() : void (location.hash = hash)),
  signedIn(user) {
    isHere(user);
    route();
  },
  chooseLanguage: (tag) => language.choose(tag),
  async signOut() {
    const count = uploads.active + uploads.activeElsewhere;
    const question = { title: t('upload.signOutTitle', { count }), text: t('upload.signOutText'), yes: t('upload.signOutYes'), no: t('upload.signOutNo') };
    if ((count > 0 || queue.pending) && !(await ask(question))) return;
    await api.signOut().catch(() => {});
    forgetUploads();
    app.places.clear();
    orders.close();
    askToSignIn();
  },
};

/** English came with the page where that was built. @param {string} url @returns {Promise<import('./lang/t.js').Catalogue>} */
async function readWords(url) {
  const ready = url === urlOfWords('en') && document.getElementById('words')?.textContent;
  return ready ? JSON.parse(ready) : readJson(url);
}

function forgetUploads() {
  uploads.forgetAll();
  queue.clear();
}

/** What one person sends does not go on under another's name. @param {User} user */
function isHere(user) {
  if (uploader !== null && uploader !== user.id) forgetUploads();
  uploader = user.id;
  forgetSignedOut();
  app.user = user;
  orders.open(user.id);
  uploads.signedIn();
}

/** @param {import('./types.js').Job} job */
function tellEnd(job) {
  if (!document.hidden) return;
  const isDone = job.status === 'READY';
  notifier.tell({
    title: t(isDone ? 'making.notice.done' : 'making.notice.failed'),
    body: job.title ?? '',
    tag: job.id,
    onClick() {
      focus();
      app.go(`#/jobs/${encodeURIComponent(job.id)}`);
    },
  });
}

/** As index.html names it: a build may have put the file elsewhere. @param {string} tag */
function urlOfWords(tag) {
  return document.querySelector(`meta[name="language-${tag}"]`)?.getAttribute('content') ?? `lang/${tag}.json`;
}

/** @param {HTMLElement} root @returns {OpenPage} */
function openNowhere(root) {
  root.append(h('h1', null, t('common.noPage')), h('p', null, h('a', { href: '#/' }, t('common.toVideos'))));
  return {};
}

/** @param {HTMLElement} root @returns {OpenPage} */
const openSystem = (root) =>
  openLate(root, () => t('system.title'), async () => {
    const module = await readLater();
    return module && ((rest) => module.openSystem(rest, app));
  });

/** @type {Promise<typeof import('./later.js')|null>|null} */
let later = null;

/** What cannot be read now is asked for again; a server that has become newer meanwhile does not have it any more. */
function readLater() {
  later ??= import('./later.js').then(
    (module) => {
      missing.hidden = true;
      return module;
    },
    () => {
      missing.hidden = false;
      return (later = null);
    },
  );
  return later;
}

/** Everything is said in the language that was chosen; what is being done goes on. */
function speakAnew() {
  skip.textContent = t('common.skip');
  offline.textContent = t('common.offline');
  missing.replaceChildren(t('common.missing'), ' ', button(t('common.reload'), { class: 'small', onclick: () => location.reload() }));
  if (!hasWords) return void (hasWords = true);
  sayAnew(document.body);
  drawFrame();
  return page.redraw ? page.redraw() : route();
}

/** What stands around each page. */
function drawFrame() {
  const title = titleOf();
  document.title = title ? `${title} · clipbox` : 'clipbox';
  renderHeader(header, { user: app.user, hash: location.hash, onSignOut: app.signOut, onLanguage: app.chooseLanguage });
}

/** @param {(root: HTMLElement, app: App) => OpenPage} open @param {() => string} title */
function show(open, title) {
  const moved = shown;
  shown = true;
  page.close?.();
  asking = false;
  titleOf = title;
  const root = h('div', { class: 'page' });
  view.replaceChildren(root);
  page = {};
  drawFrame();
  page = open(root, app);
  if (page.comeBack?.()) return;
  scrollTo(0, 0);
  if (moved) focusTitle(root);
}

/** Who hears the page is told where they are; a page that reads first has no title yet. @param {HTMLElement} root */
function focusTitle(root) {
  if (root.contains(document.activeElement)) return; // a page may know better
  const title = root.querySelector('h1');
  title?.setAttribute('tabindex', '-1');
  (title ?? view).focus({ preventScroll: true });
}

function askToSignIn() {
  // Several calls may find the session ended; what is being typed by then must stay.
  if (asking || !hasWords) return;
  app.user = null;
  show((root) => openEntry(root, app, 'sign-in', ''), () => t('account.signIn'));
  asking = true;
}

function route() {
  if (!hasWords) return undefined;
  const hash = location.hash;
  const link = new URLSearchParams(hash.slice(1));
  const setUp = link.get('setup');
  if (setUp) return show((root) => openEntry(root, app, 'set-up', setUp), () => t('account.setUp'));
  const signIn = link.get('signin');
  if (signIn) {
    // It works once: it must not stay in the address or the history. It may name a job to go on to.
    const job = link.get('job');
    history.replaceState(null, '', job ? `#/jobs/${encodeURIComponent(job)}` : '#/');
    return show((root) => openEntry(root, app, 'sign-in', signIn), () => t('account.signIn'));
  }
  if (!app.user) return askToSignIn();
  const job = /^#\/jobs\/([^/]+)$/.exec(hash);
  if (job) return show((root) => openJob(root, app, decodeURIComponent(job[1])), () => t('common.video'));
  if (hash === '#/settings') return show(openSettings, () => t('common.settings'));
  if (hash === '#/system' && app.user.role === 'admin') return show(openSystem, () => t('system.title'));
  if (lookedForOf(hash)) return show(openHome, () => '');
  return show(openNowhere, () => t('common.noPage'));
}

/** @param {boolean} yes */
function reachable(yes) {
  offline.hidden = yes;
  if (yes || ping !== null) return;
  ping = setInterval(async () => {
    await api.session().catch(() => {});
    if (!offline.hidden) return;
    clearInterval(ping);
    ping = null;
    page.refresh?.();
    uploads.hurry();
    orders.hurry();
  }, kPingMs);
}

async function start() {
  const isLink = /^#(setup|signin)=/.test(location.hash);
  const [session, words] = await Promise.allSettled([isLink || isSignedOut() ? null : api.session(), language.start()]);
  const isLost = session.status === 'rejected' && session.reason instanceof NetworkError;
  if (isLost || words.status === 'rejected') {
    page = { refresh: start }; // when the server answers again
    return reachable(false);
  }
  if (session.status === 'fulfilled' && session.value) isHere(session.value.user);
  route();
}

/** @param {Picked[]} films */
async function giveFilms(films) {
  if (page.takeFilms?.(films)) return;
  const [empty] = films.filter(({ file }) => !file.size);
  if (empty) await choose({ title: t('upload.file.title'), text: t('upload.file.empty', { name: empty.file.name }), answers: [{ value: '', label: t('common.close') }] });
  const whole = films.filter(({ file }) => file.size);
  if (!whole.length) return;
  void queue.addFilms(whole);
  goHome();
}

function goHome() {
  if (!/^(#\/?)?$/.test(location.hash)) location.hash = '#/';
}

/** @param {string} text */
function linksToList(text) {
  void queue.addLinks(linksIn(text));
  goHome();
}

orders.onChange = (/** @type {string} */ jobId) => page.orderChanged?.(jobId);
orders.onJob = (/** @type {import('./types.js').Job} */ job) => page.jobStarted?.(job);
orders.onEnd = (/** @type {import('./types.js').Job} */ job) => tellEnd(job);
uploads.onChange = (/** @type {string} */ jobId) => {
  queue.uploadChanged();
  page.uploadChanged?.(jobId);
};
uploads.onSignedOut = () => {
  queue.clear();
  askToSignIn();
};
uploads.alsoPending = () => queue.pending;
queue.onChange = () => page.queueChanged?.();
acceptDrops(document.body, {
  word: () => (app.user ? page.dropWord?.() || t('upload.dropList') : ''),
  films: giveFilms,
  links: linksToList,
});
addEventListener('hashchange', route);
addEventListener('pagehide', () => page.leaving?.());
if ('scrollRestoration' in history) history.scrollRestoration = 'manual'; // the pages know where one was
document.addEventListener('visibilitychange', () => page.visibilityChanged?.());
skip.addEventListener('click', (event) => {
  event.preventDefault();
  view.focus();
});
start();
