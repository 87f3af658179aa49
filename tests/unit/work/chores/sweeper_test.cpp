#include "work/chores/sweeper.h"

#include <fstream>

#include "catch.h"
#include "jobs/upload_layout.h"
#include "unit/work/faulty_store.h"
#include "unit/work/work_fixture.h"

using namespace clipbox;
using namespace std::chrono_literals;
using test::WorkFixture;

namespace {

struct SweepFixture : WorkFixture {
  test::FaultyStore faulty{objects};
  work::Sweeper sweeper{{.prefix = "clipbox/", .installation_token = kToken, .temp_dirs = {dir / "temp"}},
                        store,
                        faulty,
                        deleter.keys(),
                        clock_watch};

  void Sweep() { sweeper.Run({}); }
  void SweepADayLater() {
    clock.Advance(24h + 1s);
    Sweep();
  }

  void Put(const std::string& key, const std::string& token = kToken) {
    const auto path = dir / "bytes";
    std::ofstream(path) << "bytes";
    objectstore::ObjectHead head;
    if (!token.empty()) head.metadata[objectstore::kTokenName] = token;
    objects.PutFile(key, path, head);
  }

  std::string OurUploadKey() const {
    return jobs::SourceKey("clipbox/", jobs::JobId{"J"}, "U-" + jobs::KeyTag(kToken), "film.mp4");
  }
  bool Has(const std::string& key) { return objects.Head(key).has_value(); }
  bool HasUpload(const std::string& key, const std::string& id) {
    try {
      objects.ListParts(key, id);
      return true;
    } catch (const base::Error& error) {
      return error.code() != base::ErrorCode::kNoSuchUpload;
    }
  }
};

}  // namespace

TEST_CASE_METHOD(SweepFixture, "an object of ours that no row names goes after a day, not before") {
  Put("clipbox/artifacts/J/left.mp4");
  Sweep();
  clock.Advance(24h);
  Sweep();
  CHECK(Has("clipbox/artifacts/J/left.mp4"));
  clock.Advance(1s);
  Sweep();
  CHECK_FALSE(Has("clipbox/artifacts/J/left.mp4"));
}

TEST_CASE_METHOD(SweepFixture, "what is not ours stays: without a token, with another's, outside the prefix") {
  Put("clipbox/holiday.jpg", "");
  Put("clipbox/artifacts/other-installation.mp4", "ffffffffffffffffffffffffffffffff");
  Put("clipbox-backup/ours-elsewhere.mp4");
  Put("zebra.txt", "");
  SweepADayLater();
  for (const char* key : {"clipbox/holiday.jpg", "clipbox/artifacts/other-installation.mp4",
                          "clipbox-backup/ours-elsewhere.mp4", "zebra.txt"}) {
    INFO(key);
    CHECK(Has(key));
  }
}

TEST_CASE_METHOD(SweepFixture, "what a row names stays, and so does what a pending delete is to delete") {
  const auto job = Uploaded(Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4", "poster"]})");
  RunAll();
  const auto artifacts = ArtifactsOf(job);
  const store::PendingDelete pending = store.artifacts.Delete(job.user_id, artifacts[0].id);
  SweepADayLater();
  CHECK(Has(*Get(job).source_key));
  for (const auto& artifact : artifacts) CHECK(Has(artifact.key));
  deleter.Delete({pending});
  CHECK_FALSE(Has(artifacts[0].key));
}

TEST_CASE_METHOD(
    SweepFixture,
    "the upload that a crash left between its creation and its row is aborted after a day; others' uploads stay") {
  const std::string orphan = objects.CreateMultipart(OurUploadKey(), {});
  const std::string foreign_key = "clipbox/sources/J/somebody-elses.mp4";
  const std::string foreign = objects.CreateMultipart(foreign_key, {});
  Sweep();
  CHECK(HasUpload(OurUploadKey(), orphan));
  SweepADayLater();
  CHECK_FALSE(HasUpload(OurUploadKey(), orphan));
  CHECK(HasUpload(foreign_key, foreign));
}

TEST_CASE_METHOD(SweepFixture, "an upload that a session names goes on, however old") {
  const auto job = Uploaded(Film(), "{}");  // for the user
  store::NewJob wanted;
  wanted.user_id = job.user_id;
  wanted.video_id = "abcdefghijk";
  const auto id = store.jobs.Create(wanted).job.id;
  jobs::SourceMeta meta;
  meta.title = "A film";
  store.metadata.Set(id, meta, jobs::Actor::System());
  store.jobs.ConfirmRights(job.user_id, id, "1");
  store::UploadSession session;
  session.key = OurUploadKey();
  session.upload_id = objects.CreateMultipart(session.key, {});
  session.file_name = "film.mp4";
  session.size_bytes = 1;
  session.part_size = 8 << 20;
  session.part_count = 1;
  session.expires_at = clock.Now() + 240h;
  store.uploads.Prepare(job.user_id, id, session);
  SweepADayLater();
  CHECK(HasUpload(session.key, session.upload_id));
}

TEST_CASE_METHOD(SweepFixture, "nothing is swept in the week after a restore") {
  Put("clipbox/artifacts/J/made-after-the-backup.mp4");
  const std::string upload = objects.CreateMultipart(OurUploadKey(), {});
  clock.Advance(48h);
  store.settings.Set(work::kRestoredAtSetting, std::to_string(base::ToMillis(clock.Now())));
  Sweep();
  clock.Advance(7 * 24h - 1s);
  Sweep();
  CHECK(Has("clipbox/artifacts/J/made-after-the-backup.mp4"));
  CHECK(HasUpload(OurUploadKey(), upload));
  clock.Advance(2s);
  Sweep();
  CHECK_FALSE(Has("clipbox/artifacts/J/made-after-the-backup.mp4"));
  CHECK_FALSE(HasUpload(OurUploadKey(), upload));
}

TEST_CASE_METHOD(SweepFixture, "what came while these rows were not in use stays, for later rows may know it") {
  Put("clipbox/artifacts/J/of-these-rows.mp4");
  clock.Advance(6min);
  clock_watch.Look();  // the copy is made
  clock.Advance(1min);
  Put("clipbox/artifacts/J/of-later-rows.mp4");
  const std::string upload = objects.CreateMultipart(OurUploadKey(), {});
  clock.Advance(1h);
  for (int start = 0; start < 2; ++start) {  // on the copy, and once more
    work::ClockWatch started(clock, store.settings);
    work::Sweeper sweeps({.prefix = "clipbox/", .installation_token = kToken, .temp_dirs = {}}, store, faulty,
                         deleter.keys(), started);
    started.Look();
    clock.Advance(6min);
    Put("clipbox/artifacts/J/since.mp4");
    clock.Advance(49h);
    sweeps.Run({});
    CHECK_FALSE(Has("clipbox/artifacts/J/of-these-rows.mp4"));
    CHECK_FALSE(Has("clipbox/artifacts/J/since.mp4"));
    CHECK(Has("clipbox/artifacts/J/of-later-rows.mp4"));
    CHECK(HasUpload(OurUploadKey(), upload));
  }
}

TEST_CASE_METHOD(SweepFixture,
                 "a key that is being written again is left alone, and the object under it is looked at afresh") {
  const std::string key = "clipbox/artifacts/J/again.mp4";
  Put(key);
  clock.Advance(48h);
  {
    work::KeyGuard::Writing writing(deleter.keys());
    writing.Add(key, {});
    Sweep();
    CHECK(Has(key));
    Put(key);
  }
  Sweep();
  CHECK(Has(key));
}

TEST_CASE_METHOD(SweepFixture, "an object that gets its row after the listing stays") {
  Uploaded(Film(), R"({"clips": [{"start": 0, "end": 1}], "outputs": ["mp4"]})");
  runner.Run(*store.queue.ClaimNext("w1"), {}, 1);  // the analysis
  const auto span = store.queue.ClaimNext("w1").value();
  Put("clipbox/artifacts/J/1");
  Put("clipbox/artifacts/J/2");
  faulty.before_delete = [&](const std::string&) {
    jobs::Artifact artifact;
    artifact.key = "clipbox/artifacts/J/2";
    artifact.size_bytes = 5;
    artifact.sha256 = std::string(64, 'a');
    REQUIRE(store.queue.AddArtifact(span.claim, artifact));
  };
  SweepADayLater();
  CHECK_FALSE(Has("clipbox/artifacts/J/1"));
  CHECK(Has("clipbox/artifacts/J/2"));
}

TEST_CASE_METHOD(SweepFixture, "a store that goes away in the middle ends the turn; the next one does the rest") {
  for (int i = 0; i < 5; ++i) Put("clipbox/artifacts/J/" + std::to_string(i));
  clock.Advance(48h);
  faulty.before_delete = [&](const std::string& key) { faulty.away = key.ends_with("2"); };
  CHECK_THROWS_AS(Sweep(), base::Error);
  CHECK(objects.ListObjects("clipbox/", "").lines.size() == 3);
  faulty.away = false;
  faulty.before_delete = {};
  Sweep();
  CHECK(objects.ListObjects("clipbox/", "").lines.empty());
}

TEST_CASE_METHOD(SweepFixture, "what the store refuses of one object or upload keeps no other from being swept") {
  const std::string upload_key = OurUploadKey();
  const std::string refused_upload = objects.CreateMultipart(upload_key, {});
  const std::string other_key = jobs::SourceKey("clipbox/", jobs::JobId{"K"}, "U-" + jobs::KeyTag(kToken), "film.mp4");
  const std::string other_upload = objects.CreateMultipart(other_key, {});
  for (const char* name : {"1", "2", "3"}) Put(std::string("clipbox/artifacts/J/") + name);
  faulty.refused.emplace(upload_key,
                         base::Error(base::ErrorCode::kStoreUnavailable, "Forbidden.", {.reason = "access_denied"}));
  faulty.refused.emplace("clipbox/artifacts/J/1",
                         base::Error(base::ErrorCode::kStoreUnavailable, "Forbidden.", {.reason = "access_denied"}));
  faulty.refused.emplace("clipbox/artifacts/J/2",
                         base::Error(base::ErrorCode::kInternal, "It is encrypted with a client's key."));
  SweepADayLater();
  CHECK(HasUpload(upload_key, refused_upload));
  CHECK_FALSE(HasUpload(other_key, other_upload));
  CHECK(Has("clipbox/artifacts/J/1"));
  CHECK(Has("clipbox/artifacts/J/2"));
  CHECK_FALSE(Has("clipbox/artifacts/J/3"));
}

TEST_CASE_METHOD(SweepFixture, "objects are swept also where uploads cannot be listed") {
  Put("clipbox/artifacts/J/left.mp4");
  faulty.lists_no_uploads = true;
  SweepADayLater();
  CHECK_FALSE(Has("clipbox/artifacts/J/left.mp4"));
}

TEST_CASE_METHOD(SweepFixture, "a store that is too busy, or that stops, ends the turn at the first object") {
  Put("clipbox/artifacts/J/1");
  Put("clipbox/artifacts/J/2");
  const auto error = GENERATE(base::Error(base::ErrorCode::kStoreUnavailable, "Busy.", {.store_is_away = true}),
                              base::Error(base::ErrorCode::kCancelled, "Stopped."));
  faulty.refused.emplace("clipbox/artifacts/J/1", error);
  CHECK_THROWS_AS(SweepADayLater(), base::Error);
  CHECK(Has("clipbox/artifacts/J/2"));
}

TEST_CASE_METHOD(SweepFixture, "more objects than a page holds are all looked at") {
  const auto path = dir / "bytes";
  std::ofstream(path) << "b";
  for (int i = 0; i < 1100; ++i) {
    objectstore::ObjectHead head;
    if (i % 2 == 0) head.metadata[objectstore::kTokenName] = kToken;
    objects.PutFile("clipbox/many/" + std::to_string(i), path, head);
  }
  SweepADayLater();
  std::size_t left = 0;
  for (std::optional<std::string> from = ""; from;) {
    const auto page = objects.ListObjects("clipbox/", *from);
    left += page.lines.size();
    from = page.next;
  }
  CHECK(left == 550);
}

TEST_CASE_METHOD(SweepFixture, "a folder that a task left behind goes once nothing in it was written for a day") {
  namespace fs = std::filesystem;
  const auto write = [&](const fs::path& path, std::chrono::hours age) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << "x";
    fs::last_write_time(path, fs::file_time_type::clock::from_sys(clock.Now() - age));
    fs::last_write_time(path.parent_path(), fs::file_time_type::clock::from_sys(clock.Now() - 30h));
  };
  write(dir / "temp" / "left" / "clip.mp4", 25h);
  write(dir / "temp" / "at-work" / "clip.mp4", 1h);
  write(dir / "temp" / "at-work" / "first.mp4", 29h);
  fs::last_write_time(dir / "temp" / "at-work", fs::file_time_type::clock::from_sys(clock.Now() - 30h));
  Sweep();
  CHECK_FALSE(fs::exists(dir / "temp" / "left"));
  CHECK(fs::exists(dir / "temp" / "at-work" / "first.mp4"));
}
