// Lets go of what has been kept long enough: rows first, the bytes by the pending deletes that are handed back. The job
// stays, and its timeline tells of it. Used by work's chores. Thread-safe; each mutation is one transaction with its
// timeline rows.
#pragma once

#include <vector>

#include "jobs/ids.h"
#include "store/bytes/pending_deletes.h"
#include "store/rows/context.h"

namespace clipbox::store {

class Retention {
 public:
  explicit Retention(Context context) : context_(context) {}

  // Jobs whose source was complete by `before`, longest ago first; none that is in the queue or on the bench.
  std::vector<jobs::JobId> ListOldSources(base::Timestamp before, int limit) const;
  // READY and FAILED stay what they are, without a source. A job that was held for its owner → FAILED upload_expired,
  // so that it can start over. Returns nullopt if the job has moved on meanwhile.
  std::vector<PendingDelete> DropSource(const jobs::JobId& id, base::Timestamp before);

  // Jobs with artifacts made by `before`, each once; of at most `limit` artifacts.
  std::vector<jobs::JobId> ListOldArtifacts(base::Timestamp before, int limit) const;
  std::vector<PendingDelete> DropArtifacts(const jobs::JobId& id, base::Timestamp before);

 private:
  Context context_;
};

}  // namespace clipbox::store
