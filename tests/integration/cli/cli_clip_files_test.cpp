// What `clipbox clip` does to the files of the directory it is given: nothing, until a whole one takes an older one's
// place.
#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/json.h"
#include "catch.h"
#include "crypto/sha256.h"
#include "e2e/harness/child_process.h"
#include "file_text.h"
#include "media/sample/sample_film.h"
#include "run_program.h"
#include "temp_dir.h"

using namespace clipbox;
using base::Json;
namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds kSoon{20};

void MakeFilm(const fs::path& path, double seconds = 3) {
  media::MakeSampleFilm(path, {.seconds = seconds, .width = 160, .height = 90});
}

void Write(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

std::vector<std::string> Command(const fs::path& film, const fs::path& out, const fs::path& recipe) {
  return {"clip", film.string(), "-o", out.string(), "--recipe", recipe.string(), "--json"};
}

std::set<std::string> NamesIn(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
  return names;
}

std::string NameAndDigest(const Json& line) {
  INFO(line.dump());
  REQUIRE(line.contains("sha256"));
  return fs::path(line.at("path").get<std::string>()).filename().string() + " " + line.at("sha256").get<std::string>();
}

constexpr const char* kOneClip =
    R"({"clips": [{"start": 0, "end": 1, "label": "c"}], "outputs": ["mp4"], "mp4": {"cut": "exact"}})";
constexpr const char* kNoRoom =
    R"({"clips": [{"start": 0, "end": 1, "label": "c"}], "outputs": ["mp4"], "mp4": {"maxBytes": 100, "cut": "exact"}})";

}  // namespace

TEST_CASE("a film that lies where an output would be is not touched, and that output alone is refused, by name") {
  const test::TempDir dir;
  const fs::path film = dir / "01-c.mp4";
  MakeFilm(film);
  Write(dir / "recipe.json", R"({"clips": [{"start": 0, "end": 1, "label": "c"}], "outputs": ["mp4", "gif"]})");
  fs::create_directory_symlink(dir.path(), dir / "other-name");
  const std::string before = test::ReadText(film);
  const fs::path out = GENERATE(fs::path("."), fs::path("other-name"));
  const test::Outcome outcome = test::RunProgram(CLIPBOX_PROGRAM, Command(film, dir.path() / out, dir / "recipe.json"));
  CAPTURE(outcome.err);
  CHECK(outcome.exit_code == 0);
  CHECK(test::ReadText(film) == before);
  const std::vector<Json> lines = test::JsonLines(outcome.out);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].at("type") == "clip");
  CHECK(lines[0].at("error").at("message").get<std::string>().find("01-c.mp4 is read by this command") !=
        std::string::npos);
  CHECK(lines[1].at("type") == "gif");
  CHECK(NamesIn(dir.path()) == std::set<std::string>{"01-c.mp4", "01-c.gif", "recipe.json", "other-name"});
}

TEST_CASE("an output that fails leaves the older file of its name as it was") {
  const test::TempDir dir;
  MakeFilm(dir / "film.mp4");
  Write(dir / "recipe.json", kNoRoom);
  Write(dir / "01-c.mp4", "older");
  const test::Outcome outcome =
      test::RunProgram(CLIPBOX_PROGRAM, Command(dir / "film.mp4", dir.path(), dir / "recipe.json"));
  CAPTURE(outcome.out, outcome.err);
  CHECK(outcome.out.find("error") != std::string::npos);
  CHECK(test::ReadText(dir / "01-c.mp4") == "older");
}

TEST_CASE("a link that has an output's name is replaced, and what it leads to is not written") {
  const test::TempDir dir;
  MakeFilm(dir / "film.mp4");
  Write(dir / "recipe.json", kOneClip);
  Write(dir / "letter.txt", "precious");
  fs::create_symlink(dir / "letter.txt", dir / "01-c.mp4");
  CHECK(test::RunProgram(CLIPBOX_PROGRAM, Command(dir / "film.mp4", dir.path(), dir / "recipe.json")).exit_code == 0);
  CHECK(test::ReadText(dir / "letter.txt") == "precious");
  CHECK(fs::is_regular_file(fs::symlink_status(dir / "01-c.mp4")));
}

TEST_CASE("two runs at once in one directory leave whole files, each of one of them, and nothing else") {
  const test::TempDir dir;
  MakeFilm(dir / "one.mp4", 6);
  MakeFilm(dir / "two.mp4", 8);
  Write(dir / "recipe.json", R"({"outputs": ["mp4", "gif", "storyboard"], "mp4": {"cut": "exact"}})");
  std::set<std::string> alone;
  for (const char* film : {"one", "two"}) {
    const test::Outcome outcome =
        test::RunProgram(CLIPBOX_PROGRAM, Command(dir / (film + std::string(".mp4")), dir / film, dir / "recipe.json"));
    for (const Json& line : test::JsonLines(outcome.out)) alone.insert(NameAndDigest(line));
  }
  std::vector<std::string> one = Command(dir / "one.mp4", dir / "out", dir / "recipe.json");
  std::vector<std::string> two = Command(dir / "two.mp4", dir / "out", dir / "recipe.json");
  one.insert(one.begin(), CLIPBOX_PROGRAM);
  two.insert(two.begin(), CLIPBOX_PROGRAM);
  e2e::ChildProcess first(one, dir / "err1");
  e2e::ChildProcess second(two, dir / "err2");
  for (const std::string& out : {first.ReadAll(kSoon), second.ReadAll(kSoon)}) {
    CHECK(test::JsonLines(out).size() == 4);
    for (const Json& line : test::JsonLines(out)) CHECK(alone.contains(NameAndDigest(line)));
  }
  const std::set<std::string> names = NamesIn(dir / "out");
  CHECK(names == std::set<std::string>{"01-whole-video.mp4", "01-whole-video.gif", "video-storyboard.jpg",
                                       "video-storyboard.vtt"});
  for (const std::string& name : names) CHECK(alone.contains(name + " " + crypto::Sha256HexOfFile(dir / "out" / name)));
}

TEST_CASE(
    "a signal stops the run by its number, with a line for each output, what was made before, and no other file") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4",
                        {.seconds = 60, .width = 640, .height = 360, .video_options = "preset=ultrafast:crf=35"});
  Write(
      dir / "recipe.json",
      R"({"clips": [{"start": 0, "end": 0.2, "label": "a"}, {"start": 0, "end": 60, "label": "b"}], "outputs": ["mp4", "audio"],
                                 "mp4": {"cut": "exact"}})");
  std::vector<std::string> command = Command(dir / "film.mp4", dir / "out", dir / "recipe.json");
  command.insert(command.begin(), CLIPBOX_PROGRAM);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    fs::remove_all(dir / "out");
    e2e::ChildProcess clip(command, dir / "err");
    REQUIRE(clip.ReadLine(kSoon).value_or("").find("01-a") != std::string::npos);
    REQUIRE(clip.ReadLine(kSoon).value_or("").find("01-a") != std::string::npos);
    clip.Signal(number);
    const std::vector<Json> rest = test::JsonLines(clip.ReadAll(kSoon));
    CAPTURE(test::ReadText(dir / "err"));
    CHECK(clip.WaitExit(kSoon) == 128 + number);
    REQUIRE(rest.size() == 2);
    for (const Json& line : rest) {
      CHECK(line.at("label") == "b");
      CHECK(line.at("error").at("code") == "cancelled");
    }
    CHECK(NamesIn(dir / "out") == std::set<std::string>{"01-a.mp4", "01-a.m4a"});
  }
}

TEST_CASE("a signal that the caller has ignored, as nohup does, stays so") {
  const test::TempDir dir;
  media::MakeSampleFilm(dir / "film.mp4", {.seconds = 10, .width = 320, .height = 180});
  Write(
      dir / "recipe.json",
      R"({"clips": [{"start": 0, "end": 0.2, "label": "a"}, {"start": 0, "end": 10, "label": "b"}], "outputs": ["mp4"], "mp4": {"cut": "exact"}})");
  std::string line = std::string("trap '' HUP; exec ") + CLIPBOX_PROGRAM;
  for (const std::string& word : Command(dir / "film.mp4", dir / "out", dir / "recipe.json")) line += " '" + word + "'";
  e2e::ChildProcess clip({"sh", "-c", line}, dir / "err");
  REQUIRE(clip.ReadLine(kSoon));
  clip.Signal(SIGHUP);
  CHECK(clip.ReadLine(kSoon).value_or("").find("02-b.mp4") != std::string::npos);
  CHECK(clip.WaitExit(kSoon) == 0);
}

TEST_CASE("captions are burned in whatever the directory's name holds") {
  const test::TempDir dir;
  MakeFilm(dir / "film.mp4");
  Write(dir / "film.srt", "1\n00:00:00,000 --> 00:00:01,000\nHello\n");
  Write(dir / "recipe.json",
        R"({"clips": [{"start": 0, "end": 0.5, "label": "c"}], "outputs": ["mp4"], "captions": {"burn": true}})");
  for (const char* name : {" lead", "trail ", "\ttab", "\nline", "in the\nmiddle", "it's", "a:b", "a,b", "a;b", "[in]",
                           "back\\slash", "\\", "'", "a=b", "50%d", "\"q\""}) {
    // From within the directory, so that the name begins the path.
    std::string line = "cd '" + dir.path().string() + "' && exec " + CLIPBOX_PROGRAM +
                       " clip film.mp4 --recipe recipe.json --json -o \"$0\"";
    const test::Outcome outcome = test::RunProgram("/bin/sh", {"-c", line, name});
    INFO(name << ": " << outcome.out << outcome.err);
    CHECK(outcome.exit_code == 0);
    CHECK(NamesIn(dir / name) == std::set<std::string>{"01-c.mp4"});
  }
}

TEST_CASE("a directory that cannot be is named, with the reason and what to do") {
  const test::TempDir dir;
  MakeFilm(dir / "film.mp4");
  Write(dir / "recipe.json", kOneClip);
  const fs::path out = dir / "recipe.json" / "x";
  const test::Outcome outcome = test::RunProgram(CLIPBOX_PROGRAM, Command(dir / "film.mp4", out, dir / "recipe.json"));
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.err.find(
            "cannot make the directory " + out.string() +
            ": Not a directory; make room or give write permission there, or name another directory with -o") !=
        std::string::npos);
}

TEST_CASE("an output whose name a directory has is a failed one that says so, and the others are made") {
  const test::TempDir dir;
  MakeFilm(dir / "film.mp4");
  Write(dir / "recipe.json", R"({"clips": [{"start": 0, "end": 1, "label": "c"}], "outputs": ["mp4", "gif"]})");
  fs::create_directories(dir / "out" / "01-c.mp4");
  const test::Outcome outcome =
      test::RunProgram(CLIPBOX_PROGRAM, Command(dir / "film.mp4", dir / "out", dir / "recipe.json"));
  CHECK(outcome.exit_code == 0);
  const std::vector<Json> lines = test::JsonLines(outcome.out);
  REQUIRE(lines.size() == 2);
  const auto failed = std::find_if(lines.begin(), lines.end(), [](const Json& line) { return line.contains("error"); });
  REQUIRE(failed != lines.end());
  CHECK(failed->at("type") == "clip");
  CHECK(failed->at("error").at("message").get<std::string>().find((dir / "out" / "01-c.mp4").string() +
                                                                  ": Is a directory; move away what has this name") !=
        std::string::npos);
}
