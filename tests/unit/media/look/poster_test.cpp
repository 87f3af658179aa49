// Which frame becomes the poster: of films that fade in, are blurred, flash, or begin in the dark.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <vector>

#include "av/graph.h"
#include "catch.h"
#include "media/look/picture_judge.h"
#include "temp_dir.h"
#include "unit/media/drawn_film.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using jobs::Output;

namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 192;

// A picture with edges and tones: boxes of many greys on a slope. `way` of it is another colour (a fade), by so many
// samples blurred.
struct Look {
  double way = 0;
  int to = 16;
  int blur = 0;
};

double Tone(int x, int y) {
  const int box = (x / 20) * 7 + (y / 16) * 5;
  return 40 + (box * 37 % 150) + 0.1 * x;
}

// Each sample the mean of those around it, by columns or by rows.
std::vector<double> Blur(const std::vector<double>& tones, int radius, int step) {
  std::vector<double> blurred(tones.size());
  for (int at = 0; at < kWidth * kHeight; ++at) {
    double sum = 0;
    for (int i = -radius; i <= radius; ++i)
      sum += tones[static_cast<std::size_t>(std::clamp(at + i * step, 0, kWidth * kHeight - 1))];
    blurred[static_cast<std::size_t>(at)] = sum / (2 * radius + 1);
  }
  return blurred;
}

const std::vector<double>& Tones(int blur) {
  static std::map<int, std::vector<double>> known;
  std::vector<double>& tones = known[blur];
  if (!tones.empty()) return tones;
  for (int at = 0; at < kWidth * kHeight; ++at) tones.push_back(Tone(at % kWidth, at / kWidth));
  return tones = Blur(Blur(tones, blur, 1), blur, kWidth);
}

void Draw(AVFrame& picture, const Look& look) {
  const std::vector<double>& tones = Tones(look.blur);
  for (int at = 0; at < kWidth * kHeight; ++at) {
    const double tone = tones[static_cast<std::size_t>(at)];
    picture.data[0][at / kWidth * picture.linesize[0] + at % kWidth] =
        static_cast<std::uint8_t>(std::lround(tone + look.way * (look.to - tone)));
  }
  for (const int plane : {1, 2})
    std::memset(picture.data[plane], 128, static_cast<std::size_t>(picture.linesize[plane] * picture.height / 2));
}

double Judge(const Look& look) {
  const av::Frame picture = av::NewPicture(AV_PIX_FMT_YUV420P, kWidth, kHeight);
  Draw(*picture, look);
  media::PictureJudge judge;
  return judge.Judge(picture);
}

// Four seconds, 25 pictures each, one key frame.
void MakeFilm(const std::filesystem::path& path, const std::function<Look(double seconds)>& look) {
  const auto draw = [&](AVFrame& picture, int number) { Draw(picture, look(number / 25.0)); };
  test::MakeDrawnFilm(path, {.frames = 100,
                             .width = kWidth,
                             .height = kHeight,
                             .gop = 250,
                             .options = "preset=ultrafast:crf=12:sc_threshold=0",
                             .draw = draw});
}

// What of the plain picture is missing in the poster: the mean difference of luma.
double Missing(const std::filesystem::path& poster) {
  const av::Frame seen = test::ReadJpeg(poster);
  const av::Frame plain = av::NewPicture(AV_PIX_FMT_YUV420P, kWidth, kHeight);
  Draw(*plain, {});
  double sum = 0;
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      // A JPEG has the full range.
      const double luma = seen->data[0][y * seen->linesize[0] + x] * 219 / 255.0 + 16;
      sum += std::abs(luma - plain->data[0][y * plain->linesize[0] + x]);
    }
  }
  return sum / (kWidth * kHeight);
}

double MissingOf(const media::SpanResult& result) {
  return Missing(test::Find(result, jobs::ArtifactType::kPoster)->path);
}

}  // namespace

TEST_CASE("a picture is better than the same faded, blurred, or lost in black or white") {
  const double plain = Judge({});
  CHECK(plain >= media::PictureJudge::kGood);
  CHECK(plain > 1.3 * Judge({.way = 0.5, .to = 16}));
  CHECK(plain > 1.3 * Judge({.way = 0.5, .to = 235}));
  CHECK(plain > 1.3 * Judge({.blur = 6}));
  CHECK(Judge({.way = 0.5, .to = 16}) > Judge({.way = 0.8, .to = 16}));
  for (const int to : {16, 128, 235}) CHECK(20 * Judge({.way = 1, .to = to}) < plain);
}

TEST_CASE("the poster of a clip lies behind its fade, its blur and its flash") {
  const test::TempDir dir;
  MakeFilm(dir / "fade.mp4", [](double at) { return Look{.way = std::max(0.0, 1 - at / 3)}; });
  MakeFilm(dir / "blur.mp4", [](double at) { return Look{.blur = at < 3 ? 6 : 0}; });
  MakeFilm(dir / "flash.mp4", [](double at) { return Look{.way = at < 3 ? 0.6 : 0, .to = 235}; });
  for (const char* file : {"fade.mp4", "blur.mp4", "flash.mp4"}) {
    CAPTURE(file);
    CHECK(MissingOf(test::MakeAll(dir / file, test::OneClip(0, 4, {Output::kPoster, Output::kGif}), dir.path())) < 4);
  }
}

TEST_CASE("a film and a clip that begin dark or blurred have a poster of what comes, also where no key frame does") {
  const test::TempDir dir;
  MakeFilm(dir / "film.mp4", [](double at) { return Look{.way = at < 2 ? 1.0 : 0.0}; });
  MakeFilm(dir / "blur.mp4", [](double at) { return Look{.blur = at < 2 ? 6 : 0}; });
  CHECK(MissingOf(test::MakeAll(dir / "blur.mp4", test::OneClip(0, 4, {Output::kPoster}), dir.path())) < 4);
  CHECK(MissingOf(test::MakeAll(dir / "film.mp4", test::OneClip(0, 4, {Output::kPoster}), dir.path())) < 4);
  jobs::Recipe whole;
  whole.clips.emplace();
  whole.outputs = {Output::kPoster, Output::kStoryboard};
  CHECK(MissingOf(test::MakeAll(dir / "film.mp4", whole, dir.path())) < 4);
}
