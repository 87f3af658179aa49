// The calls by which a job's owner shares what was made of it.
#include "integration/api/api_world.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

Json ArtifactIdsOf(ApiWorld& world, const std::string& job) {
  Json ids = Json::array();
  const Json items = world.Get(job + "/artifacts").json.at("items");
  for (const Json& item : items) ids.push_back(item.at("id"));
  return ids;
}

}  // namespace

TEST_CASE_METHOD(ApiWorld, "a job is shared by a link, which the list shows again") {
  const std::string job = Ready();
  const Answer made = Post(job + "/shares", Json::object());
  REQUIRE(made.status == 201);
  CHECK(made.http.Header("location") == "/api/v1/shares/" + made.at("id"));
  const std::string origin = "http://127.0.0.1:" + std::to_string(port);
  CHECK(made.at("url").starts_with(origin + "/s/"));
  CHECK(made.at("url").size() == origin.size() + 3 + 32);
  Json expected = made.json;
  for (const char* drawn : {"id", "url"}) expected.erase(drawn);
  CHECK(expected == Json{{"jobId", IdOf(job).value},
                         {"title", nullptr},
                         {"artifactIds", ArtifactIdsOf(*this, job)},
                         {"expiresAt", nullptr},
                         {"hasPassword", false},
                         {"views", 0},
                         {"createdAt", base::ToIso8601(clock.Now())}});
  CHECK(Get(job + "/shares").json == Json{{"items", {made.json}}, {"nextCursor", nullptr}});
  CHECK(Get("/shares/" + made.at("id")).json == made.json);
  // A call that is repeated makes another link.
  CHECK(Post(job + "/shares").at("url") != made.at("url"));
  const Json first = Get(job + "/shares?limit=1").json;
  CHECK(Get(job + "/shares?cursor=" + first.at("nextCursor").get<std::string>()).json.at("items").size() == 1);
}

TEST_CASE_METHOD(ApiWorld, "a share is given a title, an end, a password and chosen artifacts, and each is changed") {
  const std::string job = Ready();
  const Json ids = ArtifactIdsOf(*this, job);
  const std::string until = base::ToIso8601(clock.Now() + std::chrono::hours(2));
  const Answer made =
      Post(job + "/shares", Json{{"artifactIds", ids}, {"title", "For you"}, {"expiresAt", until}, {"password", "x"}});
  REQUIRE(made.status == 201);
  CHECK(made.at("title") == "For you");
  CHECK(made.at("expiresAt") == until);
  CHECK(made.json.at("hasPassword") == true);
  CHECK(made.http.body.find("argon2") == std::string::npos);

  const std::string share = "/shares/" + made.at("id");
  CHECK(Patch(share, Json::object()).json == made.json);
  CHECK(Patch(share, {{"title", "For all"}}).at("title") == "For all");
  const Json bare = Patch(share, {{"title", nullptr}, {"expiresAt", nullptr}, {"password", nullptr}}).json;
  for (const char* field : {"title", "expiresAt"}) CHECK(bare.at(field).is_null());
  CHECK(bare.at("hasPassword") == false);
  CHECK(Patch(share, {{"artifactIds", nullptr}}).json.at("artifactIds") == ids);
  CHECK(Delete(share).status == 204);
  CHECK(Delete(share).status == 404);
  CHECK(Patch(share, Json::object()).status == 404);
}

TEST_CASE_METHOD(ApiWorld, "a share that cannot be is refused at its place and changes nothing") {
  const std::string job = Ready();
  const std::string share = "/shares/" + Post(job + "/shares").at("id");
  const Json before = Get(share).json;
  const auto refused = [&](const Json& body) {
    const Answer made = Post(job + "/shares", body);
    const Answer changed = Patch(share, body);
    CHECK(made.code() == changed.code());
    CHECK(made.pointer() == changed.pointer());
    return std::to_string(made.status) + " " + made.code() + " " + made.pointer();
  };
  CHECK(refused({{"artifactIds", Json::array()}}) == "422 invalid_field /artifactIds");
  CHECK(refused({{"artifactIds", {"nothing"}}}) == "422 invalid_field /artifactIds/0");
  CHECK(refused({{"artifactIds", {5}}}) == "422 invalid_field /artifactIds/0");
  CHECK(refused({{"title", " "}}) == "422 invalid_field /title");
  CHECK(refused({{"title", "a\u202Eb"}}) == "422 invalid_field /title");
  CHECK(refused({{"expiresAt", "tomorrow"}}) == "422 invalid_field /expiresAt");
  CHECK(refused({{"expiresAt", base::ToIso8601(clock.Now())}}) == "422 invalid_field /expiresAt");
  CHECK(refused({{"password", ""}}) == "422 invalid_field /password");
  CHECK(refused({{"password", std::string(1025, 'x')}}) == "422 invalid_field /password");
  CHECK(refused({{"token", "mine"}}) == "422 unknown_field /token");
  CHECK(Get(share).json == before);
  CHECK(Get(job + "/shares").json.at("items").size() == 1);
  CHECK(Post(MetaReady() + "/shares").pointer() == "/artifactIds");
}

TEST_CASE_METHOD(ApiWorld,
                 "an artifact of another job is not shared, nor another's share seen, for administrators too") {
  const std::string job = Ready();
  const Json others = ArtifactIdsOf(*this, Ready());
  CHECK(Post(job + "/shares", Json{{"artifactIds", others}}).pointer() == "/artifactIds/0");
  const std::string share = "/shares/" + Post(job + "/shares").at("id");
  for (const std::string& token : {bob, ada}) {
    CHECK(Call(token, "GET", share).code() == "not_found");
    CHECK(Call(token, "PATCH", share, Json{{"title", "x"}}).code() == "not_found");
    CHECK(Call(token, "DELETE", share).code() == "not_found");
  }
  CHECK(Get(share).status == 200);
}
