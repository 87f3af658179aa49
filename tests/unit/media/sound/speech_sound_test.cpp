#include "media/sound/speech_sound.h"

#include <cmath>

#include "catch.h"
#include "temp_dir.h"
#include "unit/media/drawn_film.h"
#include "unit/media/making.h"

using namespace clipbox;

namespace {

// Six seconds of a tone, with a pause in [2.2, 2.6).
std::filesystem::path MakeFilm(const test::TempDir& dir) {
  test::DrawnFilm film{.frames = 150,
                       .draw = [](AVFrame&, int) {},
                       .sound =
                           [](double seconds) {
                             const bool pause = seconds >= 2.2 && seconds < 2.6;
                             return pause ? 0.0F : static_cast<float>(0.3 * std::sin(2 * 3.14159265 * 300 * seconds));
                           }};
  test::MakeDrawnFilm(dir / "film.mp4", film);
  return dir / "film.mp4";
}

media::SpeechSound Read(const std::filesystem::path& film, const base::TimeRange& stretch, double most) {
  base::FileSource source(film);
  return media::ReadSpeech(source, media::Probe(source, {}, {}), {}, stretch, most, {});
}

}  // namespace

TEST_CASE("a stretch's sound is a WAV of 16 kHz, one channel, as long as the stretch") {
  const test::TempDir dir;
  const media::SpeechSound sound = Read(MakeFilm(dir), {1, 4.5}, 600);
  CHECK(sound.seconds == 3.5);
  CHECK(sound.wav.substr(0, 4) == "RIFF");
  CHECK(sound.wav.size() == Approx(44 + 3.5 * media::kSpeechBytesPerSecond).margin(64));
}

TEST_CASE("a piece of a longer stretch ends in a pause near its end") {
  const test::TempDir dir;
  const media::SpeechSound sound = Read(MakeFilm(dir), {0, 6}, 3);
  CHECK(sound.seconds > 2.2);
  CHECK(sound.seconds < 2.6);
  CHECK(sound.wav.size() == 44 + static_cast<std::size_t>(std::lround(sound.seconds * media::kSpeechBytesPerSecond)));
}
