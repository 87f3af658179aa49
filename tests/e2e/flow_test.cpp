// The way of one video, from its link to signed links of its clips, as a client of the API walks it.
#include <algorithm>
#include <map>

#include "catch.h"
#include "crypto/sha256.h"
#include "e2e/harness/event_stream.h"
#include "e2e/harness/expect.h"
#include "e2e/harness/fake_youtube.h"
#include "e2e/harness/film.h"
#include "e2e/harness/recipes.h"
#include "e2e/harness/upload.h"

namespace clipbox::e2e {
namespace {

using Strings = std::vector<std::string>;

const Json kTwoClips = ClipsRecipe({Clip(0.5, 1.5, "first"), Clip(2.02, 3.3)});

std::map<std::string, int> TypesOf(const ApiClient& client, const std::string& job) {
  std::map<std::string, int> types;
  for (const Json& artifact : client.Artifacts(job)) ++types[artifact.at("type").get<std::string>()];
  return types;
}

}  // namespace

TEST_CASE("a video goes from its link to clips that hold exactly the asked frames") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(5));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);

  const Answer created =
      client.Call("POST", "/api/v1/jobs", {{"url", "youtu.be/dQw4w9WgXcQ?t=1"}, {"recipe", kTwoClips}});
  REQUIRE(created.status == 201);
  const std::string job = created.json.at("id");
  CHECK(created.raw.Header("location") == "/api/v1/jobs/" + job);
  CHECK(created.json.at("status") == "META_READY");
  CHECK(created.json.at("title") == FakeYouTube::kTitle);
  CHECK(created.json.at("sourceUrl") == "https://www.youtube.com/watch?v=dQw4w9WgXcQ");
  CHECK(created.json.at("proposedClip").at("start") == 1);

  const Upload upload(client, job, film);
  const Json wanted = {{"fileName", "film.mp4"}, {"sizeBytes", std::filesystem::file_size(film)}, {"contentType", ""}};
  CHECK(CodeOfRefusal(client, "POST", "/jobs/" + job + "/upload", wanted) == "rights_required");
  client.Post("/jobs/" + job + "/rights", {{"confirmed", true}});
  upload.Prepare();
  CHECK(client.Get("/jobs/" + job).at("status") == "UPLOAD_READY");
  upload.SendPart(1);
  CHECK(client.Get("/jobs/" + job).at("status") == "UPLOADING");
  const Json uploaded = upload.Finish();
  CHECK(uploaded.at("source").at("fileName") == "film.mp4");
  CHECK_FALSE(uploaded.at("r2SourceKey").is_null());

  const Json ready = WaitForStatus(client, job, "READY");
  CHECK(ready.at("source").at("width") == 320);
  CHECK(ready.at("warnings").empty());
  CHECK(ready.at("progress").is_null());
  CHECK(TypesOf(client, job) ==
        std::map<std::string, int>{{"clip", 2}, {"gif", 2}, {"poster", 3}, {"storyboard", 1}, {"storyboard_vtt", 1}});
  CheckArtifacts(client, job);
  CheckClips(client, job, film);
  CHECK(Moves(client, job) == Strings{"META_READY", "UPLOAD_READY", "UPLOADING", "UPLOADED", "PROCESSING", "READY"});
  CHECK(CountEvents(client, job, "artifact_written") == static_cast<int>(client.Artifacts(job).size()));
}

TEST_CASE("the uploaded source is kept and given back byte for byte by a signed link") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  Enlarge(film, 20 << 20);
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, WholeRecipe({"poster"}));
  WaitForStatus(client, job, "READY");
  const net::HttpResponse source = Fetch(client.Get("/jobs/" + job + "/source/url").at("url"));
  CHECK(source.status == 200);
  CHECK(crypto::Sha256Hex(source.body) == crypto::Sha256HexOfFile(film));
}

TEST_CASE("an artifact's content is a redirect to its signed link, and what is served can never run as the page") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, WholeRecipe({"storyboard"}));
  WaitForStatus(client, job, "READY");
  for (const Json& artifact : client.Artifacts(job)) {
    const Answer redirect =
        client.Call("GET", "/api/v1/artifacts/" + artifact.at("id").get<std::string>() + "/content");
    CHECK(redirect.status == 302);
    const net::HttpResponse bytes = Fetch(redirect.raw.Header("location"));
    CHECK(bytes.status == 200);
    CHECK(bytes.Header("content-security-policy") == "sandbox; default-src 'none'");
    CHECK(bytes.Header("x-content-type-options") == "nosniff");
    const bool is_text = artifact.at("type") == "storyboard_vtt";
    CHECK(bytes.Header("content-disposition").starts_with("attachment") == is_text);
  }
}

TEST_CASE("a job that is not to process itself waits after its analysis until it is told") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, kTwoClips, {{"autoProcess", false}});
  const Json held = WaitForJob(client, job, [](const Json& now) {
    return now.at("status") == "UPLOADED" && !now.at("source").at("durationSeconds").is_null();
  });
  CHECK(held.at("failure").is_null());
  for (const Json& artifact : client.Artifacts(job)) CHECK(artifact.at("type") != "clip");
  client.Post("/jobs/" + job + "/process");
  WaitForStatus(client, job, "READY");
  CHECK(TypesOf(client, job).at("clip") == 2);
  CheckArtifacts(client, job);
}

TEST_CASE("processing again with another recipe keeps what was made and makes only what is new") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(5));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, ClipsRecipe({Clip(0.5, 1.5)}));
  WaitForStatus(client, job, "READY");
  const auto before = client.Artifacts(job);

  client.Post("/jobs/" + job + "/process", {{"recipe", ClipsRecipe({Clip(0.5, 1.5), Clip(2, 3)})}});
  WaitForStatus(client, job, "READY");
  const auto after = client.Artifacts(job);
  CHECK(after.size() == before.size() + 3);  // clip, gif and poster of the second clip
  for (const Json& artifact : before) CHECK(std::find(after.begin(), after.end(), artifact) != after.end());
  CheckArtifacts(client, job);
  CHECK(CountEvents(client, job, "artifact_written") == static_cast<int>(after.size()));
}

TEST_CASE("processing again makes what was deleted, each output for itself, and leaves the others as they are") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, ClipsRecipe({Clip(0.5, 1.5)}));
  WaitForStatus(client, job, "READY");
  const auto before = client.Artifacts(job);
  const auto names = ArtifactNames(client, job);
  for (const Json& artifact : before) {
    INFO(base::DumpJson(artifact));
    client.Delete("/artifacts/" + artifact.at("id").get<std::string>());
    client.Post("/jobs/" + job + "/process");
    WaitForStatus(client, job, "READY");
    CHECK(ArtifactNames(client, job) == names);
  }
  CheckArtifacts(client, job);
}

TEST_CASE("a new upload can follow a failure that left no source") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewJob(client, kTwoClips);
  const Upload upload(client, job, film);
  upload.Prepare();
  const Json aborted = client.Call("DELETE", "/api/v1/jobs/" + job + "/upload", {{"reason", "the wrong file"}}).json;
  CHECK(aborted.at("status") == "FAILED");
  CHECK(aborted.at("failure").at("code") == "upload_aborted");
  CHECK(client.Post("/jobs/" + job + "/restart").at("status") == "META_READY");
  upload.Run();
  WaitForStatus(client, job, "READY");
}

}  // namespace clipbox::e2e
