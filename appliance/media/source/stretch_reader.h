// Reads one stretch of a source: seeks to the key frame before it, decodes as long as somebody wants pictures, and
// hands out exactly the frames whose time lies in [start, end) with the sound of the same span; the packets too, for
// those who copy. One thread (the decoder may run more). Pictures and sound come in order of time, packets in the
// file's.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "av/decoder.h"
#include "av/graph.h"
#include "av/input.h"
#include "media/source/limits.h"
#include "media/source/sound_aligner.h"
#include "media/source/sound_format.h"
#include "media/source/source_info.h"

namespace clipbox::media {

// Which pictures are worth decoding from now on. It only ever sinks.
enum class PictureWish { kNone, kKeyFrames, kAll };

struct StretchRequest {
  double start = 0;  // seconds from zero
  double end = 0;
  bool pictures = true;        // decode the video, where there is one
  bool video_packets = false;  // hand out undecoded video
  bool sound = true;           // decode the audio, where there is one
  bool sound_packets = false;  // hand out undecoded audio
  int threads = 1;
};

struct StretchCallbacks {
  // pts: ticks of the video stream from `start`, rising.
  std::function<void(const av::Frame&)> picture{};
  // From the key frame before `start` on, each before its picture, at least until no later one is shown before `end`.
  // pts, dts: ticks of the video stream from `start`.
  std::function<void(const av::Packet&)> video_packet{};
  // Asked at every packet of video; nothing: all pictures.
  std::function<PictureWish()> wish{};
  // As SoundFormatFor; pts: samples from `start`, without gaps.
  std::function<void(const av::Frame&)> sound{};
  // Packets that overlap the stretch or the one before it; pts: ticks of the audio stream from `start`. May be kept by
  // Take().
  std::function<void(av::Packet&)> sound_packet{};
  // Asked at every packet: false ends the reading early. May throw (kCancelled).
  std::function<bool(double fraction)> go_on{};
};

class StretchReader {
 public:
  // `input` is freshly opened on the source of `info`.
  StretchReader(av::Input& input, const SourceInfo& info, const Limits& limits, const StretchRequest& request,
                const StretchCallbacks& callbacks);

  // Throws: what the source and the callbacks throw.
  void Run();

  // True after Run where most of the pictures of the stretch could not be decoded: what came out is not what the file
  // once held.
  bool mostly_damaged() const;
  // The same of the sound, where it was decoded.
  bool sound_mostly_damaged() const;

 private:
  enum class Outcome { kDone, kMissedStart };

  Outcome ReadFrom(double backoff_seconds, bool from_beginning);
  void Restart();
  bool Finished() const;
  void TakePicturePacket(av::Packet& packet);
  void SendPending();
  void UsePicturePacket(const av::Packet& packet);
  void HandOut(const av::Packet& packet);
  void DecodeAsWished(const av::Packet& packet);
  void DecodeKeyFrame(const av::Packet& packet);
  void DecodePictures(const av::Packet* packet);
  bool LiesBehindEnd(const av::Packet& packet);
  void BeCertainOfStart();
  std::int64_t TimeOfPicture(const AVFrame& frame);
  void TakePicture(av::Frame& frame);
  void TakeSoundPacket(av::Packet& packet);
  void UseSoundPacket(av::Packet& packet);
  void DecodeSound(const av::Packet* packet);
  void AlignSound(const av::Frame* frame);
  void ReleaseSound();
  double FractionOf(const av::Packet& packet) const;

  av::Input& input_;
  const SourceInfo& info_;
  const Limits& limits_;
  const StretchRequest request_;
  const StretchCallbacks& callbacks_;
  const bool has_video_;
  const bool has_sound_;
  std::int64_t start_ticks_ = 0;  // of the video stream
  std::int64_t end_ticks_ = 0;
  std::int64_t sound_start_ticks_ = 0;  // of the audio stream
  std::int64_t sound_end_ticks_ = 0;

  // Begun anew by Restart.
  std::optional<av::Decoder> picture_decoder_;
  std::optional<av::Decoder> sound_decoder_;
  std::optional<av::Graph> sound_graph_;
  std::optional<SoundAligner> aligner_;
  std::vector<av::Packet> pending_pictures_;  // since the last key frame that may be the one to begin with
  std::size_t pending_bytes_ = 0;
  int picture_packets_ = 0;                 // sent to the decoder
  int sound_packets_ = 0;                   // sent to the decoder
  std::vector<av::Packet> pending_sound_;   // until it is certain that no second try is needed
  std::vector<av::Packet> pending_copies_;  // the same
  int packets_behind_end_ = 0;
  bool key_frames_only_ = false;
  bool packets_done_ = false;
  std::int64_t key_limit_ticks_ = 0;
  bool from_beginning_ = false;
  bool mid_film_ = false;  // what is pending does not begin with the film
  bool sent_pictures_ = false;
  bool start_is_certain_ = false;
  bool missed_start_ = false;
  bool pictures_done_ = false;
  bool sound_done_ = false;
  std::int64_t last_picture_pts_ = -1;
  std::optional<std::int64_t> last_time_;  // of the last frame decoded
};

}  // namespace clipbox::media
