// @ts-check
// What the workers do and what waits, what is not right on the machine, and which jobs failed.

import { draw, h } from '../../dom.js';
import { formatAgo, formatPercent, formatWait } from '../../format.js';
import { isolated, t } from '../../lang/t.js';
import { fold } from './fold.js';

/** @typedef {import('../../types.js').SystemState} SystemState */

/** @param {string|null} title */
const named = (title) => h('bdi', null, title ?? t('list.noTitle'));

/** @param {...(string|null)} words */
const joined = (...words) => words.flatMap((word) => (word ? [isolated(word)] : [])).join(' · ');

/** What the server says in its own words. @param {string} text @param {boolean} [mends] it says what to do */
const english = (text, mends = false) => h('span', { class: mends ? 'sub mend' : 'sub' }, h('bdi', { lang: 'en' }, text));

/** @param {HTMLElement} element @param {SystemState} system */
export function renderWork(element, { queue, workersAtWork = [] }) {
  const waiting = (queue.jobs ?? []).filter(({ state }) => state === 'waiting');
  element.hidden = !workersAtWork.length && !waiting.length;
  draw(element, [workersAtWork, waiting], () => [
    h('h2', { id: 'work' }, t('system.work')),
    h('ul', { class: 'lines' }, [
      ...workersAtWork.map(({ worker, title, ownerName, seconds, fraction }) =>
        h(
          'li',
          { class: 'line' },
          h('span', { class: 'grow' }, named(title), h('span', { class: 'sub' }, joined(ownerName, worker, formatWait(seconds)))),
          h('span', { class: 'pill busy' }, fraction === null ? t('system.atWork') : formatPercent(fraction)),
        ),
      ),
      ...waiting.map(({ title, ownerName, seconds }) =>
        h('li', { class: 'line' }, h('span', { class: 'grow' }, named(title), h('span', { class: 'sub' }, joined(ownerName, formatWait(seconds)))), h('span', { class: 'pill calm' }, t('status.turn'))),
      ),
    ]),
  ]);
}

/** @param {HTMLElement} element @param {import('../../types.js').Finding[]|null} findings null: not known */
export function renderFindings(element, findings) {
  element.hidden = findings === null;
  draw(element, findings, () => {
    if (!findings) return null;
    const wrong = findings.filter(({ ok }) => !ok);
    const right = findings.filter(({ ok }) => ok);
    const line = (/** @type {import('../../types.js').Finding} */ { name, ok, detail, mend }) =>
      h(
        'li',
        { class: 'line' },
        h('span', { class: 'grow' }, h('bdi', { lang: 'en' }, name), english(detail), mend && english(mend, true)),
        h('span', { class: `pill ${ok ? 'good' : 'bad'}` }, t(ok ? 'system.right' : 'system.wrong')),
      );
    return [
      h('h2', { id: 'findings' }, t('system.findings')),
      h('p', null, wrong.length ? t('system.findingsWrong', { count: wrong.length }) : t('system.findingsRight')),
      wrong.length > 0 && h('ul', { class: 'lines' }, wrong.map(line)),
      fold(element, 'findings-right', t('system.checksRight', { count: right.length }), h('ul', { class: 'lines' }, right.map(line))),
    ];
  });
}

/** @param {HTMLElement} element @param {import('../../types.js').FailedJob[]|null} failures null: not known */
export function renderFailures(element, failures) {
  element.hidden = failures === null;
  draw(element, [failures, Math.floor(Date.now() / 60_000)], () => {
    if (!failures) return null;
    const now = Date.now();
    return [
      h('h2', { id: 'failures' }, t('system.failures')),
      failures.length
        ? h(
            'ul',
            { class: 'lines' },
            failures.map(({ title, ownerName, message, code, at }) =>
              h(
                'li',
                { class: 'line' },
                h('span', { class: 'grow' }, named(title), h('span', { class: 'sub' }, joined(ownerName, formatAgo(at, now))), english(message)),
                h('code', null, code),
              ),
            ),
          )
        : h('p', { class: 'hint' }, t('system.noFailures')),
    ];
  });
}
