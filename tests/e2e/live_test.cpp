// What a page that stays open is told, and what is left of a job that is deleted.
#include "catch.h"
#include "e2e/harness/event_stream.h"
#include "e2e/harness/expect.h"
#include "e2e/harness/fake_youtube.h"
#include "e2e/harness/film.h"
#include "e2e/harness/recipes.h"
#include "e2e/harness/upload.h"

namespace clipbox::e2e {
namespace {

using Ids = std::vector<std::int64_t>;

Ids TimelineIds(const ApiClient& client, const std::string& job) {
  Ids ids;
  for (const Json& row : client.Timeline(job)) ids.push_back(row.at("id").get<std::int64_t>());
  return ids;
}

}  // namespace

TEST_CASE("an event stream tells every row of the timeline once and in order, and its progress never goes back") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(5));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job =
      client.Post("/jobs", {{"url", "https://youtu.be/dQw4w9WgXcQ"}, {"recipe", ClipsRecipe({Clip(1, 4)})}}).at("id");
  const Ids before = TimelineIds(client, job);
  const Deadline deadline{std::chrono::seconds(60)};
  EventStream stream(client, "/jobs/" + job + "/events", deadline, std::to_string(before.back()));
  client.Post("/jobs/" + job + "/rights", {{"confirmed", true}});
  Upload(client, job, film).Run();

  Ids told;
  std::string status;
  double fraction = 0;
  while (status != "READY") {
    const auto event = stream.Next(deadline);
    REQUIRE(event.has_value());
    if (event->name == "timeline") told.push_back(event->data.at("id").get<std::int64_t>());
    if (event->name != "job") continue;
    status = event->data.at("status");
    const Json& progress = event->data.at("progress");
    if (progress.is_null()) continue;
    CHECK(progress.at("fraction").get<double>() >= fraction);
    CHECK(progress.at("fraction").get<double>() <= 1);
    fraction = progress.at("fraction").get<double>();
  }
  Ids all = TimelineIds(client, job);
  while (told.size() + before.size() < all.size())
    told.push_back(stream.Expect("timeline", deadline).data.at("id").get<std::int64_t>());
  CHECK(told == Ids(all.begin() + static_cast<std::ptrdiff_t>(before.size()), all.end()));
}

TEST_CASE("an event stream that comes back is told what it missed and nothing else") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, WholeRecipe({"poster"}));
  WaitForStatus(client, job, "READY");
  const Ids all = TimelineIds(client, job);
  const auto middle = static_cast<std::ptrdiff_t>(all.size() / 2);
  const Ids missed(all.begin() + middle, all.end());
  const Deadline deadline{std::chrono::seconds(10)};
  EventStream stream(client, "/jobs/" + job + "/events", deadline,
                     std::to_string(all[static_cast<std::size_t>(middle) - 1]));
  Ids told;
  while (told.size() < missed.size())
    told.push_back(stream.Expect("timeline", deadline).data.at("id").get<std::int64_t>());
  CHECK(told == missed);
  CHECK(stream.head().find("X-Accel-Buffering: no") != std::string::npos);
}

TEST_CASE("the stream of all jobs tells a person's own jobs only") {
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient ada = SetUp(appliance);
  const ApiClient grace = AddMember(ada, "grace");
  const Deadline deadline{std::chrono::seconds(10)};
  EventStream stream(ada, "/events", deadline);
  grace.Post("/jobs", {{"url", "https://youtu.be/dQw4w9WgXcQ"}});
  const std::string own = ada.Post("/jobs", {{"url", "https://youtu.be/9bZkp7q19f0"}}).at("id");
  CHECK(stream.Expect("job", deadline).data.at("id") == own);
}

TEST_CASE("a deleted job is gone for every call, its links open nothing, and its bytes leave the store") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, ClipsRecipe({Clip(0.5, 1.5)}));
  WaitForStatus(client, job, "READY");
  CHECK(appliance.StoredBytes() == BytesOf(client, job));
  const std::string link = client.Get("/jobs/" + job + "/source/url").at("url");
  const Deadline deadline{std::chrono::seconds(10)};
  EventStream stream(client, "/jobs/" + job + "/events", deadline);

  client.Delete("/jobs/" + job);
  CHECK(stream.Expect("deleted", deadline).data.at("id") == job);
  CHECK(CodeOfRefusal(client, "GET", "/jobs/" + job) == "not_found");
  CHECK(CodeOfRefusal(client, "DELETE", "/jobs/" + job) == "not_found");
  CHECK(Fetch(link).status == 404);
  CHECK(appliance.StoredBytes() == 0);
}

TEST_CASE("a repeated POST with one Idempotency-Key makes one job, and another body with that key is refused") {
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const Json body = {{"url", "https://youtu.be/dQw4w9WgXcQ"}};
  const Answer first = client.Call("POST", "/api/v1/jobs", body, {"Idempotency-Key: once"});
  const Answer again = client.Call("POST", "/api/v1/jobs", body, {"Idempotency-Key: once"});
  CHECK(first.status == 201);
  CHECK(again.status == 201);
  CHECK(again.json.at("id") == first.json.at("id"));
  const Answer other =
      client.Call("POST", "/api/v1/jobs", {{"url", "https://youtu.be/9bZkp7q19f0"}}, {"Idempotency-Key: once"});
  CHECK(other.status == 422);
  CHECK(other.json.at("code") == "idempotency_key_reused");
  CHECK(client.List("/jobs").size() == 1);
}

TEST_CASE("the metrics count what happened") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  WaitForStatus(client, NewUploadedJob(client, film, WholeRecipe({"poster"})), "READY");
  const std::string metrics = client.Call("GET", "/metrics").raw.body;
  INFO(metrics);
  CHECK(metrics.find("clipbox_jobs_created_total 1") != std::string::npos);
  CHECK(metrics.find("clipbox_job_transitions_total{to=\"READY\"} 1") != std::string::npos);
  CHECK(metrics.find("clipbox_artifacts_total{type=\"poster\"} 1") != std::string::npos);
  CHECK(metrics.find("clipbox_processing_seconds_count") != std::string::npos);
  CHECK(metrics.find("clipbox_queue_depth 0") != std::string::npos);
  CHECK(metrics.find("clipbox_source_bytes_read_total") != std::string::npos);
  CHECK(metrics.find("clipbox_http_requests_total{") != std::string::npos);
}

}  // namespace clipbox::e2e
