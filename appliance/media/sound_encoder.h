// Aligned sound to AAC packets in an output file. Used by clips and by audio files. One thread.
#pragma once

#include <memory>
#include <optional>

#include "av/encoder.h"
#include "av/graph.h"
#include "av/output.h"
#include "media/sound_format.h"

namespace clipbox::media {

class SoundEncoder {
 public:
  // Adds its stream to `output`, whose header is not written yet, and which must outlive it.
  SoundEncoder(av::Output& output, const SoundFormat& format);

  // Requires: the output's header is written.
  void Feed(const av::Frame& sound);
  void Finish();

 private:
  void Drain();

  av::Output& output_;
  av::Encoder encoder_;
  const int stream_;
  std::optional<av::Graph> chunks_;  // cuts the sound into the encoder's frames
};

}  // namespace clipbox::media
