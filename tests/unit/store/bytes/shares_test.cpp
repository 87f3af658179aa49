#include "store/bytes/shares.h"

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using base::ErrorCode;

namespace {

using Ids = std::vector<jobs::ArtifactId>;

const std::string kToken(32, 'a');

NewShare PageOf(const Ids& ids, const std::string& token = kToken) {
  NewShare share;
  share.token = token;
  share.artifact_ids = ids;
  return share;
}

// A job that is being worked at, with two clips.
ClaimedTask TwoClips(World& world) {
  ClaimedTask task = world.Processing();
  world.store().queue.AddArtifact(task.claim, Clip("a", 0, 1, "k1"));
  world.store().queue.AddArtifact(task.claim, Clip("b", 2, 3, "k2"));
  return task;
}

Ids IdsOf(World& world, const jobs::JobId& job) {
  Ids ids;
  for (const jobs::Artifact& each : world.store().artifacts.ListAll(job)) ids.push_back(each.id);
  return ids;
}

std::uint64_t ViewsOf(World& world, const jobs::ShareId& id) { return world.store().shares.Get(world.ann, id).views; }

}  // namespace

TEST_CASE("a share is found by its token, with its job and what it shows, in the order that was given") {
  World world;
  const jobs::JobId job = TwoClips(world).claim.job_id;
  const Ids ids = IdsOf(world, job);
  NewShare wanted = PageOf({ids[1], ids[0], ids[1]});
  wanted.title = "Two clips";
  wanted.expires_at = world.clock.Now() + std::chrono::hours(1);
  wanted.password_hash = "hash";
  const Share made = world.store().shares.Create(world.ann, job, wanted);
  CHECK(made.artifact_ids == Ids{ids[1], ids[0]});
  world.Reboot("next");
  const auto found = world.store().shares.FindByToken(kToken);
  REQUIRE(found);
  CHECK(found->share.id == made.id);
  CHECK(found->share.title == "Two clips");
  CHECK(found->share.expires_at == wanted.expires_at);
  CHECK(found->share.password_hash == "hash");
  CHECK(found->share.artifact_ids == Ids{ids[1], ids[0]});
  CHECK(found->job.id == job);
  CHECK(found->artifacts.size() == 2);
  CHECK_FALSE(world.store().shares.FindByToken(std::string(32, 'b')));
}

TEST_CASE("only a job's owner shares it, and only what was made of it") {
  World world;
  const jobs::JobId job = TwoClips(world).claim.job_id;
  const Ids ids = IdsOf(world, job);
  Shares& shares = world.store().shares;
  CHECK(ErrorOf([&] { shares.Create(world.bob, job, PageOf(ids)); }).code() == ErrorCode::kNotFound);
  const auto foreign = ErrorOf([&] { shares.Create(world.ann, job, PageOf({ids[0], {"another's"}})); });
  CHECK(foreign.code() == ErrorCode::kInvalidField);
  CHECK(foreign.details().pointer == "/artifactIds/1");
  CHECK(world.Count("SELECT count(*) FROM shares") == 0);
  const Share share = shares.Create(world.ann, job, PageOf(ids));
  CHECK(shares.List(world.bob, job, {}).items.empty());
  CHECK(ErrorOf([&] { shares.Get(world.bob, share.id); }).code() == ErrorCode::kNotFound);
  CHECK(ErrorOf([&] { shares.Change(world.bob, share.id, {}); }).code() == ErrorCode::kNotFound);
  CHECK(ErrorOf([&] { shares.Withdraw(world.bob, share.id); }).code() == ErrorCode::kNotFound);
}

TEST_CASE("a change leaves what it does not name, and takes away what it gives nothing for") {
  World world;
  const jobs::JobId job = TwoClips(world).claim.job_id;
  const Ids ids = IdsOf(world, job);
  NewShare wanted = PageOf(ids);
  wanted.title = "A title";
  wanted.password_hash = "hash";
  Shares& shares = world.store().shares;
  const Share share = shares.Create(world.ann, job, wanted);
  SharePatch patch;
  patch.title.emplace();
  patch.artifact_ids = Ids{ids[1]};
  const Share changed = shares.Change(world.ann, share.id, patch);
  CHECK_FALSE(changed.title);
  CHECK(changed.password_hash == "hash");
  CHECK(changed.artifact_ids == Ids{ids[1]});
  SharePatch wrong;
  wrong.title.emplace("Another");
  wrong.artifact_ids = Ids{{"nothing"}};
  CHECK(ErrorOf([&] { shares.Change(world.ann, share.id, wrong); }).code() == ErrorCode::kInvalidField);
  CHECK_FALSE(shares.Get(world.ann, share.id).title);
}

TEST_CASE("what is deleted is not shown any more, and what replaces one of its kind is") {
  World world;
  const ClaimedTask task = TwoClips(world);
  const jobs::JobId job = task.claim.job_id;
  const Ids ids = IdsOf(world, job);
  Shares& shares = world.store().shares;
  const Share share = shares.Create(world.ann, job, PageOf({ids[1], ids[0]}));
  world.store().queue.AddArtifact(task.claim, Clip("a", 0, 1, "another"));
  const Ids now = IdsOf(world, job);
  CHECK(shares.Get(world.ann, share.id).artifact_ids == Ids{ids[1], now[1]});
  world.store().artifacts.Delete(world.ann, ids[1]);
  CHECK(shares.Get(world.ann, share.id).artifact_ids == Ids{now[1]});
  world.store().artifacts.Delete(world.ann, now[1]);
  CHECK(shares.FindByToken(kToken)->share.artifact_ids.empty());
}

TEST_CASE("a share is withdrawn once, and is gone at once; a deleted job takes its shares along") {
  World world;
  const jobs::JobId job = TwoClips(world).claim.job_id;
  Shares& shares = world.store().shares;
  const Share share = shares.Create(world.ann, job, PageOf(IdsOf(world, job)));
  shares.Withdraw(world.ann, share.id);
  CHECK_FALSE(shares.FindByToken(kToken));
  CHECK(ErrorOf([&] { shares.Withdraw(world.ann, share.id); }).code() == ErrorCode::kNotFound);
  shares.Create(world.ann, job, PageOf(IdsOf(world, job)));
  world.store().jobs.Delete(world.ann, job);
  CHECK_FALSE(shares.FindByToken(kToken));
  CHECK(world.Count("SELECT count(*) FROM share_artifacts") == 0);
}

TEST_CASE("a job that goes to another owner takes its shares along") {
  World world;
  const jobs::JobId job = TwoClips(world).claim.job_id;
  const Share share = world.store().shares.Create(world.ann, job, PageOf(IdsOf(world, job)));
  world.database().Write([&](sqlite::Connection& db) {
    db.Run("GiveJobsAway", {{":id", world.ann}, {":heir", world.bob}});
  });
  CHECK(world.store().shares.Get(world.bob, share.id).token == kToken);
  CHECK(ErrorOf([&] { world.store().shares.Get(world.ann, share.id); }).code() == ErrorCode::kNotFound);
}

TEST_CASE("every view is counted, though the first of a second alone is written at once") {
  World world;
  const jobs::JobId job = TwoClips(world).claim.job_id;
  Shares& shares = world.store().shares;
  const Share share = shares.Create(world.ann, job, PageOf(IdsOf(world, job)));
  const auto written = [&] { return world.Count("SELECT views FROM shares"); };
  for (int i = 0; i < 5; ++i) shares.CountView(share.id);
  CHECK(written() == 1);
  CHECK(ViewsOf(world, share.id) == 5);
  shares.CountView(share.id);
  CHECK(written() == 5);
  world.clock.Advance(std::chrono::seconds(1));
  shares.CountView(share.id);
  CHECK(written() == 7);
  shares.CountView(share.id);
  world.Reboot("next");
  CHECK(written() == 8);
}

TEST_CASE("a view of a share that was withdrawn meanwhile disturbs nobody's count") {
  World world;
  const jobs::JobId job = TwoClips(world).claim.job_id;
  Shares& shares = world.store().shares;
  const Share first = shares.Create(world.ann, job, PageOf(IdsOf(world, job)));
  const Share second = shares.Create(world.ann, job, PageOf(IdsOf(world, job), std::string(32, 'b')));
  for (const auto& id : {first.id, first.id, second.id}) shares.CountView(id);
  shares.Withdraw(world.ann, first.id);
  CHECK(ViewsOf(world, second.id) == 1);
}

TEST_CASE("a job has two hundred shares at most") {
  World world;
  const jobs::JobId job = TwoClips(world).claim.job_id;
  const Ids ids = IdsOf(world, job);
  const auto add = [&](int i) {
    return world.store().shares.Create(world.ann, job, PageOf(ids, std::to_string(i) + kToken));
  };
  for (int i = 0; i < kMaxShares; ++i) add(i);
  CHECK(ErrorOf([&] { add(kMaxShares); }).code() == ErrorCode::kTooMany);
  const auto page = world.store().shares.List(world.ann, job, {.limit = 150, .cursor = {}});
  CHECK(page.items.size() == 150);
  CHECK(world.store().shares.List(world.ann, job, {.limit = 150, .cursor = page.next_cursor}).items.size() == 50);
}
