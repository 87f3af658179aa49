// The small film for browsers that cannot play the source: asked for, waited for, looked at, and gone with its job.
#include <fstream>

#include "file_text.h"
#include "integration/api/api_world.h"
#include "media/sample/sample_film.h"
#include "run_program.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

class ProxyWorld : public ApiWorld {
 public:
  std::string WithFilm(const media::SampleFilm& film) {
    media::MakeSampleFilm(dir / "film.mkv", film);
    return UploadedBytes(test::ReadText(dir / "film.mkv"));
  }
  // What browsers do not play.
  std::string WithHevc() {
    return WithFilm({.seconds = 2,
                     .width = 160,
                     .height = 90,
                     .video_encoder = "libx265",
                     .video_options = "preset=ultrafast:x265-params=log-level=none",
                     .audio_encoder = "ac3"});
  }

  // Runs what is due on this thread, as a worker does.
  void Work() {
    while (const auto task = store.queue.ClaimNext("w1")) work_rooms.runner.Run(*task, {}, 1);
  }
};

}  // namespace

TEST_CASE_METHOD(ProxyWorld, "a preview film is queued, then running, then done, and the same one is not made twice") {
  const std::string job = WithHevc();
  const Answer queued = Post(job + "/proxy");
  CHECK(queued.status == 202);
  CHECK(queued.json == Json{{"state", "queued"}, {"fraction", 0.0}, {"artifact", nullptr}, {"failure", nullptr}});
  Work();
  const Answer done = Post(job + "/proxy", Json::object());
  CHECK(done.status == 200);
  CHECK(done.at("state") == "done");
  CHECK(done.json.at("fraction") == 1.0);
  const Json& artifact = done.json.at("artifact");
  CHECK(artifact.at("type") == "proxy");
  CHECK(artifact.at("label").is_null());
  CHECK(artifact.at("contentType") == "video/mp4");
  CHECK(artifact.at("height") == 90);
  CHECK(Post(job + "/proxy").json.at("artifact") == artifact);
  CHECK_FALSE(store.queue.ClaimNext("w1"));
  std::size_t proxies = 0;
  const Json listed = Get(job + "/artifacts").json.at("items");
  for (const Json& each : listed) proxies += each.at("type") == "proxy" ? 1 : 0;
  CHECK(proxies == 1);
}

TEST_CASE_METHOD(ProxyWorld, "what a browser gets by the preview's link is H.264 with the film's own times") {
  const std::string job = WithHevc();
  Post(job + "/proxy");
  Work();
  const std::string id = Post(job + "/proxy").json.at("artifact").at("id");
  const auto bytes = Raw("GET", Get("/artifacts/" + id + "/url").at("url"));
  CHECK(bytes.Header("content-type") == "video/mp4");
  std::ofstream(dir / "proxy.mp4", std::ios::binary) << bytes.body;
  const test::Outcome seen = test::RunProgram(
      "/usr/bin/ffprobe", {"-v", "error", "-select_streams", "v:0", "-show_entries",
                           "stream=codec_name:packet=pts_time", "-of", "csv=p=0", (dir / "proxy.mp4").string()});
  CHECK(seen.out.find("h264") != std::string::npos);
  INFO(seen.out);
  // Matroska's times, which are milliseconds.
  CHECK(seen.out.find("0.000000\n0.033000\n0.067000\n") != std::string::npos);
}

TEST_CASE_METHOD(ProxyWorld, "a preview film is made of a held job, and the job is held on") {
  const std::string job = WithHevc();
  Patch(job, {{"autoProcess", false}});
  Work();
  REQUIRE(StatusOf(job) == "UPLOADED");
  const Json before = Get(job).json;
  CHECK(Post(job + "/proxy").status == 202);
  Work();
  CHECK(Post(job + "/proxy").at("state") == "done");
  CHECK(Get(job).json == before);
}

TEST_CASE_METHOD(ProxyWorld, "there is no preview film before the upload, of sound alone, or of what is no film") {
  CHECK(Post(Uploading() + "/proxy").code() == "source_missing");
  media::SampleFilm sound{.seconds = 1, .video = false};
  const Answer refused = Post(WithFilm(sound) + "/proxy");
  CHECK(refused.status == 422);
  CHECK(refused.code() == "no_video");
  CHECK(refused.at("detail").find("only sound") != std::string::npos);
  CHECK(Post(UploadedBytes("These are notes and no film.\n") + "/proxy").code() == "not_a_video");
  CHECK(Post(WithHevc() + "/proxy", Json{{"agian", true}}).pointer() == "/agian");
  // Nothing was put in for any of them.
  while (const auto task = store.queue.ClaimNext("w1")) CHECK(task->kind == store::TaskKind::kAnalysis);
}

TEST_CASE_METHOD(ProxyWorld, "a preview film that failed says why, and is tried again when that is asked for") {
  const std::string job = WithHevc();
  Work();
  Post(job + "/proxy");
  store.queue.Fail(Claim(job).claim, base::ErrorCode::kTruncated, "Most of it is damaged.");
  const Answer failed = Post(job + "/proxy");
  CHECK(failed.status == 200);
  CHECK(failed.at("state") == "failed");
  CHECK(failed.json.at("failure").at("code") == "truncated");
  CHECK(failed.json.at("artifact").is_null());
  CHECK(Post(job + "/proxy", Json{{"again", true}}).status == 202);
  Work();
  CHECK(Post(job + "/proxy").at("state") == "done");
}

TEST_CASE_METHOD(ProxyWorld,
                 "a preview film is no result: it is not in the zip and has no receipt, and goes with its job") {
  const std::string job = Ready();
  jobs::Artifact proxy = StoredClip(job);
  proxy.type = jobs::ArtifactType::kProxy;
  proxy.label.clear();
  proxy.range.reset();
  store.proxies.Ask(ann_id, IdOf(job), false);
  store.proxies.Finish(store.queue.ClaimNext("w1")->claim, proxy);
  CHECK(Post(job + "/proxy").at("state") == "done");
  const std::string id = Post(job + "/proxy").json.at("artifact").at("id");
  CHECK(Get("/artifacts/" + id + "/receipt").code() == "not_found");
  CHECK(Get(job + "/artifacts.zip").http.body.find("proxy") == std::string::npos);
  CHECK(Delete(job).status == 204);
  CHECK(Get("/artifacts/" + id + "/url").status == 404);
  CHECK_FALSE(objects.Head(proxy.key));
}

TEST_CASE_METHOD(ProxyWorld, "a preview film that was deleted by hand is made anew when it is asked for") {
  const std::string job = WithHevc();
  Post(job + "/proxy");
  Work();
  CHECK(Delete("/artifacts/" + Post(job + "/proxy").json.at("artifact").at("id").get<std::string>()).status == 204);
  CHECK(Post(job + "/proxy").at("state") == "queued");
  Work();
  CHECK(Post(job + "/proxy").at("state") == "done");
}
