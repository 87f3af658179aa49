// The `webp` output: the first seconds of the span, scaled down, as an animation that loops for ever. One thread.
#pragma once

#include <cstdint>
#include <optional>

#include "av/encoder.h"
#include "av/graph.h"
#include "av/output.h"
#include "media/maker/output_maker.h"
#include "media/picture/picture_filters.h"

namespace clipbox::media {

class WebpMaker final : public OutputMaker {
 public:
  WebpMaker(const SpanContext& context, std::filesystem::path path);

  void Picture(const av::Frame& picture) override;
  bool wants_pictures() const override { return true; }
  bool complete() const override { return complete_; }
  void Finish(Made& made) override;

 private:
  void Drain();
  void Begin(const AVFrame& first);

  const SpanContext& context_;
  const PictureSize size_;
  const double rate_;  // frames a second
  const double seconds_;
  std::optional<av::Graph> graph_;
  std::optional<av::Encoder> encoder_;
  std::optional<av::Output> output_;
  std::int64_t first_ticks_ = 0;
  std::int64_t frames_ = 0;
  bool complete_ = false;
};

}  // namespace clipbox::media
