// Makes a clip's pictures fit a number of bytes. A first pass goes by quality. Where that is too large, second passes
// go by bit rate, with a smaller picture where the rate would spoil a large one. The pictures come again from a draft
// on the disk, so the source is read once. Used by ClipMaker. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "av/output.h"
#include "media/picture/picture_encoder.h"

namespace clipbox::media {

// What the sound of a clip may take of `max_bytes`, in bits a second, at most what it usually has.
std::int64_t SoundBitRateWithin(std::uint64_t max_bytes, double seconds, int channels);

class SizeTarget {
 public:
  // Files for the passes lie beside `clip`, and are gone with this object.
  SizeTarget(const PictureCoding& coding, std::uint64_t max_bytes, const std::filesystem::path& clip);
  ~SizeTarget();
  SizeTarget(const SizeTarget&) = delete;
  SizeTarget& operator=(const SizeTarget&) = delete;

  // How the first pass is to be coded.
  const PictureCoding& first_pass() const { return coding_; }
  // Every picture of the first pass.
  void Keep(const av::Frame& picture);

  // Requires: `output` holds all packets; `stream` is the pictures'; they end at `end` ticks. Replaces the pictures'
  // packets until the file will have at most max_bytes. Throws: Error kTooLarge where that cannot be.
  void Fit(av::Output& output, int stream, std::int64_t end, const std::function<void()>& check);

 private:
  struct Pass {
    av::Output& output;
    int stream;
    std::int64_t end;
    const std::function<void()>& check;
  };

  std::int64_t Budget(const av::Output& output, int stream) const;
  bool TrySize(const Pass& pass);
  void Shrink(double excess);
  void Encode(const Pass& pass, std::optional<std::int64_t> bit_rate);
  [[noreturn]] void Refuse(std::int64_t end) const;

  const std::uint64_t max_bytes_;
  const std::filesystem::path draft_path_;
  PictureCoding coding_;
  int width_ = 0;
  int height_ = 0;
  std::int64_t last_pts_ = 0;
  std::int64_t last_gap_ = 0;
  std::int64_t changes_of_rate_ = 0;
  std::optional<av::Output> draft_;
  std::optional<PictureEncoder> draft_encoder_;
};

}  // namespace clipbox::media
