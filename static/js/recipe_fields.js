// @ts-check
// What the page needs to know of the recipe's fields: a part of the schema in /api/openapi.json, to which a test holds it.
// It comes with the page, so that the form works before the first answer; page and server are of one version.

export const kRecipeFields = {
  "clips": { "maxItems": 200 },
  "auto": {
    "from": { "enum": ["chapters", "scenes", "even"] },
    "count": { "minimum": 1, "maximum": 200, "default": 5 },
    "maxSeconds": { "minimum": 0.001, "maximum": 1000000000, "default": 30 }
  },
  "outputs": { "default": ["mp4", "gif", "poster", "storyboard"] },
  "mp4": {
    "cut": { "default": "smart" },
    "height": { "default": null },
    "aspect": { "default": "source" },
    "fit": { "default": "crop" },
    "focus": { "x": { "default": 0.5 }, "y": { "default": 0.5 } },
    "loudness": { "default": null },
    "maxBytes": { "default": null },
    "crf": { "default": 23 }
  },
  "gif": {
    "width": { "default": 480 },
    "fps": { "default": 12 },
    "maxSeconds": { "default": 6 },
    "maxBytes": { "default": null }
  },
  "webp": {
    "width": { "default": 480 },
    "fps": { "default": 15 },
    "maxSeconds": { "default": 6 }
  },
  "audio": { "format": { "default": "m4a" } },
  "captions": {
    "from": { "default": "sidecar" },
    "burn": { "default": false },
    "style": {
      "size": { "default": 1 },
      "position": { "default": "bottom" },
      "color": { "default": "#ffffff" }
    }
  }
};
