// What makes one output of a span: it is fed the frames that the span's one decode gives, and writes one file. A
// MakerSet holds those of a span. One thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "av/frame.h"
#include "av/packet.h"
#include "jobs/captions.h"
#include "jobs/recipe.h"
#include "media/maker/span.h"
#include "media/source/limits.h"
#include "media/source/memory_estimate.h"
#include "media/source/source_info.h"

namespace clipbox::media {

// What all makers of a span share. Lives as long as they do.
struct SpanContext {
  const SourceInfo& info;
  const jobs::Recipe& recipe;
  const Span& span;
  std::filesystem::path base{};          // of the files that are made; each adds its ending
  double seconds = 0;                    // length of the stretch
  std::vector<jobs::Cue> captions{};     // of the stretch, timed from its start
  std::string upright_filter{};          // turns a decoded picture upright; may be empty
  Means means{};                         // threads, and how the encoder saves memory
  std::uint64_t most_scratch_bytes = 0;  // of the disk, for one output while it is made
  // Throws kCancelled when the work was stopped, OutputLeftOut when the output at work is not wanted any more; called
  // in every longer loop.
  std::function<void()> check{};
  std::function<bool(jobs::ArtifactType)> is_left_out{};  // not wanted any more; may be empty
  mutable std::optional<jobs::ArtifactType> at_work{};    // whose maker is in a call: MakerSet sets it

  bool IsLeftOut(jobs::ArtifactType type) const { return is_left_out && is_left_out(type); }

  AVRational picture_tick() const { return {info.video->tick.num, info.video->tick.den}; }
};

// Thrown by SpanContext::check. Caught by MakerSet.
struct OutputLeftOut {};

// Every call may throw FallBack (media/maker/reason.h) where it was tried to copy: the output is then made anew as
// `exact`.
class OutputMaker {
 public:
  explicit OutputMaker(std::filesystem::path path) : path_(std::move(path)) {}
  virtual ~OutputMaker() = default;
  OutputMaker(const OutputMaker&) = delete;
  OutputMaker& operator=(const OutputMaker&) = delete;

  // A picture as decoded, pts in ticks of the video stream from the span's start.
  virtual void Picture(const av::Frame&) {}
  // Undecoded video in decoding order, from the key frame before the span on; pts and dts in ticks of the video stream
  // from its start.
  virtual void VideoPacket(const av::Packet&) {}
  // Sound as SoundFormatFor, pts in samples from the span's start.
  virtual void Sound(const av::Frame&) {}
  // Undecoded sound, pts in ticks of the audio stream from the span's start. Only read, except by a maker that copies.
  virtual void SoundPacket(const av::Packet&) {}

  virtual bool wants_pictures() const { return false; }
  // Of the pictures to come those of key frames would do.
  virtual bool key_frames_suffice() const { return false; }
  virtual bool wants_video_packets() const { return false; }
  virtual bool wants_sound() const { return false; }
  virtual bool wants_sound_packets() const { return false; }
  // Nothing that comes now would change it.
  virtual bool complete() const { return false; }

  // Writes what is left and closes. Fills in what was made: duration, size, type, and the method where it is not the
  // plan's. Throws: Error kClipOutsideSource where nothing lay in the span.
  virtual void Finish(Made& made) = 0;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace clipbox::media
