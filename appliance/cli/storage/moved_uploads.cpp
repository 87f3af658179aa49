#include "cli/storage/moved_uploads.h"

#include <limits>

#include "cli/storage/owners.h"

namespace clipbox::cli {
namespace {

// False where the embedded store has no such upload: it was moved before, or is gone.
bool MoveToBucket(const store::UploadSession& session, store::Store& rows, OpenedEmbedded& embedded,
                  objectstore::S3Place& bucket) {
  objectstore::EmbeddedView& view = embedded.view();
  const auto head = view.FindUploadHead(session.upload_id, session.key);
  if (!head) return false;
  const auto parts = view.catalog().ListParts(session.upload_id, session.key).parts;
  const auto bytes = view.Open(session.key, parts);
  const std::string moved = bucket.KeepUpload(session.key, *head, {parts.begin(), parts.end()}, *bytes);
  return rows.uploads.MoveTo(session.job_id, session.upload_id, moved);
}

// False where the upload is in the embedded store already.
bool EndForEmbedded(const store::UploadSession& session, store::Store& rows, OpenedEmbedded& embedded) {
  if (embedded.view().FindUploadHead(session.upload_id, session.key)) return false;
  const auto job = rows.jobs.FindAnyones(session.job_id);
  if (!job) return false;
  rows.uploads.Abort(job->user_id, job->id, "the store was moved while it was under way");
  return true;
}

}  // namespace

MovedUploads MoveUploads(const config::Settings& settings, OpenedEmbedded& embedded, objectstore::S3Place& bucket,
                         bool to_bucket) {
  MovedUploads done;
  Owners owners(settings.data.dir);
  if (owners.store() == nullptr) return done;
  store::Store& rows = *owners.store();
  for (const store::UploadSession& session :
       rows.uploads.ListExpired(base::Timestamp::max(), std::numeric_limits<int>::max())) {
    if (to_bucket)
      done.moved += MoveToBucket(session, rows, embedded, bucket) ? 1 : 0;
    else
      done.ended += EndForEmbedded(session, rows, embedded) ? 1 : 0;
  }
  return done;
}

std::string ToText(const MovedUploads& uploads) {
  std::string text;
  if (uploads.moved > 0) text += std::to_string(uploads.moved) + " uploads under way were moved, and go on there\n";
  if (uploads.ended > 0)
    text += std::to_string(uploads.ended) + " uploads under way were ended: their jobs are started over\n";
  return text;
}

}  // namespace clipbox::cli
