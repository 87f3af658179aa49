// Single key frames of a source, by position: reads and decodes only them. For storyboards, posters and scene changes.
// One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "av/decoder.h"
#include "av/input.h"
#include "media/source/limits.h"
#include "media/source/source_info.h"

namespace clipbox::media {

class KeyFrameReader {
 public:
  struct KeyFrame {
    av::Frame picture;
    double position = 0;  // seconds from zero
  };

  // Requires: info.video; `input` is opened on the source of `info` and outlives the reader. `roughly`: for pictures
  // that are made much smaller (av::DecoderOptions).
  KeyFrameReader(av::Input& input, const SourceInfo& info, const Limits& limits, bool roughly = false);

  // The key frame at or before `seconds` (the first there is where none lies before it). Returns nullopt if that is the
  // one given last, or if nothing can be decoded there. Throws: what the source throws.
  std::optional<KeyFrame> Find(double seconds);
  // Says that it will be asked for, so that a source that is far away fetches it meanwhile.
  void WillFind(double seconds) { input_.WillWant(info_.video->index, TicksOf(seconds)); }

 private:
  bool ReadPicturePacket();
  std::int64_t TicksOf(double seconds) const;

  av::Input& input_;
  const SourceInfo& info_;
  av::Decoder decoder_;
  av::Packet packet_;
  std::optional<std::int64_t> last_;  // time stamp of the key packet given last
};

}  // namespace clipbox::media
