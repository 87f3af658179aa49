// The work on a proxy: asked for once, done beside whatever its job does, and safe from crashes like any other work.
#include "store/queue/proxies.h"

#include <algorithm>

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using base::ErrorCode;
using jobs::Status;
using std::chrono::seconds;

namespace {

class ProxyWorld : public World {
 public:
  ProxyState Ask(const jobs::JobId& id, bool again = false) { return store().proxies.Ask(ann, id, again); }
  std::optional<ClaimedTask> Claim(const std::string& worker = "w1") { return store().queue.ClaimNext(worker); }

  static jobs::Artifact Made() {
    jobs::Artifact proxy = Clip("", 0, 1, "clipbox/a/proxy.mp4");
    proxy.type = jobs::ArtifactType::kProxy;
    proxy.range.reset();
    return proxy;
  }
};

}  // namespace

TEST_CASE_METHOD(ProxyWorld,
                 "a proxy is asked for, claimed, and once it is made it is an artifact, told like any other") {
  const jobs::Job job = Ready();
  CHECK_FALSE(store().proxies.Find(ann, job.id));
  CHECK(Ask(job.id).status == ProxyStatus::kQueued);
  const ClaimedTask task = Claim().value();
  CHECK(task.kind == TaskKind::kProxy);
  CHECK(task.job.id == job.id);
  CHECK(task.attempts == 1);
  CHECK(store().proxies.SaveProgress(task.claim, 0.25));
  CHECK(Ask(job.id).status == ProxyStatus::kRunning);
  CHECK(Ask(job.id).fraction == 0.25);
  CHECK_FALSE(Claim("w2"));
  CHECK(store().proxies.Finish(task.claim, Made()));
  const ProxyState done = Ask(job.id);
  CHECK(done.status == ProxyStatus::kDone);
  CHECK(done.fraction == 1);
  CHECK(done.artifact->key == "clipbox/a/proxy.mp4");
  CHECK(Told(job.id).back() == "artifact_written");
  CHECK_FALSE(Claim());
  CHECK(Now(job.id).status == Status::kReady);
}

TEST_CASE_METHOD(ProxyWorld, "a proxy moves no job, in whatever status that is, and waits for none that is held") {
  const ClaimedTask analysis = [&] {
    Uploaded(false);
    return Claim().value();
  }();
  const jobs::JobId id = analysis.claim.job_id;
  store().queue.FinishAnalysis(analysis, {{}, "{}", {}, {}});
  REQUIRE(Now(id).status == Status::kUploaded);
  const auto told = Told(id).size();
  Ask(id);
  const ClaimedTask proxy = Claim().value();
  CHECK(proxy.kind == TaskKind::kProxy);
  CHECK(Now(id).status == Status::kUploaded);
  CHECK(Now(id).attempts == 1);
  CHECK(Told(id).size() == told);
  // The job may be begun, cancelled and failed meanwhile.
  store().processing.Process(ann, id, std::nullopt);
  CHECK(Claim("w2")->kind == TaskKind::kAnalysis);
  store().processing.Cancel(ann, id);
  CHECK(store().queue.IsCurrent(proxy.claim));
  CHECK(store().proxies.Finish(proxy.claim, Made()));
  CHECK(Now(id).status == Status::kFailed);
}

TEST_CASE_METHOD(ProxyWorld, "there is no proxy before the upload, nor of another's job") {
  CHECK(ErrorOf([&] { Ask(Uploading().id); }).code() == ErrorCode::kSourceMissing);
  const jobs::JobId id = Ready().id;
  CHECK(ErrorOf([&] { store().proxies.Ask(bob, id, false); }).code() == ErrorCode::kNotFound);
  CHECK(ErrorOf([&] { store().proxies.Find(bob, id); }).code() == ErrorCode::kNotFound);
}

TEST_CASE_METHOD(ProxyWorld, "whoever has waited longest goes first, jobs and proxies alike") {
  const jobs::Job ready = Ready();
  clock.Advance(seconds(1));
  const jobs::Job first = Uploaded();
  clock.Advance(seconds(1));
  Ask(ready.id);
  clock.Advance(seconds(1));
  const jobs::Job last = Uploaded();
  clock.Advance(seconds(1));
  const ClaimedTask job = Claim("w1").value();
  CHECK(job.job.id == first.id);
  CHECK(Claim("w2")->kind == TaskKind::kProxy);
  store().queue.FinishAnalysis(job, {{}, "{}", {"{}"}, {}});
  CHECK(Claim("w1")->job.id == last.id);
  CHECK(Claim("w3")->job.id == first.id);
}

TEST_CASE_METHOD(ProxyWorld, "idle workers are told of proxies that are due, and when the next one is") {
  const jobs::Job job = Ready();
  CHECK(store().queue.CountReady(5) == 0);
  CHECK_FALSE(store().queue.HasDue());
  Ask(job.id);
  CHECK(store().queue.CountReady(5) == 1);
  CHECK(store().queue.HasDue());
  const ClaimedTask task = Claim().value();
  CHECK(store().queue.RetryLater(task.claim, clock.Now() + seconds(30), ErrorCode::kStoreUnavailable,
                                 Queue::Attempt::kIsFree));
  CHECK_FALSE(store().queue.HasDue());
  CHECK(store().queue.NextDue() == clock.Now() + seconds(30));
  CHECK_FALSE(Claim());
  CHECK(Ask(job.id).status == ProxyStatus::kQueued);
  clock.Advance(seconds(30));
  CHECK(Claim()->attempts == 1);
}

TEST_CASE_METHOD(ProxyWorld, "one that failed says by what, and is begun anew only when that is asked for") {
  const jobs::Job job = Ready();
  Ask(job.id);
  const ClaimedTask task = Claim().value();
  CHECK(store().queue.Fail(task.claim, ErrorCode::kTruncated, "Most of it is damaged."));
  const ProxyState failed = Ask(job.id);
  CHECK(failed.status == ProxyStatus::kFailed);
  CHECK(failed.failure->code == "truncated");
  CHECK(failed.failure->message == "Most of it is damaged.");
  CHECK(failed.failure->at == clock.Now());
  CHECK(Told(job.id).back() == "proxy_failed");
  CHECK_FALSE(Claim());
  CHECK(Now(job.id).status == Status::kReady);
  CHECK_FALSE(store().queue.Fail(task.claim, ErrorCode::kTimeout, "too late"));
  CHECK(Ask(job.id, true).status == ProxyStatus::kQueued);
  CHECK(Claim()->attempts == 1);
}

TEST_CASE_METHOD(ProxyWorld, "with the job its proxy goes, and who makes it has lost the claim") {
  const jobs::Job job = Ready();
  Ask(job.id);
  const ClaimedTask task = Claim().value();
  store().jobs.Delete(ann, job.id);
  CHECK_FALSE(store().queue.IsCurrent(task.claim));
  CHECK_FALSE(store().proxies.SaveProgress(task.claim, 0.5));
  CHECK_FALSE(store().proxies.Finish(task.claim, Made()));
  CHECK(Count("SELECT count(*) FROM proxy_tasks") == 0);
}

TEST_CASE_METHOD(ProxyWorld, "with the source its proxy goes, made or not") {
  const jobs::Job made = Ready();
  Ask(made.id);
  store().proxies.Finish(Claim()->claim, Made());
  const jobs::Job under_way = Ready();
  Ask(under_way.id);
  const ClaimedTask task = Claim().value();
  clock.Advance(std::chrono::days(30));
  std::vector<std::string> keys;
  for (const PendingDelete& entry : store().retention.DropSource(made.id, clock.Now())) keys.push_back(entry.key);
  CHECK(std::count(keys.begin(), keys.end(), "clipbox/a/proxy.mp4") == 1);
  CHECK(keys.size() == 2);
  CHECK(store().artifacts.ListAll(made.id).size() == 1);
  store().retention.DropSource(under_way.id, clock.Now());
  CHECK_FALSE(store().queue.IsCurrent(task.claim));
  CHECK(ErrorOf([&] { Ask(made.id); }).code() == ErrorCode::kSourceMissing);
}

TEST_CASE_METHOD(ProxyWorld, "a proxy is not counted among the job's results") {
  const ClaimedTask analysis = Processing();
  const jobs::JobId id = analysis.claim.job_id;
  Ask(id);
  store().proxies.Finish(Claim()->claim, Made());
  store().queue.FinishAnalysis(analysis, {{}, "{}", {"{}"}, {}});
  const ClaimedTask span = Claim().value();
  store().queue.FinishSpan(span, {{Clip("intro", 0, 1, "clipbox/a/1")}, {}, 1});
  const auto rows = store().timeline.ListAfter(ann, id, 0, 100);
  const auto finished =
      std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.event == "processing_finished"; });
  REQUIRE(finished != rows.end());
  CHECK(finished->detail.at("artifacts") == 1);
}

TEST_CASE_METHOD(ProxyWorld, "an orderly stop hands a proxy back uncounted, in its place and not to be run alone") {
  const jobs::Job job = Ready();
  Ask(job.id);
  const ClaimedTask task = Claim().value();
  store().proxies.SaveProgress(task.claim, 0.5);
  CHECK(store().queue.HandBackAll() == 1);
  CHECK(Ask(job.id).status == ProxyStatus::kQueued);
  CHECK(Ask(job.id).fraction == 0);
  Reboot("boot2");
  CHECK(store().queue.Reclaim(std::nullopt).handed_back == 0);
  Uploaded();
  CHECK(Claim("w1")->attempts == 1);
  CHECK(Claim("w2"));
}

TEST_CASE_METHOD(ProxyWorld, "after a kill a proxy is made again, alone: nothing else is claimed before it is done") {
  const jobs::Job job = Ready();
  Ask(job.id);
  Claim();
  Reboot("boot2");
  CHECK(store().queue.Reclaim(std::nullopt).handed_back == 1);
  clock.Advance(seconds(1));
  Uploaded();
  const ClaimedTask alone = Claim("w1").value();
  CHECK(alone.kind == TaskKind::kProxy);
  CHECK(alone.attempts == 1);
  CHECK_FALSE(Claim("w2"));
  CHECK(store().proxies.Finish(alone.claim, Made()));
  CHECK(Claim("w2")->kind == TaskKind::kAnalysis);
}

TEST_CASE_METHOD(ProxyWorld, "no proxy begins beside a job that is run alone") {
  const jobs::Job ready = Ready();
  const jobs::Job suspect = Uploaded();
  Claim();
  Reboot("boot2");
  store().queue.Reclaim(std::nullopt);
  Ask(ready.id);
  const ClaimedTask alone = Claim("w1").value();
  CHECK(alone.job.id == suspect.id);
  CHECK_FALSE(Claim("w2"));
  store().queue.Fail(alone.claim, ErrorCode::kNotAVideo, "x");
  CHECK(Claim("w2")->kind == TaskKind::kProxy);
}

TEST_CASE_METHOD(ProxyWorld, "two marked crashes of a proxy that was alone fail it, and its job stays what it is") {
  const jobs::Job job = Ready();
  Ask(job.id);
  Claim();
  Reboot("boot2");
  CHECK(store().queue.Reclaim("boot1").failed == 0);
  Claim();
  Reboot("boot3");
  CHECK(store().queue.Reclaim("boot2").failed == 1);
  CHECK(Ask(job.id).failure->code == "decoder_crash");
  CHECK(Now(job.id).status == Status::kReady);
}

TEST_CASE_METHOD(ProxyWorld, "a crash counts against neither where a job and a proxy were at work together") {
  const jobs::Job job = Ready();
  Ask(job.id);
  Claim("w1");
  Uploaded();
  Claim("w2");
  Reboot("boot2");
  CHECK(store().queue.Reclaim("boot1").handed_back == 2);
  CHECK(Count("SELECT sum(crashes) FROM video_jobs") == 0);
  CHECK(Count("SELECT sum(crashes) FROM proxy_tasks") == 0);
  // Both run alone now, one after the other.
  CHECK(Claim("w1"));
  CHECK_FALSE(Claim("w2"));
}
