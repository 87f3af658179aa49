// What nobody gets at: other people's jobs, other bytes than those a link was signed for, anything without signing in.
#include "catch.h"
#include "e2e/harness/event_stream.h"
#include "e2e/harness/expect.h"
#include "e2e/harness/fake_youtube.h"
#include "e2e/harness/film.h"
#include "e2e/harness/recipes.h"
#include "e2e/harness/upload.h"

namespace clipbox::e2e {
namespace {

const Json kPoster = WholeRecipe({"poster"});

std::string Replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("another person's job is not there, whatever is asked of it, for administrators too") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient admin = SetUp(appliance);
  const ApiClient member = AddMember(admin, "grace");
  const std::string job = NewUploadedJob(member, film, kPoster);
  WaitForStatus(member, job, "READY");
  const std::string artifact = member.Artifacts(job).front().at("id");

  for (const char* path : {"", "/timeline", "/artifacts", "/upload", "/source/url", "/events", "/thumbnail"}) {
    CHECK(CodeOfRefusal(admin, "GET", "/jobs/" + job + path) == "not_found");
  }
  for (const char* path : {"/process", "/cancel", "/restart", "/metadata"}) {
    CHECK(CodeOfRefusal(admin, "POST", "/jobs/" + job + path, Json::object()) == "not_found");
  }
  CHECK(CodeOfRefusal(admin, "POST", "/jobs/" + job + "/rights", {{"confirmed", true}}) == "not_found");
  CHECK(CodeOfRefusal(admin, "PATCH", "/jobs/" + job, {{"title", "mine"}}) == "not_found");
  CHECK(CodeOfRefusal(admin, "DELETE", "/jobs/" + job) == "not_found");
  CHECK(CodeOfRefusal(admin, "GET", "/artifacts/" + artifact + "/url") == "not_found");
  CHECK(CodeOfRefusal(admin, "GET", "/artifacts/" + artifact + "/content") == "not_found");
  CHECK(CodeOfRefusal(admin, "DELETE", "/artifacts/" + artifact) == "not_found");
  CHECK(admin.List("/jobs").empty());
  CHECK(member.Get("/jobs/" + job).at("status") == "READY");
}

TEST_CASE("nothing but health answers somebody who is not signed in") {
  Appliance appliance;
  const ApiClient stranger = SetUp(appliance).As("");
  for (const char* path : {"/jobs", "/tokens", "/users", "/session", "/events", "/system"}) {
    CHECK(CodeOfRefusal(stranger, "GET", path) == "unauthenticated");
  }
  CHECK(CodeOfRefusal(stranger.As("Authorization: Bearer nonsense"), "GET", "/jobs") == "unauthenticated");
  CHECK(stranger.Call("GET", "/healthz").status == 200);
  CHECK(stranger.Call("GET", "/readyz").status == 200);
}

TEST_CASE("the set-up link works once") {
  Appliance appliance;
  const std::string token = appliance.ReadSetupToken();
  const ApiClient stranger([&appliance] { return appliance.url(); }, "");
  const Json account = {{"setupToken", token}, {"username", "ada"}, {"password", "a long enough password"}};
  CHECK(CodeOfRefusal(stranger, "POST", "/setup", account) == "");
  CHECK(CodeOfRefusal(stranger, "POST", "/setup", account) == "already_set_up");
}

TEST_CASE("the set-up link stays the same until it is used") {
  Appliance appliance;
  const std::string token = appliance.ReadSetupToken();
  appliance.Kill();
  appliance.Start();
  CHECK(appliance.ReadSetupToken() == token);
}

TEST_CASE("a part's URL opens no other part, upload, key or method") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  Enlarge(film, 20 << 20);
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewJob(client, kPoster);
  const Upload upload(client, job, film);
  const Json session = upload.Prepare();
  const std::string url = session.at("partUrls").at(0).at("url");
  const std::string key = session.at("key");

  CHECK(Fetch(Replaced(url, "partNumber=1", "partNumber=2"), "PUT", "x").status == 403);
  CHECK(Fetch(Replaced(url, "uploadId=", "uploadId=0"), "PUT", "x").status == 403);
  CHECK(Fetch(Replaced(url, key, key + "x"), "PUT", "x").status == 403);
  CHECK(Fetch(Replaced(url, "X-Amz-Expires=", "X-Amz-Expires=9"), "PUT", "x").status == 403);
  CHECK(Fetch(url, "GET").status == 403);
  CHECK(Fetch(url, "DELETE").status == 403);
  CHECK(Fetch(url, "POST", "x").status == 403);
  CHECK(upload.Missing().size() == 3);
  upload.Finish();
  WaitForStatus(client, job, "READY");
}

TEST_CASE("an artifact's link reads that artifact and changes nothing") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, WholeRecipe({"poster", "storyboard"}));
  const Json ready = WaitForStatus(client, job, "READY");
  const auto artifacts = client.Artifacts(job);
  const std::string key = artifacts.at(0).at("r2Key");
  const std::string url = client.Get("/artifacts/" + artifacts.at(0).at("id").get<std::string>() + "/url").at("url");

  CHECK(Fetch(url, "DELETE").status == 403);
  CHECK(Fetch(url, "PUT", "x").status == 403);
  CHECK(Fetch(Replaced(url, key, artifacts.at(1).at("r2Key"))).status == 403);
  CHECK(Fetch(Replaced(url, key, ready.at("r2SourceKey"))).status == 403);
  CHECK(Fetch(url.substr(0, url.find('?'))).status != 200);
  CheckArtifacts(client, job);
}

}  // namespace clipbox::e2e
