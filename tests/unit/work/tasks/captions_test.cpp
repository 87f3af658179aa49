#include "work/tasks/captions.h"

#include "base/encoding.h"
#include "base/error.h"
#include "base/files.h"
#include "catch.h"
#include "standin_server.h"
#include "unit/work/work_fixture.h"

using namespace clipbox;
using jobs::Cue;
using jobs::Status;
using test::WorkFixture;

namespace {

constexpr const char* kSidecar = "1\n00:00:00,200 --> 00:00:01,000\nHello\n\n2\n00:00:01,500 --> 00:00:02,500\nthere\n";
constexpr const char* kRecipe = R"({"clips": [{"start": 0.5, "end": 2, "label": "one"}], "outputs": ["captions"]})";

std::string TextOf(objectstore::ObjectStore& objects, const std::string& key) {
  const auto object = objects.Open(key);
  std::string bytes(object->size(), '\0');
  object->ReadAt(0, std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

struct CaptionWorld : WorkFixture {
  jobs::Job Made(const std::string& recipe, const std::optional<std::string>& sidecar) {
    const jobs::Job job = Uploaded(Film(), recipe);
    if (sidecar) store.captions.Put(job.user_id, job.id, {"en", *sidecar});
    RunAll();
    return Get(job);
  }
  // With speech at this address.
  jobs::Job Heard(const std::string& recipe, const std::string& url) {
    const jobs::Job job = Uploaded(Film(), recipe);
    work::RunnerSettings settings = Settings();
    settings.speech = {.url = url,
                       .key = "k",
                       .model = "m",
                       .timeout = std::chrono::seconds(5),
                       .retry_delay = std::chrono::milliseconds(1)};
    work::TaskRunner hearing(settings, store, objects, deleter, running, clock);
    while (const auto task = store.queue.ClaimNext("w1")) hearing.Run(*task, {}, 1);
    return Get(job);
  }
  // Of the first artifact of this media type.
  std::vector<Cue> Cues(const jobs::Job& job, const std::string& type = "text/vtt") {
    for (const jobs::Artifact& artifact : ArtifactsOf(job)) {
      if (artifact.content_type == type) return jobs::ParseCaptions(TextOf(objects, artifact.key));
    }
    return {};
  }
};

std::uint32_t NumberAt(const std::string& bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i-- > 0;) number = number << 8 | static_cast<std::uint8_t>(bytes.at(at + i));
  return number;
}

}  // namespace

TEST_CASE("captions put beside a file are cut to each clip and timed anew, as WebVTT and as SubRip, with receipts") {
  CaptionWorld world;
  const jobs::Job job = world.Made(kRecipe, kSidecar);
  CHECK(job.status == Status::kReady);
  const auto artifacts = world.ArtifactsOf(job);
  REQUIRE(artifacts.size() == 2);
  CHECK(artifacts[0].label == "one");
  CHECK(artifacts[1].label == "one srt");
  CHECK(artifacts[0].key.ends_with("/01-one.vtt"));
  CHECK(artifacts[1].key.ends_with("/01-one.srt"));
  CHECK(world.Cues(job) == std::vector<Cue>{{0, 0.5, "Hello"}, {1, 1.5, "there"}});
  CHECK(world.Cues(job, "application/x-subrip") == world.Cues(job));
  CHECK(world.store.artifacts.FindReceipt(job.user_id, artifacts[1].id));
}

TEST_CASE("without clips the captions are of the whole video") {
  CaptionWorld world;
  const jobs::Job job = world.Made(R"({"clips": [], "outputs": ["captions"]})", kSidecar);
  CHECK(world.Cues(job) == jobs::ParseCaptions(kSidecar));
}

TEST_CASE("captions are made again where they changed, and not where they did not") {
  CaptionWorld world;
  const jobs::Job job = world.Made(kRecipe, kSidecar);
  const jobs::ArtifactId first = world.ArtifactsOf(job)[0].id;
  world.store.processing.Process(job.user_id, job.id, std::nullopt);
  world.RunAll();
  CHECK(world.ArtifactsOf(job)[0].id == first);
  world.store.captions.Put(job.user_id, job.id, {"en", "1\n00:00:00,000 --> 00:00:03,000\nother\n"});
  world.store.processing.Process(job.user_id, job.id, std::nullopt);
  world.RunAll();
  CHECK(world.ArtifactsOf(job).size() == 2);
  CHECK(world.Cues(job) == std::vector<Cue>{{0, 1.5, "other"}});
}

TEST_CASE("of several languages the one put last is used") {
  CaptionWorld world;
  const jobs::Job job = world.Uploaded(world.Film(), kRecipe);
  world.store.captions.Put(job.user_id, job.id, {"en", kSidecar});
  world.clock.Advance(std::chrono::milliseconds(1));
  world.store.captions.Put(job.user_id, job.id, {"de", "1\n00:00:00,000 --> 00:00:03,000\nHallo\n"});
  CHECK(world.store.captions.FindLatest(job.id)->language == "de");
  CHECK_THROWS_AS(world.store.captions.Put(jobs::UserId{"another"}, job.id, {"en", kSidecar}), base::Error);
}

TEST_CASE("a video without captions has a warning that says so, and the rest is made") {
  CaptionWorld world;
  const jobs::Job job =
      world.Made(R"({"clips": [{"start": 0, "end": 1}], "outputs": ["captions", "poster"]})", std::nullopt);
  CHECK(job.status == Status::kReady);
  REQUIRE(job.warnings.size() == 1);
  CHECK(job.warnings[0].code == "no_captions");
  CHECK(job.warnings[0].output == "captions");
  CHECK(world.ArtifactsOf(job).size() == 2);  // a poster of the clip, and one of the whole video
}

TEST_CASE(
    "without a file the sound of the clip goes to the speech endpoint, as a WAV of its length, and what was said comes "
    "back") {
  CaptionWorld world;
  std::string body;
  test::StandinServer server([&](const test::StandinRequest& request) -> test::StandinAnswer {
    body = request.body;
    return {
        .body =
            R"({"segments": [{"start": 0.25, "end": 1, "text": " Said."}, {"start": 1.4, "end": 9, "text": " More"}]})"};
  });
  const jobs::Job job = world.Heard(kRecipe, server.Url("/v1"));
  CHECK(job.status == Status::kReady);
  CHECK(world.Cues(job) == std::vector<Cue>{{0.25, 1, "Said."}, {1.4, 1.5, "More"}});
  const std::size_t wav = body.find("RIFF");
  REQUIRE(wav != std::string::npos);
  CHECK(body.substr(wav + 8, 8) == "WAVEfmt ");
  CHECK(NumberAt(body, wav + 24) == 16'000);
  CHECK(NumberAt(body, wav + 40) == Approx(1.5 * 32'000).margin(64));
  CHECK(NumberAt(body, wav + 4) == NumberAt(body, wav + 40) + 36);
}

TEST_CASE("speech that fails is a warning in the endpoint's words, and is tried again the next time") {
  CaptionWorld world;
  int asked = 0;
  test::StandinServer server([&](const test::StandinRequest&) -> test::StandinAnswer {
    ++asked;
    return {.status = 400, .body = R"({"error": {"message": "no such model"}})"};
  });
  const std::string recipe = R"({"clips": [{"start": 0, "end": 1}], "outputs": ["captions", "poster"]})";
  const jobs::Job job = world.Heard(recipe, server.Url("/v1"));
  CHECK(job.status == Status::kReady);
  REQUIRE(job.warnings.size() == 1);
  CHECK(job.warnings[0].code == "speech_failed");
  CHECK(job.warnings[0].message.find("no such model") != std::string::npos);
  CHECK(asked == 1);
}

TEST_CASE("the recipe says where to begin looking for captions") {
  using jobs::CaptionsFrom;
  using work::CaptionSource;
  net::HttpClient client;
  const speech::Transcriber none(client, {});
  const speech::Transcriber hearing(client, {.url = "http://127.0.0.1:9", .key = "", .model = "m"});
  media::SourceInfo plain;
  plain.audio.emplace();
  media::SourceInfo subtitled = plain;
  subtitled.streams.push_back({2, "subtitle", "mov_text", ""});
  const auto chosen = [](CaptionsFrom from, const std::string& sidecar, const media::SourceInfo& info,
                         const speech::Transcriber& transcriber) {
    return work::ChooseCaptions(from, sidecar, info, transcriber).source;
  };
  CHECK(chosen(CaptionsFrom::kSidecar, kSidecar, subtitled, hearing) == CaptionSource::kSidecar);
  CHECK(chosen(CaptionsFrom::kSidecar, "", subtitled, hearing) == CaptionSource::kEmbedded);
  CHECK(chosen(CaptionsFrom::kSidecar, "", plain, hearing) == CaptionSource::kSpeech);
  CHECK(chosen(CaptionsFrom::kSidecar, "", plain, none) == CaptionSource::kNone);
  CHECK(chosen(CaptionsFrom::kEmbedded, kSidecar, subtitled, hearing) == CaptionSource::kEmbedded);
  CHECK(chosen(CaptionsFrom::kEmbedded, kSidecar, plain, hearing) == CaptionSource::kSpeech);
  CHECK(chosen(CaptionsFrom::kSpeech, kSidecar, subtitled, hearing) == CaptionSource::kSpeech);
  CHECK(chosen(CaptionsFrom::kSpeech, kSidecar, subtitled, none) == CaptionSource::kNone);
  CHECK(work::ChooseCaptions(CaptionsFrom::kSidecar, kSidecar, plain, none).id !=
        work::ChooseCaptions(CaptionsFrom::kSidecar, "x", plain, none).id);
}

TEST_CASE("where speech fails, the clip that it should be drawn into and the captions both have a warning") {
  CaptionWorld world;
  test::StandinServer server(
      [](const test::StandinRequest&) -> test::StandinAnswer { return {.status = 400, .body = "no such model"}; });
  const std::string recipe =
      R"({"clips": [{"start": 0, "end": 1, "label": "one"}], "outputs": ["mp4", "poster", "captions"], "captions": {"from": "speech", "burn": true}})";
  const jobs::Job job = world.Heard(recipe, server.Url("/v1"));
  CHECK(job.status == Status::kReady);
  REQUIRE(job.warnings.size() == 2);
  CHECK(job.warnings[0].output == "mp4");
  CHECK(job.warnings[1].output == "captions");
  for (const jobs::Warning& warning : job.warnings) CHECK(warning.code == "speech_failed");
}

TEST_CASE("WebVTT from the speech endpoint that is none is a warning of the captions") {
  CaptionWorld world;
  test::StandinServer server([](const test::StandinRequest&) -> test::StandinAnswer {
    return {.body = "WEBVTT\n\n00:01.000 --> 00:02.000\nK\xE4se\n"};
  });
  const jobs::Job job =
      world.Heard(R"({"clips": [{"start": 0, "end": 1}], "outputs": ["poster", "captions"]})", server.Url("/v1"));
  CHECK(job.status == Status::kReady);
  REQUIRE(job.warnings.size() == 1);
  CHECK(job.warnings[0].code == "speech_failed");
}

TEST_CASE("a stop is heeded before a captions file is read") {
  WorkFixture world;
  base::FileSource source(world.Film());
  net::HttpClient client;
  const speech::Transcriber none(client, {});
  std::stop_source stop;
  stop.request_stop();
  const media::SourceInfo info;
  const media::Limits limits;
  const work::CaptionTools tools{source, info, limits, none, stop.get_token()};
  CHECK_THROWS_AS(work::GetCues({work::CaptionSource::kSidecar, kSidecar, "id"}, {0, 3}, tools), base::Error);
}
