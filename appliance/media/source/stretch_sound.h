// The sound's side of a StretchReader: decodes it, cuts it to the stretch, and hands out its packets to those who copy.
// Keeps everything back until Release. For one try from one place in the file. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "av/decoder.h"
#include "av/graph.h"
#include "media/source/sound_aligner.h"
#include "media/source/sound_sample.h"
#include "media/source/stretch_task.h"

namespace clipbox::media {

class StretchSound {
 public:
  // Sound decoders need a little of what came before (AAC overlaps two frames, Opus settles in 80 ms).
  static constexpr double kLeadSeconds = 0.2;

  // Requires: info.audio.
  explicit StretchSound(const StretchTask& task);

  // The stream's packets, in the file's order.
  void Take(av::Packet& packet);
  // It is certain that no second try is needed: what was kept back goes out, and what comes from now on at once.
  void Release();
  // No more is wanted.
  void Stop() { done_ = true; }
  // No more packets will come. Requires: released.
  void Finish();

  bool done() const { return done_; }
  // Where the stretch begins, in ticks of the stream.
  std::int64_t start_ticks() const { return start_ticks_; }
  bool mostly_damaged() const {
    return decoder_ ? decoder_->damaged_packets() * 2 > packets_ : sample_ && sample_->mostly_damaged();
  }

 private:
  void Use(av::Packet& packet);
  void Decode(const av::Packet* packet);
  void Align(const av::Frame* frame);

  const StretchTask& task_;
  const AVStream& stream_;
  const std::int64_t start_ticks_;
  const std::int64_t end_ticks_;
  std::optional<av::Decoder> decoder_;  // with its aligner: where decoded sound is wanted
  std::optional<SoundSample> sample_;   // else
  std::optional<SoundAligner> aligner_;
  std::optional<av::Graph> graph_;
  int packets_ = 0;  // sent to the decoder
  std::vector<av::Packet> waiting_;
  bool released_ = false;
  bool done_ = false;
};

}  // namespace clipbox::media
