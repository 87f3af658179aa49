// @ts-check
// Looks that the page has beside the server's own recipes with a name.

/** @type {Record<string, import('../types.js').Recipe>} */
export const kPageLooks = {
  wide: { outputs: ['mp4', 'poster'], mp4: { aspect: '16:9', fit: 'blur', height: 1080, loudness: -14 } },
  square: { outputs: ['mp4', 'poster'], mp4: { aspect: '1:1', fit: 'crop', height: 1080, loudness: -14 } },
};
