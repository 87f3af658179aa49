// What a job's recipe came to when it was accepted is the job's, whatever presets and versions come later.
#include <filesystem>

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using base::ErrorCode;

namespace {

const std::string kWeb = R"({"preset":"web"})";

jobs::Job CreatedWith(World& world, const std::string& recipe) {
  NewJob wanted = world.JobOf(world.ann);
  wanted.recipe = RecipeOf(recipe);
  return world.store().jobs.Create(wanted).job;
}

// As if another version had accepted it, whose preset was another.
void SetResolved(World& world, const jobs::JobId& id, const std::string& value) {
  world.database().Write([&](sqlite::Connection& db) {
    db.Execute("UPDATE video_jobs SET recipe_resolved = " + value + " WHERE id = '" + id.value + "'");
  });
}

// A database of version 3 with a job for each recipe, named by its place.
void MakeVersionThree(const std::filesystem::path& file, const std::vector<std::string>& recipes) {
  sqlite::Schema schema = DatabaseSchema();
  schema.migrations.resize(3);
  schema.queries.clear();
  sqlite::Database(file, schema).Write([&](sqlite::Connection& db) {
    db.Execute("INSERT INTO users VALUES ('01ANN', 'ann', 'x', 'member', 0)");
    for (std::size_t i = 0; i < recipes.size(); ++i) {
      db.Execute(
          "INSERT INTO video_jobs (id, user_id, status, source_url, video_id, title, recipe, auto_process, created_at, "
          "updated_at) VALUES ('job" +
          std::to_string(i) + "', '01ANN', 'CREATED', 'url', 'video', '', '" + recipes[i] + "', 1, 0, 0)");
    }
  });
}

}  // namespace

TEST_CASE("a job keeps what its preset came to when it was accepted, and its recipe as it was given") {
  World world;
  const jobs::JobId id = CreatedWith(world, kWeb).id;
  CHECK(world.Now(id).recipe.Get().mp4.height == 1080);
  SetResolved(world, id, R"('{"mp4":{"height":240}}')");
  CHECK(world.Now(id).recipe.given == kWeb);
  CHECK(world.Now(id).recipe.Get().mp4.height == 240);
  JobPatch title;
  title.title = "Another";
  CHECK(world.store().jobs.Patch(world.ann, id, title).recipe.Get().mp4.height == 240);
}

TEST_CASE("a job that is processed again is so by what its recipe came to, unless it is given anew") {
  World world;
  const jobs::JobId id = world.Ready().id;
  SetResolved(world, id, R"('{"mp4":{"height":240}}')");
  CHECK(world.store().processing.Process(world.ann, id, std::nullopt).recipe.Get().mp4.height == 240);
  JobPatch again;
  again.recipe = RecipeOf("{}");
  const jobs::Job anew = world.store().jobs.Patch(world.ann, id, again);
  CHECK(anew.recipe.given == "{}");
  CHECK_FALSE(anew.recipe.Get().mp4.height);
}

TEST_CASE("the same words that come to something else now are another recipe: tasks of the earlier one are dropped") {
  World world;
  const ClaimedTask task = world.Processing();
  world.store().queue.FinishAnalysis(task, {{}, "{}", {"{}"}, {}});
  world.store().queue.RetryLater(task.claim, world.clock.Now(), ErrorCode::kInternal, Queue::Attempt::kCounts);
  JobPatch same;
  same.recipe = RecipeOf("{}");
  world.store().jobs.Patch(world.ann, task.claim.job_id, same);
  CHECK(world.Count("SELECT count(*) FROM job_tasks") == 2);
  SetResolved(world, task.claim.job_id, R"('{"gif":{"fps":5}}')");
  world.store().jobs.Patch(world.ann, task.claim.job_id, same);
  CHECK(world.Count("SELECT count(*) FROM job_tasks") == 0);
}

TEST_CASE("a job whose recipe this version does not take is shown, and processed once it is given another") {
  for (const char* resolved : {"NULL", R"('{"outputs":["vhs"]}')"}) {
    World world;
    const jobs::JobId id = world.Ready().id;
    SetResolved(world, id, resolved);
    CHECK(world.store().jobs.List(world.ann, {}, {}).items.at(0).recipe.given == "{}");
    CHECK(ErrorOf([&] { world.Now(id).recipe.Get(); }).code() == ErrorCode::kInvalidRecipe);
    CHECK(ErrorOf([&] { world.store().processing.Process(world.ann, id, std::nullopt); }).code() ==
          ErrorCode::kInvalidRecipe);
    CHECK(world.Now(id).status == jobs::Status::kReady);
    CHECK(world.store().processing.Process(world.ann, id, RecipeOf(kWeb)).recipe.Get().mp4.height == 1080);
  }
}

TEST_CASE("jobs from before get what their recipes come to, and those that are not taken nothing") {
  const test::TempDir dir;
  MakeVersionThree(dir / "clipbox.db", {"{}", kWeb, R"({"clips":[{"start":0,"end":1,"label":"a\u202eb"}]})",
                                        R"({"unknown":1})", "not JSON"});
  sqlite::Database database(dir / "clipbox.db", DatabaseSchema());
  base::ManualClock clock;
  base::EventHub hub;
  const Store store({database, clock, hub}, "boot");
  const auto recipe_of = [&](const char* id) { return store.jobs.FindAnyones(jobs::JobId{id})->recipe; };
  CHECK(base::DumpJson(jobs::ToJson(recipe_of("job0").Get())) == base::DumpJson(jobs::ToJson({})));
  CHECK(recipe_of("job1").given == kWeb);
  CHECK(recipe_of("job1").Get().mp4.height == 1080);
  CHECK(recipe_of("job2").Get().clips->at(0).label == "ab");  // a mark that labels may not have any more
  CHECK_FALSE(recipe_of("job3").resolved);
  CHECK_FALSE(recipe_of("job4").resolved);
}
