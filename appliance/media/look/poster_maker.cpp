#include "media/look/poster_maker.h"

#include <algorithm>

#include "av/time.h"
#include "base/error.h"
#include "media/picture/jpeg.h"
#include "media/picture/still.h"
#include "media/source/stretch_reader.h"

namespace clipbox::media {
namespace {

constexpr int kCandidates = 12;
constexpr double kMinSecondsApart = 0.2;    // of candidates
constexpr double kMaxLookedAtSeconds = 20;  // of a film that has no good key frame
constexpr int kQuality = 3;
// JPEG's own bound is 65,535; nobody wants a larger poster than this.
constexpr int kMaxWidth = 3840;

}  // namespace

bool BestPicture::Offer(const av::Frame& picture) {
  const double score = judge_.Judge(picture);
  if (score <= best_score_) return false;
  best_score_ = score;
  best_ = picture.Ref();
  return true;
}

bool LookFurther(av::Input& input, const SpanContext& context, const Limits& limits, BestPicture& best) {
  bool any = false;
  double next = 0;
  StretchCallbacks callbacks;
  callbacks.picture = [&](const av::Frame& picture) {
    const double at = av::ToSeconds(picture->pts, context.picture_tick());
    if (at < next || best.good()) return;
    next = at + kMinSecondsApart;
    any = best.Offer(picture) || any;
  };
  callbacks.go_on = [&](double) {
    context.check();
    return !best.good();
  };
  input.SeekToStart();
  StretchReader(input, context.info, limits,
                {.range = {0, kMaxLookedAtSeconds}, .sound = false, .threads = context.means.threads}, callbacks)
      .Run();
  return any;
}

void WritePoster(const av::Frame& picture, const SpanContext& context, const std::filesystem::path& path, Made& made) {
  const PictureSize size = FitWidth(context.info, kMaxWidth);
  WriteJpeg(DrawStill(picture, context.info, context.upright_filter, size), kQuality, path);
  made.width = size.width;
  made.height = size.height;
  made.content_type = "image/jpeg";
}

PosterMaker::PosterMaker(const SpanContext& context, std::filesystem::path path)
    : OutputMaker(std::move(path)),
      context_(context),
      step_(std::max(context.seconds / kCandidates, kMinSecondsApart)) {}

void PosterMaker::Picture(const av::Frame& picture) {
  if (av::ToSeconds(picture->pts, context_.picture_tick()) < next_) return;
  next_ += step_;
  best_.Offer(picture);
}

void PosterMaker::Finish(Made& made) {
  if (!best_.picture()) {
    throw base::Error(base::ErrorCode::kClipOutsideSource,
                      "the video shows no frame between the start and the end of this clip");
  }
  WritePoster(*best_.picture(), context_, path(), made);
}

}  // namespace clipbox::media
