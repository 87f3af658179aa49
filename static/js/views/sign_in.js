// @ts-check
// Sign-in by name and password, and where a first account comes from.

import { draw, field, h, icon, notice, passwordField } from '../dom.js';
import { formatClock } from '../format.js';
import { t, tNodes } from '../lang/t.js';
import { submits } from './form.js';

/** @param {HTMLElement} element @param {{problem: string, news: string, onSignIn: (username: string, password: string) => Promise<void>}} state */
export function renderSignIn(element, { problem, news, onSignIn }) {
  draw(element, ['sign-in', problem, news], () => {
    const name = h('input', { name: 'username', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', required: true });
    const secret = passwordField(t('account.password'), { name: 'password', autocomplete: 'current-password' });
    const wrong = notice();
    wrong.say(problem);
    const form = h('form', { class: 'stack' }, field(t('account.name'), name), secret.box, wrong.element, h('button', { class: 'primary wide' }, t('account.signIn')));
    submits(form, wrong, () => onSignIn(name.value, secret.input.value).catch((error) => Promise.reject(withTime(error, Date.now()))));
    return h(
      'div',
      { class: 'entry' },
      h('div', { class: 'entry-mark' }, icon('logo')),
      h('h1', null, t('account.signIn')),
      news && h('p', { class: 'hint', role: 'status' }, news),
      h('div', { class: 'card' }, form),
      help(t('account.firstTime'), firstTime()),
      help(t('account.forgotten'), [h('p', null, ...tNodes('account.forgottenText', { command: code('clipbox user passwd NAME') }))]),
    );
  });
}

/** @param {string} title @param {Node[]} text */
const help = (title, text) => h('details', { class: 'help' }, h('summary', null, title), h('div', { class: 'stack' }, text));

/** @param {string} command */
const code = (command) => h('code', { dir: 'ltr' }, command);

const firstTime = () => [
  h('p', null, ...tNodes('account.firstTimeText', { command: code('clipbox serve') })),
  h('ul', { class: 'dots' }, [
    h('li', null, ...tNodes('account.firstTimeService', { command: code('sudo journalctl -u clipbox | grep "set up at"') })),
    h('li', null, ...tNodes('account.firstTimeCommand', { command: code('clipbox user add NAME') })),
  ]),
];

/**
 * After too many tries: the time of day from which on it goes again. @param {any} error @param {number} nowMs
 */
export function withTime(error, nowMs) {
  if (error.code !== 'rate_limited' || !error.retryAfterSeconds) return error;
  return new Error(t('account.tooMany', { time: formatClock(new Date(nowMs + error.retryAfterSeconds * 1000).toISOString()) }));
}
