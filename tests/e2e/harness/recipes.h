// Recipes as the tests write them. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace clipbox::e2e {

inline base::Json Clip(double start, double end, const std::string& label = "") {
  base::Json clip = {{"start", start}, {"end", end}};
  if (!label.empty()) clip["label"] = label;
  return clip;
}

inline base::Json ClipsRecipe(const std::vector<base::Json>& clips) { return {{"clips", clips}}; }

// Only these outputs, of the whole video.
inline base::Json WholeRecipe(const std::vector<std::string>& outputs) {
  return {{"clips", base::Json::array()}, {"outputs", outputs}};
}

// Clips of a SlowFilm, coded anew: seconds of work.
inline base::Json SlowRecipe() {
  base::Json recipe = ClipsRecipe({Clip(1, 2), Clip(3, 10), Clip(11, 18), Clip(19, 29)});
  recipe["outputs"] = {"mp4", "poster"};
  recipe["mp4"] = {{"cut", "exact"}};
  return recipe;
}

}  // namespace clipbox::e2e
