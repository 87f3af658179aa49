#include "media/preview/frame_picture.h"

#include "av/input.h"
#include "av/time.h"
#include "av/upright.h"
#include "base/error.h"
#include "base/text.h"
#include "base/time_range.h"
#include "media/picture/jpeg.h"
#include "media/picture/still.h"
#include "media/preview/frame_search.h"
#include "media/source/stretch_reader.h"

namespace clipbox::media {
namespace {

using base::Error;
using base::ErrorCode;

constexpr int kFrameQuality = 4;

std::optional<double> SecondsOf(const std::optional<std::int64_t>& ticks, AVRational tick) {
  return ticks ? std::optional(av::ToSeconds(*ticks, tick)) : std::nullopt;
}

// The first picture of the range.
std::optional<av::Frame> DecodeFirst(av::Input& input, const SourceInfo& info, const Limits& limits,
                                     const FrameRequest& request, const base::TimeRange& range) {
  std::optional<av::Frame> first;
  StretchCallbacks callbacks;
  callbacks.picture = [&](const av::Frame& picture) {
    if (!first) first = picture.Ref();
  };
  callbacks.go_on = [&](double) {
    if (request.stop.stop_requested()) throw Error(ErrorCode::kCancelled, "the look for a picture was cancelled");
    return !first;
  };
  StretchReader(input, info, limits, {.range = range, .sound = false, .threads = request.threads}, callbacks).Run();
  return first;
}

}  // namespace

FramePicture TakeFrame(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                       const FrameRequest& request) {
  if (!info.video) throw Error(ErrorCode::kNoVideo, "this file has no picture, only sound");
  av::Input input(source, {request.stop, limits.max_streams, limits.open_deadline});
  const auto place = FrameSearch(input, info, limits, request.stop).Find(request.seconds);
  if (!place || request.seconds >= info.duration_seconds) {
    throw Error(ErrorCode::kClipOutsideSource,
                "this film has no picture there: it ends at " + base::PositionText(info.duration_seconds));
  }
  const AVRational tick{info.video->tick.num, info.video->tick.den};
  const double time = av::ToSeconds(place->time, tick);
  const auto next = SecondsOf(place->next, tick);
  const auto picture = DecodeFirst(input, info, limits, request, {time, next.value_or(info.duration_seconds + 1)});
  if (!picture) throw Error(ErrorCode::kTruncated, "the picture here is damaged or missing in the file");
  const av::Frame still =
      DrawStill(*picture, info, av::UprightFilter(input.stream(info.video->index)), FitHeight(info, request.height));
  return {EncodeJpeg(still, kFrameQuality), time, SecondsOf(place->previous, tick), next};
}

}  // namespace clipbox::media
