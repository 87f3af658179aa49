#include "integration/api/api_world.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

TEST_CASE_METHOD(ApiWorld, "a person is told what their own jobs take, and what they may") {
  const std::string job = Ready();
  const Json used = Get("/usage").json;
  CHECK(used.at("sourceBytes") == kFileSize);
  CHECK(used.at("artifactBytes") == 15);
  CHECK(used.at("usedBytes") == kFileSize + 15);
  CHECK(used.at("limitBytes").is_null());
  CHECK(used.at("queuedLimit").is_null());
  CHECK(used.at("jobs") == 1);
  CHECK(used.at("queuedJobs") == 0);
  CHECK(used.at("largest") ==
        Json::array({{{"jobId", IdOf(job).value}, {"title", "A film"}, {"sizeBytes", kFileSize + 15}}}));
  CHECK(Call(bob, "GET", "/usage").json.at("usedBytes") == 0);
}

TEST_CASE_METHOD(ApiWorld, "the limits that are set are told beside what is used of them") {
  api.settings.quota = {.user_bytes = 5'000'000'000, .total_bytes = {}, .queued_jobs = 3};
  Uploading();
  const Json used = Get("/usage").json;
  CHECK(used.at("limitBytes") == 5'000'000'000);
  CHECK(used.at("queuedLimit") == 3);
  CHECK(used.at("queuedJobs") == 1);
}
