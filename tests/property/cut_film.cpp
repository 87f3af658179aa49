#include "property/cut_film.h"

#include <cmath>
#include <memory>
#include <numbers>
#include <optional>

#include "av/encoder.h"
#include "av/graph.h"
#include "av/output.h"
#include "av/time.h"
#include "media/sample/sample_picture.h"
#include "property/film_edits.h"

namespace clipbox::test {
namespace {

constexpr AVRational kFine{1, 90'000};

std::string MuxerOf(const std::string& ending) {
  if (ending == "mkv") return "matroska";
  return ending == "ts" ? "mpegts" : ending;
}

class Pictures {
 public:
  Pictures(const CutFilm& film, av::Output& output)
      : film_(film), output_(output), encoder_(NewEncoder(film.x264)), stream_(output.AddStream(*encoder_)) {}

  double next() const { return av::ToSeconds(TicksOf(number_), encoder_->context().time_base); }

  void Advance() {
    if (!film_.later_x264.empty() && !changed_ && next() >= film_.seconds / 2) Change();
    av::Frame drawn = av::NewPicture(AV_PIX_FMT_YUV420P, film_.width, film_.height);
    media::DrawSamplePicture(*drawn, number_, 0);
    drawn->pts = TicksOf(number_);
    if (film_.pixel_format != "yuv420p" && !graph_)
      graph_ = av::Graph::ForVideo(*drawn, {1, 25}, {0, 1}, "format=" + film_.pixel_format);
    if (graph_) {
      graph_->Push(drawn.get());
      graph_->Pull(drawn);
      drawn->pts = TicksOf(number_);
    }
    ++number_;
    encoder_->Encode(drawn.get(), [this](av::Packet& packet) { Write(packet); });
  }

  void Finish() {
    encoder_->Encode(nullptr, [this](av::Packet& packet) { Write(packet); });
  }

 private:
  std::unique_ptr<av::Encoder> NewEncoder(const std::string& x264) const {
    return std::make_unique<av::Encoder>(
        film_.encoder.c_str(), [&](AVCodecContext& codec) { Configure(codec); }, Options(x264));
  }

  void Change() {
    Finish();
    encoder_ = NewEncoder(film_.later_x264);
    changed_ = true;
  }

  void Configure(AVCodecContext& codec) const {
    codec.width = film_.width;
    codec.height = film_.height;
    codec.pix_fmt = av_get_pix_fmt(film_.pixel_format.c_str());
    codec.time_base = {film_.rate_den, film_.rate_num};
    codec.framerate = {film_.rate_num, film_.rate_den};
    codec.gop_size = film_.gop;
    codec.sample_aspect_ratio = {film_.pixel_aspect_num, film_.pixel_aspect_den};
    if (film_.full_range) codec.color_range = AVCOL_RANGE_JPEG;
    if (output_.WantsGlobalHeader()) codec.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  }

  av::Dictionary Options(const std::string& x264) const {
    av::Dictionary options = av::Dictionary::Parse(film_.options);
    if (film_.encoder == "libx264") options.Set("x264-params", x264);
    return options;
  }

  std::int64_t TicksOf(int number) const { return film_.variable_rate ? number + number / 3 + number / 7 * 2 : number; }

  void Write(av::Packet& packet) {
    if (packet->duration == 0) packet->duration = 1;
    av_packet_rescale_ts(packet.get(), encoder_->context().time_base, kFine);
    const std::int64_t shift = av::ToTicks(film_.begin + film_.video_delay, kFine);
    packet->pts += shift;
    packet->dts += shift;
    output_.Write(packet, stream_, kFine);
  }

  const CutFilm& film_;
  av::Output& output_;
  std::unique_ptr<av::Encoder> encoder_;
  const int stream_;
  bool changed_ = false;
  std::optional<av::Graph> graph_;
  int number_ = 0;
};

// A chirp four times a second: it lies on itself at one place only.
class Chirps {
 public:
  Chirps(const CutFilm& film, av::Output& output)
      : film_(film),
        output_(output),
        encoder_(film.sound_encoder.c_str(), [&](AVCodecContext& codec) { Configure(codec); }, {}),
        stream_(output.AddStream(encoder_)) {}

  double next() const { return static_cast<double>(position_) / film_.sample_rate; }

  void Advance() {
    AVChannelLayout layout{};
    av_channel_layout_default(&layout, film_.channels);
    const int samples = encoder_.context().frame_size > 0 ? encoder_.context().frame_size : 1024;
    av::Frame sound = av::NewSound(AV_SAMPLE_FMT_FLTP, layout, film_.sample_rate, samples);
    for (int i = 0; i < samples; ++i) {
      for (int channel = 0; channel < film_.channels; ++channel)
        reinterpret_cast<float*>(sound->extended_data[channel])[i] = SampleAt(position_ + i);
    }
    sound->pts = position_;
    position_ += samples;
    if (!graph_)
      graph_ = av::Graph::ForAudio(
          *sound, {1, film_.sample_rate},
          std::string("aformat=sample_fmts=") + av_get_sample_fmt_name(encoder_.context().sample_fmt));
    graph_->Push(sound.get());
    while (graph_->Pull(sound)) encoder_.Encode(sound.get(), [this](av::Packet& packet) { Write(packet); });
  }

  void Finish() {
    encoder_.Encode(nullptr, [this](av::Packet& packet) { Write(packet); });
  }

 private:
  void Configure(AVCodecContext& codec) const {
    codec.sample_fmt = film_.sound_encoder == "flac"      ? AV_SAMPLE_FMT_S16
                       : film_.sound_encoder == "libopus" ? AV_SAMPLE_FMT_FLT
                                                          : AV_SAMPLE_FMT_FLTP;
    codec.sample_rate = film_.sample_rate;
    codec.time_base = {1, film_.sample_rate};
    av_channel_layout_default(&codec.ch_layout, film_.channels);
    codec.bit_rate = 96'000;
    if (output_.WantsGlobalHeader()) codec.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
  }

  float SampleAt(std::int64_t position) const {
    const double t = std::fmod(static_cast<double>(position) / film_.sample_rate, 0.25);
    return static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * (400 * t + 4000 * t * t)));
  }

  void Write(av::Packet& packet) {
    const AVRational tick = encoder_.context().time_base;
    const std::int64_t shift = av::ToTicks(film_.begin, tick);
    packet->pts += shift;
    packet->dts += shift;
    output_.Write(packet, stream_, tick);
  }

  const CutFilm& film_;
  av::Output& output_;
  av::Encoder encoder_;
  const int stream_;
  std::optional<av::Graph> graph_;
  std::int64_t position_ = 0;
};

template <class T>
T OneOf(std::mt19937& random, std::initializer_list<T> values) {
  return *(values.begin() + random() % values.size());
}

void ChooseContainer(CutFilm& film, std::mt19937& random) {
  film.ending = OneOf<std::string>(random, {"mp4", "mp4", "mp4", "mov", "mkv", "mkv", "ts", "flv", "avi"});
  if (film.ending == "mp4" && random() % 4 == 0) film.format_options = "movflags=+frag_keyframe+empty_moov";
  if (film.ending == "mp4" && random() % 3 == 0) film.format_options = "movflags=+faststart";
  const bool edits = film.ending == "mp4" && film.format_options.find("frag") == std::string::npos;
  if (edits && random() % 5 == 0) film.begin = OneOf(random, {-0.2, -0.5, -0.04});
  if (film.ending == "avi") return;
  if (film.ending != "flv" && film.begin == 0 && random() % 5 == 0) film.begin = OneOf(random, {0.5, 1.4, 10.0});
  if (film.begin >= 0 && random() % 4 == 0) film.video_delay = OneOf(random, {0.02, 0.1, 0.35});
}

void ChooseSound(CutFilm& film, std::mt19937& random) {
  film.sample_rate = OneOf(random, {48000, 48000, 44100, 32000, 22050});
  film.channels = OneOf(random, {1, 2, 2});
  film.sound_encoder = OneOf<std::string>(random, {"aac", "aac", "aac", "libmp3lame", "ac3", ""});
  if (film.ending == "mkv") film.sound_encoder = OneOf<std::string>(random, {"aac", "aac", "libopus", "flac", ""});
  if (film.ending == "flv") film.sound_encoder = OneOf<std::string>(random, {"aac", ""}), film.sample_rate = 44100;
  if (film.ending == "avi") film.sound_encoder = OneOf<std::string>(random, {"libmp3lame", "ac3", ""});
  if (film.sound_encoder == "libopus") film.sample_rate = 48000;
  // A fragmented file begins with an index that AC-3 has no packet for yet.
  if (film.sound_encoder == "ac3" && film.format_options.find("frag") != std::string::npos) film.sound_encoder = "aac";
  if (film.sound_encoder == "ac3") film.sample_rate = OneOf(random, {48000, 44100});
}

void ChooseCoding(CutFilm& film, std::mt19937& random) {
  film.gop = OneOf(random, {1, 4, 9, 12, 12, 20, 25, 30, 200});
  const int b_frames = OneOf(random, {0, 0, 1, 2, 3, 3, 5});
  const std::string profile = b_frames == 0 ? OneOf<std::string>(random, {"baseline", "main", "high"})
                                            : OneOf<std::string>(random, {"main", "high"});
  film.options += ":profile=" + profile;
  film.x264 += ":bframes=" + std::to_string(b_frames) +
               ":b-pyramid=" + OneOf<std::string>(random, {"none", "strict", "normal"}) +
               ":b-adapt=" + OneOf<std::string>(random, {"0", "1"}) +
               ":ref=" + OneOf<std::string>(random, {"1", "2", "4", "8"});
  if (random() % 6 == 0) film.x264 += ":slices=3";
  if (random() % 6 == 0) film.x264 += ":sps-id=3";
  if (random() % 8 == 0) film.x264 += ":aud=1";
  if (random() % 8 == 0) film.x264 += ":repeat-headers=1";
  if (profile != "baseline" && random() % 4 == 0) film.x264 += ":cabac=0";
}

// Both encoders hold back as many pictures, so that decoding times rise over the change. The sets lie in the packets,
// or nobody could decode them.
void ChangeParameters(CutFilm& film, std::mt19937& random) {
  if (film.ending == "avi") return;
  const std::string coding =
      "scenecut=0:repeat-headers=1:bframes=" + OneOf<std::string>(random, {"0", "2"}) + ":b-adapt=0";
  film.options = "preset=superfast:threads=1";
  film.x264 = coding + ":ref=2";
  film.later_x264 = coding + ":ref=4:level=4.1";
  film.variable_rate = false;
  film.gop = OneOf(random, {9, 12, 20});
  film.possible_reasons = {"changed_parameters"};
}

// Two stretches, or three, with something left out between them; each begins anywhere.
void ChooseEdits(CutFilm& film, std::mt19937& random) {
  film.ending = "mp4";
  film.format_options.clear();
  // MP4 takes FLAC only as an experiment.
  if (film.sound_encoder == "flac") film.sound_encoder = "aac";
  film.begin = film.video_delay = 0;
  film.variable_rate = false;
  film.edits = {{0, 0.88}, {OneOf(random, {1.08, 1.2, 1.44}), 0.8}};
  if (random() % 2 == 0) film.edits.push_back({2.4, 0.5});
  film.possible_reasons = {"edit_list", "sound_gap", "timestamps"};
}

// Of what the smart cut refuses, each now and then.
void ChooseObstacle(CutFilm& film, std::mt19937& random) {
  switch (random() % 24) {
    case 0:
      film.x264 += ":open-gop=1:bframes=3:b-adapt=0";
      film.options = "preset=superfast:threads=1";
      film.gop = 12;
      film.expected_reason = "open_gop";
      break;
    case 1:
      film.x264 += ":tff=1";
      film.options = "preset=superfast:threads=1";
      film.height = 72;
      film.expected_reason = "interlaced";
      break;
    case 2:
      film.pixel_format = "yuv420p10le";
      film.options = "preset=superfast:threads=1";
      film.expected_reason = "ten_bit";
      break;
    case 3:
      film.pixel_format = "yuv422p";
      film.options = "preset=superfast:threads=1";
      film.expected_reason = "pixel_format";
      break;
    case 4:
    case 5: ChangeParameters(film, random); break;
    case 6:
    case 7: ChooseEdits(film, random); break;
    default: break;
  }
}

}  // namespace

void MakeCutFilm(const std::filesystem::path& path, const CutFilm& film) {
  av::Output output(path, MuxerOf(film.ending));
  Pictures pictures(film, output);
  std::optional<Chirps> chirps;
  if (!film.sound_encoder.empty()) chirps.emplace(film, output);
  output.WriteHeader(av::Dictionary::Parse(film.format_options));
  while (pictures.next() < film.seconds - 1e-6) {
    if (!chirps || pictures.next() <= chirps->next()) {
      pictures.Advance();
    } else {
      chirps->Advance();
    }
  }
  pictures.Finish();
  if (chirps) chirps->Finish();
  output.Finish();
  if (!film.edits.empty()) SetFilmEdits(path, film.edits);
}

CutFilm RandomCutFilm(std::mt19937& random) {
  CutFilm film;
  ChooseContainer(film, random);
  ChooseSound(film, random);
  ChooseCoding(film, random);
  struct Rate {
    int num;
    int den;
  };
  const Rate rate = OneOf<Rate>(random, {{25, 1}, {30, 1}, {24, 1}, {30000, 1001}, {24000, 1001}, {50, 1}, {12, 1}});
  film.rate_num = rate.num;
  film.rate_den = rate.den;
  film.variable_rate = film.ending != "avi" && random() % 4 == 0;
  film.full_range = random() % 8 == 0;
  if (random() % 8 == 0) film.pixel_aspect_num = 4, film.pixel_aspect_den = 3;
  if (random() % 6 == 0) film.width = 132, film.height = 74;
  ChooseObstacle(film, random);
  // AVI has no times of showing.
  if (film.ending == "avi") film.possible_reasons.insert("timestamps");
  return film;
}

std::string Describe(const CutFilm& film) {
  return film.ending + " " + film.format_options + " " + film.options + " " + film.x264 + " " + film.pixel_format +
         " " + std::to_string(film.rate_num) + "/" + std::to_string(film.rate_den) +
         (film.variable_rate ? " variable" : "") + " gop " + std::to_string(film.gop) + " begin " +
         std::to_string(film.begin) + " video_delay " + std::to_string(film.video_delay) + " sound " +
         film.sound_encoder + " " + std::to_string(film.sample_rate) + (film.full_range ? " full" : "") +
         (film.later_x264.empty() ? "" : " then " + film.later_x264) + " edits " + std::to_string(film.edits.size());
}

}  // namespace clipbox::test
