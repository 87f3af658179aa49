#include "work/chores/deleter.h"

#include <latch>
#include <thread>

#include "base/metrics.h"
#include "catch.h"
#include "unit/work/faulty_store.h"
#include "unit/work/work_fixture.h"
#include "work/chores/chores.h"

using namespace clipbox;
using namespace std::chrono_literals;
using test::WorkFixture;

namespace {

constexpr const char* kKey = "clipbox/artifacts/J/clip.mp4";

// An upload of one part, as the browser leaves it before it asks for completion.
std::string UploadOnePart(WorkFixture& world, const std::string& key) {
  const std::string id = world.objects.CreateMultipart(key, {});
  auto incoming = world.objects.bucket_store().Receive({});
  incoming.Write("some bytes");
  world.objects.bucket_store().PutPart(key, id, 1, std::move(incoming));
  return id;
}

jobs::Artifact ArtifactAt(const std::string& key) {
  jobs::Artifact artifact;
  artifact.key = key;
  artifact.size_bytes = 1;
  artifact.content_type = "video/mp4";
  artifact.sha256 = std::string(64, 'a');
  return artifact;
}

// A job whose upload is open for an hour.
jobs::JobId OpenUpload(WorkFixture& world, const jobs::UserId& user) {
  store::NewJob wanted;
  wanted.user_id = user;
  wanted.video_id = "abcdefghijk";
  const jobs::JobId id = world.store.jobs.Create(wanted).job.id;
  jobs::SourceMeta meta;
  meta.title = "A film";
  world.store.metadata.Set(id, meta, jobs::Actor::System());
  world.store.jobs.ConfirmRights(user, id, "1");
  store::UploadSession session;
  session.key = "clipbox/sources/" + id.value + "/film";
  session.upload_id = UploadOnePart(world, session.key);
  session.file_name = "film.mp4";
  session.size_bytes = 1;
  session.part_size = 8 << 20;
  session.part_count = 1;
  session.expires_at = world.clock.Now() + 1h;
  world.store.uploads.Prepare(user, id, session);
  return id;
}

}  // namespace

TEST_CASE("an upload that was given up while it was being completed leaves no object, whichever came first") {
  WorkFixture world;
  const std::string key = "clipbox/sources/J/film";
  const std::string id = UploadOnePart(world, key);
  const bool completed_first = GENERATE(true, false);
  if (completed_first) world.objects.CompleteMultipart(key, id, world.objects.ListParts(key, id));
  world.deleter.Delete({world.store.pending_deletes.Add(key, id)});
  CHECK_FALSE(world.objects.Head(key));
  CHECK_THROWS_AS(world.objects.ListParts(key, id), base::Error);
  CHECK(world.store.pending_deletes.Count() == 0);
}

TEST_CASE("an object that no row names any more is deleted") {
  WorkFixture world;
  world.objects.PutFile(kKey, world.Film(), {});
  world.deleter.Delete({world.store.pending_deletes.Add(kKey, "")});
  CHECK_FALSE(world.objects.Head(kKey));
}

TEST_CASE("a job deleted while the store is away leaves its bytes pending, counted, and they go when it is back") {
  WorkFixture world;
  test::FaultyStore objects(world.objects);
  work::Deleter deleter(objects, world.store.pending_deletes, world.clock);
  const auto job = world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4", "poster"]})");
  world.RunAll();
  std::vector<std::string> keys{*world.Get(job).source_key};
  for (const auto& artifact : world.ArtifactsOf(job)) keys.push_back(artifact.key);
  REQUIRE(keys.size() >= 3);

  objects.away = true;
  deleter.Delete(world.store.jobs.Delete(job.user_id, job.id));
  CHECK_FALSE(world.store.jobs.FindAnyones(job.id));
  CHECK(world.store.pending_deletes.Count() == static_cast<std::int64_t>(keys.size()));
  // One answer is enough to know that it is away: the caller waits for one, not for each.
  CHECK(objects.asked_while_away == 1);
  work::SetGauges(world.store);
  CHECK(base::MetricsText().find("clipbox_pending_deletes " + std::to_string(keys.size())) != std::string::npos);

  world.clock.Advance(10min);
  deleter.DeleteDue({});
  CHECK(objects.asked_while_away == 2);
  for (const std::string& key : keys) CHECK(world.objects.Head(key));

  objects.away = false;
  world.clock.Advance(2h);
  deleter.DeleteDue({});
  for (const std::string& key : keys) CHECK_FALSE(world.objects.Head(key));
  CHECK(world.store.pending_deletes.Count() == 0);
  work::SetGauges(world.store);
  CHECK(base::MetricsText().find("clipbox_pending_deletes 0") != std::string::npos);
}

TEST_CASE(
    "uploads that ran out while the store is away end all the same, and the store is asked once; their parts go when "
    "it is back") {
  WorkFixture world;
  test::FaultyStore objects(world.objects);
  work::Deleter deleter(objects, world.store.pending_deletes, world.clock);
  const jobs::UserId user = world.Uploaded(world.Film(), "{}").user_id;
  std::vector<jobs::JobId> ids;
  for (int i = 0; i < 3; ++i) ids.push_back(OpenUpload(world, user));
  world.clock.Advance(2h);

  objects.away = true;
  work::ExpireUploads(world.store.uploads, deleter, world.clock_watch, {});
  for (const jobs::JobId& id : ids) CHECK(world.store.jobs.FindAnyones(id)->failure->code == "upload_expired");
  CHECK(objects.asked_while_away == 1);
  CHECK(world.store.pending_deletes.Count() == 3);

  objects.away = false;
  world.clock.Advance(2h);
  deleter.DeleteDue({});
  CHECK(world.store.pending_deletes.Count() == 0);
  CHECK(world.objects.ListUploads("clipbox/", "").lines.empty());
}

TEST_CASE(
    "a store that is known to be away is asked for no deletion, nor asked after where there is nothing to delete") {
  WorkFixture world;
  test::FaultyStore objects(world.objects);
  int asked_after = 0;
  bool answers = false;
  work::Deleter deleter(objects, world.store.pending_deletes, world.clock, [&] { return ++asked_after, answers; });
  objects.away = true;
  deleter.DeleteDue({});
  deleter.Delete({});
  CHECK(asked_after == 0);
  world.objects.PutFile(kKey, world.Film(), {});
  deleter.Delete({world.store.pending_deletes.Add(kKey, "")});
  deleter.DeleteDue({});
  CHECK(asked_after == 2);
  CHECK(objects.asked_while_away == 0);
  objects.away = false;
  answers = true;
  // It is due as it was written: nothing failed meanwhile.
  deleter.DeleteDue({});
  CHECK_FALSE(world.objects.Head(kKey));
  CHECK(world.store.pending_deletes.Count() == 0);
}

TEST_CASE("what a pending delete names is left alone while somebody writes it anew, and once it has a row again") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})");
  world.RunAll();
  const jobs::Artifact clip = world.ArtifactsOf(job).at(0);
  const store::PendingDelete entry = world.store.artifacts.Delete(job.user_id, clip.id);
  world.store.processing.Process(job.user_id, job.id, std::nullopt);
  world.runner.Run(*world.store.queue.ClaimNext("w1"), {}, 1);  // the analysis
  const auto span = world.store.queue.ClaimNext("w1");
  REQUIRE(span);
  {
    work::KeyGuard::Writing writing(world.deleter.keys());
    writing.Add(clip.key, {});
    world.objects.PutFile(clip.key, world.Film(), {});
    world.deleter.Delete({entry});
    CHECK(world.objects.Head(clip.key));
    REQUIRE(world.store.queue.AddArtifact(span->claim, ArtifactAt(clip.key)));
  }
  // An old list of what is due, looked at after the row is there.
  world.deleter.Delete({entry});
  CHECK(world.objects.Head(clip.key));
  CHECK(world.store.pending_deletes.Count() == 0);
}

TEST_CASE("who writes a key waits for its deletion, and not beyond the stop") {
  work::KeyGuard guard;
  auto deleting = guard.TryDelete("k");
  REQUIRE(deleting);
  CHECK_FALSE(guard.TryDelete("k"));
  CHECK(guard.TryDelete("another"));
  std::stop_source stop;
  stop.request_stop();
  work::KeyGuard::Writing stopped(guard);
  CHECK_THROWS_AS(stopped.Add("k", stop.get_token()), base::Error);

  std::latch wrote(1);
  std::jthread writer([&] {
    work::KeyGuard::Writing writing(guard);
    writing.Add("k", {});
    wrote.count_down();
  });
  CHECK_FALSE(wrote.try_wait());
  deleting.reset();
  wrote.wait();
  writer.join();
  CHECK(guard.TryDelete("k"));
}

TEST_CASE("two tasks may write one key, and it is nobody's to delete until both are through") {
  work::KeyGuard guard;
  {
    work::KeyGuard::Writing first(guard);
    first.Add("k", {});
    {
      work::KeyGuard::Writing second(guard);
      second.Add("k", {});
    }
    CHECK_FALSE(guard.TryDelete("k"));
  }
  CHECK(guard.TryDelete("k"));
}

TEST_CASE(
    "an upload that expires is aborted, but what it became meanwhile stays: the rows may be older than the store") {
  WorkFixture world;
  const jobs::UserId user = world.Uploaded(world.Film(), "{}").user_id;
  const jobs::JobId open = OpenUpload(world, user);
  const jobs::JobId whole = OpenUpload(world, user);
  const store::UploadSession parts = *world.store.uploads.Find(user, open);
  const store::UploadSession object = *world.store.uploads.Find(user, whole);
  world.objects.CompleteMultipart(object.key, object.upload_id, world.objects.ListParts(object.key, object.upload_id));
  world.clock.Advance(2h);
  work::ExpireUploads(world.store.uploads, world.deleter, world.clock_watch, {});
  CHECK(world.store.jobs.FindAnyones(whole)->failure->code == "upload_expired");
  CHECK(world.objects.Head(object.key));
  CHECK_THROWS_AS(world.objects.ListParts(parts.key, parts.upload_id), base::Error);
  CHECK(world.store.pending_deletes.Count() == 0);
}
