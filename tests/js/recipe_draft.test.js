import assert from 'node:assert/strict';
import { test } from 'node:test';

import { RecipeDraft } from '../../static/js/pages/recipe_draft.js';

/** A draft of a job that waits for its file, and what was saved of it. */
function draftOf(save = async () => {}) {
  const saved = [];
  const job = { status: 'META_READY', recipe: null, proposedClip: null, source: null, sourceMeta: null };
  const draft = new RecipeDraft(job, async (recipe) => void (await save(), saved.push(recipe)), () => {});
  return { draft, saved };
}

test('a wrong range is not settled and not saved, and lies in the times', async () => {
  const { draft, saved } = draftOf();
  draft.change({ mode: 'hand', ranges: '25-10' });
  assert.equal(await draft.settled(), false);
  assert.deepEqual(saved, []);
  assert.match(draft.timesErrors.join(), /ends before it starts/);
  draft.change({ ranges: '10-25' });
  assert.equal(await draft.settled(), true);
  assert.deepEqual([draft.errors, draft.timesErrors], [[], []]);
  assert.deepEqual(saved, [{ clips: [{ start: 10, end: 25 }] }]);
});

test('what is wrong beside the times is no error of the times', async () => {
  const { draft } = draftOf();
  draft.change({ outputs: [] });
  assert.equal(await draft.settled(), false);
  assert.deepEqual([draft.errors.length, draft.timesErrors.length], [1, 0]);
});

test('what could not be saved is not settled, and says why', async () => {
  const { draft } = draftOf(() => Promise.reject(new Error('The server cannot be reached.')));
  draft.change({ mode: 'none' });
  assert.equal(await draft.settled(), false);
  assert.deepEqual(draft.errors, ['The server cannot be reached.']);
});

test('what nobody touched is settled as it is', async () => {
  assert.equal(await draftOf().draft.settled(), true);
});
