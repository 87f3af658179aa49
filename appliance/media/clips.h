// Which stretches a recipe means in a given source: typed by hand, chapters, scenes or equal parts. Pure.
#pragma once

#include <vector>

#include "jobs/recipe.h"
#include "media/plan.h"

namespace clipbox::media {

// Labelled, labels told apart; clips that begin past the end are still in it (the plan fails their outputs by name).
std::vector<Clip> ResolveClips(const jobs::Recipe& recipe, const SourceInfo& info, const std::vector<jobs::Chapter>& description_chapters,
                               const std::vector<SceneChange>& scenes);

// `1:02.5`, `1:02:03`: a position as people write it.
std::string PositionText(double seconds);

// ASCII letters, digits and dashes of a label, at most 40; may be empty.
std::string Slug(const std::string& label);

}  // namespace clipbox::media
