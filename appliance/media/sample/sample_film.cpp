#include "media/sample/sample_film.h"

#include <cmath>
#include <memory>
#include <numbers>
#include <optional>

#include "av/encoder.h"
#include "av/graph.h"
#include "av/output.h"
#include "av/time.h"
#include "av/upright.h"
#include "media/sample/sample_picture.h"

namespace clipbox::media {
namespace {

// Draws upright, then turns and converts to what is coded.
class PictureTrack {
 public:
  PictureTrack(const SampleFilm& film, av::Output& output)
      : film_(film),
        encoder_(
            film.video_encoder.c_str(), [&](AVCodecContext& context) { Configure(context, output); },
            av::Dictionary::Parse(film.video_options)),
        stream_(output.AddStream(encoder_)),
        output_(output) {
    if (film.rotation != 0) av::SetRotation(output.stream(stream_), film.rotation);
  }

  double next_seconds() const { return av::ToSeconds(TicksOf(number_), encoder_.context().time_base); }

  void Advance() {
    av::Frame frame = Draw();
    frame->pts = TicksOf(number_++);
    encoder_.Encode(frame.get(), [this](av::Packet& packet) { Write(packet); });
  }

  void Finish() {
    encoder_.Encode(nullptr, [this](av::Packet& packet) { Write(packet); });
  }

 private:
  void Configure(AVCodecContext& context, const av::Output& output) const {
    context.width = film_.width;
    context.height = film_.height;
    context.pix_fmt = av_get_pix_fmt(film_.pixel_format.c_str());
    context.time_base = {film_.rate_den, film_.rate_num};
    context.framerate = {film_.rate_num, film_.rate_den};
    context.gop_size = film_.gop;
    context.max_b_frames = film_.b_frames;
    context.thread_count = 0;
    if (output.WantsGlobalHeader()) context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  }

  std::int64_t TicksOf(int number) const { return film_.variable_rate ? number + number / 3 : number; }

  av::Frame Draw() {
    const bool turned = film_.rotation % 180 != 0;
    av::Frame drawn =
        av::NewPicture(AV_PIX_FMT_YUV420P, turned ? film_.height : film_.width, turned ? film_.width : film_.height);
    const int scene = film_.scene_seconds > 0 ? static_cast<int>(next_seconds() / film_.scene_seconds + 1e-9) : 0;
    DrawSamplePicture(*drawn, number_, scene);
    if (film_.rotation == 0 && film_.pixel_format == "yuv420p" && film_.picture_filters.empty()) return drawn;
    if (!graph_)
      graph_ =
          av::Graph::ForVideo(*drawn, {1, 25}, {0, 1}, TurnFilter() + MoreFilters() + "format=" + film_.pixel_format);
    graph_->Push(drawn.get());
    av::Frame converted;
    graph_->Pull(converted);
    return converted;
  }

  std::string TurnFilter() const {
    switch (film_.rotation) {
      case 90: return "transpose=cclock,";
      case 180: return "hflip,vflip,";
      case 270: return "transpose=clock,";
      default: return "";
    }
  }

  std::string MoreFilters() const { return film_.picture_filters.empty() ? "" : film_.picture_filters + ","; }

  void Write(av::Packet& packet) {
    const AVRational tick = encoder_.context().time_base;
    if (packet->duration == 0) packet->duration = 1;
    const AVRational fine{1, 90'000};
    av_packet_rescale_ts(packet.get(), tick, fine);
    packet->pts += av::ToTicks(film_.video_offset, fine);
    packet->dts += av::ToTicks(film_.video_offset, fine);
    output_.Write(packet, stream_, fine);
  }

  const SampleFilm& film_;
  av::Encoder encoder_;
  const int stream_;
  av::Output& output_;
  std::optional<av::Graph> graph_;
  int number_ = 0;
};

// A quiet tone, and a loud beep of a tenth of a second at each whole second.
class ToneTrack {
 public:
  ToneTrack(const SampleFilm& film, av::Output& output)
      : film_(film),
        encoder_(film.audio_encoder.c_str(), [&](AVCodecContext& context) { Configure(context, output); }, {}),
        stream_(output.AddStream(encoder_)),
        output_(output) {}

  double next_seconds() const { return static_cast<double>(position_) / film_.sample_rate; }

  void Advance() {
    const AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
    av::Frame tone = av::NewSound(AV_SAMPLE_FMT_FLT, mono, film_.sample_rate, kChunk);
    auto* samples = reinterpret_cast<float*>(tone->data[0]);
    for (int i = 0; i < kChunk; ++i) samples[i] = SampleAt(position_ + i);
    tone->pts = position_;
    position_ += kChunk;
    if (!graph_) graph_ = MakeGraph(*tone);
    graph_->Push(tone.get());
    Drain();
  }

  void Finish() {
    if (!graph_) return;
    graph_->Push(nullptr);
    Drain();
    encoder_.Encode(nullptr,
                    [this](av::Packet& packet) { output_.Write(packet, stream_, encoder_.context().time_base); });
  }

 private:
  static constexpr int kChunk = 960;

  void Configure(AVCodecContext& context, const av::Output& output) const {
    context.sample_fmt = context.codec->sample_fmts[0];  // the one it likes best
    context.sample_rate = film_.sample_rate;
    context.time_base = {1, film_.sample_rate};
    av_channel_layout_default(&context.ch_layout, 2);
    context.bit_rate = 128'000;
    if (output.WantsGlobalHeader()) context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  }

  av::Graph MakeGraph(const AVFrame& sample) const {
    const int frame = encoder_.context().frame_size > 0 ? encoder_.context().frame_size : 1024;
    return av::Graph::ForAudio(sample, {1, film_.sample_rate},
                               std::string("aformat=sample_fmts=") +
                                   av_get_sample_fmt_name(encoder_.context().sample_fmt) +
                                   ":channel_layouts=stereo,asetnsamples=n=" + std::to_string(frame) + ":p=0");
  }

  float SampleAt(std::int64_t position) const {
    const double t = static_cast<double>(position) / film_.sample_rate;
    const bool beep = t - std::floor(t) < 0.1;
    return static_cast<float>((beep ? 0.7 : 0.05) * std::sin(2 * std::numbers::pi * (beep ? 1000 : 330) * t));
  }

  void Drain() {
    av::Frame frame;
    while (graph_->Pull(frame)) {
      encoder_.Encode(frame.get(),
                      [this](av::Packet& packet) { output_.Write(packet, stream_, encoder_.context().time_base); });
    }
  }

  const SampleFilm& film_;
  av::Encoder encoder_;
  const int stream_;
  av::Output& output_;
  std::optional<av::Graph> graph_;
  std::int64_t position_ = 0;
};

// The ending names the container; libav guesses the rest.
std::string MuxerOf(const std::filesystem::path& path) {
  const std::string ending = path.extension().string();
  if (ending == ".mkv") return "matroska";
  if (ending == ".ts") return "mpegts";
  return ending.empty() ? "mp4" : ending.substr(1);
}

}  // namespace

void MakeSampleFilm(const std::filesystem::path& path, const SampleFilm& film) {
  av::Output output(path, MuxerOf(path));
  std::optional<PictureTrack> pictures;
  std::optional<ToneTrack> tone;
  if (film.video) pictures.emplace(film, output);
  if (film.audio) tone.emplace(film, output);
  for (const jobs::Chapter& chapter : film.chapters)
    output.AddChapter(chapter.start, chapter.end.value_or(film.seconds), chapter.title);
  output.WriteHeader(av::Dictionary::Parse(film.format_options));
  const double epsilon = 1e-6;
  while (true) {
    const double picture_at = pictures ? pictures->next_seconds() : film.seconds;
    const double tone_at = tone ? tone->next_seconds() : film.seconds;
    if (picture_at >= film.seconds - epsilon && tone_at >= film.seconds - epsilon) break;
    if (picture_at <= tone_at) {
      pictures->Advance();
    } else {
      tone->Advance();
    }
  }
  if (pictures) pictures->Finish();
  if (tone) tone->Finish();
  output.Finish();
}

}  // namespace clipbox::media
