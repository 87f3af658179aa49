#include "media/picture/storyboard.h"

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/text.h"
#include "media/maker/small_file.h"
#include "media/picture/jpeg.h"
#include "media/picture/tile_sheet.h"

namespace clipbox::media {
namespace {

constexpr int kQuality = 5;
// Browsers decode a sprite whole, four bytes a pixel: 32 MB. That is 582 tiles of 160×90, an hour and a half at a tile
// each ten seconds.
constexpr std::int64_t kMaxPixels = std::int64_t{8} << 20;
constexpr int kMaxHeight = 16'384;
constexpr int kMaxSheets = 20;

}  // namespace

PictureSize StoryboardLayout::SheetSize(int sheet) const {
  const int on_it = std::min(tiles_a_sheet, tiles - sheet * tiles_a_sheet);
  return {columns * tile.width, (on_it + columns - 1) / columns * tile.height};
}

StoryboardLayout LayOutStoryboard(const SourceInfo& info, const jobs::StoryboardSettings& settings) {
  StoryboardLayout layout;
  layout.tile = FitWidth(info, settings.tile_width);
  // Even sizes, so that a tile's colours end where the tile does (4:2:0).
  layout.tile = {std::max(2, layout.tile.width / 2 * 2), std::max(2, layout.tile.height / 2 * 2)};
  const std::int64_t row_pixels = std::int64_t{layout.tile.width} * layout.tile.height * settings.columns;
  const auto rows = std::clamp<std::int64_t>(kMaxPixels / row_pixels, 1, std::max(1, kMaxHeight / layout.tile.height));
  layout.tiles_a_sheet = static_cast<int>(rows) * settings.columns;
  layout.step = std::max(settings.every_seconds,
                         info.duration_seconds / (static_cast<double>(layout.tiles_a_sheet) * kMaxSheets));
  layout.tiles = std::max(1, static_cast<int>(std::ceil(info.duration_seconds / layout.step - 1e-6)));
  layout.columns = std::min(settings.columns, layout.tiles);
  return layout;
}

std::string StoryboardVtt(const StoryboardLayout& layout, double duration_seconds,
                          const std::vector<std::string>& sheet_names) {
  std::string text = "WEBVTT\n";
  for (int i = 0; i < layout.tiles; ++i) {
    const double start = i * layout.step;
    const double end = i + 1 == layout.tiles ? std::max(duration_seconds, start + 0.001) : start + layout.step;
    const int on_sheet = i % layout.tiles_a_sheet;
    text += "\n" + base::TimecodeText(start) + " --> " + base::TimecodeText(end) + "\n" +
            sheet_names.at(static_cast<std::size_t>(i / layout.tiles_a_sheet)) +
            "#xywh=" + std::to_string(on_sheet % layout.columns * layout.tile.width) + "," +
            std::to_string(on_sheet / layout.columns * layout.tile.height) + "," + std::to_string(layout.tile.width) +
            "," + std::to_string(layout.tile.height) + "\n";
  }
  return text;
}

Storyboard::Storyboard(const SpanContext& context, const std::filesystem::path& base)
    : context_(context),
      base_(base),
      layout_(LayOutStoryboard(context.info, context.recipe.storyboard)),
      tile_(NewBlack(layout_.tile)) {}

Storyboard::~Storyboard() {
  std::error_code ignored;
  for (const Made& made : made_) std::filesystem::remove(made.path, ignored);
}

void Storyboard::Place(const av::Frame& picture) {
  if (!graph_ || !graph_->Fits(*picture) || one_field_ != IsInterlaced(*picture)) {
    one_field_ = IsInterlaced(*picture);
    graph_ = av::Graph::ForVideo(
        *picture, context_.picture_tick(), {0, 1},
        JoinFilters({OneFieldFilter(*picture), StillFilters(context_.info, context_.upright_filter, layout_.tile,
                                                            is_much_smaller() ? Still::kTile : Still::kJpeg)}));
  }
  graph_->Push(picture.get());
  if (!graph_->Pull(tile_)) throw base::Error(base::ErrorCode::kInternal, "a filter gave no picture for a tile");
  Copy();
}

void Storyboard::Repeat() { Copy(); }

void Storyboard::Copy() {
  const int on_sheet = next_ % layout_.tiles_a_sheet;
  if (on_sheet == 0) sheet_ = NewBlack(layout_.SheetSize(next_ / layout_.tiles_a_sheet));
  const int x = on_sheet % layout_.columns * layout_.tile.width;
  const int y = on_sheet / layout_.columns * layout_.tile.height;
  PlaceTile(tile_, layout_.tile, sheet_, x, y);
  ++next_;
  if (next_ % layout_.tiles_a_sheet == 0 || next_ == layout_.tiles) WriteSheet();
}

void Storyboard::WriteSheet() {
  const auto number = made_.size() + 1;
  Made sprite;
  sprite.type = jobs::ArtifactType::kStoryboard;
  if (number > 1) sprite.label = std::to_string(number);
  sprite.path = base_.string() + "-storyboard" + (number > 1 ? "-" + sprite.label : "") + ".jpg";
  sprite.width = sheet_->width;
  sprite.height = sheet_->height;
  sprite.content_type = "image/jpeg";
  made_.push_back(std::move(sprite));
  WriteJpeg(sheet_, kQuality, made_.back().path);
}

void Storyboard::Finish(std::vector<Made>& made) {
  std::vector<std::string> names;
  for (const Made& sprite : made_) names.push_back(sprite.path.filename().string());
  Made cues;
  cues.type = jobs::ArtifactType::kStoryboardVtt;
  cues.path = base_.string() + "-storyboard.vtt";
  cues.duration_seconds = context_.seconds;
  cues.content_type = "text/vtt";
  const std::string text = StoryboardVtt(layout_, context_.seconds, names);
  made_.push_back(std::move(cues));
  WriteSmallFile(made_.back().path, text.data(), text.size());
  // The cues come last: where they are stored, all sprites are.
  std::move(made_.begin(), made_.end(), std::back_inserter(made));
  made_.clear();
}

}  // namespace clipbox::media
