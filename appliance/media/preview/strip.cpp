#include "media/preview/strip.h"

#include <algorithm>
#include <set>
#include <utility>

#include "av/input.h"
#include "av/time.h"
#include "av/upright.h"
#include "base/error.h"
#include "media/picture/jpeg.h"
#include "media/picture/still.h"
#include "media/picture/tile_sheet.h"
#include "media/source/key_frame_reader.h"
#include "media/source/stretch_reader.h"

namespace clipbox::media {
namespace {

using base::Error;
using base::ErrorCode;

constexpr int kStripQuality = 6;
// Decoding so much of 1080p takes about two seconds of two cores; of a longer stretch key frames are near enough.
constexpr double kMaxDecodedSeconds = 60;
// Of so many places at least two in three have a key frame of their own: then those are near enough.
constexpr double kEnoughKeys = 0.66;

PictureSize TileOf(const SourceInfo& info, int height) {
  const PictureSize size = FitHeight(info, height);
  // Even, so that a tile's colours end where the tile does (4:2:0).
  return {std::max(2, size.width / 2 * 2), std::max(2, size.height / 2 * 2)};
}

class StripMaker {
 public:
  StripMaker(av::Input& input, const SourceInfo& info, const Limits& limits, const StripRequest& request)
      : input_(input),
        info_(info),
        limits_(limits),
        request_(request),
        upright_(av::UprightFilter(input.stream(info.video->index))),
        tile_(TileOf(info, request.height)),
        sheet_(NewBlack({tile_.width * request.count, tile_.height})) {}

  Strip Make() {
    TakeKeyFrames();
    if (!HasEnoughKeys() && request_.range.seconds() <= kMaxDecodedSeconds) DecodeAll();
    if (strip_.times.empty()) throw Error(ErrorCode::kTruncated, "no picture of this stretch can be decoded");
    while (Left()) Repeat();
    strip_.jpeg = EncodeJpeg(sheet_, kStripQuality);
    return std::move(strip_);
  }

 private:
  bool HasEnoughKeys() const {
    const std::set<double> shown(strip_.times.begin(), strip_.times.end());
    return static_cast<double>(shown.size()) >= kEnoughKeys * request_.count;
  }

  bool Left() const { return static_cast<int>(strip_.times.size()) < request_.count; }
  double NextPlace() const {
    return request_.range.start + request_.range.seconds() / request_.count * static_cast<double>(strip_.times.size());
  }

  void Check() const {
    if (request_.stop.stop_requested()) throw Error(ErrorCode::kCancelled, "the strip was cancelled");
  }

  void Place(const av::Frame& picture, double time) {
    last_ = DrawStill(picture, info_, upright_, tile_);
    last_time_ = time;
    Repeat();
  }

  void Repeat() {
    PlaceTile(last_, tile_, sheet_, static_cast<int>(strip_.times.size()) * tile_.width, 0);
    strip_.times.push_back(last_time_);
  }

  // What is on the screen at each place, where anything can be decoded.
  void DecodeAll() {
    input_.SeekToStart();
    const std::vector<double> key_times = std::exchange(strip_.times, {});
    const AVRational tick{info_.video->tick.num, info_.video->tick.den};
    std::optional<av::Frame> shown;
    double shown_time = 0;
    const auto take_until = [&](double time) {
      while (Left() && shown && NextPlace() < time) Place(*shown, shown_time);
    };
    StretchCallbacks callbacks;
    callbacks.picture = [&](const av::Frame& picture) {
      const double time = av::ToSeconds(av::ToTicks(request_.range.start, tick) + picture->pts, tick);
      take_until(time);
      shown = picture.Ref();
      shown_time = time;
    };
    callbacks.go_on = [&](double) {
      Check();
      return Left();
    };
    const StretchRequest stretch{.range = request_.range, .sound = false, .threads = request_.threads};
    StretchReader(input_, info_, limits_, stretch, callbacks).Run();
    take_until(request_.range.end);
    if (strip_.times.empty()) strip_.times = key_times;
  }

  void TakeKeyFrames() {
    KeyFrameReader reader(input_, info_, limits_, info_.video->width >= 4 * tile_.width);
    while (Left()) {
      Check();
      const auto key = reader.Find(NextPlace());
      if (!key && strip_.times.empty()) return;
      if (key) {
        Place(key->picture, key->position);
      } else {
        Repeat();
      }
    }
  }

  av::Input& input_;
  const SourceInfo& info_;
  const Limits& limits_;
  const StripRequest& request_;
  const std::string upright_;
  const PictureSize tile_;
  av::Frame sheet_;
  av::Frame last_;
  double last_time_ = 0;
  Strip strip_;
};

}  // namespace

Strip MakeStrip(base::ByteSource& source, const SourceInfo& info, const Limits& limits, const StripRequest& request) {
  if (!info.video) throw Error(ErrorCode::kNoVideo, "this file has no picture, only sound");
  if (request.range.start >= info.duration_seconds)
    throw Error(ErrorCode::kClipOutsideSource, "this stretch begins behind the end of the film");
  av::Input input(source, {request.stop, limits.max_streams, limits.open_deadline});
  return StripMaker(input, info, limits, request).Make();
}

}  // namespace clipbox::media
