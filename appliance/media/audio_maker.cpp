#include "media/audio_maker.h"

#include <cstdlib>

#include "av/time.h"
#include "base/error.h"
#include "media/measure.h"

namespace clipbox::media {
namespace {

constexpr int kAacFrameSamples = 1024;

void Describe(const std::filesystem::path& path, Made& made) {
  made.duration_seconds = MeasureFile(path).duration_seconds;
  made.content_type = "audio/mp4";
}

}  // namespace

AudioEncodeMaker::AudioEncodeMaker(const SpanContext& context, std::filesystem::path path)
    : OutputMaker(std::move(path)), output_(this->path(), "ipod"), encoder_(output_, SoundFormatFor(*context.info.audio)) {
  output_.WriteHeader({{"movflags", "+faststart"}});
}

void AudioEncodeMaker::Finish(Made& made) {
  encoder_.Finish();
  output_.Finish();
  Describe(path(), made);
}

AudioCopyMaker::AudioCopyMaker(const SpanContext& context, std::filesystem::path path, const AVStream& stream)
    : OutputMaker(std::move(path)), source_tick_(stream.time_base), tick_{1, stream.codecpar->sample_rate},
      end_(av::ToTicks(context.seconds, tick_)),
      frame_samples_(stream.codecpar->frame_size > 0 ? stream.codecpar->frame_size : kAacFrameSamples), output_(this->path(), "ipod") {
  output_.AddStream(*stream.codecpar, tick_);
  output_.WriteHeader({{"movflags", "+faststart"}});
}

void AudioCopyMaker::SoundPacket(const av::Packet& packet) {
  std::int64_t at = av::Rescale(packet->pts, source_tick_, tick_);
  // Matroska rounds to milliseconds: packets that follow each other closely are taken to follow each other exactly.
  if (next_ && std::abs(at - *next_) < frame_samples_) at = *next_;
  if (at >= end_ || (next_ && at < *next_)) return;
  av::Packet copy;
  av::Check(av_packet_ref(copy.get(), packet.get()), "av_packet_ref");
  copy->pts = copy->dts = at;
  // The last packet is cut short in the edit list, so that the file ends where the clip does.
  copy->duration = std::min(frame_samples_, end_ - at);
  next_ = at + frame_samples_;
  output_.Write(copy, 0, tick_);
}

void AudioCopyMaker::Finish(Made& made) {
  if (!next_) throw base::Error(base::ErrorCode::kNoAudio, "the video has no sound between the start and the end of this clip");
  output_.Finish();
  Describe(path(), made);
}

}  // namespace clipbox::media
