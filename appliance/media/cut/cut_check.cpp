#include "media/cut/cut_check.h"

#include <algorithm>

#include "av/decoder.h"
#include "av/input.h"
#include "av/time.h"
#include "base/error.h"
#include "base/files.h"
#include "media/cut/picture_compare.h"

namespace clipbox::media {
namespace {

// Below it the lead does not show what the source shows there, whatever its quality.
constexpr double kMinSimilarity = 0.9;

class Checker {
 public:
  Checker(av::Input& input, const CutExpectation& expected, const std::function<void()>& check)
      : input_(input), expected_(expected), check_(check), stream_(FindVideo(input)) {
    input_.KeepOnly(stream_, -1);
  }

  std::optional<std::string> Run() {
    if (stream_ < 0) return "it has no video";
    if (!TimesAreRight()) return difference_;
    input_.SeekToStart();
    if (!DecodeUntil(EndOfSeam())) return difference_;
    if (!expected_.at_end.empty()) {
      input_.SeekBefore(stream_, ToStream(expected_.end_key));
      if (!DecodeUntil(expected_.shown.back())) return difference_;
    }
    if (lead_found_ < expected_.lead.size()) difference_ = "the seam's pictures are missing";
    if (copied_found_ < expected_.at_seam.size() + expected_.at_end.size()) difference_ = "copied pictures are missing";
    return difference_;
  }

 private:
  static int FindVideo(const av::Input& input) {
    for (int i = 0; i < input.stream_count(); ++i) {
      if (input.stream(i).codecpar->codec_type == AVMEDIA_TYPE_VIDEO) return i;
    }
    return -1;
  }

  AVRational stream_tick() const { return input_.stream(stream_).time_base; }
  std::int64_t ToStream(std::int64_t ticks) const { return av::Rescale(ticks, expected_.tick, stream_tick()); }
  std::int64_t FromStream(std::int64_t ticks) const { return av::Rescale(ticks, stream_tick(), expected_.tick); }

  bool Differs(std::string what) {
    difference_ = std::move(what);
    return false;
  }

  std::int64_t EndOfSeam() const {
    if (!expected_.at_seam.empty()) return expected_.at_seam.back().time;
    return expected_.lead.empty() ? expected_.shown.front() : expected_.lead.back().time;
  }

  // All that the edit list shows, without decoding.
  bool TimesAreRight() {
    std::vector<std::int64_t> times;
    av::Packet packet;
    while (input_.Read(packet)) {
      check_();
      if (packet->stream_index == stream_ && (packet->flags & AV_PKT_FLAG_DISCARD) == 0)
        times.push_back(FromStream(packet->pts));
    }
    std::sort(times.begin(), times.end());
    return times == expected_.shown || Differs("it shows " + std::to_string(times.size()) + " pictures, not " +
                                               std::to_string(expected_.shown.size()) + ", or at other times");
  }

  bool DecodeUntil(std::int64_t last) {
    av::Decoder decoder(input_.stream(stream_), {.threads = 1, .strict = true});
    next_.reset();
    over_ = false;
    av::Packet packet;
    while (!over_ && input_.Read(packet)) {
      check_();
      if (packet->stream_index == stream_ && !Decode(decoder, &packet, last)) return false;
    }
    if (!over_ && !Decode(decoder, nullptr, last)) return false;
    return over_ || Differs("its last pictures are missing");
  }

  bool Decode(av::Decoder& decoder, const av::Packet* packet, std::int64_t last) {
    decoder.Send(packet);
    av::Frame frame;
    while (!over_ && decoder.Receive(frame)) {
      const std::int64_t time = FromStream(av::TimeOf(*frame));
      if (!FollowsInOrder(time) || !LooksRight(*frame, time)) return false;
      over_ = time >= last;
    }
    return decoder.damaged_packets() == 0 || Differs("a packet cannot be decoded");
  }

  bool FollowsInOrder(std::int64_t time) {
    if (!next_) {
      next_ = static_cast<std::size_t>(std::lower_bound(expected_.shown.begin(), expected_.shown.end(), time) -
                                       expected_.shown.begin());
    }
    if (*next_ >= expected_.shown.size() || expected_.shown[*next_] != time)
      return Differs("a picture comes at the wrong time");
    ++*next_;
    return true;
  }

  bool LooksRight(const AVFrame& frame, std::int64_t time) {
    for (const EncodedPicture& lead : expected_.lead) {
      if (lead.time != time) continue;
      ++lead_found_;
      if (Similarity(frame, *lead.picture) < kMinSimilarity) return Differs("a picture before the seam is another");
    }
    for (const auto* copied : {&expected_.at_seam, &expected_.at_end}) {
      for (const CopiedPicture& picture : *copied) {
        if (picture.time != time) continue;
        ++copied_found_;
        if (picture.hash != HashPicture(frame)) return Differs("a copied picture is not the source's");
      }
    }
    return true;
  }

  av::Input& input_;
  const CutExpectation& expected_;
  const std::function<void()>& check_;
  const int stream_;
  std::optional<std::size_t> next_;  // of `shown`
  bool over_ = false;
  std::size_t lead_found_ = 0;
  std::size_t copied_found_ = 0;
  std::optional<std::string> difference_;
};

}  // namespace

std::optional<std::string> FindDifference(const std::filesystem::path& path, const CutExpectation& expected,
                                          const std::function<void()>& check) try {
  base::FileSource source(path);
  av::Input input(source, {});
  return Checker(input, expected, check).Run();
} catch (const base::Error& error) {
  if (error.code() == base::ErrorCode::kCancelled) throw;
  return std::string(error.what());
}

}  // namespace clipbox::media
