#include "store/bytes/retention.h"

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using base::ErrorCode;
using jobs::Status;

namespace {

constexpr std::chrono::days kWeek{7};

}  // namespace

TEST_CASE("an old source is let go of: the job stays what it is, and cannot be processed again") {
  for (const Status status : {Status::kReady, Status::kFailed}) {
    World world;
    const jobs::Job job = world.At(status);
    CHECK(world.store().retention.ListOldSources(world.clock.Now() - kWeek, 10).empty());
    world.clock.Advance(kWeek);
    const base::Timestamp before = world.clock.Now() - kWeek;
    REQUIRE(world.store().retention.ListOldSources(before, 10) == std::vector<jobs::JobId>{job.id});
    const auto pending = world.store().retention.DropSource(job.id, before);
    REQUIRE(pending.size() == 1);
    CHECK(pending[0].key == *job.source_key);
    CHECK(pending[0].upload_id.empty());
    CHECK(world.Now(job.id).status == status);
    CHECK_FALSE(world.Now(job.id).source_key);
    CHECK(world.Told(job.id).back() == "source_expired");
    CHECK(ErrorOf([&] { world.store().processing.Process(world.ann, job.id, std::nullopt); }).code() ==
          ErrorCode::kSourceMissing);
    CHECK(world.store().retention.DropSource(job.id, before).empty());
    CHECK(world.store().retention.ListOldSources(before, 10).empty());
  }
}

TEST_CASE("a failed job whose source is gone starts over with a new upload") {
  World world;
  const jobs::JobId id = world.FailedWithSource().id;
  world.clock.Advance(kWeek);
  world.store().retention.DropSource(id, world.clock.Now() - kWeek);
  CHECK(world.store().processing.Restart(world.ann, id).status == Status::kMetaReady);
  CHECK(world.store().uploads.Prepare(world.ann, id, world.FileOf("again.mp4")).created);
}

TEST_CASE("a source that somebody waits for is kept, however old; one that was held too long fails its job") {
  World world;
  const jobs::JobId waiting = world.Uploaded().id;
  world.clock.Advance(kWeek);
  const base::Timestamp before = world.clock.Now() - kWeek;
  CHECK(world.store().retention.ListOldSources(before, 10).empty());
  CHECK(world.store().retention.DropSource(waiting, before).empty());
  const ClaimedTask claimed = world.store().queue.ClaimNext("w1").value();
  CHECK(world.store().retention.DropSource(waiting, before).empty());
  world.store().queue.Fail(claimed.claim, base::ErrorCode::kInternal, "x");

  const jobs::JobId held = world.Uploaded(false).id;
  const ClaimedTask analysis = world.store().queue.ClaimNext("w1").value();
  REQUIRE(world.store().queue.FinishAnalysis(analysis, {{}, "{}", {}, {}}) == AfterTask::kHeld);
  world.clock.Advance(kWeek);
  CHECK(world.store().retention.DropSource(held, world.clock.Now() - kWeek).size() == 1);
  CHECK(world.Now(held).status == Status::kFailed);
  CHECK(world.Now(held).failure->code == "upload_expired");
  CHECK_FALSE(world.Now(held).source_key);
}

TEST_CASE("old artifacts go, younger ones of the same job stay, and the timeline tells of it once") {
  World world;
  const jobs::JobId id = world.Ready().id;
  world.clock.Advance(std::chrono::days(3));
  world.store().processing.Process(world.ann, id, std::nullopt);
  world.store().queue.FinishAnalysis(world.store().queue.ClaimNext("w1").value(), {{}, "{}", {"{}"}, {}});
  world.store().queue.FinishSpan(world.store().queue.ClaimNext("w1").value(),
                                 {{Clip("second", 1, 2, "clipbox/a/second")}, {}, 1});
  REQUIRE(world.store().artifacts.ListAll(id).size() == 2);
  world.clock.Advance(std::chrono::days(4));
  const base::Timestamp before = world.clock.Now() - kWeek;
  CHECK(world.store().retention.ListOldArtifacts(before, 10) == std::vector<jobs::JobId>{id});
  const auto pending = world.store().retention.DropArtifacts(id, before);
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].key == "clipbox/a/" + id.value);
  REQUIRE(world.store().artifacts.ListAll(id).size() == 1);
  CHECK(world.store().artifacts.ListAll(id)[0].label == "second");
  CHECK(world.Now(id).status == Status::kReady);
  CHECK(world.Told(id).back() == "artifacts_expired");
  CHECK(world.store().retention.DropArtifacts(id, before).empty());
  CHECK(world.Told(id).back() == "artifacts_expired");
}

TEST_CASE("artifacts of a job on the bench are kept until it is through") {
  World world;
  const jobs::JobId id = world.Ready().id;
  world.clock.Advance(kWeek);
  world.store().processing.Process(world.ann, id, std::nullopt);
  const base::Timestamp before = world.clock.Now() - kWeek;
  CHECK(world.store().retention.ListOldArtifacts(before, 10).empty());
  CHECK(world.store().retention.DropArtifacts(id, before).empty());
}

TEST_CASE("a damaged artifact is let go of and told, and the next work makes it again") {
  World world;
  const jobs::JobId id = world.Ready().id;
  CHECK(world.store().retention.DropDamaged("clipbox/a/" + id.value).empty());
  CHECK(world.store().artifacts.ListAll(id).empty());
  CHECK(world.Now(id).status == Status::kReady);
  CHECK(world.Told(id).back() == "artifact_damaged");
  // Its bytes are set aside, and not to be deleted.
  CHECK(world.store().pending_deletes.Count() == 0);
  const auto told = world.Told(id);
  CHECK(world.store().retention.DropDamaged("clipbox/a/" + id.value).empty());
  CHECK(world.Told(id) == told);
  CHECK(world.store().processing.Process(world.ann, id, std::nullopt).status == Status::kUploaded);
}

TEST_CASE("a damaged source is let go of whoever waits for it, and its job says so and starts over") {
  for (const Status status : {Status::kReady, Status::kFailed, Status::kUploaded, Status::kProcessing}) {
    World world;
    const jobs::Job job = world.At(status);
    world.store().retention.DropDamaged(*job.source_key);
    CHECK(world.Now(job.id).status == (status == Status::kReady ? Status::kReady : Status::kFailed));
    CHECK_FALSE(world.Now(job.id).source_key);
    CHECK(world.Told(job.id).back() == "source_damaged");
    CHECK(world.store().pending_deletes.Count() == 0);
    if (status == Status::kUploaded || status == Status::kProcessing) {
      CHECK(world.Now(job.id).failure->code == "source_damaged");
      CHECK(world.store().processing.Restart(world.ann, job.id).status == Status::kMetaReady);
      CHECK(world.store().uploads.Prepare(world.ann, job.id, world.FileOf("again.mp4")).created);
    }
  }
}
