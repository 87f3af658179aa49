import assert from 'node:assert/strict';
import { test } from 'node:test';

import { jobForAnotherFile } from '../../static/js/pages/another_file.js';

const kOld = { id: 'old', sourceUrl: 'https://youtu.be/x', title: 'Mine', recipe: { clips: [] } };

/** @param {object} made what the server makes of the link */
function apiOf(made) {
  const calls = [];
  const api = {
    createJob: async (...given) => (calls.push(['create', ...given]), made),
    change: async (...given) => (calls.push(['change', ...given]), { ...made, title: given[1].title }),
  };
  return { api, calls };
}

test('link and recipe go into the new job', async () => {
  const { api, calls } = apiOf({ id: 'new', status: 'META_READY', title: 'Theirs' });
  assert.equal((await jobForAnotherFile(api, kOld, 'k')).title, 'Theirs');
  assert.deepEqual(calls, [['create', kOld.sourceUrl, 'k', { clips: [] }]]);
});

test('the title goes along where YouTube gives none', async () => {
  const { api, calls } = apiOf({ id: 'new', status: 'CREATED', title: null });
  assert.equal((await jobForAnotherFile(api, { ...kOld, recipe: null }, 'k')).title, 'Mine');
  assert.deepEqual(calls, [['create', kOld.sourceUrl, 'k', undefined], ['change', 'new', { title: 'Mine' }]]);
});
