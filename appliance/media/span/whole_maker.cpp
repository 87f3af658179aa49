#include "media/span/whole_maker.h"

#include <algorithm>

#include "base/error.h"

namespace clipbox::media {
namespace {

using base::Error;
using base::ErrorCode;
using jobs::ArtifactType;

constexpr int kPosterCandidates = 12;
// Key frames that a source that is far away fetches at once.
constexpr int kAnnounced = 8;

}  // namespace

bool WholeMaker::Makes(ArtifactType type) {
  return type == ArtifactType::kStoryboard || type == ArtifactType::kStoryboardVtt || type == ArtifactType::kPoster;
}

WholeMaker::WholeMaker(const SpanContext& context, const RunSettings& settings, std::filesystem::path base)
    : context_(context), settings_(settings), base_(std::move(base)) {}

void WholeMaker::Want(ArtifactType type) {
  if (type == ArtifactType::kPoster) {
    poster_ = true;
  } else {
    storyboard_ = true;
  }
}

void WholeMaker::Make(av::Input& input, SpanResult& result, const std::function<void(double)>& progress) {
  if (!context_.info.video) return FailAll(result, ErrorCode::kNoVideo, "this file has no picture, only sound");
  std::optional<Storyboard> storyboard;
  if (storyboard_) storyboard.emplace(context_, base_);
  const bool small = storyboard && storyboard->is_much_smaller();
  KeyFrameReader reader(input, context_.info, settings_.limits, small);
  if (!ReadKeyFrames(reader, storyboard ? &*storyboard : nullptr, result, progress)) {
    return FailAll(result, ErrorCode::kTimeout, settings_.deadline.Explain(context_.seconds));
  }
  if (!wanted()) return;
  if (!best_.picture()) return FailAll(result, ErrorCode::kTruncated, "no key frame of this video can be decoded");
  if (storyboard_) storyboard->Finish(result.made);
  if (!poster_) return;
  const bool found_whole = !best_.good() && LookFurther(input, context_, settings_.limits, best_);
  if (!small || found_whole) return WriteWholePoster(*best_.picture(), result);
  KeyFrameReader again(input, context_.info, settings_.limits);
  const auto best = again.Find(best_position_);
  WriteWholePoster(best ? best->picture : *best_.picture(), result);
}

bool WholeMaker::IsStillWanted(SpanResult& result) {
  Drop(ArtifactType::kStoryboard, storyboard_, result);
  Drop(ArtifactType::kPoster, poster_, result);
  return wanted();
}

void WholeMaker::Drop(ArtifactType type, bool& wanted, SpanResult& result) const {
  if (!wanted || !context_.IsLeftOut(type)) return;
  wanted = false;
  result.failed.push_back(LeftOutOf(context_.span, type));
}

bool WholeMaker::ReadKeyFrames(KeyFrameReader& reader, Storyboard* storyboard, SpanResult& result,
                               const std::function<void(double)>& progress) {
  const int steps = storyboard != nullptr ? storyboard->layout().tiles : kPosterCandidates;
  const double step = storyboard != nullptr ? storyboard->layout().step : context_.seconds / kPosterCandidates;
  const int offer_each = std::max(1, steps / kPosterCandidates);
  for (int i = 0, announced = 0; i < steps && IsStillWanted(result); ++i) {
    context_.check();
    for (; announced < std::min(steps, i + kAnnounced); ++announced) reader.WillFind(announced * step);
    if (settings_.deadline.now() - begun_ > settings_.deadline.For(context_.seconds)) return false;
    const auto found = reader.Find(i * step);
    const bool candidate = found && (!best_.picture() || (poster_ && i % offer_each == 0));
    if (candidate && best_.Offer(found->picture)) best_position_ = found->position;
    if (storyboard != nullptr && found) storyboard->Place(found->picture);
    if (storyboard != nullptr && !found) storyboard->Repeat();
    progress(static_cast<double>(i + 1) / steps);
  }
  return true;
}

void WholeMaker::WriteWholePoster(const av::Frame& picture, SpanResult& result) const {
  Made poster;
  poster.type = ArtifactType::kPoster;
  poster.path = base_.string() + "-poster.jpg";
  WritePoster(picture, context_, poster.path, poster);
  result.made.push_back(std::move(poster));
}

void WholeMaker::FailAll(SpanResult& result, ErrorCode code, const std::string& message) const {
  if (storyboard_) result.failed.push_back(ShortfallOf(context_.span, ArtifactType::kStoryboard, code, message));
  if (poster_) result.failed.push_back(ShortfallOf(context_.span, ArtifactType::kPoster, code, message));
}

}  // namespace clipbox::media
