#include "store/bytes/uploads.h"

#include "catch.h"
#include "unit/store/world.h"

using namespace clipbox;
using namespace clipbox::store;
using base::ErrorCode;
using jobs::Status;

TEST_CASE("nothing is uploaded before the rights are confirmed") {
  World world;
  const jobs::JobId id = world.MetaReady().id;
  CHECK(ErrorOf([&] { world.store().uploads.FindForPrepare(world.ann, id, "film.mp4", 100); }).code() ==
        ErrorCode::kRightsRequired);
  CHECK(ErrorOf([&] { world.store().uploads.Prepare(world.ann, id, world.FileOf()); }).code() ==
        ErrorCode::kRightsRequired);
  world.store().jobs.ConfirmRights(world.ann, id, "1");
  CHECK_FALSE(world.store().uploads.FindForPrepare(world.ann, id, "film.mp4", 100));
  CHECK(world.store().uploads.Prepare(world.ann, id, world.FileOf()).created);
}

TEST_CASE("the same file again gives the same session, in every later status; another file is refused by name") {
  for (const Status status :
       {Status::kUploadReady, Status::kUploading, Status::kUploaded, Status::kProcessing, Status::kReady}) {
    World world;
    const jobs::Job job = world.At(status);
    UploadSession again = world.FileOf();
    again.upload_id = "a second multipart upload";
    const Prepared prepared = world.store().uploads.Prepare(world.ann, job.id, again);
    CHECK_FALSE(prepared.created);
    CHECK(prepared.session.upload_id == "upload");
    CHECK(prepared.job.status == status);
    const base::Error other =
        ErrorOf([&] { world.store().uploads.Prepare(world.ann, job.id, world.FileOf("other.mp4")); });
    CHECK(other.code() == ErrorCode::kDifferentFile);
    CHECK(std::string(other.what()).find("film.mp4") != std::string::npos);
    CHECK(ErrorOf([&] { world.store().uploads.FindForPrepare(world.ann, job.id, "film.mp4", 101); }).code() ==
          ErrorCode::kDifferentFile);
  }
}

TEST_CASE("a session comes back as it was made") {
  World world;
  const jobs::JobId id = world.MetaReady().id;
  world.store().jobs.ConfirmRights(world.ann, id, "1");
  UploadSession file = world.FileOf("f.mov", 1ULL << 40);
  file.key = "clipbox/sources/f.mov";
  file.last_modified = 1700000000123;
  file.duration_seconds = 61.5;
  world.store().uploads.Prepare(world.ann, id, file);
  const UploadSession got = world.store().uploads.Find(world.ann, id).value();
  CHECK(got.job_id == id);
  CHECK(got.key == file.key);
  CHECK(got.token == "token");
  CHECK(got.size_bytes == 1ULL << 40);
  CHECK(got.last_modified == file.last_modified);
  CHECK(got.duration_seconds == 61.5);
  CHECK(got.part_size == 40);
  CHECK(got.part_count == 3);
  CHECK(got.expires_at == file.expires_at);
  CHECK_FALSE(got.completed_at);
  const jobs::SourceFile source = world.Now(id).source.value();
  CHECK(source.file_name == "f.mov");
  CHECK(source.content_type == "video/mp4");
}

TEST_CASE("the move to UPLOADING happens once and has a row of its own") {
  World world;
  const jobs::JobId id = world.UploadReady().id;
  for (int i = 0; i < 3; ++i) CHECK(world.store().uploads.StartUploading(world.ann, id).status == Status::kUploading);
  const auto told = world.Told(id);
  CHECK(std::count(told.begin(), told.end(), "UPLOAD_READY>UPLOADING") == 1);
}

TEST_CASE("the timeline tells of each part once, and the last report of it is kept") {
  World world;
  const jobs::JobId id = world.UploadReady().id;
  Uploads& uploads = world.store().uploads;
  CHECK(uploads.RecordPart(world.ann, id, {2, "", 40}).status == Status::kUploading);
  uploads.RecordPart(world.ann, id, {2, "etag", 40});
  uploads.RecordPart(world.ann, id, {3, "last", 20});
  const auto told = world.Told(id);
  CHECK(std::count(told.begin(), told.end(), "part_uploaded") == 2);
  const auto parts = uploads.ListReported(id);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].etag == "etag");
  CHECK(parts[1].part_number == 3);
  CHECK(parts[1].size_bytes == 20);
  CHECK(ErrorOf([&] { uploads.RecordPart(world.ann, id, {4, "e", 1}); }).code() == ErrorCode::kInvalidField);
  CHECK(ErrorOf([&] { uploads.RecordPart(world.ann, id, {0, "e", 1}); }).code() == ErrorCode::kInvalidField);
}

TEST_CASE("an upload that was never reported can be completed, once, and repeated without effect") {
  World world;
  const jobs::JobId id = world.UploadReady().id;
  const jobs::Job done = world.store().uploads.Complete(world.ann, id, "upload");
  CHECK(done.status == Status::kUploaded);
  CHECK(done.source_key == "clipbox/sources/" + id.value);
  const auto told = world.Told(id);
  CHECK(std::vector<std::string>(told.end() - 3, told.end()) ==
        std::vector<std::string>{"UPLOAD_READY>UPLOADING", "upload_completed", "UPLOADING>UPLOADED"});
  world.store().uploads.Complete(world.ann, id, "upload");
  world.store().uploads.RecordPart(world.ann, id, {1, "e", 40});
  CHECK(world.Told(id) == told);
  CHECK(world.store().uploads.Find(world.ann, id)->completed_at == world.clock.Now());
}

TEST_CASE(
    "an aborted upload fails its job with the reason, leaves its parts to be removed, and the job can start over") {
  World world;
  const jobs::JobId id = world.Uploading().id;
  world.store().uploads.RecordPart(world.ann, id, {1, "e", 40});
  const Aborted aborted = world.store().uploads.Abort(world.ann, id, "wrong film");
  CHECK(aborted.job.status == Status::kFailed);
  CHECK(aborted.job.failure->code == "upload_aborted");
  CHECK(aborted.job.failure->message.find("wrong film") != std::string::npos);
  REQUIRE(aborted.multipart);
  CHECK(aborted.multipart->upload_id == "upload");
  const Aborted again = world.store().uploads.Abort(world.ann, id, "twice");
  CHECK(again.job.failure->message == aborted.job.failure->message);
  CHECK_FALSE(again.multipart);
  CHECK(world.Count("SELECT count(*) FROM upload_parts") == 0);

  const jobs::Job restarted = world.store().processing.Restart(world.ann, id);
  CHECK(restarted.status == Status::kMetaReady);
  CHECK_FALSE(restarted.failure);
  CHECK_FALSE(restarted.source);
  CHECK(restarted.rights_confirmed_at);
  CHECK(world.store().uploads.Prepare(world.ann, id, world.FileOf("other.mp4")).created);
}

TEST_CASE("an upload that took long to complete does not complete the one that was begun after its end") {
  World world;
  const jobs::JobId id = world.Uploading().id;
  world.store().uploads.Abort(world.ann, id, "wrong film");
  world.store().processing.Restart(world.ann, id);
  UploadSession next = world.FileOf();
  next.upload_id = "next";
  world.store().uploads.Prepare(world.ann, id, next);
  const auto complete = [&](const char* upload_id) { return world.store().uploads.Complete(world.ann, id, upload_id); };
  const base::Error late = ErrorOf([&] { complete("upload"); });
  CHECK(late.code() == ErrorCode::kWrongStatus);
  CHECK(late.details().current == "UPLOAD_READY");
  CHECK(world.Now(id).status == Status::kUploadReady);
  CHECK(complete("next").status == Status::kUploaded);
  CHECK(ErrorOf([&] { complete("upload"); }).code() == ErrorCode::kWrongStatus);
}

TEST_CASE("a part that is reported late for an upload that has ended stays out of the ledger of the next one") {
  World world;
  const jobs::JobId id = world.Uploading().id;
  Uploads& uploads = world.store().uploads;
  uploads.Abort(world.ann, id, "wrong film");
  world.store().processing.Restart(world.ann, id);
  UploadSession next = world.FileOf();
  next.upload_id = "next";
  uploads.Prepare(world.ann, id, next);
  const auto told = world.Told(id);
  const auto late = [&] { return ErrorOf([&] { uploads.RecordPart(world.ann, id, {1, "old", 40}, "upload"); }); };
  CHECK(late().code() == ErrorCode::kWrongStatus);
  CHECK(late().details().current == "UPLOAD_READY");
  CHECK(uploads.ListReported(id).empty());
  CHECK(world.Told(id) == told);
  CHECK(uploads.RecordPart(world.ann, id, {1, "new", 40}, "next").status == Status::kUploading);
  CHECK(uploads.RecordPart(world.ann, id, {2, "new", 40}).status == Status::kUploading);
  CHECK(uploads.ListReported(id).size() == 2);
  uploads.Complete(world.ann, id, "next");
  CHECK(late().code() == ErrorCode::kWrongStatus);
  CHECK(uploads.RecordPart(world.ann, id, {1, "again", 40}, "next").status == Status::kUploaded);
}

TEST_CASE("an upload that is not finished in time fails its job; one that was finished is left alone") {
  World world;
  const jobs::JobId open = world.Uploading().id;
  const jobs::JobId finished = world.Uploaded().id;
  CHECK(world.store().uploads.ListExpired(world.clock.Now(), 10).empty());
  CHECK_FALSE(world.store().uploads.Expire(open, world.clock.Now()));
  world.clock.Advance(std::chrono::hours(25));
  const auto expired = world.store().uploads.ListExpired(world.clock.Now(), 10);
  REQUIRE(expired.size() == 1);
  CHECK(expired[0].job_id == open);
  CHECK(world.store().uploads.Expire(open, world.clock.Now())->job.failure->code == "upload_expired");
  CHECK_FALSE(world.store().uploads.Expire(open, world.clock.Now()));
  CHECK_FALSE(world.store().uploads.Expire(finished, world.clock.Now()));
}

TEST_CASE("an upload that was moved to another store goes on there; one that ended is left alone") {
  World world;
  const jobs::JobId open = world.Uploading().id;
  const std::string was = world.store().uploads.Find(world.ann, open)->upload_id;
  CHECK_FALSE(world.store().uploads.MoveTo(open, "another", "moved"));
  CHECK(world.store().uploads.MoveTo(open, was, "moved"));
  CHECK(world.store().uploads.Find(world.ann, open)->upload_id == "moved");
  CHECK_FALSE(world.store().uploads.MoveTo(open, was, "moved"));
  const jobs::JobId finished = world.Uploaded().id;
  CHECK_FALSE(
      world.store().uploads.MoveTo(finished, world.store().uploads.Find(world.ann, finished)->upload_id, "moved"));
}
