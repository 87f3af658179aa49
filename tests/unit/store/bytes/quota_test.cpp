#include "store/bytes/quota.h"

#include <atomic>
#include <latch>
#include <thread>

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using base::ErrorCode;

namespace {

// A job of `user` that may be uploaded to.
jobs::JobId RightsConfirmed(World& world, const jobs::UserId& user) {
  const jobs::JobId id = world.store().jobs.Create(world.JobOf(user)).job.id;
  jobs::SourceMeta meta;
  meta.title = "A film";
  world.store().metadata.Set(id, meta, jobs::Actor::System());
  world.store().jobs.ConfirmRights(user, id, "1");
  return id;
}

base::Error Refusal(World& world, const jobs::UserId& user, std::uint64_t bytes, const Quota& quota) {
  const jobs::JobId id = RightsConfirmed(world, user);
  const base::Error early = ErrorOf([&] { world.store().uploads.FindForPrepare(user, id, "f.mp4", bytes, quota); });
  const base::Error late =
      ErrorOf([&] { world.store().uploads.Prepare(user, id, world.FileOf("f.mp4", bytes), quota); });
  CHECK(early.code() == late.code());
  return late;
}

bool Fits(World& world, const jobs::UserId& user, std::uint64_t bytes, const Quota& quota) {
  return world.store().uploads.Prepare(user, RightsConfirmed(world, user), world.FileOf("f.mp4", bytes), quota).created;
}

}  // namespace

TEST_CASE("a user's bytes are the sources, the open uploads and the artifacts, and the refusal names them") {
  World world;
  world.Ready();        // 100 bytes of source, 10 of an artifact
  world.UploadReady();  // 100 bytes to come
  const Quota quota{.user_bytes = 1000, .total_bytes = {}, .queued_jobs = {}};
  const base::Error refusal = Refusal(world, world.ann, 791, quota);
  CHECK(refusal.code() == ErrorCode::kInsufficientStorage);
  CHECK(refusal.details().setting == "limits.user_bytes");
  const std::string text = refusal.what();
  for (const char* word : {"791", "210", "1000", "limits.user_bytes", "Delete"})
    CHECK(text.find(word) != std::string::npos);
  CHECK(Fits(world, world.ann, 790, quota));
  CHECK(Refusal(world, world.ann, 1, quota).code() == ErrorCode::kInsufficientStorage);
  CHECK(Fits(world, world.bob, 1000, quota));
}

TEST_CASE("all users together are held to the total") {
  World world;
  world.Uploaded();
  const Quota quota{.user_bytes = {}, .total_bytes = 150, .queued_jobs = {}};
  const base::Error refusal = Refusal(world, world.bob, 51, quota);
  CHECK(refusal.code() == ErrorCode::kInsufficientStorage);
  CHECK(refusal.details().setting == "limits.total_bytes");
  CHECK(Fits(world, world.bob, 50, quota));
}

TEST_CASE("what is deleted or given up makes room again") {
  World world;
  const jobs::JobId first = world.Ready().id;
  const jobs::JobId second = world.Uploading().id;
  const Quota quota{.user_bytes = 210, .total_bytes = {}, .queued_jobs = {}};
  CHECK(Refusal(world, world.ann, 1, quota).code() == ErrorCode::kInsufficientStorage);
  world.store().uploads.Abort(world.ann, second, "");
  CHECK(Fits(world, world.ann, 100, quota));
  world.store().jobs.Delete(world.ann, first);
  CHECK(Fits(world, world.ann, 110, quota));
}

TEST_CASE("a user has so many jobs under way at once, and is told when to come again") {
  World world;
  const Quota quota{.user_bytes = {}, .total_bytes = {}, .queued_jobs = 2};
  const jobs::JobId uploading = world.Uploading().id;
  world.Ready();
  world.Uploaded();
  const base::Error refusal = Refusal(world, world.ann, 1, quota);
  CHECK(refusal.code() == ErrorCode::kRateLimited);
  CHECK(refusal.details().retry_after_seconds > 0);
  CHECK(std::string(refusal.what()).find("limits.queued_jobs") != std::string::npos);
  CHECK(Fits(world, world.bob, 1, quota));
  world.store().uploads.Abort(world.ann, uploading, "");
  CHECK(Fits(world, world.ann, 1, quota));
}

TEST_CASE("the same file again is not held to a quota: its bytes are counted already") {
  World world;
  const jobs::JobId id = world.UploadReady().id;
  const Quota quota{.user_bytes = 1, .total_bytes = 1, .queued_jobs = 0};
  CHECK_FALSE(world.store().uploads.Prepare(world.ann, id, world.FileOf(), quota).created);
}

TEST_CASE("of uploads prepared at the same moment only as many pass as there is room for") {
  World world;
  constexpr int kAtOnce = 8;
  const Quota quota{.user_bytes = 300, .total_bytes = {}, .queued_jobs = {}};
  std::vector<jobs::JobId> ids;
  for (int i = 0; i < kAtOnce; ++i) ids.push_back(RightsConfirmed(world, world.ann));
  std::latch start(kAtOnce);
  std::atomic<int> passed = 0;
  std::atomic<int> refused = 0;
  {
    std::vector<std::jthread> clients;
    for (const jobs::JobId& id : ids) {
      clients.emplace_back([&, id] {
        start.arrive_and_wait();
        try {
          world.store().uploads.Prepare(world.ann, id, world.FileOf("f.mp4", 100), quota);
          ++passed;
        } catch (const base::Error& error) {
          if (error.code() == ErrorCode::kInsufficientStorage) ++refused;
        }
      });
    }
  }
  CHECK(passed == 3);
  CHECK(refused == kAtOnce - 3);
}
