#include "media/span/captions.h"

#include <fstream>

#include "catch.h"
#include "file_text.h"
#include "media/sample/sample_film.h"
#include "media/source/embedded_captions.h"
#include "run_program.h"
#include "temp_dir.h"
#include "unit/media/making.h"

using namespace clipbox;
using jobs::Cue;

namespace {

constexpr const char* kSubRip =
    "1\n00:00:00,500 --> 00:00:01,500\nFirst <i>one</i>\n\n2\n00:00:02,000 --> 00:00:03,000\nSecond,\nof two lines & "
    "more\n\n"
    "3\n00:00:05,000 --> 00:00:05,900\nLast\n";
const std::vector<Cue> kAll = {{0.5, 1.5, "First one"}, {2, 3, "Second,\nof two lines & more"}, {5, 5.9, "Last"}};

// A film of six seconds with these captions as a track of `codec`, put in by ffmpeg.
std::filesystem::path FilmWith(const test::TempDir& dir, const std::string& ending, const std::string& codec) {
  media::MakeSampleFilm(dir / ("plain" + ending), {.seconds = 6, .width = 160, .height = 90, .gop = 30});
  std::ofstream(dir / "captions.srt") << kSubRip;
  const auto made =
      test::RunProgram("/usr/bin/ffmpeg",
                       {"-v", "error", "-i", (dir / ("plain" + ending)).string(), "-i", (dir / "captions.srt").string(),
                        "-map", "0", "-map", "1", "-c", "copy", "-c:s", codec, (dir / ("film" + ending)).string()});
  INFO(made.err);
  REQUIRE(made.exit_code == 0);
  return dir / ("film" + ending);
}

std::vector<Cue> Embedded(const std::filesystem::path& film, double start, double end) {
  base::FileSource source(film);
  const media::SourceInfo info = media::Probe(source, {}, {});
  REQUIRE(media::HasEmbeddedCaptions(info));
  return media::ReadEmbeddedCaptions(source, info, {}, {start, end}, {});
}

// Containers begin a film some hundredths late, where its sound needs a lead.
void CheckSame(const std::vector<Cue>& found, const std::vector<Cue>& wanted) {
  REQUIRE(found.size() == wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i].start == Approx(wanted[i].start).margin(0.03));
    CHECK(found[i].end == Approx(wanted[i].end).margin(0.03));
    CHECK(found[i].text == wanted[i].text);
  }
}

}  // namespace

TEST_CASE("text subtitles that a file carries are read, whatever the container and the form") {
  const test::TempDir dir;
  const auto [ending, codec] = GENERATE(
      table<std::string, std::string>({{".mp4", "mov_text"}, {".mkv", "subrip"}, {".mkv", "webvtt"}, {".mkv", "ass"}}));
  CAPTURE(ending, codec);
  const auto film = FilmWith(dir, ending, codec);
  CheckSame(Embedded(film, 0, 6), kAll);
  CheckSame(Embedded(film, 1, 2.5), {{0, 0.5, "First one"}, {1, 1.5, "Second,\nof two lines & more"}});
  CHECK(Embedded(film, 3.5, 4.5).empty());
}

TEST_CASE("a file without text subtitles has no embedded captions") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", {.seconds = 1, .width = 160, .height = 90});
  CHECK_FALSE(media::HasEmbeddedCaptions(test::ProbeFile(dir / "film.mp4")));
}

TEST_CASE("captions are written as WebVTT and as SubRip, each with a label of its own") {
  const test::TempDir dir;
  media::SourceInfo info;
  info.duration_seconds = 60;
  const media::Span span{media::Clip{10, 20, 20, "intro"}, {jobs::ArtifactType::kCaptions}, "01-intro"};
  const auto made = media::WriteCaptions(kAll, span, info, dir.path());
  REQUIRE(made.size() == 2);
  CHECK(jobs::ParseCaptions(test::ReadText(made[0].path)) == kAll);
  CHECK(jobs::ParseCaptions(test::ReadText(made[1].path)) == kAll);
  CHECK(made[0].label == "intro");
  CHECK(made[1].label == "intro srt");
  CHECK(made[0].path.filename() == "01-intro.vtt");
  CHECK(made[1].path.filename() == "01-intro.srt");
  CHECK(made[0].content_type == "text/vtt");
  CHECK(base::StartOf(made[1].range) == 10);
  const auto whole = media::WriteCaptions({}, {std::nullopt, {}, "video"}, info, dir.path());
  CHECK(whole[0].label == "");
  CHECK(whole[1].label == "srt");
  CHECK_FALSE(whole[1].range);
  CHECK(test::ReadText(whole[0].path) == "WEBVTT\n");
}
