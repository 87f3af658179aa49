#include "world.h"

namespace clipbox::store {

using jobs::Status;

World::World() {
  Reboot("boot1");
  database_->Write([&](sqlite::Connection& db) {
    for (const jobs::UserId& user : {ann, bob}) {
      db.Run("AddUser", {{":id", user},
                         {":username", user.value},
                         {":password_hash", "x"},
                         {":role", "member"},
                         {":now", clock.Now()}});
    }
  });
}

void World::Reboot(const std::string& boot_id) {
  store_.reset();
  database_.reset();
  database_ = std::make_unique<sqlite::Database>(dir / "clipbox.db", DatabaseSchema());
  store_ = std::make_unique<Store>(Context{*database_, clock, hub}, boot_id);
}

NewJob World::JobOf(const jobs::UserId& user, const std::string& video) const {
  NewJob job;
  job.user_id = user;
  job.video_id = video;
  job.source_url = "https://www.youtube.com/watch?v=" + video;
  job.metadata_due_at = clock.Now();
  return job;
}

UploadSession World::FileOf(const std::string& name, std::uint64_t bytes) const {
  UploadSession file;
  file.upload_id = "upload";
  file.token = "token";
  file.file_name = name;
  file.size_bytes = bytes;
  file.content_type = "video/mp4";
  file.part_size = 40;
  file.part_count = 3;
  file.expires_at = clock.Now() + std::chrono::hours(24);
  return file;
}

jobs::Job World::Created() { return store().jobs.Create(JobOf(ann)).job; }

jobs::Job World::MetaReady() {
  jobs::SourceMeta meta;
  meta.title = "A film";
  return store().metadata.Set(Created().id, meta, jobs::Actor::System()).value();
}

jobs::Job World::UploadReady() {
  const jobs::JobId id = MetaReady().id;
  store().jobs.ConfirmRights(ann, id, "1");
  UploadSession file = FileOf();
  file.key = "clipbox/sources/" + id.value;
  return store().uploads.Prepare(ann, id, file).job;
}

jobs::Job World::Uploading() { return store().uploads.StartUploading(ann, UploadReady().id); }

jobs::Job World::Uploaded(bool auto_process) {
  const jobs::JobId id = Uploading().id;
  JobPatch patch;
  patch.auto_process = auto_process;
  store().jobs.Patch(ann, id, patch);
  return store().uploads.Complete(ann, id, "upload");
}

ClaimedTask World::Processing() {
  Uploaded();
  return store().queue.ClaimNext("w1").value();
}

jobs::Job World::Ready() {
  const ClaimedTask analysis = Processing();
  store().queue.FinishAnalysis(analysis, {{}, "{}", {"{}"}, {}});
  const ClaimedTask span = store().queue.ClaimNext("w1").value();
  store().queue.FinishSpan(span, {{Clip("intro", 0, 1, "clipbox/a/" + span.claim.job_id.value)}, {}, 1});
  return Now(analysis.claim.job_id);
}

jobs::Job World::FailedWithSource() {
  const ClaimedTask task = Processing();
  store().queue.Fail(task.claim, base::ErrorCode::kNotAVideo, "This file is not a video.");
  return Now(task.claim.job_id);
}

jobs::Job World::FailedWithoutSource() { return store().uploads.Abort(ann, Uploading().id, "").job; }

jobs::Job World::At(Status status) {
  switch (status) {
    case Status::kCreated: return Created();
    case Status::kMetaReady: return MetaReady();
    case Status::kUploadReady: return UploadReady();
    case Status::kUploading: return Uploading();
    case Status::kUploaded: return Uploaded();
    case Status::kProcessing: return Now(Processing().claim.job_id);
    case Status::kReady: return Ready();
    case Status::kFailed: return FailedWithSource();
  }
  throw std::logic_error("no such status");
}

std::vector<std::string> World::Told(const jobs::JobId& id) {
  std::vector<std::string> told;
  const jobs::UserId owner = Now(id).user_id;
  for (const jobs::TimelineRow& row : store().timeline.ListAfter(owner, id, 0, 1000)) {
    const bool moved = row.event == "status_changed";
    told.push_back(moved ? row.detail["from"].get<std::string>() + ">" + row.detail["to"].get<std::string>()
                         : row.event);
  }
  return told;
}

std::int64_t World::Count(const std::string& sql) {
  return database().Read([&](sqlite::Connection& db) { return db.ReadInteger(sql); });
}

jobs::JobRecipe RecipeOf(const std::string& json) { return jobs::AcceptRecipe(base::ParseJson(json)); }

jobs::Artifact Clip(const std::string& label, double start, double end, const std::string& key) {
  jobs::Artifact clip;
  clip.label = label;
  clip.range = {{start, end}};
  clip.key = key;
  clip.size_bytes = 10;
  clip.content_type = "video/mp4";
  clip.sha256 = std::string(64, 'a');
  clip.method = jobs::Method::kExact;
  return clip;
}

}  // namespace clipbox::store
