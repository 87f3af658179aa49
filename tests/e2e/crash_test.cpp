// kill -9 at chosen and at random moments of the flow. What was answered with 2xx is still there, work is done again
// where it must be, and nothing is there twice.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <future>
#include <iostream>
#include <random>
#include <set>

#include "base/error.h"
#include "catch.h"
#include "e2e/harness/event_stream.h"
#include "e2e/harness/expect.h"
#include "e2e/harness/fake_youtube.h"
#include "e2e/harness/film.h"
#include "e2e/harness/half_sent_part.h"
#include "e2e/harness/recipes.h"
#include "e2e/harness/upload.h"

namespace clipbox::e2e {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::chrono::seconds kBackWithin{2};

// Kills, starts again, and holds the server to its two seconds.
void Crash(Appliance& appliance, const ApiClient& client) {
  appliance.Kill();
  const auto started = Clock::now();
  appliance.Start();
  CHECK(client.Call("GET", "/readyz").status == 200);
  CHECK(Clock::now() - started < kBackWithin);
}

// One flow as a stubborn client walks it: each step whose answer was lost is simply asked again.
class StubbornFlow {
 public:
  StubbornFlow(const Appliance& appliance, const ApiClient& client, const std::filesystem::path& film, int number)
      : appliance_(appliance), client_(client), film_(film), key_("flow-" + std::to_string(number)) {}

  // The job, READY. Throws where a repeated call is refused, or where something acknowledged is gone.
  std::string Run() {
    const std::string job = Insist([&] { return Create(); });
    Insist([&] { return client_.Post("/jobs/" + job + "/rights", {{"confirmed", true}}); });
    const Upload upload(client_, job, film_);
    Insist([&] { return upload.Prepare(); });
    SendParts(upload);
    Insist([&] { return client_.Post("/jobs/" + job + "/upload/complete"); });
    Insist([&] { return WaitForStatus(client_, job, "READY"); });
    return job;
  }

 private:
  std::string Create() const {
    const Json body = {{"url", "https://youtu.be/dQw4w9WgXcQ"},
                       {"recipe", ClipsRecipe({Clip(0.5, 1.5), Clip(2, 3.5), Clip(4, 9)})}};
    const Answer answer = client_.Call("POST", "/api/v1/jobs", body, {"Idempotency-Key: " + key_});
    if (answer.status != 201) throw Refused("POST /jobs", answer);
    if (answer.json.at("status") == "CREATED")
      client_.Post("/jobs/" + answer.json.at("id").get<std::string>() + "/metadata");
    return answer.json.at("id");
  }

  void SendParts(const Upload& upload) {
    std::set<int> acknowledged;
    for (;;) {
      const std::vector<int> missing = Insist([&] { return upload.Missing(); });
      for (const int number : missing) {
        if (acknowledged.contains(number))
          throw std::runtime_error("part " + std::to_string(number) + " was acknowledged and is gone");
      }
      if (missing.empty()) return;
      Insist([&] { return upload.SendPart(missing.front()), true; });
      acknowledged.insert(missing.front());
    }
  }

  // The server that ends refuses by 503 and cuts connections; anything else it says counts.
  template <class Step>
  auto Insist(const Step& step) -> decltype(step()) {
    for (;;) {
      const std::string url = appliance_.url();
      try {
        return step();
      } catch (const base::Error& error) {
        if (error.code() != base::ErrorCode::kUnreachable) throw;
      } catch (const Refused& refused) {
        if (refused.status() != 503) throw;
      } catch (const ConnectionLost&) {
      }
      appliance_.WaitForRestart(url);
    }
  }

  const Appliance& appliance_;
  const ApiClient& client_;
  const std::filesystem::path film_;
  const std::string key_;
};

unsigned Seed() {
  const char* given = std::getenv("CLIPBOX_TEST_SEED");
  return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
}

void CheckNothingTwice(const ApiClient& client, const std::string& job) {
  CheckArtifacts(client, job);
  const auto moves = Moves(client, job);
  for (const char* once : {"META_READY", "UPLOAD_READY", "UPLOADING", "READY"})
    CHECK(std::count(moves.begin(), moves.end(), once) == 1);
  CHECK(CountEvents(client, job, "created") == 1);
  CHECK(CountEvents(client, job, "upload_completed") == 1);
  CHECK(CountEvents(client, job, "artifact_written") == static_cast<int>(client.Artifacts(job).size()));
}

// Walks ten flows on one server and calls `interrupt` once in each, at a random moment of it.
void WalkTenFlows(Appliance& appliance, const ApiClient& client, const std::filesystem::path& film,
                  const std::function<void()>& interrupt) {
  const auto begun = Clock::now();
  const std::string first = StubbornFlow(appliance, client, film, 0).Run();
  const auto undisturbed = std::chrono::duration_cast<milliseconds>(Clock::now() - begun);
  CheckNothingTwice(client, first);
  const unsigned seed = Seed();
  std::mt19937 random(seed);
  std::uniform_int_distribution<milliseconds::rep> moment(0, undisturbed.count());
  for (int number = 1; number <= 10; ++number) {
    const milliseconds delay(moment(random));
    std::cout << "CLIPBOX_TEST_SEED=" << seed << ", flow " << number << ": after " << delay.count() << " of "
              << undisturbed.count() << " ms\n";
    StubbornFlow flow(appliance, client, film, number);
    std::future<std::string> job = std::async(std::launch::async, [&flow] { return flow.Run(); });
    CHECK_FALSE(appliance.WaitForEnd(delay));
    interrupt();
    const std::string done = job.get();
    CheckNothingTwice(client, done);
    CHECK(ArtifactNames(client, done) == ArtifactNames(client, first));
  }
}

// Every byte in the store belongs to a source or an artifact that the API names.
void CheckNothingLeftOver(const Appliance& appliance, const ApiClient& client) {
  std::uint64_t named = 0;
  for (const Json& job : client.List("/jobs")) named += BytesOf(client, job.at("id"));
  CHECK(appliance.StoredBytes() == named);
}

}  // namespace

TEST_CASE("an upload that kill -9 interrupts goes on with the missing parts only") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(5));
  Enlarge(film, 36 << 20);
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewJob(client, ClipsRecipe({Clip(1, 2)}));
  const Upload upload(client, job, film);
  const Json session = upload.Prepare();
  upload.SendPart(1);
  upload.SendPart(4);
  Crash(appliance, client);

  CHECK(upload.Missing() == std::vector<int>{2, 3, 5});
  const Json again = upload.Prepare();
  CHECK(again.at("uploadId") == session.at("uploadId"));
  CHECK(again.at("parts").size() == 2);
  upload.SendPart(2);
  CHECK(CodeOfRefusal(client, "POST", "/jobs/" + job + "/upload/complete", Json::object()) == "parts_missing");
  Crash(appliance, client);
  CHECK(upload.Missing() == std::vector<int>{3, 5});
  upload.Finish();
  WaitForStatus(client, job, "READY");
  CheckNothingTwice(client, job);
  CheckClips(client, job, film);
}

TEST_CASE("a part that a crash cut short in the middle of its bytes is still missing") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  Enlarge(film, 20 << 20);
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewJob(client, WholeRecipe({"poster"}));
  const Upload upload(client, job, film);
  const Json session = upload.Prepare();
  HalfSentPart half(session.at("partUrls").at(0).at("url"), upload.BytesOfPart(1, session.at("partSize")));
  Crash(appliance, client);
  CHECK(upload.Missing() == std::vector<int>{1, 2, 3});
  upload.Finish();
  WaitForStatus(client, job, "READY");
  CheckNothingTwice(client, job);
}

TEST_CASE(
    "a job that kill -9 interrupts in its processing is finished by the next server, and what was made is not made "
    "again") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SlowFilm());
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting(), "media.workers=1"});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, SlowRecipe());
  {
    const Deadline deadline{std::chrono::seconds(60)};
    EventStream(client, "/jobs/" + job + "/events", deadline).Expect("artifact", deadline);
  }
  const std::vector<Json> made = client.Artifacts(job);
  REQUIRE_FALSE(made.empty());
  REQUIRE(client.Get("/jobs/" + job).at("status") == "PROCESSING");
  Crash(appliance, client);

  WaitForStatus(client, job, "READY", std::chrono::seconds(120));
  const std::vector<Json> all = client.Artifacts(job);
  for (const Json& artifact : made) CHECK(std::find(all.begin(), all.end(), artifact) != all.end());
  CheckNothingTwice(client, job);
  CheckClips(client, job, film);
}

TEST_CASE("ten flows that meet kill -9 at random moments end READY with nothing lost and nothing twice") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(10));
  Enlarge(film, 20 << 20);
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  WalkTenFlows(appliance, client, film, [&] { Crash(appliance, client); });
  CHECK(client.List("/jobs").size() == 11);
  CheckNothingLeftOver(appliance, client);
}

TEST_CASE("ten flows that meet an orderly stop at random moments end READY in one attempt each") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(10));
  Enlarge(film, 20 << 20);
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  WalkTenFlows(appliance, client, film, [&] {
    CHECK(appliance.Stop() == 0);
    appliance.Start();
  });
  const std::vector<Json> jobs = client.List("/jobs");
  CHECK(jobs.size() == 11);
  for (const Json& job : jobs) CHECK(job.at("attempts") == 1);
  CheckNothingLeftOver(appliance, client);
}

}  // namespace clipbox::e2e
