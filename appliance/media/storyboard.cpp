#include "media/storyboard.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "av/graph.h"
#include "base/error.h"
#include "media/jpeg.h"

namespace clipbox::media {
namespace {

constexpr int kQuality = 5;
// Browsers decode a sprite whole: 32 million pixels are 128 MB there.
constexpr std::int64_t kMostPixels = std::int64_t{32} << 20;
constexpr int kMostHeight = 16'384;

std::string CueTime(double seconds) {
  const auto millis = std::llround(seconds * 1000);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%02lld:%02lld:%02lld.%03lld", millis / 3'600'000, millis / 60'000 % 60, millis / 1000 % 60,
                millis % 1000);
  return text.data();
}

}  // namespace

StoryboardLayout LayOutStoryboard(const SourceInfo& info, const jobs::StoryboardSettings& settings) {
  StoryboardLayout layout;
  layout.tile = FitWidth(info, settings.tile_width);
  // Even sizes, so that a tile's colours end where the tile does (4:2:0).
  layout.tile = {std::max(2, layout.tile.width / 2 * 2), std::max(2, layout.tile.height / 2 * 2)};
  const std::int64_t by_pixels = kMostPixels / (std::int64_t{layout.tile.width} * layout.tile.height);
  const std::int64_t by_height = std::int64_t{kMostHeight / layout.tile.height} * settings.columns;
  const auto most = static_cast<double>(std::max<std::int64_t>(1, std::min(by_pixels, by_height)));
  layout.step = std::max(settings.every_seconds, info.duration_seconds / most);
  layout.tiles = std::max(1, static_cast<int>(std::ceil(info.duration_seconds / layout.step - 1e-6)));
  layout.columns = std::min(settings.columns, layout.tiles);
  return layout;
}

std::string StoryboardVtt(const StoryboardLayout& layout, double duration_seconds, const std::string& sprite_name) {
  std::string text = "WEBVTT\n";
  for (int i = 0; i < layout.tiles; ++i) {
    const double start = i * layout.step;
    const double end = i + 1 == layout.tiles ? std::max(duration_seconds, start + 0.001) : start + layout.step;
    text += "\n" + CueTime(start) + " --> " + CueTime(end) + "\n" + sprite_name + "#xywh=" +
            std::to_string(i % layout.columns * layout.tile.width) + "," + std::to_string(i / layout.columns * layout.tile.height) + "," +
            std::to_string(layout.tile.width) + "," + std::to_string(layout.tile.height) + "\n";
  }
  return text;
}

StoryboardSheet::StoryboardSheet(const SpanContext& context)
    : context_(context), layout_(LayOutStoryboard(context.info, context.recipe.storyboard)),
      sheet_(av::NewPicture(AV_PIX_FMT_YUVJ420P, layout_.sprite().width, layout_.sprite().height)),
      last_tile_(av::NewPicture(AV_PIX_FMT_YUVJ420P, layout_.tile.width, layout_.tile.height)) {
  for (const av::Frame* picture : {&sheet_, &last_tile_}) {
    const int height = (*picture)->height;
    std::memset((*picture)->data[0], 0, static_cast<std::size_t>((*picture)->linesize[0]) * static_cast<std::size_t>(height));
    for (const int plane : {1, 2}) {
      std::memset((*picture)->data[plane], 128,
                  static_cast<std::size_t>((*picture)->linesize[plane]) * static_cast<std::size_t>((height + 1) / 2));
    }
  }
}

void StoryboardSheet::Place(const av::Frame& picture, int index) {
  av::Graph graph = av::Graph::ForVideo(*picture, context_.picture_tick(), {0, 1},
                                        StillFilters(context_.info, context_.upright_filter, layout_.tile, "yuvj420p", true));
  graph.Push(picture.get());
  if (!graph.Pull(last_tile_)) throw base::Error(base::ErrorCode::kInternal, "a filter gave no picture for a tile");
  Copy(*last_tile_, index);
}

void StoryboardSheet::Repeat(int index) { Copy(*last_tile_, index); }

void StoryboardSheet::Copy(const AVFrame& tile, int index) {
  const int x = index % layout_.columns * layout_.tile.width;
  const int y = index / layout_.columns * layout_.tile.height;
  for (int plane = 0; plane < 3; ++plane) {
    const int shift = plane == 0 ? 0 : 1;
    std::uint8_t* into = sheet_->data[plane] + (y >> shift) * sheet_->linesize[plane] + (x >> shift);
    av_image_copy_plane(into, sheet_->linesize[plane], tile.data[plane], tile.linesize[plane], layout_.tile.width >> shift,
                        layout_.tile.height >> shift);
  }
}

void StoryboardSheet::Write(const std::filesystem::path& path) const { WriteJpeg(sheet_, kQuality, path); }

}  // namespace clipbox::media
