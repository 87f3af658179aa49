// Files that are no films, or are no longer whole: each fails its own job with a reason, and the server goes on.
#include <random>

#include "catch.h"
#include "e2e/harness/event_stream.h"
#include "e2e/harness/expect.h"
#include "e2e/harness/fake_youtube.h"
#include "e2e/harness/film.h"
#include "e2e/harness/recipes.h"
#include "e2e/harness/upload.h"

namespace clipbox::e2e {
namespace {

struct BadFile {
  std::string name;
  std::string bytes;
  std::string code;
};

std::string Noise(std::size_t size) {
  std::mt19937 random(1);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

std::string HalfOf(const std::string& bytes) { return bytes.substr(0, bytes.size() / 2); }

std::string FilmBytes(const std::string& name, const std::string& format_options) {
  const test::TempDir folder;
  media::SampleFilm film = SmallFilm(4);
  film.format_options = format_options;
  media::MakeSampleFilm(folder / name, film);
  return ReadBytes(folder / name);
}

std::vector<BadFile> BadFiles() {
  return {{"notes.mp4", "These are notes and no film.\n", "not_a_video"},
          {"noise.mp4", Noise(200'000), "not_a_video"},
          {"script.mp4", "ffconcat version 1.0\nfile film.mp4\n", "unsupported_format"},
          {"list.mp4", "#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:4.0,\nfilm.mp4\n#EXT-X-ENDLIST\n", "unsupported_format"},
          {"index at the end.mp4", HalfOf(FilmBytes("a.mp4", "")), "truncated"},
          {"index first.mp4", HalfOf(FilmBytes("a.mp4", "movflags=+faststart")), "truncated"},
          {"half.mkv", HalfOf(FilmBytes("a.mkv", "")), "truncated"}};
}

}  // namespace

TEST_CASE("a file that is no whole film fails its own job with a reason and the server goes on") {
  const test::TempDir folder;
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  for (const BadFile& file : BadFiles()) {
    INFO(file.name);
    WriteBytes(folder / file.name, file.bytes);
    const std::string job = NewUploadedJob(client, folder / file.name, Json::object());
    const Json failed = WaitForStatus(client, job, "FAILED");
    CHECK(failed.at("failure").at("code") == file.code);
    const std::string message = failed.at("failure").at("message");
    INFO(message);
    CHECK(message.size() > 20);
    CHECK(message.find(folder.path().string()) == std::string::npos);
    CHECK(client.Artifacts(job).empty());
  }
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const std::string good = NewUploadedJob(client, film, WholeRecipe({"poster"}));
  WaitForStatus(client, good, "READY");
  CHECK_FALSE(appliance.WaitForEnd(std::chrono::milliseconds(0)));
}

TEST_CASE("an empty file is refused before any upload") {
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewJob(client, Json::object());
  const Json empty = {{"fileName", "empty.mp4"}, {"sizeBytes", 0}, {"contentType", "video/mp4"}};
  CHECK(CodeOfRefusal(client, "POST", "/jobs/" + job + "/upload", empty) == "empty_file");
  CHECK(client.Get("/jobs/" + job).at("status") == "META_READY");
}

TEST_CASE("another file than the one begun is refused by name") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewJob(client, Json::object());
  Upload(client, job, film).Prepare();
  const Json other = {{"fileName", "other.mp4"}, {"sizeBytes", 1000}, {"contentType", "video/mp4"}};
  const Answer refused = client.Call("POST", "/api/v1/jobs/" + job + "/upload", other);
  CHECK(refused.status == 409);
  CHECK(refused.json.at("code") == "different_file");
  CHECK(refused.json.at("detail").get<std::string>().find("film.mp4") != std::string::npos);
}

TEST_CASE("what only the source can tell becomes a warning, and what can be made is made") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  Json recipe = ClipsRecipe({Clip(0.5, 1.5), Clip(100, 110)});
  recipe["outputs"] = {"mp4"};
  const std::string job = NewUploadedJob(client, film, recipe);
  const Json ready = WaitForStatus(client, job, "READY");
  CHECK(ready.at("warnings").size() == 1);
  CHECK(client.Artifacts(job).size() == 1);

  Json nothing = ClipsRecipe({Clip(100, 110)});
  nothing["outputs"] = {"mp4"};
  const std::string hopeless = NewUploadedJob(client, film, nothing);
  CHECK(WaitForStatus(client, hopeless, "FAILED").at("failure").at("code") == "nothing_made");
}

}  // namespace clipbox::e2e
