// What is made of a whole video from its key frames alone: the storyboard with its WebVTT, and one poster. One thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>

#include "av/input.h"
#include "media/output_maker.h"
#include "media/poster_maker.h"
#include "media/storyboard.h"

namespace clipbox::media {

class WholeMaker {
 public:
  static bool Makes(jobs::ArtifactType type);

  // Files are named `base` and an ending.
  WholeMaker(const SpanContext& context, const RunSettings& settings, std::filesystem::path base);

  // Requires: Makes(type).
  void Want(jobs::ArtifactType type);
  bool wanted() const { return storyboard_ || poster_; }

  // Adds what was made or failed to `result`; leaves no file behind when it throws.
  // Throws: Error kCancelled, and what the source throws.
  void Make(av::Input& input, SpanResult& result, const std::function<void(double)>& progress);

 private:
  bool ReadKeyFrames(av::Input& input, StoryboardSheet* sheet, BestPicture& best, const std::function<void(double)>& progress);
  void WriteStoryboard(const StoryboardSheet& sheet, SpanResult& result) const;
  void WriteWholePoster(const BestPicture& best, SpanResult& result) const;
  void FailAll(SpanResult& result, base::ErrorCode code, const std::string& message) const;
  Made NewMade(jobs::ArtifactType type, const char* ending) const;

  const SpanContext& context_;
  const RunSettings& settings_;
  const std::filesystem::path base_;
  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  bool storyboard_ = false;
  bool poster_ = false;
};

}  // namespace clipbox::media
