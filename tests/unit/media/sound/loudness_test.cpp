#include "media/sound/loudness.h"

#include <algorithm>
#include <cmath>

#include "catch.h"
#include "media/sample/sample_film.h"
#include "media/sound/sound_leveller.h"
#include "temp_dir.h"
#include "unit/media/drawn_film.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;

namespace {

media::SampleFilm Film() {
  media::SampleFilm film;
  film.seconds = 6;
  film.width = 160;
  film.height = 96;
  film.gop = 30;
  film.video_options = "preset=ultrafast:crf=28";
  return film;
}

// A second opinion by the same recommendation: on the sound as a player hears it, after the codec.
media::Loudness LoudnessOf(const std::filesystem::path& path) {
  const test::Sound sound = test::ReadSound(path);
  media::LoudnessMeter meter;
  AVChannelLayout mono{};
  av_channel_layout_default(&mono, 1);
  constexpr std::size_t kChunk = 4800;
  for (std::size_t at = 0; at < sound.samples.size(); at += kChunk) {
    const std::size_t count = std::min(kChunk, sound.samples.size() - at);
    const av::Frame frame = av::NewSound(AV_SAMPLE_FMT_FLTP, mono, sound.sample_rate, static_cast<int>(count));
    std::copy_n(sound.samples.begin() + static_cast<std::ptrdiff_t>(at), count,
                reinterpret_cast<float*>(frame->extended_data[0]));
    frame->pts = static_cast<std::int64_t>(at);
    meter.Feed(frame);
  }
  return meter.Finish();
}

// A tone of 1 kHz, one channel, so loud as `amplitude`.
media::Loudness LoudnessOfTone(double amplitude) {
  media::LoudnessMeter meter;
  AVChannelLayout stereo{};
  av_channel_layout_default(&stereo, 2);
  for (int chunk = 0; chunk < 50; ++chunk) {
    const av::Frame frame = av::NewSound(AV_SAMPLE_FMT_FLTP, stereo, 48'000, 4'800);
    for (int i = 0; i < 4'800; ++i) {
      const auto sample =
          static_cast<float>(amplitude * std::sin(2 * 3.14159265358979 * 997 * (chunk * 4'800 + i) / 48'000));
      for (int channel = 0; channel < 2; ++channel) reinterpret_cast<float*>(frame->extended_data[channel])[i] = sample;
    }
    frame->pts = chunk * 4'800;
    meter.Feed(frame);
  }
  return meter.Finish();
}

// Between -1 and 1, the same each time.
double Noise(double seconds) {
  const double spread = std::sin(static_cast<double>(std::lround(seconds * 48'000)) * 12.9898) * 43'758.5453;
  return 2 * (spread - std::floor(spread)) - 1;
}

}  // namespace

// EBU Tech 3341, case 1: a stereo tone of 1 kHz with peaks at -23 dBFS has -23 LUFS.
TEST_CASE("the meter gives the figure of the recommendation's own test signal") {
  const media::Loudness loudness = LoudnessOfTone(std::pow(10, -23.0 / 20));
  CHECK(loudness.lufs == Approx(-23).margin(0.1));
  CHECK(loudness.peak_db == Approx(-23).margin(0.2));
}

TEST_CASE("a clip has the loudness that was asked for and no peak above -1.5 dB, however it is cut") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Film());
  for (const jobs::Cut cut : {jobs::Cut::kExact, jobs::Cut::kSmart}) {
    for (const double lufs : {-14.0, -23.0, -8.0}) {
      CAPTURE(static_cast<int>(cut), lufs);
      jobs::Recipe recipe = test::OneClip(0.5, 5.5);
      recipe.mp4.cut = cut;
      recipe.mp4.loudness = lufs;
      const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path());
      REQUIRE(result.made.size() == 1);
      CHECK(result.made[0].method == (cut == jobs::Cut::kExact ? jobs::Method::kExact : jobs::Method::kSmart));
      const media::Loudness made = LoudnessOf(result.made[0].path);
      // Of two channels that are alike, one has 3 dB less.
      const double share = test::ProbeFile(dir / "film.mp4").audio->channels == 2 ? 3.01 : 0;
      CHECK(made.lufs == Approx(lufs - share).margin(0.5));
      CHECK(made.peak_db <= -1.5);
      CHECK(test::ReadFilm(result.made[0].path).frames.size() == 150);
    }
  }
}

// Codecs add most to what is short and loud: libav's AAC lifted the drums from -2.5 to +0.5 dB.
TEST_CASE("no true peak is above -1.5 dB as a player hears it, whatever the codec adds") {
  struct Case {
    const char* file;
    std::function<double(double)> sound;
  };
  const Case cases[] = {{"drums.mp4",
                         [](double at) {
                           return 0.9 * std::sin(380 * at) * std::exp(-8 * std::fmod(at, 1)) +
                                  0.8 * Noise(at) * std::exp(-60 * std::fmod(at + 0.5, 1));
                         }},
                        {"square.mp4", [](double at) { return std::fmod(at * 220, 1) < 0.5 ? 0.99 : -0.99; }},
                        {"clipped.mp4", [](double at) {
                           return std::clamp(3 * Noise(at) * std::exp(-9 * std::fmod(at, 0.25)) + std::sin(5'000 * at),
                                             -1.0, 1.0);
                         }}};
  const test::TempDir dir;
  for (const Case& c : cases) {
    test::MakeDrawnFilm(dir / c.file, {.frames = 100,
                                       .draw = [](AVFrame&, int) {},
                                       .sound = [&](double at) { return static_cast<float>(c.sound(at)); }});
    for (const double lufs : {-14.0, -8.0}) {
      CAPTURE(c.file, lufs);
      jobs::Recipe recipe = test::OneClip(0, 4);
      recipe.mp4.cut = jobs::Cut::kExact;
      recipe.mp4.loudness = lufs;
      CHECK(LoudnessOf(test::MakeAll(dir / c.file, recipe, dir.path()).made.at(0).path).peak_db <= -1.5);
    }
  }
}

TEST_CASE("sound and pictures of a levelled clip lie beside each other in the file") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", Film());
  jobs::Recipe recipe = test::OneClip(0, 6);
  recipe.mp4.cut = jobs::Cut::kExact;
  recipe.mp4.loudness = -14;
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path());
  CHECK(test::Beeps(test::ReadSound(result.made.at(0).path)).size() ==
        test::Beeps(test::ReadSound(dir / "film.mp4")).size());
}

TEST_CASE("silence stays silence") {
  const test::TempDir dir;
  media::SoundLeveller leveller({48'000, 1}, -14, dir.path());
  AVChannelLayout mono{};
  av_channel_layout_default(&mono, 1);
  for (int chunk = 0; chunk < 20; ++chunk) {
    const av::Frame frame = av::NewSound(AV_SAMPLE_FMT_FLTP, mono, 48'000, 4'800);
    std::fill_n(reinterpret_cast<float*>(frame->extended_data[0]), 4'800, 0.0F);
    frame->pts = chunk * 4'800;
    leveller.Feed(frame);
  }
  std::int64_t samples = 0;
  float loudest = 0;
  leveller.GiveOut(-1.5, [&](const av::Frame& sound) {
    samples += sound->nb_samples;
    for (int i = 0; i < sound->nb_samples; ++i)
      loudest = std::max(loudest, std::abs(reinterpret_cast<float*>(sound->extended_data[0])[i]));
  });
  CHECK(samples == 96'000);
  CHECK(loudest == 0);
}
