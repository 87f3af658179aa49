// The picture's side of a StretchReader: finds the key frame to begin with and decodes as long as pictures are wanted.
// It hands out those of the stretch, and the packets to those who copy. For one try from one place in the file. One
// thread (the decoder may run more).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "av/decoder.h"
#include "media/source/stretch_task.h"

namespace clipbox::media {

class StretchPictures {
 public:
  // Whether the reading began early enough for the first picture of the stretch.
  enum class Start { kUnknown, kCertain, kMissed };

  // `backoff_seconds`: the key frame to begin with lies so long before the stretch. `certain` is called when the start
  // turns out to be certain, before the first picture. Requires: info.video.
  StretchPictures(const StretchTask& task, double backoff_seconds, Start start, std::function<void()> certain);

  // The stream's packets, in the file's order.
  void Take(av::Packet& packet);
  // No more packets will come.
  void Finish();

  Start start() const { return start_; }
  // Nothing of the stretch is wanted any more.
  bool done() const { return !wants_pictures_ && !wants_packets_; }
  // Where the stretch begins, in ticks of the stream.
  std::int64_t start_ticks() const { return start_ticks_; }
  // So far behind the stretch that no sound of it can follow. Requires: a packet of the stream.
  bool LiesFarBehind(const av::Packet& packet) const;
  bool mostly_damaged() const { return decoder_ && decoder_->damaged_packets() * 2 > packets_; }

 private:
  enum class Stage { kFindingKey, kAllPictures, kKeyFrames };

  void Remember(av::Packet& packet);
  void BeginDecoding();
  void JudgeStart();
  void Use(const av::Packet& packet);
  void HandOut(const av::Packet& packet);
  void DecodeAsWished(const av::Packet& packet);
  void DecodeKeyFrame(const av::Packet& packet);
  void Decode(const av::Packet* packet);
  bool LiesBehindEnd(const av::Packet& packet);
  void BeCertain();
  std::int64_t TimeOfPicture(const AVFrame& frame);
  void TakePicture(av::Frame& frame);
  std::int64_t TicksOfFrames(int frames) const;

  const StretchTask& task_;
  const AVStream& stream_;
  const std::int64_t start_ticks_;  // of the stretch, on the stream's clock
  const std::int64_t end_ticks_;
  const std::int64_t key_limit_;  // the key frame to begin with is shown by then
  const std::function<void()> certain_;

  Stage stage_ = Stage::kFindingKey;
  Start start_;
  bool wants_pictures_;
  bool wants_packets_;
  bool mid_film_;                    // what waits does not begin with the film
  std::vector<av::Packet> waiting_;  // since the last key frame that may be the one to begin with
  std::size_t waiting_bytes_ = 0;
  std::vector<av::Packet> copies_;  // to be handed out once the start is certain
  std::optional<av::Decoder> decoder_;
  int packets_ = 0;  // sent to it
  int packets_behind_end_ = 0;
  std::int64_t last_pts_ = -1;             // of the pictures given out
  std::optional<std::int64_t> last_time_;  // of the last frame decoded
};

}  // namespace clipbox::media
