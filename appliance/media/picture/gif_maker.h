// The `gif` output: the first seconds of the span, scaled down, looping for ever, fitted to a size where one is asked
// for. Palette and dither are made for them. Its small frames wait on the disk, as the palette is made of all of them
// before the first is drawn with it. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "av/encoder.h"
#include "av/graph.h"
#include "av/output.h"
#include "base/files.h"
#include "media/maker/output_maker.h"
#include "media/picture/picture_filters.h"

namespace clipbox::media {

class GifMaker final : public OutputMaker {
 public:
  // Throws: Error kTooLarge where its frames would take more of the disk than the limits allow, saying what to lower.
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
  av::Frame MakePalette(PictureSize size) const;
  void Draw(PictureSize size, const av::Frame& palette, const std::function<void(av::Frame&)>& sink) const;
  std::uint64_t Write(PictureSize size);

  const SpanContext& context_;
  const PictureSize size_;
  const double rate_;  // frames a second
  const double seconds_;
  std::optional<av::Graph> graph_;
  base::ScratchFile frames_;         // of size_, three bytes a pixel, one after the other
  std::vector<std::int64_t> times_;  // of each, in centiseconds
  PictureSize written_;
  std::int64_t first_ticks_ = 0;
  bool complete_ = false;
};

}  // namespace clipbox::media
