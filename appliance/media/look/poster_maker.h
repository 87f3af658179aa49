// The `poster` of a clip: a JPEG of one good frame of it, judged on a dozen candidates. One thread.
#pragma once

#include <optional>

#include "av/input.h"
#include "media/look/picture_judge.h"
#include "media/maker/output_maker.h"

namespace clipbox::media {

// The best of the pictures offered, by PictureJudge, the earlier of equals.
class BestPicture {
 public:
  // True where it is the best so far.
  bool Offer(const av::Frame& picture);
  const std::optional<av::Frame>& picture() const { return best_; }
  bool good() const { return best_score_ >= PictureJudge::kGood; }

 private:
  PictureJudge judge_;
  std::optional<av::Frame> best_;
  double best_score_ = -1;
};

// Offers the first pictures of the whole video, up to the first good one: for films whose key frames are all poor. True
// where one of them is the best now.
bool LookFurther(av::Input& input, const SpanContext& context, const Limits& limits, BestPicture& best);

// Turns the picture upright and writes it. Fills in the size and the type.
void WritePoster(const av::Frame& picture, const SpanContext& context, const std::filesystem::path& path, Made& made);

class PosterMaker final : public OutputMaker {
 public:
  PosterMaker(const SpanContext& context, std::filesystem::path path);

  void Picture(const av::Frame& picture) override;
  bool wants_pictures() const override { return true; }
  // Once there is a good picture, or none for longer than a fade takes: then another key frame would have to be better.
  bool key_frames_suffice() const override { return best_.good() || (best_.picture() && next_ > kMaxFadeSeconds); }
  void Finish(Made& made) override;

 private:
  static constexpr double kMaxFadeSeconds = 5;

  const SpanContext& context_;
  const double step_;  // seconds between candidates
  double next_ = 0;
  BestPicture best_;
};

}  // namespace clipbox::media
