#include "store/bytes/usage.h"

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;

TEST_CASE("what a person's jobs take is what a new upload is held to, and nobody else's") {
  World world;
  world.Ready();        // 100 bytes of source, 10 of an artifact
  world.UploadReady();  // 100 bytes to come
  world.MetaReady();
  const UserUsage usage = world.store().usage.Read(world.ann);
  CHECK(usage.used_bytes() == 210);
  CHECK(usage.source_bytes == 200);
  CHECK(usage.artifact_bytes == 10);
  CHECK(usage.jobs == 3);
  CHECK(usage.sources == 2);
  CHECK(usage.artifacts == 1);
  CHECK(usage.queued_jobs == 1);
  CHECK(world.store().usage.Read(world.bob).used_bytes() == 0);
  CHECK(world.store().usage.Read(world.bob).jobs == 0);
  // As the quota adds it up.
  const jobs::JobId id = world.MetaReady().id;
  world.store().jobs.ConfirmRights(world.ann, id, "1");
  const auto refusal = ErrorOf([&] {
    world.store().uploads.Prepare(world.ann, id, world.FileOf("f.mp4", 1),
                                  {.user_bytes = usage.used_bytes(), .total_bytes = {}, .queued_jobs = {}});
  });
  CHECK(refusal.code() == base::ErrorCode::kInsufficientStorage);
}

TEST_CASE("the largest jobs come first, and those without bytes not at all") {
  World world;
  const jobs::Job small = world.UploadReady();
  const jobs::Job large = world.Ready();
  world.MetaReady();
  const auto largest = world.store().usage.Read(world.ann).largest;
  REQUIRE(largest.size() == 2);
  CHECK(largest[0].id == large.id);
  CHECK(largest[0].bytes == 110);
  CHECK(largest[0].title == "A film");
  CHECK(largest[1].id == small.id);
  CHECK(world.store().usage.Read(world.ann, 1).largest.size() == 1);
}

TEST_CASE("what was deleted is taken no more") {
  World world;
  const jobs::Job job = world.Ready();
  world.store().artifacts.Delete(world.ann, world.store().artifacts.ListAll(job.id).at(0).id);
  CHECK(world.store().usage.Read(world.ann).used_bytes() == 100);
  world.store().jobs.Delete(world.ann, job.id);
  CHECK(world.store().usage.Read(world.ann).used_bytes() == 0);
}
