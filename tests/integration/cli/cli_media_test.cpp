// `clipbox probe --suggest` and captions of `clipbox clip`, as programs.
#include <fstream>

#include "base/json.h"
#include "catch.h"
#include "file_text.h"
#include "jobs/captions.h"
#include "media/sample/sample_film.h"
#include "run_program.h"
#include "temp_dir.h"

using namespace clipbox;
using base::Json;

namespace {

std::filesystem::path MakeFilm(const test::TempDir& dir) {
  media::MakeSampleFilm(
      dir / "film.mp4",
      {.seconds = 6, .width = 160, .height = 90, .scene_seconds = 2.5, .chapters = {{0, 3, "One"}, {3, 6, "Two"}}});
  return dir / "film.mp4";
}

// Without a home and without a data directory: neither is needed.
test::Outcome RunClipbox(const std::vector<std::string>& arguments) {
  return test::RunProgram(CLIPBOX_PROGRAM, arguments);
}

}  // namespace

TEST_CASE("probe --suggest says what a film proposes, for people and as JSON") {
  const test::TempDir dir;
  const std::string film = MakeFilm(dir).string();
  const test::Outcome json = RunClipbox({"probe", film, "--suggest", "--json"});
  INFO(json.err);
  REQUIRE(json.exit_code == 0);
  const Json suggestions = base::ParseJson(json.out).at("suggestions");
  REQUIRE(suggestions.at("scenes").size() == 2);
  CHECK(suggestions.at("scenes")[0].get<double>() == Approx(2.5).margin(0.001));
  CHECK(suggestions.at("scenes")[1].get<double>() == Approx(5).margin(0.001));
  CHECK(suggestions.at("chapters")[1].at("title") == "Two");
  CHECK_FALSE(suggestions.at("keyFrames").empty());
  CHECK(suggestions.at("silences").is_array());
  CHECK(suggestions.at("loud").is_array());
  const test::Outcome text = RunClipbox({"probe", film, "--suggest"});
  CHECK(text.out.find("scene 0:02.5\nscene 0:05\n") != std::string::npos);
  CHECK(base::ParseJson(RunClipbox({"probe", film, "--json"}).out).contains("suggestions") == false);
}

TEST_CASE("clip and its plan say on both outputs which codec it was that left a clip without sound") {
  const test::TempDir dir;
  const std::string film = (dir / "film.mkv").string();
  media::MakeSampleFilm(film, {.seconds = 2, .width = 160, .height = 90, .audio_encoder = "wmav2"});
  std::vector<std::string> arguments = {"clip", film, "-o", (dir / "out").string(), "--clip", "0:00-0:01", "--json"};
  for (const char* flag : {"--plan", ""}) {
    if (*flag != '\0') arguments.push_back(flag);
    const test::Outcome outcome = RunClipbox(arguments);
    if (*flag != '\0') arguments.pop_back();
    INFO(outcome.err);
    CHECK(outcome.exit_code == 0);
    const Json line = test::JsonLines(outcome.out).at(0);
    CHECK(line.at("type") == "clip");
    REQUIRE(line.at("warnings").size() == 1);
    CHECK(line.at("warnings")[0].at("code") == "unsupported_codec");
    CHECK(line.at("warnings")[0].at("message").get<std::string>().find("wmav2") != std::string::npos);
    CHECK(outcome.err.find("clipbox: clip of \"0:00-0:01\": it has no sound: ") != std::string::npos);
  }
  const test::Outcome whole =
      RunClipbox({"clip", MakeFilm(dir).string(), "-o", (dir / "out").string(), "--clip", "0:00-0:01", "--json"});
  CHECK(test::JsonLines(whole.out).at(0).at("warnings") == Json::array());
  CHECK(whole.err.find("no sound") == std::string::npos);
}

TEST_CASE("clip takes captions from the file beside the film, and says so where there are none") {
  const test::TempDir dir;
  const std::string film = MakeFilm(dir).string();
  std::ofstream(dir / "recipe.json") << R"({"outputs": ["captions"]})";
  const std::vector<std::string> arguments = {
      "clip",   film,        "-o",    (dir / "out").string(), "--recipe", (dir / "recipe.json").string(),
      "--clip", "0:01-0:03", "--json"};
  const test::Outcome none = RunClipbox(arguments);
  CHECK(none.exit_code == 1);
  CHECK(test::JsonLines(none.out).at(0).at("error").at("code") == "no_captions");
  std::ofstream(dir / "film.srt") << "1\n00:00:01,500 --> 00:00:02,000\nHello\n";
  const test::Outcome made = RunClipbox(arguments);
  INFO(made.err);
  CHECK(made.exit_code == 0);
  const std::vector<Json> lines = test::JsonLines(made.out);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].at("contentType") == "text/vtt");
  CHECK(lines[1].at("contentType") == "application/x-subrip");
  std::ifstream file(lines[0].at("path").get<std::string>());
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  CHECK(jobs::ParseCaptions(text) == std::vector<jobs::Cue>{{0.5, 1, "Hello"}});
}
