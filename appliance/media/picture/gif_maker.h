// The `gif` output: the first seconds of the span, scaled down, with a palette and a dither made for them, looping for ever, fitted to a
// size where one is asked for. Its small frames wait on the disk; the palette's filters hold all of them in memory, hence the cap. One
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "av/encoder.h"
#include "av/graph.h"
#include "av/output.h"
#include "base/scratch_file.h"
#include "media/output_maker.h"
#include "media/picture/picture_filters.h"

namespace clipbox::media {

// Bytes of the frames that the GIF of a span of so many seconds holds. Requires: info.video. Pure.
std::uint64_t GifMemory(const SourceInfo& info, const jobs::Recipe& recipe, double span_seconds);

class GifMaker final : public OutputMaker {
 public:
  // Throws: Error kTooLarge where its frames would not fit the memory of a span, saying what to lower.
  GifMaker(const SpanContext& context, std::filesystem::path path);

  void Picture(const av::Frame& picture) override;
  bool wants_pictures() const override { return true; }
  bool complete() const override { return complete_; }
  void Finish(Made& made) override;

 private:
  void RefuseIfTooLarge() const;
  void Drain();
  void Keep(const av::Frame& frame);
  av::Frame Load(std::size_t index) const;
  bool LooksDrawn() const;
  void Fit(std::uint64_t max_bytes);
  std::uint64_t Write(PictureSize size);

  const SpanContext& context_;
  const PictureSize size_;
  const double rate_;  // frames a second
  const double seconds_;
  std::optional<av::Graph> graph_;
  base::ScratchFile frames_;           // of size_, three bytes a pixel, one after the other
  std::vector<std::int64_t> times_;    // of each, in centiseconds
  PictureSize written_;
  std::int64_t first_ticks_ = 0;
  bool complete_ = false;
};

}  // namespace clipbox::media
