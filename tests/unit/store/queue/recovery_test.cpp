#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using jobs::Status;
using std::chrono::seconds;

namespace {

// The one job in the queue is claimed, runs for `ran`, and the process dies.
jobs::JobId RunAndDie(World& world, const std::string& next_boot, seconds ran) {
  const ClaimedTask task = world.store().queue.ClaimNext("w1").value();
  world.clock.Advance(ran);
  world.store().queue.SaveProgress(task.claim, {"making", 0.1});
  world.Reboot(next_boot);
  return task.claim.job_id;
}

}  // namespace

TEST_CASE("after a kill each claim goes back to the queue without using up an attempt, and what was finished stays") {
  World world;
  const ClaimedTask analysis = world.Processing();
  world.store().queue.FinishAnalysis(analysis, {{}, R"({"scenes":[1]})", {"{\"span\":0}", "{\"span\":1}"}, {}});
  world.store().queue.FinishSpan(world.store().queue.ClaimNext("w1").value(), {{Clip("a", 0, 1, "ka")}, {}, 1});
  world.store().queue.ClaimNext("w2");
  world.Reboot("boot2");
  const Reclaimed reclaimed = world.store().queue.Reclaim(std::nullopt);
  CHECK(reclaimed.handed_back == 1);
  CHECK(reclaimed.failed == 0);
  const jobs::Job job = world.Now(analysis.claim.job_id);
  CHECK(job.status == Status::kUploaded);
  CHECK(job.attempts == 0);
  CHECK(world.Told(job.id).back() == "PROCESSING>UPLOADED");
  const ClaimedTask again = world.store().queue.ClaimNext("w1").value();
  CHECK(again.payload_json == "{\"span\":1}");
  CHECK(again.job.claimed_by == "boot2/w1");
  CHECK(world.store().queue.FindAnalysis(job.id) == R"({"scenes":[1]})");
  CHECK(world.store().queue.FinishSpan(again, {{Clip("b", 0, 1, "kb")}, {}, 1}) == AfterTask::kReady);
  CHECK(world.store().artifacts.ListAll(job.id).size() == 2);
}

TEST_CASE("a start does not touch the claims of its own boot") {
  World world;
  const ClaimedTask task = world.Processing();
  CHECK(world.store().queue.Reclaim(std::nullopt).handed_back == 0);
  CHECK(world.store().queue.IsCurrent(task.claim));
}

TEST_CASE("two marked crashes of a job that was alone fail it; there is never a third") {
  World world;
  world.Uploaded();
  const jobs::JobId id = RunAndDie(world, "boot2", seconds(0));
  CHECK(world.store().queue.Reclaim("boot1").failed == 0);
  RunAndDie(world, "boot3", seconds(0));
  CHECK(world.store().queue.Reclaim("boot2").failed == 1);
  const jobs::Job failed = world.Now(id);
  CHECK(failed.status == Status::kFailed);
  CHECK(failed.failure->code == "decoder_crash");
  // Processed again at a person's wish: the next crash alone ends it.
  world.store().processing.Process(world.ann, id, std::nullopt);
  RunAndDie(world, "boot4", seconds(0));
  CHECK(world.store().queue.Reclaim("boot3").failed == 1);
}

TEST_CASE(
    "a crash counts against nobody when several jobs were on the bench; they then run one at a time, before all "
    "others") {
  World world;
  Queue* queue = &world.store().queue;
  std::vector<jobs::JobId> ids;
  for (int i = 0; i < 3; ++i) {
    ids.push_back(world.Uploaded().id);
    world.clock.Advance(seconds(1));
  }
  queue->ClaimNext("w1");
  world.clock.Advance(seconds(1));
  queue->ClaimNext("w2");
  world.Reboot("boot2");
  queue = &world.store().queue;
  CHECK(queue->Reclaim("boot1").handed_back == 2);
  CHECK(world.Count("SELECT sum(crashes) FROM video_jobs") == 0);

  const ClaimedTask first = queue->ClaimNext("w1").value();
  CHECK_FALSE(queue->ClaimNext("w2"));
  queue->FinishAnalysis(first, {{}, "{}", {"{}", "{}"}, {}});
  // The workers share the tasks of the one job.
  const ClaimedTask one = queue->ClaimNext("w1").value();
  const ClaimedTask two = queue->ClaimNext("w2").value();
  CHECK(one.claim.job_id == first.claim.job_id);
  CHECK(two.claim.job_id == first.claim.job_id);
  queue->FinishSpan(one, {{Clip("a", 0, 1, "ka")}, {}, 1});
  CHECK_FALSE(queue->ClaimNext("w3"));
  queue->FinishSpan(two, {{Clip("b", 0, 1, "kb")}, {}, 1});
  const ClaimedTask second = queue->ClaimNext("w1").value();
  CHECK(second.claim.job_id != ids[2]);
  CHECK_FALSE(queue->ClaimNext("w2"));
  queue->Fail(second.claim, base::ErrorCode::kNotAVideo, "x");
  CHECK(queue->ClaimNext("w2")->claim.job_id == ids[2]);
}

TEST_CASE("an unmarked stop counts only for a job that was alone for ten seconds, and five of them fail it") {
  World world;
  world.Uploaded();
  int boot = 1;
  const auto die_after = [&](seconds ran) {
    const jobs::JobId id = RunAndDie(world, "boot" + std::to_string(++boot), ran);
    world.store().queue.Reclaim(std::nullopt);
    return world.Now(id);
  };
  for (int i = 0; i < 10; ++i) CHECK(die_after(seconds(9)).status == Status::kUploaded);
  for (int i = 0; i < 4; ++i) CHECK(die_after(seconds(10)).status == Status::kUploaded);
  const jobs::Job failed = die_after(seconds(10));
  CHECK(failed.status == Status::kFailed);
  CHECK(failed.failure->code == "decoder_crash");
}

TEST_CASE("the mark of an older boot lies on no job of the last one") {
  World world;
  world.Uploaded();
  RunAndDie(world, "boot2", seconds(0));
  world.store().queue.Reclaim("boot0");
  CHECK(world.Count("SELECT sum(crashes) FROM video_jobs") == 0);
}

TEST_CASE("an orderly stop hands claims back uncounted, in their place in the queue, and not to be run alone") {
  World world;
  const ClaimedTask first = world.Processing();
  world.clock.Advance(seconds(1));
  world.Uploaded();
  CHECK(world.store().queue.HandBackAll() == 1);
  const jobs::Job job = world.Now(first.claim.job_id);
  CHECK(job.status == Status::kUploaded);
  CHECK(job.attempts == 0);
  world.Reboot("boot2");
  CHECK(world.store().queue.Reclaim(std::nullopt).handed_back == 0);
  CHECK(world.store().queue.ClaimNext("w1")->claim.job_id == first.claim.job_id);
  CHECK(world.store().queue.ClaimNext("w2"));
  CHECK(world.Count("SELECT count(*) FROM job_attempts WHERE outcome = 'handed_back'") == 1);
}
