#include <thread>

#include "integration/api/api_world.h"

using namespace clipbox;
using test::Answer;
using test::ApiWorld;
using test::Json;

namespace {

const std::vector<std::string> kUpToUploading = {
    "created",         "metadata_fetched",        "CREATED>META_READY",    "rights_confirmed",
    "upload_prepared", "META_READY>UPLOAD_READY", "UPLOAD_READY>UPLOADING"};

}  // namespace

TEST_CASE_METHOD(ApiWorld, "nothing is uploaded before the rights are confirmed") {
  const std::string job = MetaReady();
  const Answer refused = Post(job + "/upload", FileOf());
  CHECK(refused.status == 403);
  CHECK(refused.code() == "rights_required");
  CHECK(Get(job + "/upload").status == 404);
}

TEST_CASE_METHOD(ApiWorld,
                 "prepare opens a session of equal parts with the first URLs, and moves to UPLOAD_READY only") {
  const std::string job = MetaReady();
  Post(job + "/rights", Json{{"confirmed", true}});
  Json file = FileOf("My film (1).mp4");
  file["lastModified"] = "2025-12-24T18:00:00.000Z";
  file["durationSeconds"] = 12.5;
  const Answer made = Post(job + "/upload", file);
  REQUIRE(made.status == 201);
  CHECK(made.at("key").starts_with("clipbox/sources/" + IdOf(job).value + "/"));
  CHECK(made.at("key").ends_with(".mp4"));
  CHECK(made.at("key").find("film") == std::string::npos);
  CHECK(made.at("fileName") == "My film (1).mp4");
  CHECK(made.at("lastModified") == "2025-12-24T18:00:00.000Z");
  CHECK(made.json.at("partSize") == kPartSize);
  CHECK(made.json.at("partCount") == 3);
  CHECK(made.json.at("parts") == Json::array());
  CHECK(made.json.at("partUrls").size() == 3);
  CHECK(made.json.at("partUrls")[0].at("partNumber") == 1);
  CHECK(made.json.at("partUrls")[0].at("url").get<std::string>().starts_with(
      "http://127.0.0.1:" + std::to_string(port) + "/"));
  CHECK(made.json.at("partUrls")[0].at("expiresAt") == base::ToIso8601(clock.Now() + std::chrono::hours(1)));
  CHECK(StatusOf(job) == "UPLOAD_READY");
  CHECK(Get(job).json.at("source").at("fileName") == "My film (1).mp4");
}

TEST_CASE_METHOD(ApiWorld, "the same file gives the same session, another file is refused by name") {
  const std::string job = UploadReady();
  const Answer again = Post(job + "/upload", FileOf());
  CHECK(again.status == 200);
  CHECK(again.json == Get(job + "/upload").json);
  for (const Json& other : {FileOf("other.mp4"), FileOf("film.mp4", kFileSize + 1)}) {
    const Answer refused = Post(job + "/upload", other);
    CHECK(refused.status == 409);
    CHECK(refused.code() == "different_file");
    CHECK(refused.at("detail").find("film.mp4") != std::string::npos);
  }
}

TEST_CASE_METHOD(ApiWorld, "a file that cannot be taken is refused before anything is uploaded") {
  const std::string job = MetaReady();
  Post(job + "/rights", Json{{"confirmed", true}});
  struct Case {
    std::string field;
    Json value;
    std::string code, pointer;
  };
  const Case cases[] = {
      {"sizeBytes", 0, "empty_file", ""},
      {"sizeBytes", (1ULL << 30) + 1, "too_large", ""},
      {"durationSeconds", 6 * 3600 + 1, "too_long", ""},
      {"sizeBytes", -1, "invalid_field", "/sizeBytes"},
      {"sizeBytes", 1.5, "invalid_field", "/sizeBytes"},
      {"sizeBytes", "9", "invalid_field", "/sizeBytes"},
      {"fileName", "", "invalid_field", "/fileName"},
      {"fileName", " \n\u202E", "invalid_field", "/fileName"},
      {"contentType", "video/mp4\r\nX: y", "invalid_field", "/contentType"},
      {"lastModified", "yesterday", "invalid_field", "/lastModified"},
      {"durationSeconds", "long", "invalid_field", "/durationSeconds"},
      {"sha256", "x", "unknown_field", "/sha256"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.field, c.value.dump());
    Json file = FileOf();
    file[c.field] = c.value;
    const Answer refused = Post(job + "/upload", file);
    CHECK(refused.status == 422);
    CHECK(refused.code() == c.code);
    CHECK(refused.pointer() == c.pointer);
  }
  Json file = FileOf();
  file["contentType"] = "";
  CHECK(Post(job + "/upload", file).status == 201);
}

TEST_CASE_METHOD(ApiWorld, "a file's name is made a plain line, and is the same file's when it comes again") {
  youtube.SetStatus(401);
  const std::string job = MetaReady();
  Post(job + "/rights", Json{{"confirmed", true}});
  const Answer made = Post(job + "/upload", FileOf("My\n\u202Efilm\u2069.mp4"));
  REQUIRE(made.status == 201);
  CHECK(made.at("fileName") == "My film.mp4");
  CHECK(Get(job).at("title") == "My film");
  CHECK(Post(job + "/upload", FileOf("My\n\u202Efilm\u2069.mp4")).status == 200);
}

TEST_CASE_METHOD(ApiWorld, "without room on the disk a new upload is 507") {
  const std::string job = MetaReady();
  Post(job + "/rights", Json{{"confirmed", true}});
  objectstore::EmbeddedStore full({.directory = (dir / "full"), .keep_free_bytes = 1ULL << 62}, clock);
  http::Api its_api{api.settings, clock,       accounts, store, full, wake, planner,
                    api.preview,  api.streams, {},       {},    {},   {},   {}};
  http::Router its_router(http_rooms.authenticator);
  http::AddApiRoutes(its_router, its_api);
  http::Server its_server({}, its_router);
  port = its_server.Start();
  const Answer refused = Post(job + "/upload", FileOf());
  CHECK(refused.status == 507);
  CHECK(refused.code() == "insufficient_storage");
  CHECK(StatusOf(job) == "META_READY");
}

TEST_CASE_METHOD(ApiWorld, "the first part URL, batch of URLs, report or complete moves to UPLOADING, once") {
  const auto first_call = [&](int which, const std::string& job) {
    switch (which) {
      case 0: return Get(job + "/upload/parts/1/url");
      case 1: return Post(job + "/upload/part-urls", Json{{"partNumbers", {1, 2}}});
      case 2: return Put(job + "/upload/parts/1", {{"etag", nullptr}, {"sizeBytes", kPartSize}});
      default: return Post(job + "/upload/complete", Json::object());
    }
  };
  for (int which = 0; which < 4; ++which) {
    CAPTURE(which);
    const std::string job = UploadReady();
    CHECK(first_call(which, job).status == (which == 3 ? 409 : 200));
    CHECK(StatusOf(job) == "UPLOADING");
    first_call(which, job);
    std::vector<std::string> told = Told(job);
    std::erase(told, "part_uploaded");
    CHECK(told == kUpToUploading);
  }
}

TEST_CASE_METHOD(ApiWorld, "asking for the head of a part's URL is answered as the URL would be, and moves nothing") {
  const std::string job = UploadReady();
  const auto head = [&](const std::string& path) {
    net::HttpRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(port) + "/api/v1" + path;
    request.reach = net::Reach::kAnywhere;
    request.method = "HEAD";
    request.headers = {"Authorization: Bearer " + ann};
    return client.Send(request, {}).status;
  };
  CHECK(head(job + "/upload/parts/1/url") == 200);
  CHECK(head(job + "/upload/parts/4/url") == 422);
  CHECK(StatusOf(job) == "UPLOAD_READY");
  Delete(job + "/upload");
  CHECK(head(job + "/upload/parts/1/url") == 409);
  CHECK(head(MetaReady() + "/upload/parts/1/url") == 409);
}

TEST_CASE_METHOD(ApiWorld, "part URLs are given for parts of the upload only, 100 at once") {
  const std::string job = UploadReady();
  const std::string path = job + "/upload/part-urls";
  CHECK(Post(path, Json{{"partNumbers", {1, 4}}}).pointer() == "/partNumbers/1");
  CHECK(Post(path, Json{{"partNumbers", {0}}}).pointer() == "/partNumbers/0");
  CHECK(Post(path, Json{{"partNumbers", {"1"}}}).pointer() == "/partNumbers/0");
  CHECK(Post(path, Json{{"partNumbers", Json::array()}}).pointer() == "/partNumbers");
  CHECK(Post(path, Json{{"partNumbers", std::vector<int>(101, 1)}}).pointer() == "/partNumbers");
  CHECK(Get(job + "/upload/parts/4/url").pointer() == "/partNumber");
  CHECK(Get(job + "/upload/parts/x/url").pointer() == "/partNumber");
  CHECK(StatusOf(job) == "UPLOAD_READY");
  CHECK(Post(path, Json{{"partNumbers", {3, 1}}}).json.at("partUrls")[0].at("partNumber") == 3);
}

TEST_CASE_METHOD(ApiWorld, "what the store holds is listed, with URLs of the missing parts only") {
  const std::string job = Uploading();
  const Json session = Get(job + "/upload").json;
  REQUIRE(session.at("parts").size() == 1);
  CHECK(session.at("parts")[0].at("partNumber") == 1);
  CHECK(session.at("parts")[0].at("sizeBytes") == kPartSize);
  REQUIRE(session.at("partUrls").size() == 2);
  CHECK(session.at("partUrls")[0].at("partNumber") == 2);
}

TEST_CASE_METHOD(ApiWorld, "a reported part is told once, and its ETag may be unknown") {
  const std::string job = UploadReady();
  for (int i = 0; i < 2; ++i)
    CHECK(Put(job + "/upload/parts/2", {{"etag", nullptr}, {"sizeBytes", kPartSize}}).status == 200);
  const auto told = Told(job);
  CHECK(std::count(told.begin(), told.end(), "part_uploaded") == 1);
  CHECK(Put(job + "/upload/parts/9", {{"etag", "x"}, {"sizeBytes", 1}}).pointer() == "/partNumber");
  CHECK(Put(job + "/upload/parts/1", {{"etag", "x"}}).pointer() == "/sizeBytes");
}

TEST_CASE_METHOD(ApiWorld,
                 "a part may be reported with the upload that it is of, and one of an earlier upload is refused") {
  const std::string job = Uploading();
  const std::string earlier = Get(job + "/upload").at("uploadId");
  Delete(job + "/upload");
  Post(job + "/restart");
  const std::string now = Post(job + "/upload", FileOf()).at("uploadId");
  const auto report = [&](const Json& upload_id) {
    return Put(job + "/upload/parts/2", {{"etag", nullptr}, {"sizeBytes", kPartSize}, {"uploadId", upload_id}});
  };
  const Answer late = report(earlier);
  CHECK(late.status == 409);
  CHECK(late.code() == "wrong_status");
  CHECK(late.at("current") == "UPLOAD_READY");
  CHECK(report(7).pointer() == "/uploadId");
  CHECK(StatusOf(job) == "UPLOAD_READY");
  CHECK(store.uploads.ListReported(IdOf(job)).empty());
  CHECK(report(now).status == 200);
  CHECK(report(nullptr).status == 200);
}

TEST_CASE_METHOD(ApiWorld, "complete is checked against what the store holds, reported or not") {
  const std::string job = UploadReady();
  PutPart(job, 1);
  const Answer early = Post(job + "/upload/complete", Json::object());
  CHECK(early.status == 409);
  CHECK(early.code() == "parts_missing");
  CHECK(early.json.at("missing") == Json{2, 3});
  PutPart(job, 2);
  PutPart(job, 3);
  const Answer done = Post(job + "/upload/complete", Json::object());
  REQUIRE(done.status == 200);
  CHECK(done.at("status") == "UPLOADED");
  CHECK(objects.Head(done.at("r2SourceKey"))->size_bytes == kFileSize);
  CHECK(wake.Count() == 1);
}

TEST_CASE_METHOD(ApiWorld, "ETags are taken quoted or not, and a part of another ETag is missing") {
  const std::string job = Uploading();
  const std::string two = PutPart(job, 2);
  const std::string three = PutPart(job, 3);
  REQUIRE(two.front() == '"');
  const auto complete = [&](const std::string& etag_of_three) {
    return Post(job + "/upload/complete",
                Json{{"parts", {{{"partNumber", 2}, {"etag", two}}, {{"partNumber", 3}, {"etag", etag_of_three}}}}});
  };
  CHECK(complete("00000000000000000000000000000000").json.at("missing") == Json{3});
  CHECK(complete(three.substr(1, three.size() - 2)).at("status") == "UPLOADED");
}

TEST_CASE_METHOD(ApiWorld, "a part of the wrong size is a size_mismatch, and can be put again") {
  const std::string job = Uploading();
  PutPart(job, 2);
  const std::string url = Get(job + "/upload/parts/3/url").at("url");
  REQUIRE(Raw("PUT", url, "short").status == 200);
  const Answer refused = Post(job + "/upload/complete", Json::object());
  CHECK(refused.status == 409);
  CHECK(refused.code() == "size_mismatch");
  PutPart(job, 3);
  CHECK(Post(job + "/upload/complete", Json::object()).at("status") == "UPLOADED");
}

TEST_CASE_METHOD(ApiWorld, "a call repeated because its answer was lost is 2xx when the job has moved on") {
  for (const auto at :
       {jobs::Status::kUploaded, jobs::Status::kProcessing, jobs::Status::kReady, jobs::Status::kFailed}) {
    const std::string job = At(at);
    const std::string status = StatusOf(job);
    CAPTURE(status);
    const auto told = Told(job);
    CHECK(Post(job + "/rights", Json{{"confirmed", true}}).status == 200);
    CHECK(Post(job + "/upload", FileOf()).status == 200);
    CHECK(Get(job + "/upload/parts/1/url").status == 200);
    CHECK(Post(job + "/upload/part-urls", Json{{"partNumbers", {1}}}).status == 200);
    CHECK(Put(job + "/upload/parts/1", {{"etag", nullptr}, {"sizeBytes", kPartSize}}).status == 200);
    CHECK(Post(job + "/upload/complete", Json::object()).status == 200);
    CHECK(Get(job + "/upload").json.at("parts").size() == 3);
    CHECK(Get(job + "/upload").json.at("partUrls").empty());
    CHECK(StatusOf(job) == status);
    CHECK(Told(job) == told);
    Delete(job);  // or a worker would take it before the next one
  }
}

TEST_CASE_METHOD(ApiWorld, "an object that was completed before the row was written is found again") {
  const std::string job = Uploading();
  PutPart(job, 2);
  PutPart(job, 3);
  const auto session = store.uploads.Find(ann_id, IdOf(job)).value();
  objects.CompleteMultipart(session.key, session.upload_id, objects.ListParts(session.key, session.upload_id));
  CHECK(Get(job + "/upload").json.at("parts").size() == 3);
  CHECK(Post(job + "/upload/complete", Json::object()).at("status") == "UPLOADED");
}

TEST_CASE_METHOD(ApiWorld, "an upload that the store dropped is told as such") {
  const std::string job = Uploading();
  const auto session = store.uploads.Find(ann_id, IdOf(job)).value();
  objects.AbortMultipart(session.key, session.upload_id);
  CHECK(Get(job + "/upload").code() == "no_such_upload");
  CHECK(Post(job + "/upload/complete", Json::object()).code() == "no_such_upload");
  CHECK(Delete(job + "/upload").at("status") == "FAILED");
}

TEST_CASE_METHOD(ApiWorld, "of completes that race each is 200 and the upload is completed once") {
  const std::string job = Uploading();
  PutPart(job, 2);
  PutPart(job, 3);
  std::atomic<int> well = 0;
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < 6; ++i)
      callers.emplace_back([&] { well += Post(job + "/upload/complete", Json::object()).status == 200; });
  }
  CHECK(well == 6);
  const auto told = Told(job);
  CHECK(std::count(told.begin(), told.end(), "upload_completed") == 1);
}

TEST_CASE_METHOD(ApiWorld, "of prepares that race one makes the session and all get it") {
  const std::string job = MetaReady();
  Post(job + "/rights", Json{{"confirmed", true}});
  std::atomic<int> made = 0;
  std::atomic<int> given = 0;
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < 6; ++i) {
      callers.emplace_back([&] {
        const int status = Post(job + "/upload", FileOf()).status;
        made += status == 201;
        given += status == 200;
      });
    }
  }
  CHECK(made == 1);
  CHECK(given == 5);
}

TEST_CASE_METHOD(ApiWorld, "an abort fails the job with the reason, drops the parts, and may be repeated") {
  const std::string job = Uploading();
  const auto session = store.uploads.Find(ann_id, IdOf(job)).value();
  const Answer aborted = Delete(job + "/upload", Json{{"reason", "wrong file"}});
  REQUIRE(aborted.status == 200);
  CHECK(aborted.at("status") == "FAILED");
  CHECK(aborted.json.at("failure").at("code") == "upload_aborted");
  CHECK(aborted.json.at("failure").at("message").get<std::string>().find("wrong file") != std::string::npos);
  CHECK_THROWS_AS(objects.ListParts(session.key, session.upload_id), base::Error);
  CHECK(Call(ada, "GET", "/system").json.at("pendingDeletes") == 0);
  CHECK(Delete(job + "/upload").json == aborted.json);
  CHECK(Post(job + "/upload/part-urls", Json{{"partNumbers", {1}}}).code() == "wrong_status");
}

TEST_CASE_METHOD(ApiWorld, "a presigned part URL opens this part of this upload by PUT and nothing else") {
  const std::string job = Uploading();
  const std::string url = Get(job + "/upload/parts/2/url").at("url");
  CHECK(Raw("GET", url).status == 403);
  std::string other = url;
  other.replace(other.find("partNumber=2"), 12, "partNumber=3");
  CHECK(Raw("PUT", other, "x").status == 403);
  clock.Advance(std::chrono::hours(2));
  CHECK(Raw("PUT", url, "x").status == 403);
}
