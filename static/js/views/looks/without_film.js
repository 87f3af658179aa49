// @ts-check
// The looks while no film is seen: their pictures are the video's own, and nothing is known of what they will come to.

import { thumbnailUrl } from '../../api.js';
import { uprightSize } from '../../looks/sizes.js';

/** Which of them is looked at, by the place where they are shown. @type {WeakMap<HTMLElement, string>} */
const picked = new WeakMap();

/**
 * @param {{job: import('../../types.js').Job, draft: import('../../pages/recipe_draft.js').RecipeDraft, shelf: import('../../pages/own_looks.js').PresetShelf, panel: HTMLElement}} given
 * @returns {import('./strip.js').LooksGiven}
 */
export function looksBeforeFilm({ job, draft, shelf, panel }) {
  const size = uprightSize(job.source);
  return {
    presets: shelf.presets,
    draft,
    film: { size, aspect: size ? size.width / size.height : 16 / 9 },
    pictureUrl: job.sourceMeta?.thumbnailUrl ? thumbnailUrl(job.id) : '',
    focus: null,
    current: picked.get(panel) ?? '',
    pick: (id) => void picked.set(panel, id),
    costOf: () => null,
    planOf: () => null,
    change: (look) => draft.setLook(look),
    own: ownLooksOf(shelf),
  };
}

/** @param {import('../../pages/own_looks.js').PresetShelf} shelf @returns {import('./strip.js').OwnLooks} */
export const ownLooksOf = (shelf) => ({
  saveAs: (look) => shelf.saveAs(look),
  save: (look) => shelf.save(look),
  rename: (id) => shelf.rename(id),
  remove: (id) => shelf.remove(id),
  undo: () => shelf.undo(),
  removed: shelf.removed,
  problem: shelf.problem,
});
