// Pictures to H.264 High: by quality, or by a bit rate in a second pass. Each packet knows how long its picture is
// shown. Used by the clip's maker and by its size target. One thread; x264 runs `threads` of its own.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>

#include "av/encoder.h"
#include "av/frame.h"

namespace clipbox::media {

struct PictureCoding {
  AVRational tick{1, 90'000};  // of the times of pictures and packets
  double frame_rate = 25;
  int threads = 1;
  bool one_picture_at_a_time = false;  // see Means
  int crf = 23;
  const char* preset = nullptr;  // x264's; nothing: the usual
  // For players that seek, in ticks: the first picture of each such stretch is a key frame. No picture needs a later
  // one.
  std::optional<std::int64_t> key_every;
  // A first pass leaves its figures in this file, a second pass reads them and keeps to the bit rate.
  std::optional<std::filesystem::path> figures;
  std::optional<std::int64_t> bit_rate;
};

class PictureEncoder {
 public:
  using Sink = std::function<void(av::Packet&)>;

  // `first` is the first picture, whose size and colours hold for all.
  PictureEncoder(const PictureCoding& coding, const AVFrame& first, Sink sink);

  // pts in ticks; pictures that share one are all kept, one tick apart.
  void Feed(av::Frame picture);
  // The last picture stays until `end`, at least one tick.
  void Finish(std::int64_t end);

  std::int64_t last_pts() const { return held_ ? (*held_)->pts : -1; }
  const av::Encoder& encoder() const { return encoder_; }

 private:
  struct Shown {
    std::int64_t pts = 0;
    std::int64_t duration = 0;
  };

  bool IsKeyDue(std::int64_t pts);
  void EncodeHeld(std::int64_t until);
  void Emit(av::Packet& packet);

  const Sink sink_;
  const std::optional<std::int64_t> key_every_;
  std::int64_t key_at_ = 0;  // when the next key frame is due
  av::Encoder encoder_;
  std::optional<av::Frame> held_;  // a picture waits for the next, which tells how long it is shown
  std::deque<Shown> shown_;        // given to the encoder, not back yet
};

}  // namespace clipbox::media
