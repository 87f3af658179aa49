// Every move of a status, each call in each status that refuses it, and the list in the table against the list in the
// database.
#include <latch>
#include <map>
#include <set>
#include <thread>

#include "base/embedded.h"
#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using base::ErrorCode;
using jobs::Status;

namespace {

using Call = std::function<void(World&, const jobs::JobId&)>;

struct Rule {
  std::string name;
  Call call;
  std::set<Status> accepts;          // statuses that the call moves or leaves as they are
  std::vector<std::string> allowed;  // what a refusal names
};

std::vector<Rule> Rules() {
  using enum Status;
  return {
      {"prepare",
       [](World& w, const jobs::JobId& id) {
         if (w.Now(id).status == kMetaReady) w.store().jobs.ConfirmRights(w.ann, id, "1");
         w.store().uploads.Prepare(w.ann, id, w.FileOf());
       },
       {kMetaReady, kUploadReady, kUploading, kUploaded, kProcessing, kReady, kFailed},
       {"META_READY"}},
      {"start uploading",
       [](World& w, const jobs::JobId& id) { w.store().uploads.StartUploading(w.ann, id); },
       {kUploadReady, kUploading, kUploaded, kProcessing, kReady, kFailed},
       {"UPLOAD_READY", "UPLOADING"}},
      {"report a part",
       [](World& w, const jobs::JobId& id) {
         w.store().uploads.RecordPart(w.ann, id, {1, "e", 40});
       },
       {kUploadReady, kUploading, kUploaded, kProcessing, kReady, kFailed},
       {"UPLOAD_READY", "UPLOADING"}},
      {"complete",
       [](World& w, const jobs::JobId& id) { w.store().uploads.Complete(w.ann, id, "upload"); },
       {kUploadReady, kUploading, kUploaded, kProcessing, kReady, kFailed},
       {"UPLOAD_READY", "UPLOADING"}},
      {"abort",
       [](World& w, const jobs::JobId& id) { w.store().uploads.Abort(w.ann, id, ""); },
       {kUploadReady, kUploading},
       {"UPLOAD_READY", "UPLOADING"}},
      {"process",
       [](World& w, const jobs::JobId& id) { w.store().processing.Process(w.ann, id, std::nullopt); },
       {kReady, kFailed},
       {"READY", "FAILED"}},
      {"restart", [](World& w, const jobs::JobId& id) { w.store().processing.Restart(w.ann, id); }, {}, {"FAILED"}},
      {"cancel",
       [](World& w, const jobs::JobId& id) { w.store().processing.Cancel(w.ann, id); },
       {kUploaded, kProcessing},
       {"UPLOADED", "PROCESSING"}},
  };
}

}  // namespace

TEST_CASE("the database knows the statuses of the table and no others") {
  const auto sql = base::FindEmbedded("sql/migrations/0001_first.sql");
  REQUIRE(sql);
  const std::size_t start = sql->find("CHECK (status IN ('CREATED'");
  REQUIRE(start != std::string_view::npos);
  std::string expected = "CHECK (status IN (";
  for (const Status status : jobs::kAllStatuses) {
    expected += (status == jobs::kAllStatuses.front() ? "'" : ", '") + std::string(ToText(status)) + "'";
  }
  CHECK(sql->substr(start, expected.size() + 2) == expected + "))");
}

TEST_CASE("the database knows the types and methods of artifacts") {
  World world;
  const jobs::JobId id = world.Processing().claim.job_id;
  for (int type = 0; type <= static_cast<int>(jobs::ArtifactType::kCaptions); ++type) {
    jobs::Artifact artifact = Clip("x", 0, 1, "key");
    artifact.type = static_cast<jobs::ArtifactType>(type);
    artifact.method = static_cast<jobs::Method>(type % 5);
    world.database().Write([&](sqlite::Connection& db) {
      db.Run("AddArtifact", {{":id", std::to_string(type)},
                             {":job_id", id},
                             {":type", ToText(artifact.type)},
                             {":label", ""},
                             {":start", std::nullopt},
                             {":end", std::nullopt},
                             {":duration", std::nullopt},
                             {":width", std::nullopt},
                             {":height", std::nullopt},
                             {":size_bytes", 1},
                             {":content_type", ""},
                             {":sha256", artifact.sha256},
                             {":key", "k"},
                             {":method", ToText(artifact.method)},
                             {":reason", std::nullopt},
                             {":lost_sound", std::nullopt},
                             {":settings", ""},
                             {":given_label", std::nullopt},
                             {":now", 0}});
    });
  }
  CHECK(world.store().artifacts.ListAll(id).size() == 10);
}

TEST_CASE("a call in a status that it does not accept is refused with the current status and the allowed ones") {
  for (const Rule& rule : Rules()) {
    for (const Status status : jobs::kAllStatuses) {
      World world;
      const jobs::Job job = world.At(status);
      INFO(rule.name << " in " << ToText(status));
      if (rule.accepts.contains(status)) {
        CHECK_NOTHROW(rule.call(world, job.id));
        continue;
      }
      const std::size_t told = world.Told(job.id).size();
      const base::Error error = ErrorOf([&] { rule.call(world, job.id); });
      CHECK(error.code() == ErrorCode::kWrongStatus);
      CHECK(error.details().current == ToText(status));
      CHECK(error.details().allowed == rule.allowed);
      CHECK(world.Now(job.id).status == status);
      CHECK(world.Told(job.id).size() == told);
    }
  }
}

TEST_CASE("a job goes from CREATED to READY, and its timeline tells every step") {
  World world;
  const jobs::Job job = world.Ready();
  CHECK(job.status == Status::kReady);
  CHECK(world.Told(job.id) ==
        std::vector<std::string>{"created", "metadata_fetched", "CREATED>META_READY", "rights_confirmed",
                                 "upload_prepared", "META_READY>UPLOAD_READY", "UPLOAD_READY>UPLOADING",
                                 "upload_completed", "UPLOADING>UPLOADED", "UPLOADED>PROCESSING", "processing_started",
                                 "artifact_written", "processing_finished", "PROCESSING>READY"});
}

TEST_CASE("of two parallel callers of one move one succeeds and the other is told the status it found") {
  World world;
  const jobs::Job job = world.FailedWithoutSource();
  std::latch start(2);
  std::atomic<int> succeeded{0};
  std::atomic<int> refused{0};
  const auto restart = [&] {
    start.arrive_and_wait();
    try {
      world.store().processing.Restart(world.ann, job.id);
      ++succeeded;
    } catch (const base::Error& error) {
      const bool right = error.code() == ErrorCode::kWrongStatus && error.details().current == "META_READY" &&
                         error.details().allowed == std::vector<std::string>{"FAILED"};
      if (right) ++refused;
    }
  };
  { std::jthread one(restart), two(restart); }
  CHECK(succeeded == 1);
  CHECK(refused == 1);
  const auto told = world.Told(job.id);
  CHECK(std::count(told.begin(), told.end(), "FAILED>META_READY") == 1);
}

TEST_CASE("a status survives a kill and a new start, in each status") {
  for (const Status status : jobs::kAllStatuses) {
    World world;
    const jobs::Job job = world.At(status);
    const auto told = world.Told(job.id);
    world.Reboot("boot2");
    CHECK(world.Now(job.id).status == status);
    CHECK(world.Told(job.id) == told);
  }
}

TEST_CASE("the database itself refuses a status that its columns do not carry") {
  World world;
  const jobs::Job job = world.Created();
  for (const Status status : jobs::kAllStatuses) {
    if (status == Status::kCreated) continue;
    CHECK_THROWS_AS(world.database().Write([&](sqlite::Connection& db) {
      db.Execute("UPDATE video_jobs SET status = '" + std::string(ToText(status)) + "' WHERE id = '" + job.id.value +
                 "'");
    }),
                    base::Error);
  }
}
