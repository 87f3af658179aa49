// Captions drawn into the picture: an ASS file of the cues and the filter that draws it (libass). The file is gone with
// this object. Used by ClipMaker. One thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "jobs/captions.h"
#include "jobs/recipe.h"
#include "media/picture/picture_filters.h"

namespace clipbox::media {

// The text of the ASS file: `cues` in the recipe's style, laid out for pictures of `size`. Pure.
std::string ToAss(const std::vector<jobs::Cue>& cues, const jobs::CaptionsStyle& style, PictureSize size);

class BurnedCaptions {
 public:
  // Requires: cues, timed as the pictures are. The file lies beside `clip`.
  // Throws: Error kUnsupported where libavfilter has no libass, or the machine no font to draw with.
  BurnedCaptions(const std::vector<jobs::Cue>& cues, const jobs::CaptionsStyle& style, PictureSize size,
                 const std::filesystem::path& clip);
  ~BurnedCaptions();
  BurnedCaptions(const BurnedCaptions&) = delete;
  BurnedCaptions& operator=(const BurnedCaptions&) = delete;

  // For pictures of that size, whose times count from the first cue's zero.
  std::string Filter() const;

 private:
  const std::filesystem::path path_;
};

}  // namespace clipbox::media
