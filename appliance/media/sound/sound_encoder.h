// Aligned sound to packets in an output file: AAC, Opus or MP3, brought to a loudness where one is asked for. Used by
// clips and by audio files. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "av/encoder.h"
#include "av/graph.h"
#include "av/output.h"
#include "media/sound/coded_peak.h"
#include "media/sound/sound_leveller.h"
#include "media/source/sound_format.h"

namespace clipbox::media {

struct SoundCoding {
  const char* encoder = "aac";             // or `libopus`, `libmp3lame`
  std::optional<std::int64_t> bit_rate{};  // nothing: the usual for the number of channels
  std::optional<double> loudness{};        // LUFS; nothing: as it is
};

class SoundEncoder {
 public:
  // Adds its stream to `output`, whose header is not written yet, and which must outlive it. With a loudness the output
  // holds its packets back, as all of the sound has to be known first. It is encoded again where the codec made peaks
  // that are too high.
  SoundEncoder(av::Output& output, const SoundFormat& format, const SoundCoding& coding = {});

  void Feed(const av::Frame& sound);
  // `check` is called between packets and may throw (kCancelled).
  void Finish(const std::function<void()>& check = [] {});

  int stream() const { return stream_; }

 private:
  void FinishLevelled(const std::function<void()>& check);
  // Gives the true peak of what a player will hear.
  double EncodeLevelled(double ceiling_db, const std::function<void()>& check);
  void Encode(const av::Frame& sound);
  void EncodeRest();
  void Drain();
  void Emit(av::Packet& packet);

  av::Output& output_;
  const SoundFormat format_;
  const SoundCoding coding_;
  av::Encoder encoder_;
  const int stream_;
  std::unique_ptr<SoundLeveller> leveller_;
  std::optional<av::Graph> chunks_;  // cuts the sound into the encoder's frames
  std::optional<CodedPeak> heard_;   // of what is levelled
};

}  // namespace clipbox::media
