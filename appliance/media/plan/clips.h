// Which stretches a recipe means in a given source: typed by hand, chapters, scenes or equal parts. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/recipe.h"
#include "media/plan/plan.h"

namespace clipbox::media {

struct ResolvedClips {
  std::vector<Clip> clips;
  std::optional<std::string> fewer =
      {};  // why there are fewer than `auto` asks for: none is shorter than a picture is shown
};

// True where `auto` takes its clips from chapters: one of them at least lies within the video.
bool HasChapterClips(const jobs::Recipe& recipe, const SourceInfo& info,
                     const std::vector<jobs::Chapter>& description_chapters);

// Labelled, labels told apart; clips that begin past the end are still in it (the plan fails their outputs by name).
ResolvedClips ResolveClips(const jobs::Recipe& recipe, const SourceInfo& info,
                           const std::vector<jobs::Chapter>& description_chapters,
                           const std::vector<SceneChange>& scenes);

// ASCII letters, digits and dashes of a label, at most 40; may be empty.
std::string Slug(const std::string& label);

}  // namespace clipbox::media
