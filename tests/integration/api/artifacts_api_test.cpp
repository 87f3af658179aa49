#include "integration/api/api_world.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

TEST_CASE_METHOD(ApiWorld, "an artifact is listed with every field of the contract") {
  const std::string job = Ready();
  const Json items = Get(job + "/artifacts").json.at("items");
  REQUIRE(items.size() == 1);
  const Json& artifact = items[0];
  CHECK(artifact.at("jobId") == IdOf(job).value);
  CHECK(artifact.at("type") == "clip");
  CHECK(artifact.at("label") == "intro");
  CHECK(artifact.at("start") == 0.0);
  CHECK(artifact.at("end") == 1.0);
  CHECK(artifact.at("width").is_null());
  CHECK(artifact.at("sizeBytes") == 15);
  CHECK(artifact.at("method") == "exact");
  CHECK(artifact.at("reason").is_null());
  CHECK(artifact.at("variant").is_null());
  CHECK(artifact.at("parts").is_null());
}

TEST_CASE_METHOD(ApiWorld, "an artifact's signed URL gives its bytes to whoever holds it, until it expires") {
  const std::string job = Ready();
  const std::string path = "/artifacts/" + Get(job + "/artifacts").json.at("items")[0].at("id").get<std::string>();
  const Answer signed_url = Get(path + "/url?expires=60");
  CHECK(signed_url.at("expiresAt") == base::ToIso8601(clock.Now() + std::chrono::seconds(60)));
  const auto bytes = Raw("GET", signed_url.at("url"));
  CHECK(bytes.status == 200);
  CHECK(bytes.body == "bytes of a clip");
  CHECK(bytes.Header("content-type") == "video/mp4");

  const auto saved = Raw("GET", Get(path + "/url?download=1").at("url"));
  CHECK(saved.Header("content-disposition") == "attachment; filename=\"A film - intro.mp4\"");
  clock.Advance(std::chrono::seconds(61));
  CHECK(Raw("GET", signed_url.at("url")).status == 403);
  for (const char* expires : {"0", "604801", "x", ""})
    CHECK(Get(path + "/url?expires=" + std::string(expires)).pointer() == "/expires");
  CHECK(Get(path + "/url?download=maybe").pointer() == "/download");
}

TEST_CASE_METHOD(ApiWorld, "an artifact's content is a redirect to its signed URL") {
  const std::string job = Ready();
  const std::string path = "/artifacts/" + Get(job + "/artifacts").json.at("items")[0].at("id").get<std::string>();
  const Answer redirect = Get(path + "/content");
  CHECK(redirect.status == 302);
  CHECK(Raw("GET", redirect.http.Header("location")).body == "bytes of a clip");
}

TEST_CASE_METHOD(ApiWorld, "a deleted artifact is gone with its bytes, and 404 the second time") {
  const std::string job = Ready();
  const Json artifact = Get(job + "/artifacts").json.at("items")[0];
  const std::string path = "/artifacts/" + artifact.at("id").get<std::string>();
  CHECK(Call(bob, "DELETE", path).status == 404);
  CHECK(Call(bob, "GET", path + "/url").status == 404);
  CHECK(Delete(path).status == 204);
  CHECK(Delete(path).status == 404);
  CHECK_FALSE(objects.Head(artifact.at("r2Key")));
  CHECK(StatusOf(job) == "READY");
}

TEST_CASE_METHOD(ApiWorld, "an artifact is given a name, which its download follows and which can be taken back") {
  const std::string job = Ready();
  const std::string path = "/artifacts/" + Get(job + "/artifacts").json.at("items")[0].at("id").get<std::string>();
  const Answer named = Patch(path, {{"label", "The best bit"}});
  CHECK(named.status == 200);
  CHECK(named.at("label") == "The best bit");
  CHECK(Get(job + "/artifacts").json.at("items")[0] == named.json);
  const auto saved = Raw("GET", Get(path + "/url?download=1").at("url"));
  CHECK(saved.Header("content-disposition") == "attachment; filename=\"A film - The best bit.mp4\"");
  CHECK(Told(job).back() == "artifact_renamed");
  const auto told = Told(job).size();
  CHECK(Patch(path, {{"label", "The best bit"}}).status == 200);
  CHECK(Told(job).size() == told);
  CHECK(Patch(path, {{"label", nullptr}}).at("label") == "intro");
}

TEST_CASE_METHOD(ApiWorld,
                 "a name that is none is refused by its field, and an artifact of others has no name to give") {
  const std::string job = Ready();
  const std::string path = "/artifacts/" + Get(job + "/artifacts").json.at("items")[0].at("id").get<std::string>();
  for (const Json& body : {Json::object(), Json{{"label", 5}}, Json{{"label", ""}}, Json{{"label", "  "}},
                           Json{{"label", "two\nlines"}}, Json{{"label", std::string(201, 'x')}}}) {
    CAPTURE(body.dump());
    const Answer refused = Patch(path, body);
    CHECK(refused.status == 422);
    CHECK(refused.pointer() == "/label");
  }
  CHECK(Patch(path, {{"label", "x"}, {"name", "y"}}).code() == "unknown_field");
  CHECK(Call(bob, "PATCH", path, Json{{"label", "mine"}}).status == 404);
  CHECK(Patch("/artifacts/none", {{"label", "x"}}).code() == "not_found");
  CHECK(Get(job + "/artifacts").json.at("items")[0].at("label") == "intro");
}

TEST_CASE_METHOD(ApiWorld, "the uploaded file has a signed URL once it is there") {
  CHECK(Get(Uploading() + "/source/url").code() == "source_missing");
  const auto bytes = Raw("GET", Get(Uploaded() + "/source/url").at("url"));
  CHECK(bytes.status == 200);
  CHECK(bytes.body.size() == kFileSize);
}

TEST_CASE_METHOD(ApiWorld, "a signed download is saved under the title, whatever script it is in") {
  const std::string job = Ready();
  Patch(job, {{"title", "Das \"Mädchen\" 🎬 1/2"}});
  const std::string path = "/artifacts/" + Get(job + "/artifacts").json.at("items")[0].at("id").get<std::string>();
  const auto saved = Raw("GET", Get(path + "/url?download=1").at("url"));
  CHECK(saved.status == 200);
  CHECK(saved.Header("content-disposition") ==
        "attachment; filename=\"Das 'M_dchen' _ 1-2 - intro.mp4\"; "
        "filename*=UTF-8''Das%20%27M%C3%A4dchen%27%20%F0%9F%8E%AC%201-2%20-%20intro.mp4");
  const auto source = Raw("GET", Get(job + "/source/url?download=1").at("url"));
  CHECK(source.Header("content-disposition") == "attachment; filename=\"film.mp4\"");
}
