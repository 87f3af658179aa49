#include "media/whole_maker.h"

#include <algorithm>

#include "base/error.h"
#include "media/jpeg.h"
#include "media/key_frame_reader.h"

namespace clipbox::media {
namespace {

using base::Error;
using base::ErrorCode;
using jobs::ArtifactType;

constexpr int kPosterCandidates = 12;

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
  std::optional<StoryboardSheet> sheet;
  if (storyboard_) sheet.emplace(context_);
  BestPicture best;
  if (!ReadKeyFrames(input, sheet ? &*sheet : nullptr, best, progress)) {
    return FailAll(result, ErrorCode::kTimeout, settings_.deadline.Explain(context_.seconds));
  }
  if (!best.picture()) return FailAll(result, ErrorCode::kTruncated, "no key frame of this video can be decoded");
  if (sheet) WriteStoryboard(*sheet, result);
  if (poster_) WriteWholePoster(best, result);
}

// False: past the deadline.
bool WholeMaker::ReadKeyFrames(av::Input& input, StoryboardSheet* sheet, BestPicture& best, const std::function<void(double)>& progress) {
  KeyFrameReader reader(input, context_.info, settings_.limits);
  const int steps = sheet != nullptr ? sheet->layout().tiles : kPosterCandidates;
  const double step = sheet != nullptr ? sheet->layout().step : context_.seconds / kPosterCandidates;
  const int offer_each = std::max(1, steps / kPosterCandidates);
  for (int i = 0; i < steps; ++i) {
    context_.check();
    if (std::chrono::steady_clock::now() - begun_ > settings_.deadline.For(context_.seconds)) return false;
    const auto found = reader.Find(i * step);
    if (found && (i % offer_each == 0 || !best.picture())) best.Offer(found->picture);
    if (sheet != nullptr && found) sheet->Place(found->picture, i);
    if (sheet != nullptr && !found) sheet->Repeat(i);
    progress(static_cast<double>(i + 1) / steps);
  }
  return true;
}

Made WholeMaker::NewMade(ArtifactType type, const char* ending) const {
  Made made;
  made.type = type;
  made.path = base_.string() + ending;
  made.method = jobs::Method::kRender;
  return made;
}

void WholeMaker::WriteStoryboard(const StoryboardSheet& sheet, SpanResult& result) const {
  Made sprite = NewMade(ArtifactType::kStoryboard, "-storyboard.jpg");
  sheet.Write(sprite.path);
  sprite.width = sheet.layout().sprite().width;
  sprite.height = sheet.layout().sprite().height;
  sprite.content_type = "image/jpeg";
  Made cues = NewMade(ArtifactType::kStoryboardVtt, "-storyboard.vtt");
  const std::string text = StoryboardVtt(sheet.layout(), context_.seconds, sprite.path.filename().string());
  WriteSmallFile(cues.path, text.data(), text.size());
  cues.duration_seconds = context_.seconds;
  cues.content_type = "text/vtt";
  result.made.push_back(std::move(sprite));
  result.made.push_back(std::move(cues));
}

void WholeMaker::WriteWholePoster(const BestPicture& best, SpanResult& result) const {
  Made poster = NewMade(ArtifactType::kPoster, "-poster.jpg");
  WritePoster(*best.picture(), context_, poster.path, poster);
  result.made.push_back(std::move(poster));
}

void WholeMaker::FailAll(SpanResult& result, ErrorCode code, const std::string& message) const {
  if (storyboard_) result.failed.push_back({ArtifactType::kStoryboard, "", std::nullopt, std::nullopt, code, message});
  if (poster_) result.failed.push_back({ArtifactType::kPoster, "", std::nullopt, std::nullopt, code, message});
}

}  // namespace clipbox::media
