// The `storyboard` of a whole video: small pictures at equal steps of time, made from key frames alone, on one sprite.
// Long films have several. The WebVTT says which tile of which sprite belongs to which time. One thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "av/graph.h"
#include "media/maker/output_maker.h"
#include "media/picture/picture_filters.h"

namespace clipbox::media {

// How the sprites are laid out. Pure.
struct StoryboardLayout {
  double step = 0;  // seconds that a tile stands for
  int tiles = 0;
  int columns = 0;
  int tiles_a_sheet = 0;  // whole rows; the last sheet may have fewer
  PictureSize tile;

  int sheets() const { return (tiles + tiles_a_sheet - 1) / tiles_a_sheet; }
  PictureSize SheetSize(int sheet) const;
};

// A sheet is no larger than what a browser decodes gladly; where a film would fill too many of them, the step grows.
// Requires: info.video.
StoryboardLayout LayOutStoryboard(const SourceInfo& info, const jobs::StoryboardSettings& settings);

// WebVTT with a cue for each tile: `<name of its sprite>#xywh=x,y,w,h`. Requires: a name for each sheet.
std::string StoryboardVtt(const StoryboardLayout& layout, double duration_seconds,
                          const std::vector<std::string>& sheet_names);

// The sprites as they fill up, tile after tile; each is written when it is full. Removes what Finish did not hand over.
class Storyboard {
 public:
  // Files are named `base` and an ending.
  Storyboard(const SpanContext& context, const std::filesystem::path& base);
  ~Storyboard();
  Storyboard(const Storyboard&) = delete;
  Storyboard& operator=(const Storyboard&) = delete;

  const StoryboardLayout& layout() const { return layout_; }
  // So much smaller than the film that a tile shows nothing of what the decoder's loop filter would have smoothed.
  bool is_much_smaller() const { return context_.info.video->width >= 4 * layout_.tile.width; }
  // Makes the next tile of a decoded picture.
  void Place(const av::Frame& picture);
  // Shows the tile before once more: for times that no key frame of their own belongs to.
  void Repeat();
  // Writes what is left, and the cues; adds the sprites, the first one without a label, the others labelled by their
  // number.
  void Finish(std::vector<Made>& made);

 private:
  void Copy();
  void WriteSheet();

  const SpanContext& context_;
  const std::filesystem::path base_;
  const StoryboardLayout layout_;
  std::optional<av::Graph> graph_;
  bool one_field_ = false;  // in graph_
  av::Frame sheet_;
  av::Frame tile_;
  int next_ = 0;  // tile to come
  std::vector<Made> made_;
};

}  // namespace clipbox::media
