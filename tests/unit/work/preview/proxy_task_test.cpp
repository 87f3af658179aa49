// The work on a proxy by the real runner: what is stored, what a failure becomes, what is left of what was deleted.
#include "work/preview/proxy_task.h"

#include <fstream>
#include <functional>

#include "catch.h"
#include "crypto/sha256.h"
#include "unit/work/faulty_store.h"
#include "unit/work/work_fixture.h"

using namespace clipbox;
using jobs::Status;
using store::ProxyStatus;
using test::WorkFixture;

namespace {

class ProxyFixture : public WorkFixture {
 public:
  store::ProxyState Ask(const jobs::Job& job, bool again = false) {
    return store.proxies.Ask(job.user_id, job.id, again);
  }

  // Its work is begun with another store than the fixture's.
  void RunWith(objectstore::ObjectStore& other) {
    work::ProxyTask proxies(Settings(), store, other, deleter, running, clock);
    work::TaskRunner with(
        Settings(), store, other, deleter, running, clock,
        [&](const store::ClaimedTask& task, std::stop_token stop, int threads) { proxies.Run(task, stop, threads); });
    with.Run(store.queue.ClaimNext("w1").value(), {}, 1);
  }
};

// Has something happen right after an object was stored.
class ActsAfterPut final : public test::FaultyStore {
 public:
  ActsAfterPut(objectstore::ObjectStore& inner, std::function<void()> act) : FaultyStore(inner), act_(std::move(act)) {}
  std::vector<std::string> keys;

  objectstore::ObjectInfo PutFile(const std::string& to, const std::filesystem::path& path,
                                  const objectstore::ObjectHead& head) override {
    const auto info = FaultyStore::PutFile(to, path, head);
    keys.push_back(to);
    act_();
    return info;
  }

 private:
  const std::function<void()> act_;
};

}  // namespace

TEST_CASE_METHOD(ProxyFixture, "a proxy of a held job is in the store as its row says, and the job is still held") {
  const jobs::Job job = Uploaded(Film(), "{}", false);
  RunAll();
  REQUIRE(Get(job).status == Status::kUploaded);
  Ask(job);
  RunAll();
  const store::ProxyState done = Ask(job);
  REQUIRE(done.status == ProxyStatus::kDone);
  const auto object = objects.Open(done.artifact->key);
  std::string bytes(object->size(), '\0');
  object->ReadAt(0, std::as_writable_bytes(std::span(bytes)));
  CHECK(crypto::Sha256Hex(bytes) == done.artifact->sha256);
  CHECK(done.artifact->height == 180);
  CHECK(done.artifact->duration_seconds == Approx(3).margin(0.1));
  CHECK(done.artifact->key.ends_with("/video-proxy.mp4"));
  CHECK_FALSE(done.artifact->settings.empty());
  CHECK(Get(job).status == Status::kUploaded);
  CHECK_FALSE(Get(job).auto_process);
}

TEST_CASE_METHOD(ProxyFixture,
                 "a proxy is made before its film was analysed, and its making changes nothing of the job") {
  const jobs::Job job = Uploaded(Film(), "{}", false);
  Ask(job);
  clock.Advance(std::chrono::seconds(1));
  const auto first = store.queue.ClaimNext("w1");
  REQUIRE(first->kind == store::TaskKind::kAnalysis);
  const auto second = store.queue.ClaimNext("w2");
  REQUIRE(second->kind == store::TaskKind::kProxy);
  runner.Run(*second, {}, 1);
  CHECK(Ask(job).status == ProxyStatus::kDone);
  CHECK(store.queue.IsCurrent(first->claim));
  CHECK_FALSE(Get(job).source->duration_seconds);
}

TEST_CASE_METHOD(ProxyFixture, "a store that is away is waited for; what is damaged fails the proxy alone, by name") {
  const jobs::Job job = Uploaded(Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})");
  RunAll();
  REQUIRE(Get(job).status == Status::kReady);
  Ask(job);
  test::FaultyStore away(objects);
  away.away = true;
  RunWith(away);
  CHECK(Ask(job).status == ProxyStatus::kQueued);
  CHECK(store.queue.NextDue());
  CHECK(Get(job).status == Status::kReady);

  objects.Delete(*Get(job).source_key);
  clock.Advance(std::chrono::minutes(1));
  RunAll();
  CHECK(Ask(job).status == ProxyStatus::kFailed);
  CHECK_FALSE(Ask(job).failure->message.empty());
  CHECK(Get(job).status == Status::kReady);
}

TEST_CASE_METHOD(ProxyFixture, "of a proxy whose job was deleted while it was stored nothing is left") {
  const jobs::Job job = Uploaded(Film(), "{}", false);
  RunAll();
  Ask(job);
  ActsAfterPut deletes(objects, [&] { deleter.Delete(store.jobs.Delete(job.user_id, job.id)); });
  RunWith(deletes);
  REQUIRE(deletes.keys.size() == 1);
  CHECK_FALSE(objects.Head(deletes.keys[0]));
  CHECK(store.pending_deletes.Count() == 0);
}

TEST_CASE_METHOD(ProxyFixture, "a proxy that is stopped is no failure: it is handed back when the server stops") {
  const jobs::Job job = Uploaded(Film(), "{}", false);
  RunAll();
  Ask(job);
  std::stop_source stop;
  stop.request_stop();
  runner.Run(store.queue.ClaimNext("w1").value(), stop.get_token(), 1);
  CHECK(Ask(job).status == ProxyStatus::kRunning);
  CHECK(store.queue.HandBackAll() == 1);
  RunAll();
  CHECK(Ask(job).status == ProxyStatus::kDone);
}

TEST_CASE_METHOD(ProxyFixture, "a proxy that holds its decoder up past every deadline is failed, and its job is not") {
  const jobs::Job job = Uploaded(Film(), "{}", false);
  RunAll();
  Ask(job);
  const store::ClaimedTask task = store.queue.ClaimNext("w1").value();
  store.queue.Fail(task.claim, base::ErrorCode::kTimeout, "too long");
  CHECK(Ask(job).failure->code == "timeout");
  CHECK(Get(job).status == Status::kUploaded);
  CHECK(Ask(job, true).status == ProxyStatus::kQueued);
}
