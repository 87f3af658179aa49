#include "work/tasks/task_runner.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <set>

#include "catch.h"
#include "crypto/sha256.h"
#include "unit/media/damaged_sound.h"
#include "unit/work/faulty_store.h"
#include "unit/work/work_fixture.h"

using namespace clipbox;
using jobs::ArtifactType;
using jobs::Status;
using test::WorkFixture;

namespace {

std::string BytesOf(objectstore::ObjectStore& objects, const std::string& key) {
  const auto object = objects.Open(key);
  std::string bytes(object->size(), '\0');
  object->ReadAt(0, std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

std::filesystem::path WriteFile(const WorkFixture& world, const std::string& name, const std::string& text) {
  std::ofstream(world.dir / name) << text;
  return world.dir / name;
}

// Has something happen right after an object was stored.
class DeletesAfterPut final : public test::FaultyStore {
 public:
  DeletesAfterPut(objectstore::ObjectStore& inner, std::function<void()> act)
      : FaultyStore(inner), act_(std::move(act)) {}
  std::vector<std::string> keys;

  objectstore::ObjectInfo PutFile(const std::string& to, const std::filesystem::path& path,
                                  const objectstore::ObjectHead& head) override {
    const auto info = FaultyStore::PutFile(to, path, head);
    keys.push_back(to);
    act_();
    return info;
  }

 private:
  const std::function<void()> act_;
};

}  // namespace

TEST_CASE("a job with typed clips becomes READY with every output of each clip and of the whole video") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(),
                                  R"({"clips": [{"start": 0.5, "end": 1.5, "label": "one"}, {"start": 1, "end": 2}]})");
  world.RunAll();
  CHECK(world.Get(job).status == Status::kReady);
  std::multiset<ArtifactType> types;
  for (const auto& artifact : world.ArtifactsOf(job)) types.insert(artifact.type);
  CHECK(types == std::multiset<ArtifactType>{ArtifactType::kClip, ArtifactType::kClip, ArtifactType::kGif,
                                             ArtifactType::kGif, ArtifactType::kPoster, ArtifactType::kPoster,
                                             ArtifactType::kPoster, ArtifactType::kStoryboard,
                                             ArtifactType::kStoryboardVtt});
}

TEST_CASE("each artifact is in the store with the size and the SHA-256 of its row") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}]})");
  world.RunAll();
  for (const auto& artifact : world.ArtifactsOf(job)) {
    const std::string bytes = BytesOf(world.objects, artifact.key);
    CHECK(bytes.size() == artifact.size_bytes);
    CHECK(crypto::Sha256Hex(bytes) == artifact.sha256);
  }
}

TEST_CASE("what the probe saw is shown by the job") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), "{}");
  world.RunAll();
  const auto source = world.Get(job).source;
  REQUIRE(source);
  CHECK(source->width == 320);
  CHECK(source->duration_seconds == Approx(3).margin(0.05));
  CHECK(source->video_codec == "h264");
}

TEST_CASE("a file that is not a video fails its job with a reason, at the first try") {
  WorkFixture world;
  const auto job = world.Uploaded(WriteFile(world, "text.mp4", "This is not a video at all."), "{}");
  world.RunAll();
  CHECK(world.Get(job).status == Status::kFailed);
  CHECK(world.Get(job).failure->code == "not_a_video");
  CHECK_FALSE(world.Get(job).failure->message.empty());
  CHECK(world.Get(job).attempts == 1);
}

TEST_CASE("what a clip cannot give is a warning, and the job is READY all the same") {
  WorkFixture world;
  const auto job = world.Uploaded(
      world.Film(),
      R"({"clips": [{"start": 0, "end": 1}, {"start": 100, "end": 101, "label": "late"}], "outputs": ["mp4"]})");
  world.RunAll();
  CHECK(world.Get(job).status == Status::kReady);
  const auto warnings = world.Get(job).warnings;
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].output == "mp4");
  CHECK(warnings[0].clip == "late");
}

TEST_CASE(
    "a clip that is mute for its sound's codec is a warning that names the codec, also where it was made before") {
  WorkFixture world;
  const std::filesystem::path film = world.dir / "wma.mkv";
  media::MakeSampleFilm(film, {.seconds = 2, .width = 160, .height = 90, .audio_encoder = "wmav2"});
  const auto job =
      world.Uploaded(film, R"({"clips": [{"start": 0, "end": 1, "label": "first"}], "outputs": ["mp4", "waveform"]})");
  const auto check = [&] {
    world.RunAll();
    CHECK(world.Get(job).status == Status::kReady);
    const auto warnings = world.Get(job).warnings;
    REQUIRE(warnings.size() == 2);
    for (const jobs::Warning& warning : warnings) {
      CHECK(warning.code == "unsupported_codec");
      CHECK(warning.message.find("wmav2") != std::string::npos);
    }
    CHECK(warnings[0].output == "waveform");
    CHECK(warnings[1].output == "mp4");
    CHECK(warnings[1].clip == "first");
  };
  check();
  world.store.processing.Process(job.user_id, job.id, std::nullopt);
  check();
}

TEST_CASE("a clip of damaged sound is a warning that names the codec, also where an attempt before made it") {
  WorkFixture world;
  test::MakeFilmWithSound(world.dir / "whole.mkv", "libvorbis");
  test::WriteWithDamagedSound(world.dir / "whole.mkv", world.dir / "damaged.mkv");
  const auto job =
      world.Uploaded(world.dir / "damaged.mkv",
                     R"({"clips": [{"start": 0, "end": 1, "label": "first"}], "outputs": ["mp4", "audio"]})");
  const auto check = [&](std::size_t warned) {
    world.RunAll();
    CHECK(world.Get(job).status == Status::kReady);
    const auto warnings = world.Get(job).warnings;
    REQUIRE(warnings.size() == warned);
    CHECK(std::all_of(warnings.begin(), warnings.end(), [](const jobs::Warning& warning) {
      return warning.code == "unsupported_codec" && warning.message.find("vorbis") != std::string::npos;
    }));
    CHECK(warnings[0].output == "mp4");
    CHECK(warnings[0].clip == "first");
  };
  check(2);
  world.store.processing.Process(job.user_id, job.id, std::nullopt);
  check(2);
  const auto all = world.ArtifactsOf(job);
  const auto sound =
      std::find_if(all.begin(), all.end(), [](const auto& each) { return each.type == ArtifactType::kAudio; });
  REQUIRE(sound != all.end());
  world.store.artifacts.Delete(job.user_id, sound->id);
  world.store.processing.Process(
      job.user_id, job.id,
      world.RecipeOf(R"({"clips": [{"start": 0, "end": 1, "label": "first"}], "outputs": ["mp4"]})"));
  check(1);
}

TEST_CASE("a job of which nothing could be made fails as nothing_made") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), R"({"clips": [{"start": 100, "end": 101}], "outputs": ["mp4"]})");
  world.RunAll();
  CHECK(world.Get(job).status == Status::kFailed);
  CHECK(world.Get(job).failure->code == "nothing_made");
}

TEST_CASE("processed again with the same recipe nothing is made twice, with another only what is new") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})");
  world.RunAll();
  const auto before = world.ArtifactsOf(job);
  world.store.processing.Process(job.user_id, job.id, std::nullopt);
  world.RunAll();
  const auto same = world.ArtifactsOf(job);
  REQUIRE(same.size() == 1);
  CHECK(same[0].id == before[0].id);
  world.store.processing.Process(
      job.user_id, job.id,
      world.RecipeOf(R"({"clips": [{"start": 0, "end": 1}, {"start": 1, "end": 2}], "outputs": ["mp4"]})"));
  world.RunAll();
  CHECK(world.Get(job).status == Status::kReady);
  CHECK(world.ArtifactsOf(job).size() == 2);
}

TEST_CASE("another shape of the same clip stands beside the first, and the first is not made again") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})");
  world.RunAll();
  const auto wide = world.ArtifactsOf(job);
  REQUIRE(wide.size() == 1);
  world.store.processing.Process(
      job.user_id, job.id,
      world.RecipeOf(R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"], "mp4": {"aspect": "1:1"}})"));
  world.RunAll();
  const auto both = world.ArtifactsOf(job);
  REQUIRE(both.size() == 2);
  CHECK(both[0].id == wide[0].id);
  CHECK(both[0].width == 320);
  CHECK(both[1].width == both[1].height);
  CHECK(both[0].settings != both[1].settings);
  CHECK(BytesOf(world.objects, both[0].key).size() == both[0].size_bytes);
  world.store.processing.Process(job.user_id, job.id,
                                 world.RecipeOf(R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})"));
  world.RunAll();
  CHECK(world.ArtifactsOf(job).size() == 2);
}

TEST_CASE("a clip's own place to look at wins over the recipe's, and makes another file of the same range") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), R"({"outputs": ["mp4"], "mp4": {"aspect": "9:16", "focus": {"x": 0}},
    "clips": [{"start": 0, "end": 1, "label": "left"}, {"start": 0, "end": 1, "label": "right", "focus": {"x": 1}}]})");
  world.RunAll();
  const auto all = world.ArtifactsOf(job);
  REQUIRE(all.size() == 2);
  CHECK(all[0].width == all[1].width);
  CHECK(all[0].sha256 != all[1].sha256);
  CHECK(all[0].settings != all[1].settings);
}

TEST_CASE("while the store is away the job waits and no attempt is used, however long it lasts") {
  WorkFixture world;
  test::FaultyStore objects(world.objects);
  work::Deleter deleter(objects, world.store.pending_deletes, world.clock);
  work::TaskRunner runner(world.Settings(), world.store, objects, deleter, world.running, world.clock);
  const auto job = world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})");
  objects.away = true;
  for (int i = 0; i < 10; ++i) {
    const auto task = world.store.queue.ClaimNext("w1");
    REQUIRE(task);
    runner.Run(*task, {}, 1);
    CHECK(world.Get(job).status == Status::kUploaded);
    CHECK_FALSE(world.store.queue.ClaimNext("w1"));
    world.clock.Advance(std::chrono::minutes(2));
  }
  CHECK(world.Get(job).attempts == 0);
  objects.away = false;
  while (const auto task = world.store.queue.ClaimNext("w1")) runner.Run(*task, {}, 1);
  CHECK(world.Get(job).status == Status::kReady);
}

TEST_CASE(
    "an artifact that reads back otherwise than it was written is never shown, and its job gives up after its "
    "attempts") {
  WorkFixture world;
  test::FaultyStore objects(world.objects);
  objects.damages = true;
  work::Deleter deleter(objects, world.store.pending_deletes, world.clock);
  work::TaskRunner runner(world.Settings(), world.store, objects, deleter, world.running, world.clock);
  const auto job = world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})");
  for (int attempt = 1; attempt <= world.Settings().retry.attempts; ++attempt) {
    CHECK(world.Get(job).status == Status::kUploaded);
    while (const auto task = world.store.queue.ClaimNext("w1")) runner.Run(*task, {}, 1);
    world.clock.Advance(std::chrono::hours(1));
  }
  CHECK(world.Get(job).status == Status::kFailed);
  CHECK(world.Get(job).failure->code == "internal");
  CHECK(world.ArtifactsOf(job).empty());
}

TEST_CASE("a task whose claim was cancelled meanwhile leaves the job FAILED cancelled and adds nothing") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})");
  world.runner.Run(*world.store.queue.ClaimNext("w1"), {}, 1);  // the analysis
  const auto span = world.store.queue.ClaimNext("w1");
  REQUIRE(span);
  world.store.processing.Cancel(job.user_id, job.id);
  world.runner.Run(*span, {}, 1);
  CHECK(world.Get(job).status == Status::kFailed);
  CHECK(world.Get(job).failure->code == "cancelled");
  CHECK(world.ArtifactsOf(job).empty());
}

TEST_CASE("an output that was left out is not made and is said, the others are, and asked for again it is made") {
  WorkFixture world;
  const auto job = world.Uploaded(
      world.Film(),
      R"({"clips": [{"start": 0, "end": 1, "label": "a"}, {"start": 0, "end": 1, "label": "b"}], "outputs": ["mp4", "poster"]})");
  const jobs::OutputName poster{ArtifactType::kPoster, "a", base::TimeRange{0, 1}};
  CHECK(world.store.processing.LeaveOut(job.user_id, job.id, {poster}).left_out == std::vector{poster});
  world.RunAll();
  CHECK(world.Get(job).status == Status::kReady);
  std::multiset<std::pair<ArtifactType, std::string>> made;
  for (const auto& artifact : world.ArtifactsOf(job)) made.insert({artifact.type, artifact.label});
  CHECK(made == std::multiset<std::pair<ArtifactType, std::string>>{{ArtifactType::kClip, "a"},
                                                                    {ArtifactType::kClip, "b"},
                                                                    {ArtifactType::kPoster, "b"},
                                                                    {ArtifactType::kPoster, ""}});
  const auto warnings = world.Get(job).warnings;
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].code == "cancelled");
  CHECK(warnings[0].output == "poster");
  CHECK(warnings[0].clip == "a");
  CHECK(world.store.processing.Process(job.user_id, job.id, std::nullopt).left_out.empty());
  world.RunAll();
  CHECK(world.Get(job).warnings.empty());
  CHECK(world.ArtifactsOf(job).size() == 5);
}

TEST_CASE("an output that is left out while its clip is made is not delivered, and what was made before stays") {
  WorkFixture world;
  const auto job = world.Uploaded(
      world.Film(),
      R"({"clips": [{"start": 0, "end": 1, "label": "a"}, {"start": 1, "end": 2, "label": "b"}], "outputs": ["mp4", "gif"]})");
  const std::vector<jobs::OutputName> gifs{{ArtifactType::kGif, "a", base::TimeRange{0, 1}},
                                           {ArtifactType::kGif, "b", base::TimeRange{1, 2}}};
  int puts = 0;
  DeletesAfterPut objects(world.objects, [&] {
    if (++puts == 2) world.store.processing.LeaveOut(job.user_id, job.id, gifs);
  });
  work::Deleter deleter(objects, world.store.pending_deletes, world.clock);
  work::TaskRunner runner(world.Settings(), world.store, objects, deleter, world.running, world.clock);
  while (const auto task = world.store.queue.ClaimNext("w1")) runner.Run(*task, {}, 1);
  CHECK(world.Get(job).status == Status::kReady);
  std::multiset<std::pair<ArtifactType, std::string>> made;
  for (const auto& artifact : world.ArtifactsOf(job)) made.insert({artifact.type, artifact.label});
  CHECK(made == std::multiset<std::pair<ArtifactType, std::string>>{
                    {ArtifactType::kClip, "a"}, {ArtifactType::kClip, "b"}, {ArtifactType::kGif, "a"}});
  CHECK(world.Get(job).warnings.size() == 1);
}

TEST_CASE("a job of which every output was left out ends as cancelled") {
  WorkFixture world;
  const auto job =
      world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1, "label": "a"}], "outputs": ["mp4"]})");
  world.store.processing.LeaveOut(job.user_id, job.id, {{ArtifactType::kClip, "a", base::TimeRange{0, 1}}});
  world.RunAll();
  CHECK(world.Get(job).status == Status::kFailed);
  CHECK(world.Get(job).failure->code == "cancelled");
  CHECK(world.ArtifactsOf(job).empty());
}

TEST_CASE("what a task had stored when its job was deleted goes with the job") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})");
  world.runner.Run(*world.store.queue.ClaimNext("w1"), {}, 1);  // the analysis
  // Deleted at the worst moment: the clip is stored, its row is not written.
  DeletesAfterPut objects(world.objects, [&] { world.store.jobs.Delete(job.user_id, job.id); });
  work::Deleter deleter(objects, world.store.pending_deletes, world.clock);
  work::TaskRunner runner(world.Settings(), world.store, objects, deleter, world.running, world.clock);
  runner.Run(*world.store.queue.ClaimNext("w1"), {}, 1);
  REQUIRE(objects.keys.size() == 1);
  CHECK_FALSE(world.objects.Head(objects.keys[0]));
}

TEST_CASE("captions and every sheet of a storyboard go with a job that was deleted while they were made") {
  struct Case {
    const char* recipe;
    std::size_t deleted_at;
  };
  const Case cases[] = {
      {R"({"clips": [], "outputs": ["captions"]})", 1},
      {R"({"clips": [], "outputs": ["captions"]})", 2},
      {R"({"clips": [], "outputs": ["storyboard"], "storyboard": {"everySeconds": 0.1, "tileWidth": 640, "columns": 1}})",
       3}};
  for (const Case& c : cases) {
    CAPTURE(c.recipe, c.deleted_at);
    WorkFixture world;
    media::SampleFilm film;
    film.seconds = 8;  // 80 tiles: three sheets
    film.width = 640;
    film.height = 360;
    media::MakeSampleFilm(world.dir / "film.mp4", film);
    const auto job = world.Uploaded(world.dir / "film.mp4", c.recipe);
    world.store.captions.Put(job.user_id, job.id, {"en", "0:00 --> 0:02\nHello\n"});
    world.runner.Run(*world.store.queue.ClaimNext("w1"), {}, 1);  // the analysis
    std::size_t stored = 0;
    DeletesAfterPut objects(world.objects, [&] {
      if (++stored == c.deleted_at) world.store.jobs.Delete(job.user_id, job.id);
    });
    work::Deleter deleter(objects, world.store.pending_deletes, world.clock);
    work::TaskRunner runner(world.Settings(), world.store, objects, deleter, world.running, world.clock);
    runner.Run(*world.store.queue.ClaimNext("w1"), {}, 1);
    CHECK(objects.keys.size() == c.deleted_at);
    deleter.DeleteDue({});  // what had its row already
    for (const std::string& key : objects.keys) CHECK_FALSE(world.objects.Head(key));
  }
}

TEST_CASE("a stopped task leaves its claim as it is, for the pool to hand back") {
  WorkFixture world;
  const auto job = world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})");
  std::stop_source stop;
  stop.request_stop();
  world.runner.Run(*world.store.queue.ClaimNext("w1"), stop.get_token(), 1);
  CHECK(world.Get(job).status == Status::kProcessing);
  CHECK(world.store.queue.HandBackAll() == 1);
  CHECK(world.Get(job).status == Status::kUploaded);
  CHECK(world.Get(job).attempts == 0);
}

TEST_CASE("a job that is not to be processed by itself is held after storyboard and waveform, and goes on when asked") {
  WorkFixture world;
  const auto job =
      world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4", "storyboard"]})", false);
  world.RunAll();
  CHECK(world.Get(job).status == Status::kUploaded);
  CHECK(world.ArtifactsOf(job).size() == 4);  // the sprite and its WebVTT, the waveform and its peaks
  world.store.processing.Process(job.user_id, job.id, std::nullopt);
  world.RunAll();
  CHECK(world.Get(job).status == Status::kReady);
  CHECK(world.ArtifactsOf(job).size() == 5);
}

TEST_CASE(
    "a recipe that this version does not take fails its job at once and says so, and lets a held one be looked "
    "through") {
  WorkFixture world;
  const bool held = GENERATE(false, true);
  const auto job = world.Uploaded(world.Film(), "{}", !held);
  world.database.Write([](sqlite::Connection& db) { db.Execute("UPDATE video_jobs SET recipe_resolved = NULL"); });
  world.RunAll();
  const jobs::Job after = world.Get(job);
  CHECK(after.status == (held ? Status::kUploaded : Status::kFailed));
  if (held) return;
  CHECK(after.failure->code == "nothing_made");
  CHECK(after.failure->message.find("give it another") != std::string::npos);
  CHECK(after.attempts == 1);
}

TEST_CASE("no temporary file is left behind, whatever became of the job") {
  WorkFixture world;
  world.Uploaded(world.Film(), R"({"clips": [{"start": 0, "end": 1}]})");
  world.Uploaded(WriteFile(world, "text.mp4", "This is not a video at all."), "{}");
  world.RunAll();
  CHECK(std::filesystem::is_empty(world.dir / "work"));
}
