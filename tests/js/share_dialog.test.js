// The dialog of a job's share pages: what is typed and made in it stays, whatever else comes.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buttonOf, place, type } from './fake_dom.js';
import { sharesOf } from '../../static/js/pages/results_shares.js';
import { showShares } from '../../static/js/views/results/share_dialog.js';
import { settle } from './fakes.js';

const shareOf = (id, more = {}) => ({ id, url: `https://host/s/${id}`, title: `Page ${id}`, artifactIds: null, expiresAt: null, hasPassword: false, views: 0, ...more });

/** @param {object[]} there @param {object} [answers] of the server */
async function open(there, answers = {}) {
  place();
  const api = {
    shares: async () => (await answers.read, [...there]),
    addShare: async (_, share) => shareOf('new', share),
    async changeShare(id, change) {
      await answers.change?.();
      return shareOf(id, change);
    },
  };
  showShares({ title: 'Mine', all: [], files: null, ...sharesOf(api, 'j') });
  await settle();
  const dialog = document.body.querySelector('.share-dialog');
  const page = {
    dialog,
    shares: () => dialog.querySelectorAll('h4').map(({ textContent }) => textContent),
    share: (id) => dialog.querySelector(`[data-share=${id}]`),
    press: (id, text) => buttonOf(page.share(id), text).click(),
    form: (id) => page.share(id).querySelector('form'),
    async give(form) {
      form.dispatchEvent(new Event('submit', { cancelable: true }));
      await settle();
    },
  };
  return page;
}

test('what is typed to change a page stays while others are made, opened and changed', async () => {
  const page = await open([shareOf('a'), shareOf('b')]);
  page.press('a', 'Change');
  const [field] = page.form('a').querySelectorAll('input');
  type(field, 'Typed');
  page.press('b', 'Embed');
  page.press('b', 'Change');
  await page.give(page.dialog.querySelector('form'));
  await page.give(page.form('b'));
  assert.deepEqual(page.shares(), ['Mine', 'Page b', 'Page a']);
  assert.deepEqual([page.form('a').querySelector('input') === field, field.value, page.form('b')], [true, 'Typed', null]);
  await page.give(page.form('a'));
  assert.deepEqual([page.shares(), page.form('a')], [['Mine', 'Page b', 'Typed'], null]);
});

test('a page that is made before the others are read stays when they come, once', async () => {
  for (const isInIt of [false, true]) {
    let come;
    const there = [shareOf('a'), ...(isInIt ? [shareOf('new', { title: 'Mine' })] : [])];
    const page = await open(there, { read: new Promise((resolve) => (come = resolve)) });
    await page.give(page.dialog.querySelector('form'));
    assert.deepEqual(page.shares(), ['Mine']);
    come();
    await settle();
    assert.deepEqual(page.shares(), ['Mine', 'Page a']);
  }
});

test('a change that is refused leaves its form with the reason, and each press opens or closes it', async () => {
  let refuses = true;
  const page = await open([shareOf('a')], { change: async () => refuses && Promise.reject(new Error('That day is over.')) });
  page.press('a', 'Change');
  await page.give(page.form('a'));
  assert.equal(page.form('a').querySelector('.notice').textContent, 'That day is over.');
  for (const isOpen of [false, true]) {
    page.press('a', 'Change');
    await settle();
    assert.equal(page.form('a') !== null, isOpen);
  }
  refuses = false;
  await page.give(page.form('a'));
  assert.equal(page.form('a'), null);
});
