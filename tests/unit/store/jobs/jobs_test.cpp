#include "store/jobs/jobs.h"

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using base::ErrorCode;
using jobs::Status;

namespace {

std::vector<std::string> Ids(const Page<jobs::Job>& page) {
  std::vector<std::string> ids;
  for (const jobs::Job& job : page.items) ids.push_back(job.id.value);
  return ids;
}

JobPatch Title(const std::string& title) {
  JobPatch patch;
  patch.title = title;
  return patch;
}

}  // namespace

TEST_CASE("the same idempotency key gives the same job, for a day") {
  World world;
  NewJob job = world.JobOf(world.ann);
  job.idempotency_key = {"key", "hash"};
  const CreatedJob first = world.store().jobs.Create(job);
  world.clock.Advance(std::chrono::hours(23));
  const CreatedJob second = world.store().jobs.Create(job);
  CHECK(first.created);
  CHECK_FALSE(second.created);
  CHECK(second.job.id == first.job.id);
  world.clock.Advance(std::chrono::hours(2));
  CHECK(world.store().jobs.Create(job).created);
}

TEST_CASE("an idempotency key with another body is refused, and is its user's own") {
  World world;
  NewJob job = world.JobOf(world.ann);
  job.idempotency_key = {"key", "hash"};
  world.store().jobs.Create(job);
  NewJob other = job;
  other.idempotency_key->body_hash = "another";
  CHECK(ErrorOf([&] { world.store().jobs.Create(other); }).code() == ErrorCode::kIdempotencyKeyReused);
  other.user_id = world.bob;
  CHECK(world.store().jobs.Create(other).created);
}

TEST_CASE("another user's job is not found, whatever is asked of it") {
  World world;
  Store& store = world.store();
  const jobs::JobId id = world.Uploading().id;
  const auto code = [](const auto& call) { return ErrorOf(call).code(); };
  CHECK_FALSE(store.jobs.Find(world.bob, id));
  CHECK(store.jobs.Find(world.ann, id));
  CHECK(code([&] { store.jobs.Patch(world.bob, id, {}); }) == ErrorCode::kNotFound);
  CHECK(code([&] { store.jobs.ConfirmRights(world.bob, id, "1"); }) == ErrorCode::kNotFound);
  CHECK(code([&] { store.jobs.Delete(world.bob, id); }) == ErrorCode::kNotFound);
  CHECK(code([&] { store.uploads.Prepare(world.bob, id, world.FileOf()); }) == ErrorCode::kNotFound);
  CHECK(code([&] { store.uploads.Find(world.bob, id); }) == ErrorCode::kNotFound);
  CHECK(code([&] { store.uploads.Complete(world.bob, id, "upload"); }) == ErrorCode::kNotFound);
  CHECK(code([&] { store.uploads.Abort(world.bob, id, ""); }) == ErrorCode::kNotFound);
  CHECK(code([&] { store.processing.Process(world.bob, id, std::nullopt); }) == ErrorCode::kNotFound);
  CHECK(code([&] { store.processing.Cancel(world.bob, id); }) == ErrorCode::kNotFound);
  CHECK(code([&] { store.processing.Restart(world.bob, id); }) == ErrorCode::kNotFound);
  CHECK(store.timeline.List(world.bob, id, {}).items.empty());
  CHECK(store.jobs.List(world.bob, {}, {}).items.empty());
  CHECK_FALSE(store.metadata.FindThumbnail(world.bob, id));
}

TEST_CASE("jobs are listed newest first, page by page, without gap or repeat") {
  World world;
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) {
    made.insert(made.begin(), world.Created().id.value);
    world.clock.Advance(std::chrono::milliseconds(i % 2));
  }
  std::vector<std::string> seen;
  PageRequest request{2, std::nullopt};
  for (int pages = 1;; ++pages) {
    const auto page = world.store().jobs.List(world.ann, {}, request);
    for (const std::string& id : Ids(page)) seen.push_back(id);
    if (!page.next_cursor) {
      CHECK(pages == 3);
      break;
    }
    request.cursor = page.next_cursor;
  }
  CHECK(seen == made);
}

TEST_CASE("a list is narrowed by status and by a substring of title, video id or file name") {
  World world;
  const jobs::JobId plain = world.Created().id;
  const jobs::JobId titled = world.MetaReady().id;
  world.store().jobs.Patch(world.ann, titled, Title("50%_off\\ Sale"));
  const jobs::JobId uploading = world.Uploading().id;
  const auto search = [&](const std::string& q, std::optional<Status> status = std::nullopt) {
    return Ids(world.store().jobs.List(world.ann, {status, q}, {}));
  };
  using List = std::vector<std::string>;
  CHECK(search("", Status::kUploading) == List{uploading.value});
  CHECK(search("sale") == List{titled.value});
  CHECK(search("%_off\\") == List{titled.value});
  CHECK(search("0__o").empty());
  CHECK(search("FILM.mp4") == List{uploading.value});
  CHECK(search("dQw4w9").size() == 3);
  CHECK(search("dQw4w9", Status::kCreated) == List{plain.value});
}

TEST_CASE("a title by hand makes a CREATED job META_READY, and a later fetch does not take it away") {
  World world;
  const jobs::Job created = world.Created();
  JobPatch description;
  description.description = "0:00 One";
  description.chapters = std::vector<jobs::Chapter>{{0, 5.0, "One"}};
  CHECK(world.store().jobs.Patch(world.ann, created.id, description).status == Status::kCreated);
  const jobs::Job titled = world.store().jobs.Patch(world.ann, created.id, Title("Mine"));
  CHECK(titled.status == Status::kMetaReady);
  CHECK(titled.title == "Mine");
  CHECK(titled.source_meta->via == jobs::MetadataVia::kManual);
  jobs::SourceMeta fetched;
  fetched.title = "Theirs";
  const jobs::Job after = world.store().metadata.Set(created.id, fetched, jobs::Actor::System()).value();
  CHECK(after.title == "Mine");
  CHECK(after.source_meta->title == "Theirs");
  CHECK(after.source_meta->description == "0:00 One");
  CHECK(after.source_meta->chapters == *description.chapters);
}

TEST_CASE("all that is known of a job comes back as it was stored") {
  World world;
  NewJob wanted = world.JobOf(world.ann);
  wanted.recipe = RecipeOf(R"({"clips":[]})");
  wanted.proposed_clip = {62.0, std::nullopt};
  wanted.auto_process = false;
  const jobs::Job created = world.store().jobs.Create(wanted).job;
  CHECK(created.recipe.given == wanted.recipe.given);
  CHECK(created.proposed_clip.start == 62.0);
  CHECK(created.proposed_clip.end == std::nullopt);
  CHECK_FALSE(created.auto_process);
  CHECK(created.created_at == world.clock.Now());

  jobs::SourceMeta meta;
  meta.title = "T\xC3\xA9st";
  meta.author_name = "A";
  meta.author_url = "https://www.youtube.com/@a";
  meta.thumbnail_url = "https://i.ytimg.com/x.jpg";
  meta.duration_seconds = 12.5;
  meta.chapters = {{0, std::nullopt, "One"}};
  meta.fetched_at = world.clock.Now();
  meta.via = jobs::MetadataVia::kDataApi;
  meta.limited = true;
  const jobs::SourceMeta got = world.store().metadata.Set(created.id, meta, jobs::Actor::System())->source_meta.value();
  CHECK(got.title == meta.title);
  CHECK(got.author_url == meta.author_url);
  CHECK(got.thumbnail_url == meta.thumbnail_url);
  CHECK(got.duration_seconds == 12.5);
  CHECK(got.description == std::nullopt);
  CHECK(got.chapters == meta.chapters);
  CHECK(got.fetched_at == meta.fetched_at);
  CHECK(got.via == meta.via);
  CHECK(got.limited);
}

TEST_CASE("the rights are confirmed once, by name and text, and repeating it changes nothing") {
  World world;
  const jobs::JobId id = world.MetaReady().id;
  const jobs::Job first = world.store().jobs.ConfirmRights(world.ann, id, "v1");
  world.clock.Advance(std::chrono::seconds(5));
  const jobs::Job second = world.store().jobs.ConfirmRights(world.ann, id, "v2");
  CHECK(first.rights_confirmed_at == base::Timestamp(world.clock.Now() - std::chrono::seconds(5)));
  CHECK(first.rights_confirmed_by == world.ann);
  CHECK(second.rights_confirmed_at == first.rights_confirmed_at);
  CHECK(second.rights_text_version == "v1");
  CHECK(second.updated_at == first.updated_at);
}

TEST_CASE("the recipe cannot change while the job is processed, and drops the tasks that an attempt left") {
  World world;
  const ClaimedTask task = world.Processing();
  JobPatch patch;
  patch.recipe = RecipeOf(R"({"outputs":["gif"]})");
  const base::Error error = ErrorOf([&] { world.store().jobs.Patch(world.ann, task.claim.job_id, patch); });
  CHECK(error.code() == ErrorCode::kWrongStatus);
  CHECK(error.details().current == "PROCESSING");
  world.store().queue.FinishAnalysis(task, {{}, "{}", {"{}"}, {}});
  world.store().queue.RetryLater(task.claim, world.clock.Now(), base::ErrorCode::kInternal, Queue::Attempt::kCounts);
  CHECK(world.store().jobs.Patch(world.ann, task.claim.job_id, patch).recipe.given == patch.recipe->given);
  CHECK(world.store().queue.ClaimNext("w1")->kind == TaskKind::kAnalysis);
}

TEST_CASE("a deleted job leaves no row, and its bytes wait to be deleted") {
  World world;
  const jobs::Job job = world.Ready();
  world.store().metadata.SetThumbnail(job.id, {"image/jpeg", "bytes"});
  const auto pending = world.store().jobs.Delete(world.ann, job.id);
  REQUIRE(pending.size() == 2);
  CHECK(pending[0].key == "clipbox/a/" + job.id.value);
  CHECK(pending[1].key == *job.source_key);
  CHECK(world.store().pending_deletes.Count() == 2);
  CHECK(ErrorOf([&] { world.store().jobs.Delete(world.ann, job.id); }).code() == ErrorCode::kNotFound);
  for (const char* table : {"video_jobs", "job_events", "job_attempts", "job_tasks", "upload_sessions", "upload_parts",
                            "video_artifacts", "thumbnails", "source_analysis"}) {
    INFO(table);
    CHECK(world.Count(std::string("SELECT count(*) FROM ") + table) == 0);
  }
}

TEST_CASE("deleting a job whose upload is open leaves the multipart upload to be aborted") {
  World world;
  const auto pending = world.store().jobs.Delete(world.ann, world.Uploading().id);
  REQUIRE(pending.size() == 1);
  CHECK(pending[0].upload_id == "upload");
}
