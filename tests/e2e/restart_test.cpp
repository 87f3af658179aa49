// A server that is stopped or killed while jobs stand in every status, and comes back on the same data.
#include <csignal>
#include <map>

#include "catch.h"
#include "e2e/harness/event_stream.h"
#include "e2e/harness/expect.h"
#include "e2e/harness/fake_youtube.h"
#include "e2e/harness/film.h"
#include "e2e/harness/recipes.h"
#include "e2e/harness/upload.h"

namespace clipbox::e2e {
namespace {

const Json kRecipe = ClipsRecipe({Clip(0.5, 1.5)});

// What can be seen of a job from outside.
struct Sight {
  Json job;
  std::vector<Json> timeline;
  std::vector<Json> artifacts;
  bool operator==(const Sight&) const = default;
};

Sight See(const ApiClient& client, const std::string& job) {
  return {client.Get("/jobs/" + job), client.Timeline(job), client.Artifacts(job)};
}

// A job in each status, by its name. The last is at work when this returns.
class JobsOfEveryStatus {
 public:
  JobsOfEveryStatus(const ApiClient& client, FakeYouTube& youtube, const std::filesystem::path& film,
                    const std::filesystem::path& slow_film)
      : client_(client), film_(film) {
    jobs_["READY"] = NewUploadedJob(client, film, kRecipe);
    WaitForStatus(client, jobs_["READY"], "READY");
    jobs_["UPLOADED"] = NewUploadedJob(client, film, kRecipe, {{"autoProcess", false}});
    WaitForJob(client, jobs_["UPLOADED"], [](const Json& job) {
      return job.at("status") == "UPLOADED" && !job.at("source").at("durationSeconds").is_null();
    });
    jobs_["META_READY"] = NewJob(client, kRecipe);
    for (const char* status : {"UPLOAD_READY", "UPLOADING", "FAILED"}) {
      jobs_[status] = NewJob(client, kRecipe);
      UploadOf(status).Prepare();
    }
    UploadOf("UPLOADING").SendPart(2);
    client.Call("DELETE", "/api/v1/jobs/" + jobs_["FAILED"] + "/upload");
    youtube.AnswerWith(503);
    jobs_["CREATED"] = NewJob(client, kRecipe);
    jobs_["PROCESSING"] =
        client.Post("/jobs", {{"url", "https://youtu.be/dQw4w9WgXcQ"}, {"recipe", SlowRecipe()}}).at("id");
    client.Patch("/jobs/" + jobs_["PROCESSING"], {{"title", "slow"}});
    client.Post("/jobs/" + jobs_["PROCESSING"] + "/rights", {{"confirmed", true}});
    Upload(client, jobs_["PROCESSING"], slow_film).Run();
    WaitForStatus(client, jobs_["PROCESSING"], "PROCESSING");
  }

  const std::string& operator[](const std::string& status) const { return jobs_.at(status); }
  Upload UploadOf(const std::string& status) const { return Upload(client_, jobs_.at(status), film_); }

  // All but the one at work, which goes on changing.
  std::map<std::string, Sight> SeeWhatRests() const {
    std::map<std::string, Sight> seen;
    for (const auto& [status, job] : jobs_) {
      if (status != "PROCESSING") seen[status] = See(client_, job);
    }
    return seen;
  }

 private:
  const ApiClient& client_;
  const std::filesystem::path film_;
  std::map<std::string, std::string> jobs_;
};

void GoOnFromEachStatus(const ApiClient& client, FakeYouTube& youtube, const JobsOfEveryStatus& jobs) {
  youtube.AnswerWith(200);
  client.Post("/jobs/" + jobs["CREATED"] + "/metadata");
  client.Post("/jobs/" + jobs["FAILED"] + "/restart");
  for (const char* status : {"CREATED", "META_READY", "UPLOAD_READY", "FAILED"}) jobs.UploadOf(status).Run();
  CHECK(jobs.UploadOf("UPLOADING").Missing() == std::vector<int>{1, 3});
  jobs.UploadOf("UPLOADING").Finish();
  client.Post("/jobs/" + jobs["UPLOADED"] + "/process");
}

}  // namespace

TEST_CASE("jobs in every status survive the end of the server and go on to READY") {
  const int signal = GENERATE(SIGTERM, SIGKILL);
  INFO("signal " << signal);
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SmallFilm(3));
  Enlarge(film, 20 << 20);
  const test::TempDir slow_folder;
  const auto slow_film = WriteFilm(slow_folder.path(), SlowFilm());
  FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const JobsOfEveryStatus jobs(client, youtube, film, slow_film);

  const auto before = jobs.SeeWhatRests();
  for (const auto& [status, sight] : before) CHECK(sight.job.at("status") == status);
  if (signal == SIGTERM) {
    CHECK(appliance.Stop() == 0);
  } else {
    appliance.Kill();
  }
  appliance.Start();
  const auto after = jobs.SeeWhatRests();
  for (const auto& [status, sight] : before) {
    INFO(status << " was " << base::DumpJson(sight.job) << " and is " << base::DumpJson(after.at(status).job));
    CHECK((after.at(status) == sight));
  }

  GoOnFromEachStatus(client, youtube, jobs);
  for (const auto& [status, sight] : before) {
    INFO("from " << status);
    WaitForStatus(client, jobs[status], "READY", std::chrono::seconds(120));
    CheckArtifacts(client, jobs[status]);
  }
  WaitForStatus(client, jobs["PROCESSING"], "READY", std::chrono::seconds(120));
  CheckArtifacts(client, jobs["PROCESSING"]);
  CheckClips(client, jobs["PROCESSING"], slow_film);
}

TEST_CASE("an orderly stop hands the job at work back without counting the attempt") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SlowFilm());
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, SlowRecipe());
  CHECK(WaitForStatus(client, job, "PROCESSING").at("attempts") == 1);
  CHECK(appliance.Stop() == 0);
  appliance.Start();
  const Json ready = WaitForStatus(client, job, "READY", std::chrono::seconds(120));
  CHECK(ready.at("attempts") == 1);
  CheckArtifacts(client, job);
}

TEST_CASE("a second server on the same data is refused and the first goes on") {
  Appliance appliance;
  const ApiClient client = SetUp(appliance);
  const test::TempDir folder;
  ChildProcess second(ServeCommand(appliance.data_dir(), {}), folder / "stderr");
  const auto code = second.WaitExit(std::chrono::seconds(5));
  REQUIRE(code.has_value());
  CHECK((*code == 1 || *code == 2));
  CHECK(second.ReadAll(std::chrono::seconds(5)).find("listening") == std::string::npos);
  CHECK(TailOf(folder / "stderr").find(appliance.data_dir().string()) != std::string::npos);
  CHECK(client.Get("/session").at("user").at("username") == "ada");
}

TEST_CASE("a cancelled job stops within a second, frees the machine and can be made anew") {
  const test::TempDir folder;
  const auto film = WriteFilm(folder.path(), SlowFilm());
  const FakeYouTube youtube;
  Appliance appliance({youtube.Setting()});
  const ApiClient client = SetUp(appliance);
  const std::string job = NewUploadedJob(client, film, SlowRecipe());
  WaitForJob(client, job,
             [](const Json& now) { return !now.at("progress").is_null() && now.at("progress").at("fraction") > 0; });
  const auto asked = std::chrono::steady_clock::now();
  client.Post("/jobs/" + job + "/cancel");
  const Json failed = WaitForJob(client, job, [](const Json& now) { return now.at("status") == "FAILED"; });
  CHECK(std::chrono::steady_clock::now() - asked < std::chrono::seconds(1));
  CHECK(failed.at("failure").at("code") == "cancelled");

  client.Post("/jobs/" + job + "/process", {{"recipe", WholeRecipe({"poster"})}});
  WaitForStatus(client, job, "READY");
  CheckArtifacts(client, job);
  CHECK(appliance.Stop() == 0);
}

}  // namespace clipbox::e2e
