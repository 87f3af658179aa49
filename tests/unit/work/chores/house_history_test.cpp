// A property: whatever happens in whatever order, what a row names is in the store and what is not ours stays. In the
// end nothing of ours is left that no row names. What happens: uploads begun, crashed, finished, given up, work done
// and cut off, jobs and artifacts deleted, the store away. Days pass, with sweeps and retention in between. Random
// histories; the seed of one that fails is printed.
#include <fstream>
#include <map>
#include <random>
#include <set>

#include "catch.h"
#include "jobs/upload_layout.h"
#include "unit/work/faulty_store.h"
#include "unit/work/work_fixture.h"
#include "work/chores/chores.h"
#include "work/chores/sweeper.h"

using namespace clipbox;
using namespace std::chrono_literals;
using test::WorkFixture;

namespace {

class History : WorkFixture {
 public:
  explicit History(unsigned seed) : random_(seed) {
    user_ = users.Add("ann", "correct horse", accounts::Role::kMember).id;
    std::ofstream(dir / "bytes") << "some bytes";
    AddForeigners();
  }

  void Run(int steps) {
    for (int i = 0; i < steps; ++i) {
      Step();
      CheckKept();
    }
  }

  // Days of quiet, with the store there.
  void Settle() {
    faulty_.away = false;
    for (int day = 0; day < 12; ++day) {
      clock.Advance(25h);
      KeepHouse();
    }
    CheckKept();
  }

  void CheckNothingLeft() {
    for (const std::string& key : AllKeys()) {
      INFO(key);
      CHECK((foreign_.contains(key) || store.inventory.IsKeyNamed(key)));
    }
    for (const auto& upload : objects.ListUploads("", "").lines) {
      INFO(upload.key);
      CHECK(
          (foreign_uploads_.contains(upload.upload_id) || store.inventory.IsUploadNamed(upload.key, upload.upload_id)));
    }
    CHECK(store.pending_deletes.Count() == 0);
  }

 private:
  int Below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }

  void PutBytes(const std::string& key, const std::string& token) {
    objectstore::ObjectHead head;
    if (!token.empty()) head.metadata[objectstore::kTokenName] = token;
    objects.PutFile(key, dir / "bytes", head);
  }

  void AddForeigners() {
    for (const char* key : {"clipbox/readme.txt", "clipbox/sources/not-ours", "clipboxer/x", "a", "z"}) {
      PutBytes(key, "");
      foreign_.insert(key);
    }
    PutBytes("clipbox/artifacts/of-another-installation", "ffffffffffffffffffffffffffffffff");
    foreign_.insert("clipbox/artifacts/of-another-installation");
    PutBytes("elsewhere/with-our-token", kToken);
    foreign_.insert("elsewhere/with-our-token");
    for (const char* key : {"clipbox/sources/J/U-ffffffffffff-film", "clipbox/big.iso", "other/big.iso"}) {
      foreign_uploads_.insert(objects.CreateMultipart(key, {}));
    }
  }

  void Step() {
    switch (Below(12)) {
      case 0: return Begin();
      case 1: return Begin();
      case 2: return CrashBeforeTheRow();
      case 3: return FinishUpload();
      case 4: return GiveUpUpload();
      case 5: return MakeArtifacts();
      case 6: return DeleteSomeArtifact();
      case 7: return DeleteSomeJob();
      case 8: faulty_.away = Below(3) == 0; return;
      case 9: clock.Advance(std::chrono::minutes(Below(40 * 60))); return;
      case 10: return ProcessAgain();
      default: return KeepHouse();
    }
  }

  std::string NewKey(const jobs::JobId& id) {
    return jobs::SourceKey("clipbox/", id, "U" + std::to_string(++count_) + "-" + jobs::KeyTag(kToken), "film.mp4");
  }

  objectstore::ObjectHead OurHead() const {
    return {.content_type = "video/mp4", .metadata = {{objectstore::kTokenName, kToken}}};
  }

  void Begin() {
    store::NewJob wanted;
    wanted.user_id = user_;
    wanted.video_id = "abcdefghijk";
    const jobs::JobId id = store.jobs.Create(wanted).job.id;
    jobs::SourceMeta meta;
    meta.title = "A film";
    store.metadata.Set(id, meta, jobs::Actor::System());
    store.jobs.ConfirmRights(user_, id, "1");
    store::UploadSession session;
    session.key = NewKey(id);
    session.upload_id = objects.CreateMultipart(session.key, OurHead());
    session.file_name = "film.mp4";
    session.size_bytes = 10;
    session.part_size = 8 << 20;
    session.part_count = 1;
    session.expires_at = clock.Now() + 7 * 24h;
    store.uploads.Prepare(user_, id, session);
    jobs_.push_back(id);
  }

  void CrashBeforeTheRow() { objects.CreateMultipart(NewKey(jobs::JobId{"J"}), OurHead()); }

  jobs::JobId SomeJob() {
    return jobs_.empty() ? jobs::JobId{"none"} : jobs_[static_cast<std::size_t>(Below(static_cast<int>(jobs_.size())))];
  }

  // Sometimes the process ends between the object and its row.
  void FinishUpload() {
    const jobs::JobId id = SomeJob();
    const auto job = store.jobs.FindAnyones(id);
    if (!job || (job->status != jobs::Status::kUploadReady && job->status != jobs::Status::kUploading)) return;
    const auto session = store.uploads.Find(user_, id).value();
    if (!objects.Head(session.key)) {
      auto incoming = objects.bucket_store().Receive({});
      incoming.Write("some bytes");
      objects.bucket_store().PutPart(session.key, session.upload_id, 1, std::move(incoming));
      objects.CompleteMultipart(session.key, session.upload_id, objects.ListParts(session.key, session.upload_id));
    }
    if (Below(4) != 0) store.uploads.Complete(user_, id, session.upload_id);
  }

  void GiveUpUpload() {
    const jobs::JobId id = SomeJob();
    const auto job = store.jobs.FindAnyones(id);
    if (!job || (job->status != jobs::Status::kUploadReady && job->status != jobs::Status::kUploading)) return;
    const auto aborted = store.uploads.Abort(user_, id, "");
    if (aborted.multipart && Below(2) == 0) deleter_.Delete({*aborted.multipart});
  }

  // As the workers do it: the same keys each time; sometimes the process ends after the bytes, sometimes after the
  // first row.
  void MakeArtifacts() {
    auto span = store.queue.ClaimNext("w1");
    if (span && span->kind == store::TaskKind::kAnalysis) {
      store.queue.FinishAnalysis(*span, {{}, "{}", {"{}"}, {}});
      span = store.queue.ClaimNext("w1");
    }
    if (!span || span->kind != store::TaskKind::kSpan) return;
    work::KeyGuard::Writing writing(deleter_.keys());
    store::SpanOutcome outcome;
    for (const char* label : {"one", "two"}) {
      jobs::Artifact artifact;
      artifact.label = label;
      artifact.key = "clipbox/artifacts/" + span->claim.job_id.value + "/" + label + ".mp4";
      artifact.size_bytes = 10;
      artifact.content_type = "video/mp4";
      artifact.sha256 = std::string(64, 'a');
      writing.Add(artifact.key, {});
      PutBytes(artifact.key, kToken);
      if (Below(6) == 0) {
        store.queue.HandBackAll();
        return;
      }
      outcome.artifacts.push_back(artifact);
      ++outcome.made;
    }
    if (Below(5) == 0)
      store.queue.Fail(span->claim, base::ErrorCode::kInternal, "x");
    else
      store.queue.FinishSpan(*span, outcome);
  }

  void ProcessAgain() {
    const auto job = store.jobs.FindAnyones(SomeJob());
    if (job && job->source_key && (job->status == jobs::Status::kReady || job->status == jobs::Status::kFailed)) {
      store.processing.Process(user_, job->id, std::nullopt);
    }
  }

  void DeleteSomeArtifact() {
    const auto artifacts = store.artifacts.ListAll(SomeJob());
    if (artifacts.empty()) return;
    const auto pending = store.artifacts.Delete(user_, artifacts[0].id);
    if (Below(2) == 0) deleter_.Delete({pending});
  }

  void DeleteSomeJob() {
    const jobs::JobId id = SomeJob();
    if (Below(2) == 0 || !store.jobs.FindAnyones(id)) return;
    const auto pending = store.jobs.Delete(user_, id);
    if (Below(2) == 0) deleter_.Delete(pending);
    std::erase(jobs_, id);
  }

  void KeepHouse() {
    try {
      deleter_.DeleteDue({});
      work::ExpireUploads(store.uploads, deleter_, clock_watch, {});
      work::ExpireKept(store.retention, deleter_, {.source = std::chrono::days(9), .artifact = std::chrono::days(5)},
                       clock_watch, {});
      sweeper_.Run({});
    } catch (const base::Error& error) {
      REQUIRE(error.code() == base::ErrorCode::kStoreUnavailable);
    }
  }

  std::set<std::string> AllKeys() {
    std::set<std::string> keys;
    for (std::optional<std::string> from = ""; from;) {
      const auto page = objects.ListObjects("", *from);
      for (const auto& object : page.lines) keys.insert(object.key);
      from = page.next;
    }
    return keys;
  }

  void CheckKept() {
    const std::set<std::string> keys = AllKeys();
    std::set<std::string> uploads;
    for (const auto& upload : objects.ListUploads("", "").lines) uploads.insert(upload.upload_id);
    for (const std::string& key : foreign_) Require(keys.contains(key), "foreign " + key);
    for (const std::string& id : foreign_uploads_) Require(uploads.contains(id), "foreign upload");
    for (const jobs::JobId& id : jobs_) {
      const auto job = store.jobs.FindAnyones(id);
      if (job->source_key) Require(keys.contains(*job->source_key), *job->source_key);
      for (const auto& artifact : store.artifacts.ListAll(id)) Require(keys.contains(artifact.key), artifact.key);
      const auto session = store.uploads.Find(user_, id);
      if (session && !session->completed_at)
        Require(uploads.contains(session->upload_id) || keys.contains(session->key), session->key);
    }
  }

  static void Require(bool is_there, const std::string& what) {
    INFO("gone: " << what);
    REQUIRE(is_there);
  }

  std::mt19937 random_;
  test::FaultyStore faulty_{objects};
  work::Deleter deleter_{faulty_, store.pending_deletes, clock};
  work::Sweeper sweeper_{{.prefix = "clipbox/", .installation_token = kToken, .temp_dirs = {}},
                         store,
                         faulty_,
                         deleter_.keys(),
                         clock_watch};
  jobs::UserId user_;
  std::vector<jobs::JobId> jobs_;
  std::set<std::string> foreign_;
  std::set<std::string> foreign_uploads_;
  int count_ = 0;
};

}  // namespace

TEST_CASE("over any history what a row names and what is not ours stays, and in the end nothing of ours is left over") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    INFO("seed " << seed);
    History history(seed);
    history.Run(120);
    history.Settle();
    history.CheckNothingLeft();
  }
}
