#include "store/jobs/metadata.h"

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using jobs::Status;
using std::chrono::seconds;

TEST_CASE("metadata that cannot be had is due again when it was said, and no earlier") {
  World world;
  Metadata& metadata = world.store().metadata;
  const jobs::Job job = world.Created();
  const base::Timestamp later = world.clock.Now() + seconds(30);
  CHECK(metadata.SetFailed(job.id, "unreachable", later, jobs::Actor::System())->status == Status::kCreated);
  CHECK(metadata.FailedFetches(job.id) == 1);
  CHECK(metadata.ListDue(10).empty());
  CHECK(metadata.NextDue() == later);
  world.clock.Advance(seconds(30));
  REQUIRE(metadata.ListDue(10).size() == 1);
  CHECK(metadata.ListDue(10)[0].id == job.id);
  CHECK(world.Told(job.id) == std::vector<std::string>{"created", "metadata_failed"});
}

TEST_CASE("a job with its metadata is never due again") {
  World world;
  world.MetaReady();
  world.clock.Advance(seconds(3600));
  CHECK(world.store().metadata.ListDue(10).empty());
  CHECK(world.store().metadata.NextDue() == std::nullopt);
}

TEST_CASE("a removed video fails its job before the upload, and not after") {
  World world;
  const jobs::JobId early = world.Created().id;
  const auto failed = world.store().metadata.SetRefused(early, base::ErrorCode::kVideoRemoved,
                                                        "There is no such video.", jobs::Actor::System());
  CHECK(failed->status == Status::kFailed);
  CHECK(failed->failure->code == "video_removed");
  CHECK(failed->failure->message == "There is no such video.");
  CHECK(world.store().processing.Restart(world.ann, early).status == Status::kCreated);
  CHECK(world.store().metadata.ListDue(10).size() == 1);
  const jobs::JobId late = world.Uploading().id;
  CHECK(
      world.store().metadata.SetRefused(late, base::ErrorCode::kVideoRemoved, "gone", jobs::Actor::System())->status ==
      Status::kUploading);
}

TEST_CASE("a job that is gone is no error for a fetch that comes late") {
  World world;
  const jobs::JobId id = world.Created().id;
  world.store().jobs.Delete(world.ann, id);
  CHECK_FALSE(world.store().metadata.Set(id, {}, jobs::Actor::System()));
  CHECK_FALSE(world.store().metadata.SetFailed(id, "unreachable", std::nullopt, jobs::Actor::System()));
  CHECK_FALSE(world.store().metadata.SetRefused(id, base::ErrorCode::kVideoRemoved, "gone", jobs::Actor::System()));
  CHECK_NOTHROW(world.store().metadata.SetThumbnail(id, {"image/jpeg", "x"}));
}

TEST_CASE("the thumbnail is kept and replaced") {
  World world;
  const jobs::JobId id = world.Created().id;
  CHECK_FALSE(world.store().metadata.FindThumbnail(world.ann, id));
  world.store().metadata.SetThumbnail(id, {"image/jpeg", std::string("\xFF\xD8\0x", 4)});
  CHECK(world.store().metadata.FindThumbnail(world.ann, id)->bytes == std::string("\xFF\xD8\0x", 4));
  world.store().metadata.SetThumbnail(id, {"image/webp", ""});
  CHECK(world.store().metadata.FindThumbnail(world.ann, id)->content_type == "image/webp");
  CHECK(world.store().metadata.FindThumbnail(world.ann, id)->bytes.empty());
}
