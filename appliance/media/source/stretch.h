// What is wanted of a part of a source from whoever reads it (StretchReader). Plain values.
#pragma once

#include <functional>

#include "av/frame.h"
#include "av/packet.h"
#include "base/time_range.h"

namespace clipbox::media {

// Which pictures are worth decoding from now on. It only ever sinks.
enum class PictureWish { kNone, kKeyFrames, kAll };

struct StretchRequest {
  base::TimeRange range;
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
  // Its pts and dts: ticks of the video stream from `start`.
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

}  // namespace clipbox::media
