#include "media/sound/audio_maker.h"

#include <algorithm>
#include <cstdlib>

#include "av/time.h"
#include "base/error.h"
#include "media/maker/measure.h"

namespace clipbox::media {
namespace {

using jobs::SoundFile;

struct Kind {
  const char* codec;  // as libav calls it
  const char* ending;
  const char* muxer;
  const char* encoder;
  const char* content_type;
};

Kind KindOf(SoundFile file) {
  switch (file) {
    case SoundFile::kOpus: return {"opus", ".opus", "opus", "libopus", "audio/ogg"};
    case SoundFile::kMp3: return {"mp3", ".mp3", "mp3", "libmp3lame", "audio/mpeg"};
    case SoundFile::kM4a: break;
  }
  return {"aac", ".m4a", "ipod", "aac", "audio/mp4"};
}

av::Dictionary HeaderFor(SoundFile file) {
  if (file == SoundFile::kM4a) return {{"movflags", "+faststart"}};
  return {};
}

// `written`: the seconds of sound that went into the file.
void Describe(const SpanContext& context, const std::filesystem::path& path, double written, Made& made) {
  const SoundFile file = context.recipe.audio.format;
  // An MP3 is nothing that clipbox opens.
  made.duration_seconds = file == SoundFile::kMp3 ? written : MeasureFile(path).duration_seconds;
  made.content_type = KindOf(file).content_type;
}

}  // namespace

bool CanCopySound(const SourceInfo& info, SoundFile file) {
  if (!info.audio || info.audio->codec != KindOf(file).codec) return false;
  return file == SoundFile::kMp3 || info.container.find("mpegts") == std::string::npos;
}

std::unique_ptr<OutputMaker> NewAudioMaker(const SpanContext& context, const std::filesystem::path& base,
                                           const AVStream& stream) {
  const SoundFile file = context.recipe.audio.format;
  const std::filesystem::path path = base.string() + KindOf(file).ending;
  if (CanCopySound(context.info, file)) return std::make_unique<AudioCopyMaker>(context, path, stream);
  return std::make_unique<AudioEncodeMaker>(context, path);
}

AudioEncodeMaker::AudioEncodeMaker(const SpanContext& context, std::filesystem::path path)
    : OutputMaker(std::move(path)),
      context_(context),
      output_(this->path(), KindOf(context.recipe.audio.format).muxer),
      encoder_(output_, SoundFormatFor(*context.info.audio), {.encoder = KindOf(context.recipe.audio.format).encoder}) {
  output_.WriteHeader(HeaderFor(context.recipe.audio.format));
}

void AudioEncodeMaker::Finish(Made& made) {
  encoder_.Finish();
  output_.Finish();
  Describe(context_, path(), static_cast<double>(samples_) / SoundFormatFor(*context_.info.audio).sample_rate, made);
}

void AudioEncodeMaker::Sound(const av::Frame& sound) {
  samples_ += sound->nb_samples;
  encoder_.Feed(sound);
}

AudioCopyMaker::AudioCopyMaker(const SpanContext& context, std::filesystem::path path, const AVStream& stream)
    : OutputMaker(std::move(path)),
      context_(context),
      codec_(*stream.codecpar),
      source_tick_(stream.time_base),
      tick_{1, stream.codecpar->sample_rate},
      end_(av::ToTicks(context.seconds, tick_)),
      output_(this->path(), KindOf(context.recipe.audio.format).muxer) {
  output_.AddStream(*stream.codecpar, tick_);
  output_.WriteHeader(HeaderFor(context.recipe.audio.format));
}

// In samples.
std::int64_t AudioCopyMaker::LengthOf(const av::Packet& packet) const {
  constexpr int kAacFrameSamples = 1024;
  // Opus packets differ in length; each says it in its first byte.
  const int told = av_get_audio_frame_duration2(const_cast<AVCodecParameters*>(&codec_), packet->size);
  if (told > 0) return told;
  if (codec_.frame_size > 0) return codec_.frame_size;
  return packet->duration > 0 && codec_.codec_id != AV_CODEC_ID_AAC ? av::Rescale(packet->duration, source_tick_, tick_)
                                                                    : kAacFrameSamples;
}

void AudioCopyMaker::SoundPacket(const av::Packet& packet) {
  const std::int64_t length = LengthOf(packet);
  std::int64_t at = av::Rescale(packet->pts, source_tick_, tick_);
  // Matroska rounds to milliseconds: packets that follow each other closely are taken to follow each other exactly.
  if (next_ && std::abs(at - *next_) < length) at = *next_;
  if (at >= end_ || (next_ && at < *next_)) return;
  av::Packet copy;
  av::Check(av_packet_ref(copy.get(), packet.get()), "av_packet_ref");
  copy->pts = copy->dts = at;
  // The last packet is cut short in the edit list, so that the file ends where the clip does.
  copy->duration = std::min(length, end_ - at);
  next_ = at + length;
  output_.Write(copy, 0, tick_);
}

void AudioCopyMaker::Finish(Made& made) {
  if (!next_)
    throw base::Error(base::ErrorCode::kNoAudio, "the video has no sound between the start and the end of this clip");
  output_.Finish();
  Describe(context_, path(), av::ToSeconds(std::min(*next_, end_), tick_), made);
}

}  // namespace clipbox::media
