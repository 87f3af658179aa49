// The `storyboard` of a whole video: a sprite of small pictures at equal steps of time, made from key frames alone, with the WebVTT
// that says which tile belongs to which time. One thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "media/output_maker.h"
#include "media/picture_filters.h"

namespace clipbox::media {

// How the sprite is laid out. Pure.
struct StoryboardLayout {
  double step = 0;  // seconds that a tile stands for
  int tiles = 0;
  int columns = 0;
  PictureSize tile;

  int rows() const { return (tiles + columns - 1) / columns; }
  PictureSize sprite() const { return {columns * tile.width, rows() * tile.height}; }
};

// The step grows where the sprite would pass what a JPEG and a browser take. Requires: info.video.
StoryboardLayout LayOutStoryboard(const SourceInfo& info, const jobs::StoryboardSettings& settings);

// WebVTT with a cue for each tile: `sprite_name#xywh=x,y,w,h`.
std::string StoryboardVtt(const StoryboardLayout& layout, double duration_seconds, const std::string& sprite_name);

// The sprite as it fills up.
class StoryboardSheet {
 public:
  explicit StoryboardSheet(const SpanContext& context);

  const StoryboardLayout& layout() const { return layout_; }
  // Puts a decoded picture into tile `index`.
  void Place(const av::Frame& picture, int index);
  // Repeats the tile before: for times that no key frame of their own belongs to.
  void Repeat(int index);
  void Write(const std::filesystem::path& path) const;

 private:
  void Copy(const AVFrame& tile, int index);

  const SpanContext& context_;
  const StoryboardLayout layout_;
  av::Frame sheet_;
  av::Frame last_tile_;
};

}  // namespace clipbox::media
