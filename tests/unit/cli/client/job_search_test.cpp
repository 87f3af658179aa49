#include "cli/client/job_search.h"

#include "catch.h"

namespace clipbox::cli {
namespace {

using base::Json;

const Json kRecipe = {{"outputs", {"poster"}}};

// As GET /jobs lists it.
Json Job(const std::string& id, const std::string& status, const Json& source = nullptr, const Json& key = nullptr) {
  return {{"id", id},           {"status", status},  {"videoId", "dQw4w9WgXcQ"}, {"source", source},
          {"r2SourceKey", key}, {"recipe", kRecipe}, {"failure", nullptr}};
}

const Json kFilm = {{"fileName", "film.mp4"}, {"sizeBytes", 1000}};
const Json kOther = {{"fileName", "film.mp4"}, {"sizeBytes", 999}};

std::string Found(const std::vector<Json>& jobs, const std::optional<Json>& recipe = kRecipe) {
  const auto job = FindJobToGoOn(
      Json(jobs), {.video_id = "dQw4w9WgXcQ", .file_name = "film.mp4", .size_bytes = 1000, .recipe = recipe});
  return job ? job->at("id").get<std::string>() : "";
}

}  // namespace

TEST_CASE("the job with this file is gone on with before one that waits for a file") {
  CHECK(Found({Job("waits", "META_READY"), Job("has it", "UPLOADING", kFilm)}) == "has it");
  CHECK(Found({Job("waits", "CREATED"), Job("older", "META_READY")}) == "waits");
}

TEST_CASE("a job of another file or video is left alone") {
  CHECK(Found({Job("other", "UPLOADING", kOther)}).empty());
  Json elsewhere = Job("elsewhere", "META_READY");
  elsewhere["videoId"] = "aaaaaaaaaaa";
  CHECK(Found({elsewhere}).empty());
  CHECK(Found({}).empty());
}

TEST_CASE("a job whose file is there is gone on with where it was asked for the same") {
  for (const char* status : {"UPLOADED", "PROCESSING", "READY", "FAILED"}) {
    INFO(status);
    CHECK(Found({Job("there", status, kFilm, "clipbox/sources/x")}) == "there");
    CHECK(Found({Job("there", status, kFilm, "clipbox/sources/x")}, Json::object()).empty());
  }
  CHECK(Found({Job("given up", "FAILED", kFilm)}).empty());
}

TEST_CASE("a job that waits with another recipe is left to whoever asked for it") {
  const Json job = Job("waits", "META_READY");
  CHECK(Found({job}, Json{{"outputs", {"gif"}}}).empty());
  Json open = job;
  open["recipe"] = Json::object();
  CHECK(Found({open}, Json{{"outputs", {"gif"}}}) == "waits");
}

TEST_CASE("where no recipe was given any job of the file will do") {
  CHECK(Found({Job("waits", "META_READY")}, std::nullopt) == "waits");
  CHECK(Found({Job("there", "READY", kFilm, "clipbox/sources/x")}, std::nullopt) == "there");
}

TEST_CASE("a job that failed because of its file is not gone on with, for the file may be another by now") {
  Json job = Job("failed", "FAILED", kFilm, "clipbox/sources/x");
  for (const char* code : {"not_a_video", "truncated", "unsupported_format", "unsupported_codec", "too_long",
                           "too_large", "decoder_crash"}) {
    INFO(code);
    job["failure"] = {{"code", code}};
    CHECK(Found({job}).empty());
  }
  job["failure"] = {{"code", "timeout"}};
  CHECK(Found({job}) == "failed");
}

}  // namespace clipbox::cli
