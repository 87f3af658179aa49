#include "store/jobs/jobs.h"

#include "base/error.h"
#include "jobs/job_json.h"
#include "store/rows/change.h"
#include "store/rows/job_row.h"
#include "store/rows/moves.h"

namespace clipbox::store {
namespace {

constexpr std::chrono::hours kIdempotencyKeyLife{24};

std::optional<jobs::Job> FindByKey(Change& change, const NewJob& job) {
  const IdempotencyKey& key = *job.idempotency_key;
  sqlite::Statement row =
      change.db.Query("FindIdempotencyKey", {{":user_id", job.user_id}, {":key", key.key}, {":now", change.now}});
  if (!row.Next()) return std::nullopt;
  if (row.Get<std::string>("body_hash") != key.body_hash) {
    throw base::Error(base::ErrorCode::kIdempotencyKeyReused,
                      "This Idempotency-Key came with another body before; send a new key with a new request.");
  }
  return FindJob(change.db, row.Get<jobs::JobId>("job_id"));
}

void KeepKey(Change& change, const NewJob& job, const jobs::JobId& id) {
  change.db.Run("ForgetIdempotencyKeys", {{":now", change.now}});
  change.db.Run("AddIdempotencyKey", {{":user_id", job.user_id},
                                      {":key", job.idempotency_key->key},
                                      {":body_hash", job.idempotency_key->body_hash},
                                      {":job_id", id},
                                      {":expires_at", base::Timestamp(change.now + kIdempotencyKeyLife)}});
}

jobs::Job Add(Change& change, const NewJob& job) {
  const auto id = base::NewId<jobs::JobId>(change.now);
  change.db.Run("AddJob", {{":id", id},
                           {":user_id", job.user_id},
                           {":source_url", job.source_url},
                           {":video_id", job.video_id},
                           {":metadata_due_at", job.metadata_due_at},
                           {":recipe", job.recipe.given},
                           {":recipe_resolved", ToColumn(job.recipe.resolved)},
                           {":proposed_start", job.proposed_clip.start},
                           {":proposed_end", job.proposed_clip.end},
                           {":auto_process", job.auto_process},
                           {":now", change.now}});
  jobs::Job made = FindJob(change.db, id).value();
  change.Tell(made, "created");
  change.Touched(made);
  change.Count("clipbox_jobs_created_total", "", "");
  return made;
}

// What a person says about the video goes on top of what is known of it.
void ApplyMeta(const JobPatch& patch, base::Timestamp now, jobs::Job& job) {
  if (patch.title) job.title = *patch.title;
  const bool says_something = patch.title || patch.description || patch.duration_seconds;
  if (!job.source_meta && !says_something) return;
  if (!job.source_meta) {
    job.source_meta.emplace();
    job.source_meta->via = jobs::MetadataVia::kManual;
    job.source_meta->limited = true;
    job.source_meta->fetched_at = now;
  }
  jobs::SourceMeta& meta = *job.source_meta;
  if (meta.title.empty()) meta.title = job.title;
  if (patch.description) meta.description = patch.description;
  if (patch.chapters) meta.chapters = *patch.chapters;
  if (patch.duration_seconds) meta.duration_seconds = patch.duration_seconds;
}

// The end of an upload may have been faster than the word to hold its job. Either word counts until a person has asked
// for the work.
bool TurnsRound(const jobs::Job& job, const QueueState& queue, const JobPatch& patch) {
  if (job.status != jobs::Status::kProcessing || queue.process_requested) return false;
  return patch.auto_process.value_or(job.auto_process) != job.auto_process;
}

void RefuseWhileProcessing(const jobs::Job& job, const QueueState& queue, const JobPatch& patch) {
  using enum jobs::Status;
  if (job.status == kUploaded && queue.process_requested && patch.auto_process == false) {
    ThrowWrongStatus(job, "hold what was asked for", {kCreated, kMetaReady, kUploadReady, kUploading, kReady, kFailed});
  }
  if (job.status != kProcessing || (!patch.recipe && !patch.auto_process)) return;
  ThrowWrongStatus(job, "change what is made",
                   {kCreated, kMetaReady, kUploadReady, kUploading, kUploaded, kReady, kFailed});
}

// The bytes of a job: its artifacts, and its source or the multipart upload that would have become it.
std::vector<PendingDelete> LetGoOfBytes(Change& change, const jobs::Job& job) {
  std::vector<std::pair<std::string, std::string>> keys;
  {
    sqlite::Statement rows = change.db.Query("ListArtifactsOfJob", {{":job_id", job.id}});
    while (rows.Next()) keys.emplace_back(rows.Get<std::string>("key"), "");
  }
  if (job.source_key) {
    keys.emplace_back(*job.source_key, "");
  } else {
    sqlite::Statement upload = change.db.Query("FindUpload", {{":job_id", job.id}});
    if (upload.Next()) keys.emplace_back(upload.Get<std::string>("key"), upload.Get<std::string>("upload_id"));
  }
  std::vector<PendingDelete> pending;
  for (const auto& [key, upload_id] : keys) pending.push_back(AddPendingDelete(change.db, change.now, key, upload_id));
  return pending;
}

}  // namespace

CreatedJob Jobs::Create(const NewJob& job) {
  return Mutate(context_, jobs::Actor::User(job.user_id), [&](Change& change) {
    if (!job.idempotency_key) return CreatedJob{Add(change, job), true};
    if (auto earlier = FindByKey(change, job)) return CreatedJob{std::move(*earlier), false};
    CreatedJob made{Add(change, job), true};
    KeepKey(change, job, made.job.id);
    return made;
  });
}

std::optional<jobs::Job> Jobs::Find(const jobs::UserId& user, const jobs::JobId& id) const {
  auto job = FindAnyones(id);
  if (job && job->user_id != user) return std::nullopt;
  return job;
}

std::optional<jobs::Job> Jobs::FindAnyones(const jobs::JobId& id) const {
  return context_.database.Read([&](sqlite::Connection& db) { return FindJob(db, id); });
}

jobs::Job Jobs::Patch(const jobs::UserId& user, const jobs::JobId& id, const JobPatch& patch) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    jobs::Job job = GetJob(change.db, user, id);
    const QueueState queue = ReadQueueState(change.db, id);
    if (TurnsRound(job, queue, patch)) TakeBack(change, job);
    RefuseWhileProcessing(job, queue, patch);
    ApplyMeta(patch, change.now, job);
    const jobs::JobRecipe& recipe = patch.recipe ? *patch.recipe : job.recipe;
    const bool auto_process = patch.auto_process.value_or(job.auto_process);
    // Tasks that an earlier attempt left belong to what was to be made then.
    if (!IsSame(recipe, job.recipe) || auto_process != job.auto_process) change.db.Run("DropTasks", {{":job_id", id}});
    change.db.Run("UpdateJob", {{":id", id},
                                {":title", job.title},
                                {":source_meta", ToColumn(job.source_meta)},
                                {":recipe", recipe.given},
                                {":recipe_resolved", ToColumn(recipe.resolved)},
                                {":auto_process", auto_process},
                                {":now", change.now}});
    if (job.status == jobs::Status::kCreated && !job.title.empty()) {
      change.Tell(job, "metadata_fetched", {{"via", ToText(job.source_meta->via)}});
      change.Moved(
          job, jobs::Status::kMetaReady,
          change.db.Run("MoveToMetaReady", {{":id", id}, {":from", ToText(job.status)}, {":now", change.now}}));
    }
    if (queue.held && patch.auto_process == true) QueueAgain(change, job, recipe);
    change.Touched(job);
    return Reread(change.db, job);
  });
}

jobs::Job Jobs::ConfirmRights(const jobs::UserId& user, const jobs::JobId& id, const std::string& text_version) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    const jobs::Job job = GetJob(change.db, user, id);
    const int changed = change.db.Run(
        "ConfirmRights", {{":id", id}, {":user_id", user}, {":text_version", text_version}, {":now", change.now}});
    if (changed == 0) return job;
    change.Tell(job, "rights_confirmed", {{"textVersion", text_version}});
    change.Touched(job);
    return Reread(change.db, job);
  });
}

std::vector<PendingDelete> Jobs::Delete(const jobs::UserId& user, const jobs::JobId& id) {
  return Mutate(context_, jobs::Actor::User(user), [&](Change& change) {
    const jobs::Job job = GetJob(change.db, user, id);
    std::vector<PendingDelete> pending = LetGoOfBytes(change, job);
    change.db.Run("DeleteJob", {{":id", id}});
    change.Deleted(job);
    return pending;
  });
}

}  // namespace clipbox::store
