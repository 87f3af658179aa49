// The `gif` output: the first seconds of the span, scaled down, with a palette made for them, looping for ever. Holds all its small
// frames in memory until the palette is known, hence the cap. One thread.
#pragma once

#include <cstdint>
#include <optional>

#include "av/encoder.h"
#include "av/graph.h"
#include "av/output.h"
#include "media/output_maker.h"
#include "media/picture_filters.h"

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
  std::string Filters() const;
  void Write(const av::Frame& frame, AVRational tick);

  const SpanContext& context_;
  const PictureSize size_;
  const double rate_;  // frames a second
  const double seconds_;
  std::optional<av::Graph> graph_;
  std::optional<av::Encoder> encoder_;
  std::optional<av::Output> output_;
  std::int64_t first_ticks_ = 0;
  bool complete_ = false;
};

}  // namespace clipbox::media
