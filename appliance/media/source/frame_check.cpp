#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "media/source/box.h"
#include "media/source/container_check.h"

namespace clipbox::media {
namespace {

// Sound comes in shorter pieces than pictures do.
constexpr std::uint64_t kSoundPacketsPerFrame = 4;
// More than the boxes of 64 tracks.
constexpr int kMaxTableBoxes = 4000;
constexpr int kMaxDepth = 6;

// What a track's boxes say of it.
struct Track {
  std::string handler;
  bool plain_sound = false;  // PCM: each sample is counted, and libav takes many for one packet
  std::uint64_t samples = 0;
};

class Walk {
 public:
  Walk(base::ByteSource& source, const Limits& limits) : source_(source), limits_(limits) {}

  // The boxes in [from, to).
  void In(std::uint64_t from, std::uint64_t to, int depth, Track& track) {
    for (std::uint64_t at = from; at < to && boxes_ < kMaxTableBoxes; ++boxes_) {
      const std::optional<Box> box = ReadBox(source_, at);
      if (!box) return;
      Look(*box, std::min(box->end, to), depth, track);
      at = box->end;
    }
  }

 private:
  static constexpr std::array<std::string_view, 4> kNests = {"moov", "mdia", "minf", "stbl"};

  void Look(const Box& box, std::uint64_t end, int depth, Track& track) {
    if (depth >= kMaxDepth) return;
    if (box.type == "trak") {
      Track inner;
      In(box.content, end, depth + 1, inner);
      Judge(inner);
    } else if (std::find(kNests.begin(), kNests.end(), box.type) != kNests.end()) {
      In(box.content, end, depth + 1, track);
    } else if (box.type == "hdlr") {
      // The data of a MOV has a second one within `minf`.
      if (track.handler.empty()) track.handler = Bytes(box.content + 8, 4);
    } else if (box.type == "stsz" || box.type == "stz2") {
      track.samples = std::max(track.samples, BigEndian(Bytes(box.content + 8, 4)));
    } else if (box.type == "stts") {
      track.plain_sound = BigEndian(Bytes(box.content + 4, 4)) == 1 && BigEndian(Bytes(box.content + 12, 4)) == 1;
    }
  }

  void Judge(const Track& track) const {
    const auto most = static_cast<std::uint64_t>(limits_.max_frames);
    const bool sound = track.handler == "soun";
    if (sound && track.plain_sound) return;
    if (track.samples > (sound ? most * kSoundPacketsPerFrame : most)) ThrowTooManyFrames(track.samples, limits_);
  }

  std::string Bytes(std::uint64_t offset, std::size_t count) {
    std::string bytes(count, '\0');
    bytes.resize(source_.ReadAt(offset, std::as_writable_bytes(std::span(bytes))));
    return bytes;
  }

  base::ByteSource& source_;
  const Limits& limits_;
  int boxes_ = 0;
};

}  // namespace

void RefusePromisedFrames(base::ByteSource& source, const Limits& limits) {
  if (!IsMp4(source)) return;
  Track none;
  Walk(source, limits).In(0, source.size(), 0, none);
}

void ThrowTooManyFrames(std::uint64_t frames, const Limits& limits) {
  throw base::Error(base::ErrorCode::kTooLarge, "this file says it has " + std::to_string(frames) +
                                                    " frames; at most " + std::to_string(limits.max_frames) +
                                                    " are allowed (media.max_frames)");
}

}  // namespace clipbox::media
