#include "store/bytes/artifacts.h"

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;

TEST_CASE("the same artifact is written once; another object of its kind replaces it, and the old bytes are let go") {
  World world;
  const ClaimedTask task = world.Processing();
  Queue& queue = world.store().queue;
  const auto keys = [&] {
    std::vector<std::string> all;
    for (const jobs::Artifact& each : world.store().artifacts.ListAll(task.claim.job_id)) all.push_back(each.key);
    return all;
  };
  using Keys = std::vector<std::string>;
  CHECK(queue.AddArtifact(task.claim, Clip("a", 0, 1, "k1")));
  const auto first = world.store().artifacts.ListAll(task.claim.job_id).at(0).id;
  CHECK(queue.AddArtifact(task.claim, Clip("a", 0, 1, "k1")));
  CHECK(world.store().artifacts.ListAll(task.claim.job_id).at(0).id == first);
  CHECK(queue.AddArtifact(task.claim, Clip("a", 0, 2, "k2")));
  CHECK(queue.AddArtifact(task.claim, Clip("a", 0, 1, "k3")));
  CHECK(keys() == Keys{"k2", "k3"});
  REQUIRE(world.store().pending_deletes.ListDue(10).size() == 1);
  CHECK(world.store().pending_deletes.ListDue(10)[0].key == "k1");
  const auto told = world.Told(task.claim.job_id);
  CHECK(std::count(told.begin(), told.end(), "artifact_written") == 3);
}

TEST_CASE("what other settings made stands beside, also beside what an earlier version made without naming them") {
  World world;
  const ClaimedTask task = world.Processing();
  Queue& queue = world.store().queue;
  const auto add = [&](const char* key, const char* settings) {
    jobs::Artifact clip = Clip("a", 0, 1, key);
    clip.settings = settings;
    return queue.AddArtifact(task.claim, clip);
  };
  CHECK(add("old", ""));
  CHECK(add("wide", "0123"));
  CHECK(add("tall", "4567"));
  CHECK(add("tall again", "4567"));
  std::vector<std::string> keys;
  for (const jobs::Artifact& each : world.store().artifacts.ListAll(task.claim.job_id)) keys.push_back(each.key);
  CHECK(keys == std::vector<std::string>{"old", "wide", "tall again"});
  REQUIRE(world.store().pending_deletes.ListDue(10).size() == 1);
  CHECK(world.store().pending_deletes.ListDue(10)[0].key == "tall");
}

TEST_CASE(
    "a name that a person gave an artifact stays when the job is processed again, whatever becomes of the bytes") {
  World world;
  const ClaimedTask task = world.Processing();
  const jobs::JobId job = task.claim.job_id;
  Store& store = world.store();
  const auto labels = [&] {
    std::vector<std::string> all;
    for (const jobs::Artifact& each : store.artifacts.ListAll(job)) all.push_back(each.label + " " + each.key);
    return all;
  };
  using Labels = std::vector<std::string>;
  store.queue.AddArtifact(task.claim, Clip("a", 0, 1, "k1"));
  const jobs::ArtifactId id = store.artifacts.ListAll(job).at(0).id;
  CHECK(store.artifacts.Rename(world.ann, id, "The best bit").label == "The best bit");
  store.queue.AddArtifact(task.claim, Clip("a", 0, 1, "k1"));
  CHECK(labels() == Labels{"The best bit k1"});
  store.queue.AddArtifact(task.claim, Clip("a", 0, 1, "k2"));
  CHECK(labels() == Labels{"The best bit k2"});
  // It is no other's name: one that is made under it stands beside.
  store.queue.AddArtifact(task.claim, Clip("The best bit", 0, 1, "k3"));
  CHECK(labels() == Labels{"The best bit k2", "The best bit k3"});
  store.artifacts.Rename(world.ann, store.artifacts.ListAll(job).at(0).id, std::nullopt);
  CHECK(labels() == Labels{"a k2", "The best bit k3"});
}

TEST_CASE("only its owner names an artifact") {
  World world;
  const jobs::Job job = world.Ready();
  const jobs::ArtifactId id = world.store().artifacts.ListAll(job.id).at(0).id;
  CHECK(ErrorOf([&] { world.store().artifacts.Rename(world.bob, id, "mine"); }).code() == base::ErrorCode::kNotFound);
  CHECK(world.store().artifacts.ListAll(job.id).at(0).label == "intro");
}

TEST_CASE("an artifact without a span is one of a kind too") {
  World world;
  const ClaimedTask task = world.Processing();
  jobs::Artifact board = Clip("", 0, 0, "k1");
  board.type = jobs::ArtifactType::kStoryboard;
  board.range = std::nullopt;
  board.reason = "not_available";
  world.store().queue.AddArtifact(task.claim, board);
  board.key = "k2";
  world.store().queue.AddArtifact(task.claim, board);
  const auto all = world.store().artifacts.ListAll(task.claim.job_id);
  REQUIRE(all.size() == 1);
  CHECK(all[0].key == "k2");
  CHECK_FALSE(all[0].range);
  CHECK(all[0].reason == "not_available");
  CHECK(all[0].created_at == world.clock.Now());
}

TEST_CASE("a key that is written again is no longer to be deleted") {
  World world;
  const ClaimedTask task = world.Processing();
  world.store().queue.AddArtifact(task.claim, Clip("a", 0, 1, "k1"));
  const auto id = world.store().artifacts.ListAll(task.claim.job_id).at(0).id;
  CHECK(world.store().artifacts.Delete(world.ann, id).key == "k1");
  CHECK(ErrorOf([&] { world.store().artifacts.Delete(world.ann, id); }).code() == base::ErrorCode::kNotFound);
  CHECK(world.store().pending_deletes.Count() == 1);
  world.store().queue.AddArtifact(task.claim, Clip("a", 0, 1, "k1"));
  CHECK(world.store().pending_deletes.Count() == 0);
}

TEST_CASE("artifacts are listed oldest first, page by page, to their owner only") {
  World world;
  const ClaimedTask task = world.Processing();
  for (int i = 0; i < 5; ++i) world.store().queue.AddArtifact(task.claim, Clip("a", i, i + 1, "k" + std::to_string(i)));
  const jobs::JobId job = task.claim.job_id;
  const auto first = world.store().artifacts.List(world.ann, job, {3, std::nullopt});
  REQUIRE(first.next_cursor);
  const auto second = world.store().artifacts.List(world.ann, job, {3, first.next_cursor});
  CHECK(first.items.size() == 3);
  CHECK(first.items[0].key == "k0");
  CHECK(second.items.size() == 2);
  CHECK(second.items[1].key == "k4");
  CHECK_FALSE(second.next_cursor);
  CHECK(world.store().artifacts.List(world.bob, job, {}).items.empty());
  CHECK(world.store().artifacts.Find(world.ann, first.items[0].id)->key == "k0");
  CHECK_FALSE(world.store().artifacts.Find(world.bob, first.items[0].id));
  CHECK(ErrorOf([&] { world.store().artifacts.Delete(world.bob, first.items[0].id); }).code() ==
        base::ErrorCode::kNotFound);
}

TEST_CASE("a deletion that fails is due again later, and forgotten once done") {
  World world;
  PendingDeletes& pending = world.store().pending_deletes;
  world.store().jobs.Delete(world.ann, world.Uploaded().id);
  const PendingDelete due = pending.ListDue(10).at(0);
  pending.Postpone(due.id, world.clock.Now() + std::chrono::seconds(60));
  CHECK(pending.ListDue(10).empty());
  world.clock.Advance(std::chrono::seconds(60));
  CHECK(pending.ListDue(10).at(0).attempts == 1);
  pending.Forget(due.id);
  CHECK(pending.Count() == 0);
}
