// The `poster` of a clip: a JPEG of one good frame of it, judged on a dozen candidates. One thread.
#pragma once

#include <optional>

#include "media/output_maker.h"
#include "media/picture/picture_score.h"

namespace clipbox::media {

// The best of the pictures offered, by ScorePicture, the earlier of equals.
class BestPicture {
 public:
  // True where it is the best so far.
  bool Offer(const av::Frame& picture);
  const std::optional<av::Frame>& picture() const { return best_; }

 private:
  Thumbnailer thumbnailer_;
  std::optional<av::Frame> best_;
  double best_score_ = -1;
};

// Turns the picture upright and writes it. Fills in the size and the type.
void WritePoster(const av::Frame& picture, const SpanContext& context, const std::filesystem::path& path, Made& made);

class PosterMaker final : public OutputMaker {
 public:
  PosterMaker(const SpanContext& context, std::filesystem::path path);

  void Picture(const av::Frame& picture) override;
  bool wants_pictures() const override { return true; }
  bool key_frames_suffice() const override { return best_.picture().has_value(); }
  void Finish(Made& made) override;

 private:
  const SpanContext& context_;
  const double step_;  // seconds between candidates
  double next_ = 0;
  BestPicture best_;
};

}  // namespace clipbox::media
