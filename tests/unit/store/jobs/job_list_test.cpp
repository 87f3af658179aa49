// The orders of the list of jobs, page by page.
#include <algorithm>

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;

namespace {

using Words = std::vector<std::string>;

jobs::JobId Titled(World& world, const std::string& title) {
  const jobs::JobId id = world.MetaReady().id;
  JobPatch patch;
  patch.title = title;
  world.store().jobs.Patch(world.ann, id, patch);
  return id;
}

// A job of which no more is known than its length, where it is.
jobs::JobId Long(World& world, const std::string& title, std::optional<double> seconds) {
  const jobs::JobId id = Titled(world, title);
  JobPatch patch;
  patch.duration_seconds = seconds;
  world.store().jobs.Patch(world.ann, id, patch);
  return id;
}

void Prepare(World& world, const jobs::JobId& id, std::uint64_t bytes) {
  world.store().jobs.ConfirmRights(world.ann, id, "1");
  UploadSession file = world.FileOf("film.mp4", bytes);
  file.key = "clipbox/sources/" + id.value;
  world.store().uploads.Prepare(world.ann, id, file);
}

Words Titles(const Page<jobs::Job>& page) {
  Words titles;
  for (const jobs::Job& job : page.items) titles.push_back(job.title);
  return titles;
}

// All pages of two, one after the other.
Words Listed(World& world, const JobFilter& filter) {
  Words titles;
  PageRequest request{2, std::nullopt};
  do {
    const auto page = world.store().jobs.List(world.ann, filter, request);
    for (const std::string& title : Titles(page)) titles.push_back(title);
    request.cursor = page.next_cursor;
  } while (request.cursor);
  return titles;
}

JobFilter By(JobOrder order) {
  JobFilter filter;
  filter.order = order;
  return filter;
}

Words Reversed(Words words) {
  std::reverse(words.begin(), words.end());
  return words;
}

}  // namespace

TEST_CASE("jobs are listed by title in either case, and those of one title by age, without gap or repeat") {
  World world;
  for (const char* title : {"cutting", "Arches", "bridges", "Bridges", "BRIDGES", "doors"}) Titled(world, title);
  CHECK(Listed(world, By(JobOrder::kTitle)) == Words{"Arches", "bridges", "Bridges", "BRIDGES", "cutting", "doors"});
}

TEST_CASE("the oldest first is the newest first, backwards") {
  World world;
  for (const char* title : {"a", "b", "c", "d", "e"}) Titled(world, title);
  CHECK(Listed(world, By(JobOrder::kOldest)) == Words{"a", "b", "c", "d", "e"});
  CHECK(Listed(world, By(JobOrder::kOldest)) == Reversed(Listed(world, By(JobOrder::kNewest))));
}

TEST_CASE("the longest come first, those of one length newest first, and those of unknown length last") {
  World world;
  Long(world, "unknown", std::nullopt);
  Long(world, "one third", 1.0 / 3);
  Long(world, "minute", 60);
  Long(world, "another minute", 60);
  Long(world, "hour", 3600);
  CHECK(Listed(world, By(JobOrder::kLongest)) == Words{"hour", "another minute", "minute", "one third", "unknown"});
}

TEST_CASE("the length of the uploaded file counts before that of the video, and goes with the file") {
  World world;
  const ClaimedTask task = world.Processing();
  const jobs::JobId id = task.claim.job_id;
  JobPatch said;
  said.duration_seconds = 10;
  said.title = "film";
  world.store().jobs.Patch(world.ann, id, said);
  Long(world, "minute", 60);
  CHECK(Listed(world, By(JobOrder::kLongest)) == Words{"minute", "film"});
  AnalysisOutcome analysed;
  analysed.probed.duration_seconds = 90;
  analysed.span_payloads = {"{}"};
  world.store().queue.FinishAnalysis(task, analysed);
  CHECK(Listed(world, By(JobOrder::kLongest)) == Words{"film", "minute"});
  world.store().jobs.Patch(world.ann, id, said);
  jobs::SourceMeta fetched;
  fetched.title = "film";
  fetched.duration_seconds = 11;
  world.store().metadata.Set(id, fetched, jobs::Actor::System());
  CHECK(Listed(world, By(JobOrder::kLongest)) == Words{"film", "minute"});
}

TEST_CASE("the largest come first, and those without a file last") {
  World world;
  Prepare(world, Titled(world, "small"), 41);
  Prepare(world, Titled(world, "large"), 5'000'000'000'000'000);
  Titled(world, "none");
  Prepare(world, Titled(world, "medium"), 100);
  Prepare(world, Titled(world, "as medium"), 100);
  CHECK(Listed(world, By(JobOrder::kLargest)) == Words{"large", "as medium", "medium", "small", "none"});
}

TEST_CASE("every order is narrowed by status and by words") {
  World world;
  Prepare(world, Titled(world, "bread"), 50);
  Prepare(world, Titled(world, "broth"), 60);
  Titled(world, "broom");
  Prepare(world, Titled(world, "salt"), 70);
  for (const JobOrder order :
       {JobOrder::kNewest, JobOrder::kOldest, JobOrder::kTitle, JobOrder::kLongest, JobOrder::kLargest}) {
    JobFilter filter = By(order);
    filter.q = "br";
    CHECK(Listed(world, filter).size() == 3);
    filter.status = jobs::Status::kUploadReady;
    Words found = Listed(world, filter);
    std::sort(found.begin(), found.end());
    CHECK(found == Words{"bread", "broth"});
  }
}

TEST_CASE("a page goes on where the last one ended, though its last job is gone or has another title by then") {
  World world;
  Titled(world, "a");
  const jobs::JobId last = Titled(world, "b");
  Titled(world, "c");
  const auto first = world.store().jobs.List(world.ann, By(JobOrder::kTitle), {2, std::nullopt});
  REQUIRE(first.next_cursor);
  JobPatch patch;
  patch.title = "z";
  world.store().jobs.Patch(world.ann, last, patch);
  CHECK(Titles(world.store().jobs.List(world.ann, By(JobOrder::kTitle), {1, first.next_cursor})) == Words{"c"});
  world.store().jobs.Delete(world.ann, last);
  CHECK(Titles(world.store().jobs.List(world.ann, By(JobOrder::kTitle), {1, first.next_cursor})) == Words{"c"});
}

TEST_CASE("a cursor of another order, and one that is none, are refused") {
  World world;
  for (const char* title : {"a", "b"}) Titled(world, title);
  const auto cursor = world.store().jobs.List(world.ann, By(JobOrder::kTitle), {1, std::nullopt}).next_cursor;
  for (const std::string& wrong : {cursor.value(), std::string("xyz"), std::string("5b5d"), std::string()}) {
    CAPTURE(wrong);
    const base::Error error = ErrorOf([&] { world.store().jobs.List(world.ann, By(JobOrder::kLongest), {1, wrong}); });
    CHECK(error.code() == base::ErrorCode::kInvalidField);
    CHECK(error.details().pointer == "/cursor");
  }
}

TEST_CASE("a job says how many clips lie among its artifacts") {
  World world;
  const jobs::Job job = world.Ready();
  CHECK(job.clip_count == 1);
  CHECK(world.store().jobs.List(world.ann, {}, {}).items.at(0).clip_count == 1);
  const auto artifact = world.store().artifacts.List(world.ann, job.id, {}).items.at(0);
  world.store().artifacts.Delete(world.ann, artifact.id);
  CHECK(world.Now(job.id).clip_count == 0);
  CHECK(world.MetaReady().clip_count == 0);
}

TEST_CASE("jobs of an earlier version are listed by the length that they already know") {
  const test::TempDir dir;
  sqlite::Schema before = DatabaseSchema();
  const auto sorted = std::find_if(before.migrations.begin(), before.migrations.end(), [](const auto& each) {
    return each.name.find("sorted_lists") != std::string::npos;
  });
  REQUIRE(sorted != before.migrations.end());
  before.migrations.erase(sorted, before.migrations.end());
  before.queries.clear();
  sqlite::Database(dir / "db", before).Write([](sqlite::Connection& db) {
    db.Execute("INSERT INTO users VALUES ('01ANN', 'ann', 'x', 'member', 0)");
    const std::string columns =
        "INSERT INTO video_jobs (id, user_id, status, source_url, video_id, title, recipe, auto_process, created_at, "
        "updated_at, source_meta, source_probe) VALUES ";
    db.Execute(columns + R"(('1', '01ANN', 'CREATED', 'u', 'v', '', '{}', 1, 0, 0, '{"durationSeconds":5}', NULL))");
    db.Execute(columns + R"(('2', '01ANN', 'CREATED', 'u', 'v', '', '{}', 1, 0, 0, '{"durationSeconds":5}',
                             '{"durationSeconds":7.5}'))");
    db.Execute(columns + R"(('3', '01ANN', 'CREATED', 'u', 'v', '', '{}', 1, 0, 0, NULL, NULL))");
  });
  sqlite::Database(dir / "db", DatabaseSchema()).Read([](sqlite::Connection& db) {
    CHECK(db.ReadInteger("SELECT count(*) FROM video_jobs WHERE (id, length_seconds) IN (('1', 5), ('2', 7.5), "
                         "('3', 0))") == 3);
  });
}
