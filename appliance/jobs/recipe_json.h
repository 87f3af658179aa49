// A recipe as JSON again, complete: what a preset and the defaults said is written out. For receipts. Pure.
#pragma once

#include "base/json.h"
#include "jobs/recipe.h"

namespace clipbox::jobs {

// In the form of api.md, without `preset`; ParseRecipe gives the same recipe for it. `clips` is missing where they are
// automatic, and `auto.from` where that was left open.
base::Json ToJson(const Recipe& recipe);

}  // namespace clipbox::jobs
