#include "media/look/scenes.h"

#include <algorithm>
#include <optional>

#include "av/input.h"
#include "av/time.h"
#include "base/error.h"
#include "media/source/key_frame_reader.h"
#include "media/source/probe.h"
#include "media/source/stretch_reader.h"

namespace clipbox::media {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMaxPicturesLookedAt = 1200;
constexpr double kMinStepSeconds = 1;
// Below it two key frames show the same scene: camera movement reaches 0.06, cuts begin there.
constexpr double kMinDifference = 0.05;
// Behind a change so much more is looked at, to tell a flash from a cut.
constexpr double kBehindSeconds = 0.5;
// A change between key frames that lie further apart is not worth its decoding.
constexpr double kMaxStretchSeconds = 20;
constexpr double kUsualFrameRate = 30;

double PixelsOf(const SourceInfo& info, double seconds) {
  const double rate = info.video->frame_rate > 0 ? info.video->frame_rate : kUsualFrameRate;
  return seconds * rate * info.video->width * info.video->height;
}

// A stretch between two key frames that differ.
struct Change {
  double before = 0;
  double after = 0;
  double strength = 0;
};

class Search {
 public:
  Search(base::ByteSource& source, const SourceInfo& info, const Limits& limits, const LookRequest& request)
      : source_(source), info_(info), limits_(limits), request_(request), end_(Clock::now() + request.most) {}

  std::vector<SceneChange> Run() {
    if (LooksAtEveryFrame(info_, request_)) return LookAt(0, info_.duration_seconds, 0, 1);
    std::vector<Change> changes = CompareKeyFrames(KeyFrameTimes());
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change& a, const Change& b) { return a.strength > b.strength; });
    std::vector<SceneChange> found = LookAtChanges(changes);
    std::sort(found.begin(), found.end(),
              [](const SceneChange& a, const SceneChange& b) { return a.position < b.position; });
    return found;
  }

 private:
  bool GoOn() const {
    if (request_.stop.stop_requested())
      throw base::Error(base::ErrorCode::kCancelled, "the search for scene changes was cancelled");
    return Clock::now() < end_;
  }

  void Report(double fraction) const {
    if (request_.progress) request_.progress(std::min(1.0, fraction));
  }

  // Those of the index, thinned out where they are many; evenly spaced times where the container has none.
  std::vector<double> KeyFrameTimes() const {
    const std::vector<double> all = KeyFramePositions(source_, info_, limits_, 1'000'000, request_.stop);
    std::vector<double> times;
    const bool indexed =
        all.size() > 1 && info_.duration_seconds / static_cast<double>(all.size()) < kMaxStretchSeconds;
    if (indexed) {
      const std::size_t each = (all.size() + kMaxPicturesLookedAt - 1) / kMaxPicturesLookedAt;
      for (std::size_t i = 0; i < all.size(); i += each) times.push_back(all[i]);
      return times;
    }
    const double step = std::max(kMinStepSeconds, info_.duration_seconds / static_cast<double>(kMaxPicturesLookedAt));
    for (double at = 0; at < info_.duration_seconds; at += step) times.push_back(at);
    return times;
  }

  std::vector<Change> CompareKeyFrames(const std::vector<double>& times) {
    av::Input input(source_, {request_.stop, limits_.max_streams, limits_.open_deadline});
    KeyFrameReader reader(input, info_, limits_);
    std::vector<Change> changes;
    std::optional<Thumbnail> last;
    double last_position = 0;
    for (std::size_t i = 0; i < times.size() && GoOn(); ++i) {
      Report(0.5 * static_cast<double>(i) / static_cast<double>(times.size()));
      const auto key = reader.Find(times[i]);
      if (!key || (last && key->position <= last_position)) continue;
      Thumbnail thumbnail = thumbnailer_.Shrink(key->picture);
      const double strength = last ? Difference(*last, thumbnail) : 0;
      if (strength >= kMinDifference && key->position - last_position <= kMaxStretchSeconds) {
        changes.push_back({last_position, key->position, strength});
      }
      last = std::move(thumbnail);
      last_position = key->position;
    }
    return changes;
  }

  std::vector<SceneChange> LookAtChanges(const std::vector<Change>& changes) {
    std::vector<SceneChange> found;
    double pixels = 0;
    for (std::size_t i = 0; i < changes.size() && pixels < request_.most_pixels && GoOn(); ++i) {
      const double share = 0.5 / static_cast<double>(changes.size());
      for (const SceneChange& cut :
           LookAt(changes[i].before, changes[i].after, 0.5 + share * static_cast<double>(i), share)) {
        if (IsCertain(cut, changes[i].before)) found.push_back(cut);
      }
      pixels += PixelsOf(info_, changes[i].after - changes[i].before + kBehindSeconds);
    }
    return found;
  }

  // Encoders put key frames at flashes too: what was before the stretch is looked at where the cut comes soon in it.
  bool IsCertain(const SceneChange& cut, double before) {
    if (before <= 0 || cut.position - before > kBehindSeconds) return true;
    const std::vector<SceneChange> again = LookAt(std::max(0.0, before - kBehindSeconds), cut.position, 1, 0);
    return !again.empty() && again.back() == cut;
  }

  // The cuts behind `from` up to `to`. Reads a little further, to tell a flash.
  std::vector<SceneChange> LookAt(double from, double to, double progress, double share) {
    av::Input input(source_, {request_.stop, limits_.max_streams, limits_.open_deadline});
    const AVRational tick{info_.video->tick.num, info_.video->tick.den};
    const std::int64_t origin = av::ToTicks(from, tick);
    SceneDetector detector;
    StretchCallbacks callbacks;
    callbacks.picture = [&](const av::Frame& picture) {
      detector.Feed(av::ToSeconds(origin + picture->pts, tick), thumbnailer_.Shrink(picture));
    };
    callbacks.go_on = [&](double fraction) {
      Report(progress + share * fraction);
      return GoOn();
    };
    const StretchRequest request{.range = {from, to + kBehindSeconds}, .sound = false, .threads = request_.threads};
    StretchReader(input, info_, limits_, request, callbacks).Run();
    detector.Finish();
    std::vector<SceneChange> cuts = detector.cuts();
    const std::int64_t last = av::ToTicks(to, tick);
    std::erase_if(cuts, [&](const SceneChange& cut) { return av::ToTicks(cut.position, tick) > last; });
    return cuts;
  }

  base::ByteSource& source_;
  const SourceInfo& info_;
  const Limits& limits_;
  const LookRequest& request_;
  const Clock::time_point end_;
  Thumbnailer thumbnailer_;
};

}  // namespace

bool LooksAtEveryFrame(const SourceInfo& info, const LookRequest& request) {
  return info.video && PixelsOf(info, info.duration_seconds) <= request.most_pixels;
}

std::chrono::seconds MostForLooking(const SourceInfo& info) {
  return std::chrono::seconds(60 + static_cast<std::int64_t>(info.duration_seconds / 30));
}

std::vector<SceneChange> FindSceneChanges(base::ByteSource& source, const SourceInfo& info, const Limits& limits,
                                          const LookRequest& request) {
  if (!info.video) return {};
  return Search(source, info, limits, request).Run();
}

}  // namespace clipbox::media
