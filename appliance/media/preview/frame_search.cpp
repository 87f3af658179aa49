#include "media/preview/frame_search.h"

#include <algorithm>

#include "av/time.h"
#include "base/error.h"
#include "media/source/stretch_reader.h"

namespace clipbox::media {
namespace {

// Frames that lie no further apart move: a place between two belongs to the next. A screen that stands still is shown.
constexpr double kMovingSeconds = 0.1;
// Of a film that moves, two frames come within this time. All before it is fetched ahead from a far source.
constexpr double kNearSeconds = 0.25;
// Where packets have no times (AVI), so much is decoded on either side.
constexpr double kDecodedSeconds = 2;

AVRational TickOf(const SourceInfo& info) { return {info.video->tick.num, info.video->tick.den}; }

std::optional<std::int64_t> LastUpTo(const std::set<std::int64_t>& times, std::int64_t at) {
  const auto behind = times.upper_bound(at);
  return behind == times.begin() ? std::nullopt : std::optional(*std::prev(behind));
}

std::optional<std::int64_t> FirstBehind(const std::set<std::int64_t>& times, std::int64_t at) {
  const auto behind = times.upper_bound(at);
  return behind == times.end() ? std::nullopt : std::optional(*behind);
}

std::optional<std::int64_t> SecondBehind(const std::set<std::int64_t>& times, std::int64_t at) {
  const auto first = FirstBehind(times, at);
  return first ? FirstBehind(times, *first) : std::nullopt;
}

// The packets that come in, until two frames behind a place are known for certain.
class Collected {
 public:
  Collected(std::int64_t start, std::int64_t at) : start_(start), at_(at) {}

  void Take(const av::Packet& packet) {
    if ((packet->flags & AV_PKT_FLAG_DISCARD) != 0) return;
    if (packet->pts == av::kNoTime) {
      untimed_ = true;
      return;
    }
    if (start_ + packet->pts >= 0) times_.insert(start_ + packet->pts);
    // What is decoded later is shown later.
    const auto second = SecondBehind(times_, at_);
    complete_ = second && packet->dts != av::kNoTime && start_ + packet->dts > *second;
  }

  bool untimed() const { return untimed_; }
  bool go_on() const { return !untimed_ && !complete_; }
  std::set<std::int64_t>& times() { return times_; }

 private:
  const std::int64_t start_;
  const std::int64_t at_;
  std::set<std::int64_t> times_;
  bool untimed_ = false;
  bool complete_ = false;
};

}  // namespace

void FrameSearch::Check() const {
  if (stop_.stop_requested()) throw base::Error(base::ErrorCode::kCancelled, "the look for a picture was cancelled");
}

std::set<std::int64_t> FrameSearch::TimesAround(std::int64_t at) {
  for (const double end : {av::ToSeconds(at, TickOf(info_)) + kNearSeconds, info_.duration_seconds + 1}) {
    auto times = PacketTimes(at, end);
    if (!times) return DecodedTimesAround(at);
    if (SecondBehind(*times, at) || end > info_.duration_seconds) return *std::move(times);
  }
  return {};
}

std::optional<std::set<std::int64_t>> FrameSearch::PacketTimes(std::int64_t at, double end) {
  Collected collected(at, at);
  StretchCallbacks callbacks;
  callbacks.video_packet = [&](const av::Packet& packet) { collected.Take(packet); };
  callbacks.go_on = [&](double) {
    Check();
    return collected.go_on();
  };
  const StretchRequest request{
      .range = {av::ToSeconds(at, TickOf(info_)), end}, .pictures = false, .video_packets = true, .sound = false};
  StretchReader(input_, info_, limits_, request, callbacks).Run();
  input_.SeekToStart();
  return collected.untimed() ? std::nullopt : std::optional(std::move(collected.times()));
}

std::set<std::int64_t> FrameSearch::DecodedTimesAround(std::int64_t at) {
  const AVRational tick = TickOf(info_);
  const double seconds = av::ToSeconds(at, tick);
  const double start = std::max(0.0, seconds - kDecodedSeconds);
  std::set<std::int64_t> times;
  StretchCallbacks callbacks;
  callbacks.picture = [&](const av::Frame& picture) { times.insert(av::ToTicks(start, tick) + picture->pts); };
  callbacks.go_on = [&](double) {
    Check();
    return true;
  };
  StretchReader(input_, info_, limits_, {.range = {start, seconds + kDecodedSeconds}, .sound = false}, callbacks).Run();
  input_.SeekToStart();
  return times;
}

std::optional<FramePlace> FrameSearch::Find(double seconds) {
  const AVRational tick = TickOf(info_);
  const std::int64_t at = av::ToTicks(seconds, tick);
  std::set<std::int64_t> times = TimesAround(at);
  const auto shown = LastUpTo(times, at);
  const auto coming = FirstBehind(times, at);
  const bool stands = !coming || (shown && av::ToSeconds(*coming - *shown, tick) > kMovingSeconds);
  const auto chosen = shown == at || stands ? shown : coming;
  if (!chosen) return std::nullopt;
  // The first frame behind a key frame: the one before it lies in another group.
  if (!LastUpTo(times, *chosen - 1) && *chosen > 0) times.merge(TimesAround(*chosen - 1));
  return FramePlace{*chosen, LastUpTo(times, *chosen - 1), FirstBehind(times, *chosen)};
}

}  // namespace clipbox::media
