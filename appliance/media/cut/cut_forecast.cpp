#include "media/cut/cut_forecast.h"

#include "av/time.h"
#include "media/cut/smart_seam.h"
#include "media/source/stretch_reader.h"

namespace clipbox::media {
namespace {

// Of what no index tells so much is read: a second of good 720p.
constexpr std::uint64_t kMaxBytes = std::uint64_t{512} << 10;
// Key frames of the index that turn out to be shown before the start, or not at all.
constexpr int kMaxKeys = 6;
// H.264 lets no more pictures than this come before another and be shown behind it.
constexpr int kMaxReordered = 16;

bool IsOf(const SourceInfo& info, const char* container) { return info.container.find(container) != std::string::npos; }

class Forecaster {
 public:
  Forecaster(av::Input& input, const SourceInfo& info, const base::TimeRange& cut)
      : input_(input), info_(info), cut_(cut), range_(RangeOf(info, cut)), seam_(video(), range_) {}

  // False where the index cannot tell.
  bool LookByIndex() {
    const bool mp4 = IsOf(info_, "mp4") && IndexIsWhole(video());
    if (!mp4 && !IsOf(info_, "matroska")) return false;
    input_.KeepOnly(video().index, -1);
    // MP4's index holds times of decoding, but seeks are by times of showing. Matroska's index is read by the first
    // seek.
    const std::int64_t delay = mp4 ? Delay() : 0;
    std::int64_t at = range_.start - (delay > 0 ? delay + Frames(kMaxReordered) : 0);
    const std::uint64_t most = input_.bytes_read() + kMaxBytes;
    if (!mp4 && !input_.SeekBefore(video().index, at)) return false;
    for (int i = 0; i < kMaxKeys && !seam_.at(); ++i) {
      const AVIndexEntry* key = FindKeyInIndex(video(), at);
      if (key == nullptr && mp4) throw FallBack{Reason::kNoKeyFrame};
      if (key == nullptr) return false;
      at = key->timestamp;
      if (!input_.SeekBefore(video().index, at + delay) || !TakeFrom(at, mp4, most)) return false;
      ++at;
    }
    return seam_.at().has_value();
  }

  void LookByReading(const Limits& limits, const std::function<void()>& check) {
    if (!input_.SeekToStart()) return;
    StretchRequest request;
    request.range = cut_;
    request.pictures = request.sound = false;
    request.video_packets = true;
    const std::uint64_t most = input_.bytes_read() + kMaxBytes;
    bool enough = false;
    StretchCallbacks callbacks;
    callbacks.video_packet = [&](const av::Packet& packet) { seam_.Take(packet); };
    callbacks.go_on = [&](double) {
      check();
      enough = seam_.at() || input_.bytes_read() >= most;
      return !enough;
    };
    StretchReader(input_, info_, limits, request, callbacks).Run();
    // The film is over.
    if (!enough && !seam_.at()) throw FallBack{Reason::kNoKeyFrame};
  }

  CutForecast Tell() const {
    if (!seam_.at()) return {};
    return {.obstacle = {}, .to_seam = av::ToSeconds(*seam_.at(), video().time_base)};
  }

 private:
  const AVStream& video() const { return input_.stream(info_.video->index); }

  bool ReadVideo(av::Packet& packet) {
    while (input_.Read(packet)) {
      if (packet->stream_index == video().index) return true;
    }
    return false;
  }

  // Of the film's first picture, as of all that others do not come before in decoding order.
  std::int64_t Delay() {
    av::Packet packet;
    const bool read =
        input_.SeekToStart() && ReadVideo(packet) && packet->pts != av::kNoTime && packet->dts != av::kNoTime;
    return read ? packet->pts - packet->dts : 0;
  }

  std::int64_t Frames(int count) const {
    return av::ToTicks(count / (info_.video->frame_rate > 0 ? info_.video->frame_rate : 25), video().time_base);
  }

  // The packet that the index has at `at`; a seek may land before it.
  bool TakeFrom(std::int64_t at, bool decoding_times, std::uint64_t most_bytes) {
    av::Packet packet;
    do {
      if (input_.bytes_read() > most_bytes || !ReadVideo(packet)) return false;
    } while ((decoding_times ? packet->dts : packet->pts) < at);
    if (packet->pts != av::kNoTime) packet->pts -= range_.start;
    seam_.Take(packet);
    return true;
  }

  av::Input& input_;
  const SourceInfo& info_;
  const base::TimeRange cut_;
  const SeamRange range_;
  SmartSeam seam_;
};

}  // namespace

CutForecast ForecastSmartCut(av::Input& input, const SourceInfo& info, const Limits& limits, const base::TimeRange& cut,
                             const std::function<void()>& check) try {
  check();
  Forecaster forecaster(input, info, cut);
  if (!forecaster.LookByIndex()) forecaster.LookByReading(limits, check);
  return forecaster.Tell();
} catch (const FallBack& why) {
  return {.obstacle = why.reason, .to_seam = {}};
}

}  // namespace clipbox::media
