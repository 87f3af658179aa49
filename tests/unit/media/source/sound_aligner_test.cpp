#include "media/source/sound_aligner.h"

#include <algorithm>

#include "catch.h"

using namespace clipbox;

namespace {

constexpr int kRate = 1000;

// Sound whose samples say where they belong: the sample at position p has the value p.
av::Frame SoundAt(std::int64_t position, int samples) {
  const AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
  av::Frame sound = av::NewSound(AV_SAMPLE_FMT_FLTP, mono, kRate, samples);
  auto* values = reinterpret_cast<float*>(sound->data[0]);
  for (int i = 0; i < samples; ++i) values[i] = static_cast<float>(position + i);
  sound->pts = position;
  return sound;
}

// What comes out, one value a sample; the times that it carries are checked on the way.
struct Heard {
  std::vector<float> samples;
  media::SoundAligner::Sink sink() {
    return [this](const av::Frame& sound) {
      CHECK(sound->pts == static_cast<std::int64_t>(samples.size()));
      const auto* values = reinterpret_cast<const float*>(sound->data[0]);
      samples.insert(samples.end(), values, values + sound->nb_samples);
    };
  }
};

}  // namespace

TEST_CASE("sound is cut to the stretch, to the sample") {
  Heard heard;
  media::SoundAligner aligner(250, 500, kRate, heard.sink());
  for (std::int64_t at = 0; at < 1000; at += 100) aligner.Feed(SoundAt(at, 100));
  CHECK(aligner.complete());
  REQUIRE(heard.samples.size() == 500);
  CHECK(heard.samples.front() == 250);
  CHECK(heard.samples.back() == 749);
}

TEST_CASE("where sound begins late or has a gap there is silence, and what follows is in its place") {
  Heard heard;
  media::SoundAligner aligner(0, 1000, kRate, heard.sink());
  aligner.Feed(SoundAt(300, 100));
  aligner.Feed(SoundAt(600, 100));
  REQUIRE(heard.samples.size() == 700);
  CHECK(heard.samples[299] == 0);
  CHECK(heard.samples[300] == 300);
  CHECK(heard.samples[399] == 399);
  CHECK(heard.samples[500] == 0);
  CHECK(heard.samples[650] == 650);
}

TEST_CASE("sound that overlaps what came before loses the overlap") {
  Heard heard;
  media::SoundAligner aligner(0, 1000, kRate, heard.sink());
  aligner.Feed(SoundAt(0, 200));
  aligner.Feed(SoundAt(100, 200));
  REQUIRE(heard.samples.size() == 300);
  for (int i = 0; i < 300; ++i) REQUIRE(heard.samples[static_cast<std::size_t>(i)] == static_cast<float>(i));
}

TEST_CASE("times that are off by less than 20 ms make neither silence nor a cut") {
  Heard heard;
  media::SoundAligner aligner(0, 1000, kRate, heard.sink());
  aligner.Feed(SoundAt(0, 100));
  aligner.Feed(SoundAt(110, 100));
  aligner.Feed(SoundAt(195, 100));
  REQUIRE(heard.samples.size() == 300);
  CHECK(heard.samples[100] == 110);
}

TEST_CASE("a stretch without any sound becomes silence of its length") {
  Heard heard;
  media::SoundAligner aligner(0, 5000, kRate, heard.sink());
  aligner.Finish(1, kRate);
  REQUIRE(heard.samples.size() == 5000);
  CHECK(std::all_of(heard.samples.begin(), heard.samples.end(), [](float sample) { return sample == 0; }));
}
