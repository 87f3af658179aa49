// What a client is told where the file, the machine or the store is at fault. A status and a code of the table of
// errors, and a 500 only where the fault is the program's.
#include <thread>

#include "base/metrics.h"
#include "file_text.h"
#include "integration/api/api_world.h"
#include "media/sample/sample_film.h"
#include "unit/objectstore/s3/standin.h"
#include "work/tasks/planner.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

class FilmWorld : public ApiWorld {
 public:
  FilmWorld() { planner.instead = &films; }

  std::string BytesOf(const std::string& name, media::SampleFilm film = {}) {
    film.seconds = 2;
    film.width = 160;
    film.height = 90;
    media::MakeSampleFilm(dir / name, film);
    return test::ReadText(dir / name);
  }

  // Plan and suggestions, which both read the source.
  std::vector<Answer> Read(const std::string& job) { return {Post(job + "/plan"), Get(job + "/suggestions")}; }

  void CheckRefused(const std::string& job, int status, const std::string& code) {
    const double before = InternalErrors();
    for (const Answer& answer : Read(job)) {
      CAPTURE(answer.http.body);
      CHECK(answer.status == status);
      CHECK(answer.code() == code);
      CHECK(answer.at("type") == "/problems/" + code);
      CHECK(answer.at("detail").size() > 20);
    }
    CHECK(InternalErrors() == before);
  }

  static double InternalErrors() {
    const std::string text = base::MetricsText();
    const std::string name = "clipbox_internal_errors_total{place=\"http\"} ";
    const std::size_t at = text.find(name);
    return at == std::string::npos ? 0 : std::stod(text.substr(at + name.size()));
  }

  work::SourcePlanner films{objects, store.queue, store.settings, {}};
};

// Throws what the test gives it.
class BrokenPlanner final : public work::Planner {
 public:
  work::JobPlan Plan(const jobs::Job&, const jobs::Recipe&) override { std::rethrow_exception(thrown); }
  work::SourceSuggestions Suggest(const jobs::Job&) override { std::rethrow_exception(thrown); }
  work::CaptionSources Captions(const jobs::Job&) override { return {}; }

  std::exception_ptr thrown;
};

// Another program in the middle of a write.
class Holder {
 public:
  explicit Holder(const std::filesystem::path& database) : connection_(database, sqlite::Access::kWrite, queries_) {
    connection_.Control(sqlite::Frame::kBeginWrite);
  }

 private:
  const std::vector<sqlite::NamedQuery> queries_;
  sqlite::Connection connection_;
};

}  // namespace

TEST_CASE_METHOD(FilmWorld, "the plan and the suggestions of a film are there before it is processed") {
  for (const Answer& answer : Read(UploadedBytes(BytesOf("film.mp4")))) CHECK(answer.status == 200);
}

TEST_CASE_METHOD(FilmWorld, "a file that is no film is refused for what it is") {
  CheckRefused(UploadedBytes("These are notes and no film.\n"), 422, "not_a_video");
  CheckRefused(UploadedBytes("#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:4.0,\nfilm.mp4\n#EXT-X-ENDLIST\n"), 422,
               "unsupported_format");
}

TEST_CASE_METHOD(FilmWorld, "a film that is cut off is refused as truncated") {
  const std::string whole = BytesOf("film.mp4");
  CheckRefused(UploadedBytes(whole.substr(0, whole.size() / 2)), 422, "truncated");
}

TEST_CASE_METHOD(FilmWorld, "a film with a codec that is not read is refused by name") {
  media::SampleFilm film;
  film.video_encoder = "magicyuv";
  film.video_options = "";
  film.b_frames = 0;
  CheckRefused(UploadedBytes(BytesOf("film.mkv", film)), 422, "unsupported_codec");
}

TEST_CASE_METHOD(FilmWorld, "a film beyond the limits is refused by name") {
  const std::string job = UploadedBytes(BytesOf("film.mp4"));
  media::Limits limits;
  limits.max_duration = std::chrono::seconds(1);
  work::SourcePlanner strict{objects, store.queue, store.settings, limits};
  planner.instead = &strict;
  CheckRefused(job, 422, "too_long");
  limits = {};
  limits.max_pixels = 160 * 89;
  work::SourcePlanner stricter{objects, store.queue, store.settings, limits};
  planner.instead = &stricter;
  CheckRefused(job, 422, "too_large");
}

TEST_CASE_METHOD(FilmWorld, "a source that is gone from the store is missing") {
  const std::string job = UploadedBytes(BytesOf("film.mp4"));
  objects.Delete(Get(job).at("r2SourceKey"));
  CheckRefused(job, 409, "source_missing");
}

TEST_CASE_METHOD(FilmWorld, "a store that is busy, or does not answer, is unavailable") {
  const std::string job = UploadedBytes(BytesOf("film.mp4"));
  objectstore::S3Standin busy([](const test::StandinRequest&) { return test::StandinAnswer{.status = 503}; });
  work::SourcePlanner of_busy{*busy, store.queue, store.settings, {}};
  planner.instead = &of_busy;
  CheckRefused(job, 503, "store_unavailable");
  CHECK(Post(job + "/plan").at("reason") == "busy");

  std::vector<std::chrono::milliseconds> waits;
  objectstore::S3Store dead(
      {.endpoint = "http://127.0.0.1:1", .bucket = "b", .access_key_id = "k", .secret_access_key = "s"}, clock,
      std::make_unique<objectstore::CountedPace>(waits));
  work::SourcePlanner of_dead{dead, store.queue, store.settings, {}};
  planner.instead = &of_dead;
  CheckRefused(job, 503, "store_unavailable");
  CHECK(Post(job + "/plan").at("reason") == "unreachable");
  dead.Stop();
  CheckRefused(job, 503, "cancelled");
}

TEST_CASE_METHOD(FilmWorld, "while another program holds a database a write is told to come again") {
  const std::string job = UploadedBytes(BytesOf("film.mp4"));
  const std::string waiting = UploadReady();
  const std::string part = Get(waiting + "/upload/parts/1/url").at("url");
  const double before = InternalErrors();
  Answer plan, suggestions;
  net::HttpResponse put;
  {
    const Holder holder(dir / "clipbox.db");
    const Holder holder_of_objects(dir / "objects.db");
    const std::jthread planning([&] { plan = Post(job + "/plan"); });
    const std::jthread suggesting([&] { suggestions = Get(job + "/suggestions"); });
    const std::jthread putting([&] { put = Raw("PUT", part, PartBytes(1)); });
  }
  for (const Answer& answer : {plan, suggestions}) {
    CHECK(answer.status == 503);
    CHECK(answer.code() == "database_locked");
    CHECK(answer.at("detail").find("try again") != std::string::npos);
  }
  CHECK(put.status == 503);
  CHECK(put.body.find("<Code>SlowDown</Code>") != std::string::npos);
  CHECK(InternalErrors() == before);
  for (const Answer& answer : Read(job)) CHECK(answer.status == 200);
}

TEST_CASE_METHOD(FilmWorld, "a machine without memory is told as such, and a fault of ours is counted and kept in") {
  const std::string job = UploadedBytes(BytesOf("film.mp4"));
  BrokenPlanner broken;
  planner.instead = &broken;
  broken.thrown = std::make_exception_ptr(std::bad_alloc());
  CheckRefused(job, 503, "out_of_memory");

  const double before = InternalErrors();
  broken.thrown = std::make_exception_ptr(std::logic_error("a secret"));
  for (const Answer& answer : Read(job)) {
    CHECK(answer.status == 500);
    CHECK(answer.code() == "internal");
    CHECK(answer.http.body.find("secret") == std::string::npos);
  }
  CHECK(InternalErrors() == before + 2);
}
