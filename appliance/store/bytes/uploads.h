// Uploads: the session of a job, what the browser reported, and the moves META_READY → UPLOAD_READY → UPLOADING →
// UPLOADED. Used by http; the object store's side (creating, listing, completing, aborting the multipart upload) is the
// caller's. Every call takes the user: another user's job is kNotFound. Thread-safe; each mutation is one transaction
// with its timeline rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/upload_part.h"
#include "jobs/job.h"
#include "store/bytes/pending_deletes.h"
#include "store/bytes/quota.h"
#include "store/rows/context.h"

namespace clipbox::store {

struct UploadSession {
  jobs::JobId job_id;
  std::string upload_id;  // of the object store's multipart upload
  std::string key;
  std::string token;  // in the object's metadata: tells our object from another after a lost answer
  std::string file_name;
  std::uint64_t size_bytes = 0;
  std::string content_type;
  std::optional<std::int64_t> last_modified;  // as the browser said it
  std::optional<double> duration_seconds;     // as the browser measured it
  std::uint64_t part_size = 0;
  int part_count = 0;
  base::Timestamp created_at{};
  base::Timestamp expires_at{};
  std::optional<base::Timestamp> completed_at;
};

struct Prepared {
  jobs::Job job;
  UploadSession session;
  bool created = true;  // false: the session was there; the caller's own multipart upload is to be aborted
};

struct Aborted {
  jobs::Job job;
  std::optional<PendingDelete> multipart;  // pending, to be aborted now; nullopt if it was aborted before
};

class Uploads {
 public:
  explicit Uploads(Context context) : context_(context) {}

  // The session that Prepare would give back, or nullopt if it would make one: asked before a multipart upload is
  // created. Throws: as Prepare.
  std::optional<UploadSession> FindForPrepare(const jobs::UserId& user, const jobs::JobId& id,
                                              const std::string& file_name, std::uint64_t size_bytes,
                                              const Quota& quota = {}) const;

  // META_READY → UPLOAD_READY. The same file again gives the session as it is, also when the job has moved on. Of
  // `wanted` nobody looks at job_id, created_at and completed_at. A new session is held to the quota in the same
  // transaction, so that of two at once only one takes what is left. Throws: Error kDifferentFile, kRightsRequired,
  // kWrongStatus, kNotFound; kInsufficientStorage, kRateLimited.
  Prepared Prepare(const jobs::UserId& user, const jobs::JobId& id, const UploadSession& wanted,
                   const Quota& quota = {});

  std::optional<UploadSession> Find(const jobs::UserId& user, const jobs::JobId& id) const;

  // Throws as StartUploading would, and moves nothing.
  void RequireUploading(const jobs::UserId& user, const jobs::JobId& id) const;

  // UPLOAD_READY → UPLOADING, once; nothing happens in UPLOADING and later. Throws: Error kWrongStatus, kNotFound.
  jobs::Job StartUploading(const jobs::UserId& user, const jobs::JobId& id);

  // Notes a part; the timeline tells of each once. Moves as StartUploading. `upload_id`: of which upload, where the one
  // who reports says so; kWrongStatus where the job has another one by now. Throws: also kInvalidField for no part of
  // this upload.
  jobs::Job RecordPart(const jobs::UserId& user, const jobs::JobId& id, const base::UploadPart& part,
                       const std::optional<std::string>& upload_id = std::nullopt);
  std::vector<base::UploadPart> ListReported(const jobs::JobId& id) const;

  // → UPLOADED, with the session's key as the source and a place in the queue; nothing happens the second time.
  // Requires: the object store holds the object of `upload_id`. Throws: Error kWrongStatus, also where the job's
  // session is of another upload by now; kNotFound.
  jobs::Job Complete(const jobs::UserId& user, const jobs::JobId& id, const std::string& upload_id);

  // UPLOAD_READY, UPLOADING → FAILED upload_aborted; the second time nothing happens. Throws: Error kWrongStatus,
  // kNotFound.
  Aborted Abort(const jobs::UserId& user, const jobs::JobId& id, const std::string& reason);

  // The upload is another one of the store from now on, with what had arrived: the store was moved. False if it has
  // ended, or is not `from` any more.
  bool MoveTo(const jobs::JobId& id, const std::string& from, const std::string& to);

  // Sessions that are past their time, and the end of one: → FAILED upload_expired. For work's sweep.
  std::vector<UploadSession> ListExpired(base::Timestamp now, int limit) const;
  std::optional<Aborted> Expire(const jobs::JobId& id, base::Timestamp now);

 private:
  Context context_;
};

}  // namespace clipbox::store
