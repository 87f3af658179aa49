// When a source is looked over for suggestions, and that it is looked over once.
#include <cmath>
#include <set>
#include <string>

#include "catch.h"
#include "unit/work/faulty_store.h"
#include "unit/work/work_fixture.h"
#include "work/tasks/analysis.h"
#include "work/tasks/planner.h"

using namespace clipbox;
using test::WorkFixture;

namespace {

// A film of six seconds with a cut at two and at four, made once for all tests of this process.
const std::filesystem::path& CutFilm() {
  static const test::TempDir folder;
  static const std::filesystem::path path = [] {
    media::MakeSampleFilm(folder / "film.mp4", {.seconds = 6, .width = 160, .height = 90, .scene_seconds = 2});
    return folder / "film.mp4";
  }();
  return path;
}

std::optional<work::Analysis> Kept(const WorkFixture& world, const jobs::Job& job) {
  return work::FindAnalysis(world.store.queue, world.Get(job));
}

std::vector<double> Rounded(const std::vector<double>& positions) {
  std::vector<double> rounded;
  for (const double position : positions) rounded.push_back(std::round(position * 100) / 100);
  return rounded;
}

}  // namespace

TEST_CASE("a job that is held has its suggestions before anybody asks") {
  WorkFixture world;
  const jobs::Job job = world.Uploaded(CutFilm(), "{}", false);
  world.RunAll();
  const auto kept = Kept(world, job);
  REQUIRE(kept);
  REQUIRE(kept->suggestions);
  CHECK(kept->suggestions->scenes.size() == 2);
  CHECK(kept->scenes == kept->suggestions->scenes);
}

TEST_CASE("a job that asks for typed clips is not held up by suggestions; asked for, they are made once and kept") {
  WorkFixture world;
  const jobs::Job job = world.Uploaded(CutFilm(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["poster"]})");
  world.RunAll();
  REQUIRE(Kept(world, job));
  CHECK_FALSE(Kept(world, job)->suggestions);
  test::FaultyStore objects(world.objects);
  work::SourcePlanner planner(objects, world.store.queue, world.store.settings, {});
  CHECK(Rounded(planner.Suggest(world.Get(job)).scenes) == std::vector<double>{2, 4});
  objects.away = true;
  const work::SourceSuggestions again = planner.Suggest(world.Get(job));
  CHECK(Rounded(again.scenes) == std::vector<double>{2, 4});
  CHECK_FALSE(again.key_frames.empty());
}

TEST_CASE("chapters of the description are suggested where the file has none") {
  WorkFixture world;
  jobs::Job job = world.Uploaded(CutFilm(), R"({"clips": [], "outputs": ["poster"]})");
  world.RunAll();
  job = world.Get(job);
  job.source_meta->chapters = {{0, 3, "One"}, {3, 6, "Two"}};
  work::SourcePlanner planner(world.objects, world.store.queue, world.store.settings, {});
  CHECK(planner.Suggest(job).chapters == job.source_meta->chapters);
}

TEST_CASE("what was learned of a source that was replaced meanwhile is not kept") {
  WorkFixture world;
  const jobs::Job job = world.Uploaded(CutFilm(), R"({"clips": [], "outputs": ["poster"]})");
  world.RunAll();
  const auto before = world.store.queue.FindAnalysis(job.id);
  jobs::Job other = world.Get(job);
  other.source_key = "clipbox/sources/other";
  world.store.queue.KeepAnalysis(other, "{}");
  CHECK(world.store.queue.FindAnalysis(job.id) == before);
}

TEST_CASE("a plan names the settings that its artifacts will carry, each clip's own among them") {
  WorkFixture world;
  const std::string recipe = R"({"outputs": ["mp4", "poster"], "mp4": {"aspect": "1:1"}, "clips":
      [{"start": 0, "end": 1}, {"start": 1, "end": 2, "focus": {"x": 0.2, "y": 0.5}}]})";
  const jobs::Job job = world.Uploaded(CutFilm(), recipe);
  work::SourcePlanner planner(world.objects, world.store.queue, world.store.settings, {});
  std::multiset<std::string> planned;
  for (const jobs::PlanItem& item : planner.Plan(world.Get(job), *WorkFixture::RecipeOf(recipe).resolved).items)
    planned.insert(std::string(jobs::ToText(item.type)) + " " + item.settings);
  world.RunAll();
  std::multiset<std::string> made;
  for (const jobs::Artifact& artifact : world.ArtifactsOf(job))
    made.insert(std::string(jobs::ToText(artifact.type)) + " " + artifact.settings);
  CHECK(planned == made);
  CHECK(std::set<std::string>(made.begin(), made.end()).size() == 3);  // two clips, and posters of one kind
}

TEST_CASE("where captions can come from is told from what is stored: nothing while the file was not looked at") {
  WorkFixture world;
  const jobs::Job job = world.Uploaded(CutFilm(), R"({"clips": [], "outputs": ["storyboard"]})");
  work::SourcePlanner mute(world.objects, world.store.queue, world.store.settings, {});
  CHECK_FALSE(mute.Captions(world.Get(job)).embedded);
  CHECK_FALSE(mute.Captions(world.Get(job)).speech);
  world.RunAll();
  work::SourcePlanner hearing(world.objects, world.store.queue, world.store.settings, {}, true);
  CHECK(hearing.Captions(world.Get(job)).embedded == false);
  CHECK(hearing.Captions(world.Get(job)).speech);
}
