// What is made of a whole video from its key frames alone: the storyboard with its WebVTT, and one poster. One thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>

#include "av/input.h"
#include "media/look/poster_maker.h"
#include "media/maker/output_maker.h"
#include "media/picture/storyboard.h"
#include "media/source/key_frame_reader.h"
#include "media/span/run.h"

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
  // False: past the deadline. Ends early where nothing is wanted any more.
  bool ReadKeyFrames(KeyFrameReader& reader, Storyboard* storyboard, SpanResult& result,
                     const std::function<void(double)>& progress);
  // Fails what was left out meanwhile; true while something is wanted.
  bool IsStillWanted(SpanResult& result);
  void Drop(jobs::ArtifactType type, bool& wanted, SpanResult& result) const;
  void WriteWholePoster(const av::Frame& picture, SpanResult& result) const;
  void FailAll(SpanResult& result, base::ErrorCode code, const std::string& message) const;

  const SpanContext& context_;
  const RunSettings& settings_;
  const std::filesystem::path base_;
  const std::chrono::steady_clock::time_point begun_ = settings_.deadline.now();
  bool storyboard_ = false;
  bool poster_ = false;
  BestPicture best_;
  double best_position_ = 0;
};

}  // namespace clipbox::media
