// @ts-check
// What the form needs to know of the recipe's fields: a part of the schema in /api/openapi.json, to which a test holds it.
// It comes with the page, so that the form works before the first answer; page and server are of one version.

export const kRecipeFields = {
  "clips": { "maxItems": 200 },
  "auto": {
    "from": { "enum": ["chapters", "scenes", "even"] },
    "count": { "minimum": 1, "maximum": 200, "default": 5 },
    "maxSeconds": { "minimum": 0.001, "maximum": 1000000000, "default": 30 }
  },
  "outputs": { "default": ["mp4", "gif", "poster", "storyboard"] }
};
