// What a person is shown of a job's source, as several people ask at once and as the source changes.
#include "work/preview/source_preview.h"

#include <algorithm>
#include <atomic>
#include <latch>
#include <thread>

#include "catch.h"
#include "unit/work/faulty_store.h"
#include "unit/work/work_fixture.h"

using namespace clipbox;
using test::WorkFixture;

namespace {

// Opens nothing until it is told.
class ShutStore final : public test::FaultyStore {
 public:
  using FaultyStore::FaultyStore;

  std::unique_ptr<base::ByteSource> Open(const std::string& key) override {
    asked.count_down();
    open.wait();
    return FaultyStore::Open(key);
  }

  std::latch asked{2};
  std::latch open{1};
};

jobs::Job LongJob(WorkFixture& world) {
  media::MakeSampleFilm(world.dir / "long.mp4", {.seconds = 130, .width = 32, .height = 32, .rate_num = 2});
  return world.Uploaded(world.dir / "long.mp4", "{}");
}

}  // namespace

TEST_CASE("the sound of a long stretch has as many points as asked for, and ends with the film") {
  WorkFixture world;
  const jobs::Job job = LongJob(world);
  work::SourcePreview preview(world.objects, world.store.queue, {});
  const work::PreviewSound whole = preview.Sound(job, {0, 130}, 130, {});
  REQUIRE(whole.max.size() == 130);
  const work::PreviewSound again = preview.Sound(job, {0, 9999}, 130, {});
  CHECK(again.max == whole.max);
  CHECK(again.min == whole.min);
  CHECK(*std::max_element(whole.max.begin(), whole.max.end()) > 0.1F);
}

TEST_CASE("a short stretch is read by itself, in the resolution that was asked for") {
  WorkFixture world;
  const jobs::Job job = LongJob(world);
  work::SourcePreview preview(world.objects, world.store.queue, {});
  const work::PreviewSound near = preview.Sound(job, {64.9, 65.1}, 400, {});
  CHECK(near.max.size() == 400);
  // The sample film beeps at each whole second.
  CHECK(*std::max_element(near.max.begin() + 200, near.max.end()) >
        2 * *std::max_element(near.max.begin(), near.max.begin() + 150));
}

TEST_CASE("who asks while two others are being shown something is asked to come again") {
  WorkFixture world;
  const jobs::Job job = world.Uploaded(world.Film(), "{}");
  ShutStore shut(world.objects);
  work::SourcePreview preview(shut, world.store.queue, {}, std::chrono::milliseconds(0));
  std::vector<std::jthread> others;
  std::atomic<int> shown = 0;
  for (int i = 0; i < 2; ++i) {
    others.emplace_back([&] { shown += preview.Frame(job, 0, 90, {}).jpeg.empty() ? 0 : 1; });
  }
  shut.asked.wait();
  try {
    preview.Strip(job, {0, 1}, 3, 90, {});
    FAIL("it was shown");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kRateLimited);
    CHECK(error.details().retry_after_seconds == 2);
  }
  shut.open.count_down();
  others.clear();
  CHECK(shown == 2);
  CHECK(preview.Strip(job, {0, 1}, 3, 90, {}).times.size() == 3);
}

TEST_CASE("a source that nobody looks at is closed, and one that somebody looks at is not") {
  WorkFixture world;
  const jobs::Job job = world.Uploaded(world.Film(), "{}");
  work::SourcePreview preview(world.objects, world.store.queue, {});
  CHECK_FALSE(preview.Frame(job, 0, 90, {}).jpeg.empty());
  world.objects.Delete(*job.source_key);
  preview.CloseUnused();
  CHECK_FALSE(preview.Frame(job, 1, 90, {}).jpeg.empty());
  preview.CloseUnused();
  preview.CloseUnused();
  try {
    preview.Frame(job, 0, 90, {});
    FAIL("it is open still");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kSourceMissing);
  }
}
