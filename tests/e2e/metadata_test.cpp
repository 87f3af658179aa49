// What becomes of a job by what YouTube answers about its video.
#include "catch.h"
#include "e2e/harness/event_stream.h"
#include "e2e/harness/expect.h"
#include "e2e/harness/fake_youtube.h"

namespace clipbox::e2e {
namespace {

const Json kLink = {{"url", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"}};

}  // namespace

TEST_CASE("a private or unlisted video goes on with limited metadata") {
  const int refusal = GENERATE(401, 403);
  FakeYouTube youtube;
  youtube.AnswerWith(refusal);
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const Json job = client.Post("/jobs", kLink);
  CHECK(job.at("status") == "META_READY");
  CHECK(job.at("sourceMeta").at("limited") == true);
}

TEST_CASE("a video that YouTube does not have fails at once and says so") {
  const int refusal = GENERATE(404, 400);
  FakeYouTube youtube;
  youtube.AnswerWith(refusal);
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const Answer created = client.Call("POST", "/api/v1/jobs", kLink);
  CHECK(created.status == 201);
  CHECK(created.json.at("status") == "FAILED");
  CHECK(created.json.at("failure").at("code") == "video_removed");
  CHECK_FALSE(created.json.at("failure").at("message").get<std::string>().empty());
}

TEST_CASE("where YouTube cannot be asked the person goes on by giving a title") {
  Appliance appliance({"youtube.oembed_url=http://127.0.0.1:9/oembed"});  // discard: nobody listens
  const ApiClient client = SetUp(appliance);
  const Json created = client.Post("/jobs", kLink);
  CHECK(created.at("status") == "CREATED");
  CHECK(created.at("sourceMeta").is_null());
  const std::string job = created.at("id");
  CHECK(CountEvents(client, job, "metadata_failed") == 1);
  client.Post("/jobs/" + job + "/rights", {{"confirmed", true}});
  const Json file = {{"fileName", "a.mp4"}, {"sizeBytes", 10}, {"contentType", ""}};
  CHECK(CodeOfRefusal(client, "POST", "/jobs/" + job + "/upload", file) == "wrong_status");

  const Json named =
      client.Patch("/jobs/" + job, {{"title", "My own film"}, {"description", "0:00 Start\n0:02 The rest"}});
  CHECK(named.at("status") == "META_READY");
  CHECK(named.at("title") == "My own film");
  CHECK(named.at("sourceMeta").at("via") == "manual");
  CHECK(named.at("sourceMeta").at("chapters").size() == 2);
}

TEST_CASE("metadata that failed is there once YouTube answers and is asked again") {
  FakeYouTube youtube;
  youtube.AnswerWith(503);
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const Json created = client.Post("/jobs", kLink);
  CHECK(created.at("status") == "CREATED");
  youtube.AnswerWith(200);
  const Json again = client.Post("/jobs/" + created.at("id").get<std::string>() + "/metadata");
  CHECK(again.at("status") == "META_READY");
  CHECK(again.at("title") == FakeYouTube::kTitle);
}

TEST_CASE("YouTube is never asked where metadata is off") {
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting(), "youtube.metadata=off"});
  const ApiClient client = SetUp(appliance);
  CHECK(client.Post("/jobs", kLink).at("status") == "CREATED");
  CHECK(youtube.questions() == 0);
}

TEST_CASE("a link that is no video on YouTube is refused and makes no job") {
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  for (const char* link : {"https://youtube.com.example.org/watch?v=dQw4w9WgXcQ", "https://www.youtube.com/@somebody",
                           "https://www.youtube.com/playlist?list=PL1234567890", "not a link at all"}) {
    CHECK(CodeOfRefusal(client, "POST", "/jobs", {{"url", link}}) == "invalid_url");
  }
  CHECK(client.List("/jobs").empty());
}

}  // namespace clipbox::e2e
