// What a smart cut makes of sources and recipes that it cannot follow, and what stands beside it. That it shows the
// right pictures is held by tests/property.
#include <algorithm>

#include "catch.h"
#include "media/cut/cut_choice.h"
#include "media/sample/sample_film.h"
#include "temp_dir.h"
#include "unit/media/film_frames.h"
#include "unit/media/making.h"

using namespace clipbox;
using jobs::ArtifactType;
using jobs::Method;

namespace {

media::SampleFilm FilmOfFour() {
  media::SampleFilm film;
  film.seconds = 4;
  film.width = 160;
  film.height = 96;
  film.gop = 20;
  film.video_options = "preset=ultrafast:crf=20:x264-params=bframes=2\\:scenecut=0";
  return film;
}

media::SourceInfo Film() {
  media::SourceInfo info;
  info.video.emplace();
  info.video->codec = "h264";
  info.video->pixel_format = "yuv420p";
  info.video->width = 1280;
  info.video->height = 720;
  return info;
}

std::string Chosen(const jobs::Recipe& recipe, const media::SourceInfo& info) {
  const media::MethodAndReason how = media::ChooseCut(recipe, info);
  return std::string(jobs::ToText(how.method)) + " " + media::ToText(how.reason).value_or("");
}

}  // namespace

TEST_CASE("the plan names the cut, and why one that was asked for is not made") {
  jobs::Recipe recipe;
  CHECK(Chosen(recipe, Film()) == "smart same_codec");
  const auto with = [&](auto change) {
    jobs::Recipe changed = recipe;
    change(changed);
    return Chosen(changed, Film());
  };
  CHECK(with([](jobs::Recipe& r) { r.mp4.cut = jobs::Cut::kExact; }) == "exact asked_for");
  CHECK(with([](jobs::Recipe& r) { r.mp4.cut = jobs::Cut::kKeyframe; }) == "keyframe asked_for");
  CHECK(with([](jobs::Recipe& r) { r.mp4.height = 480; }) == "exact scaled");
  CHECK(with([](jobs::Recipe& r) { r.mp4.height = 1080; }) == "smart same_codec");
  CHECK(with([](jobs::Recipe& r) { r.mp4.aspect = jobs::Aspect::kTall; }) == "exact reshaped");
  CHECK(with([](jobs::Recipe& r) { r.mp4.max_bytes = 1'000'000; }) == "exact size_target");
  CHECK(with([](jobs::Recipe& r) { r.captions.burn = true; }) == "exact burned");
  CHECK(with([](jobs::Recipe& r) { r.mp4.loudness = -14; }) == "smart same_codec");
  media::SourceInfo info = Film();
  info.video->codec = "hevc";
  CHECK(Chosen(recipe, info) == "exact not_h264");
  info.video->codec = "theora";
  recipe.mp4.cut = jobs::Cut::kKeyframe;
  CHECK(Chosen(recipe, info) == "exact codec_not_in_mp4");
  recipe.mp4.cut = jobs::Cut::kSmart;
  info = Film();
  info.video->bit_depth = 10;
  CHECK(Chosen(recipe, info) == "exact ten_bit");
  info.video->hdr = true;
  CHECK(Chosen(recipe, info) == "exact hdr");
  info = Film();
  info.video->pixel_format = "yuv444p";
  CHECK(Chosen(recipe, info) == "exact pixel_format");
}

TEST_CASE("a loudness changes the sound of a smart cut and copies its pictures") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfFour());
  jobs::Recipe recipe = test::OneClip(0.9, 3.2);
  recipe.mp4.loudness = -20;
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", recipe, dir.path());
  REQUIRE(result.made.size() == 1);
  CHECK(result.made[0].method == Method::kSmart);
  CHECK(test::Numbers(test::ReadFilm(result.made[0].path)) ==
        test::NumbersBetween(test::ReadFilm(dir / "film.mp4"), 0.9, 3.2));
  const test::Sound before = test::ReadSound(dir / "film.mp4");
  const test::Sound sound = test::ReadSound(result.made[0].path);
  CHECK(static_cast<double>(sound.samples.size()) / sound.sample_rate == Approx(2.3).margin(0.03));
  const auto loudest = [](const test::Sound& heard) {
    return *std::max_element(heard.samples.begin(), heard.samples.end());
  };
  CHECK(loudest(sound) < loudest(before) * 0.8F);
}

TEST_CASE(
    "what a smart cut meets on its way turns the clip into an exact one, which says why, beside the other outputs") {
  const test::TempDir dir;
  media::SampleFilm film = FilmOfFour();
  film.video_options = "preset=veryfast:x264-params=open-gop=1\\:keyint=20\\:bframes=3\\:scenecut=0";
  media::MakeSampleFilm(dir / "film.mp4", film);
  const media::SpanResult result = test::MakeAll(
      dir / "film.mp4", test::OneClip(0.9, 3.2, {jobs::Output::kMp4, jobs::Output::kGif, jobs::Output::kPoster}),
      dir.path());
  CHECK(result.failed.empty());
  REQUIRE(result.made.size() >= 3);
  CHECK(result.made[0].type == ArtifactType::kClip);
  CHECK(result.made[0].method == Method::kExact);
  CHECK(result.made[0].reason == media::Reason::kOpenGop);
  CHECK(test::Numbers(test::ReadFilm(result.made[0].path)) ==
        test::NumbersBetween(test::ReadFilm(dir / "film.mp4"), 0.9, 3.2));
  CHECK(test::Find(result, ArtifactType::kGif) != nullptr);
  CHECK(test::Find(result, ArtifactType::kPoster) != nullptr);
}

TEST_CASE("a turned film stays turned in a smart cut, and its size is told upright") {
  const test::TempDir dir;
  media::SampleFilm film = FilmOfFour();
  film.rotation = 90;
  media::MakeSampleFilm(dir / "film.mp4", film);
  const media::SpanResult result = test::MakeAll(dir / "film.mp4", test::OneClip(0.9, 3.2), dir.path());
  REQUIRE(result.made.size() == 1);
  CHECK(result.made[0].method == Method::kSmart);
  CHECK(result.made[0].width == 96);
  CHECK(result.made[0].height == 160);
  CHECK(test::ProbeFile(result.made[0].path).video->rotation == 90);
}

TEST_CASE("a poster beside a smart cut is made from the lead and the key frames") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", FilmOfFour());
  const media::SpanResult result =
      test::MakeAll(dir / "film.mp4", test::OneClip(0.9, 3.2, {jobs::Output::kMp4, jobs::Output::kPoster}), dir.path());
  CHECK(result.failed.empty());
  REQUIRE(test::Find(result, ArtifactType::kPoster) != nullptr);
  REQUIRE(test::Find(result, ArtifactType::kClip) != nullptr);
  CHECK(test::Find(result, ArtifactType::kClip)->method == Method::kSmart);
  CHECK(test::Numbers(test::ReadFilm(test::Find(result, ArtifactType::kClip)->path)) ==
        test::NumbersBetween(test::ReadFilm(dir / "film.mp4"), 0.9, 3.2));
}
