#include "unit/media/drawn_film.h"

#include <optional>

#include "av/encoder.h"
#include "av/output.h"

namespace clipbox::test {
namespace {

constexpr int kSampleRate = 48'000;

av::Encoder PictureEncoder(const DrawnFilm& film) {
  return av::Encoder(
      "libx264",
      [&](AVCodecContext& context) {
        context.width = film.width;
        context.height = film.height;
        context.pix_fmt = AV_PIX_FMT_YUV420P;
        context.time_base = {1, film.rate};
        context.framerate = {film.rate, 1};
        context.gop_size = film.gop;
        context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
      },
      av::Dictionary::Parse(film.options));
}

av::Encoder SoundEncoder() {
  return av::Encoder("aac",
                     [](AVCodecContext& context) {
                       context.sample_fmt = AV_SAMPLE_FMT_FLTP;
                       context.sample_rate = kSampleRate;
                       context.time_base = {1, kSampleRate};
                       av_channel_layout_default(&context.ch_layout, 1);
                       context.bit_rate = 96'000;
                       context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
                     },
                     {});
}

void EncodeSound(const DrawnFilm& film, av::Encoder& encoder, const av::Encoder::Sink& sink) {
  const AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
  const int frame = encoder.context().frame_size;
  const std::int64_t samples = std::int64_t{film.frames} * kSampleRate / film.rate;
  for (std::int64_t at = 0; at < samples; at += frame) {
    const av::Frame sound = av::NewSound(AV_SAMPLE_FMT_FLTP, mono, kSampleRate, frame);
    for (int i = 0; i < frame; ++i) {
      reinterpret_cast<float*>(sound->data[0])[i] = film.sound(static_cast<double>(at + i) / kSampleRate);
    }
    sound->pts = at;
    encoder.Encode(sound.get(), sink);
  }
  encoder.Encode(nullptr, sink);
}

}  // namespace

void MakeDrawnFilm(const std::filesystem::path& path, const DrawnFilm& film) {
  av::Output output(path, "mp4");
  av::Encoder pictures = PictureEncoder(film);
  const int picture_stream = output.AddStream(pictures);
  std::optional<av::Encoder> sound;
  int sound_stream = -1;
  if (film.sound) {
    sound.emplace(SoundEncoder());
    sound_stream = output.AddStream(*sound);
  }
  output.WriteHeader({});
  const auto write = [&](av::Packet& packet) {
    if (packet->duration == 0) packet->duration = 1;
    output.Write(packet, picture_stream, {1, film.rate});
  };
  for (int i = 0; i < film.frames; ++i) {
    av::Frame picture = av::NewPicture(AV_PIX_FMT_YUV420P, film.width, film.height);
    film.draw(*picture, i);
    picture->pts = i;
    pictures.Encode(picture.get(), write);
  }
  pictures.Encode(nullptr, write);
  if (sound)
    EncodeSound(film, *sound, [&](av::Packet& packet) { output.Write(packet, sound_stream, {1, kSampleRate}); });
  output.Finish();
}

}  // namespace clipbox::test
