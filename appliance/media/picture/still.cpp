#include "media/picture/still.h"

#include <cmath>

#include "av/graph.h"
#include "base/error.h"

namespace clipbox::media {

av::Frame DrawStill(const av::Frame& picture, const SourceInfo& info, const std::string& upright, PictureSize size) {
  av::Graph graph =
      av::Graph::ForVideo(*picture, {info.video->tick.num, info.video->tick.den}, {0, 1},
                          JoinFilters({DeinterlaceFilter(*picture), StillFilters(info, upright, size, Still::kJpeg)}));
  graph.Push(picture.get());
  graph.Push(nullptr);
  av::Frame still;
  if (!graph.Pull(still)) throw base::Error(base::ErrorCode::kInternal, "a filter gave no still picture");
  return still;
}

PictureSize FitHeight(const SourceInfo& info, int height) {
  const double width = static_cast<double>(height) * info.upright_width() / info.upright_height();
  return FitWidth(info, std::max(1, static_cast<int>(std::lround(width))));
}

}  // namespace clipbox::media
