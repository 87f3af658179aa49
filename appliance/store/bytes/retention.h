// Lets go of what has been kept long enough, and of what was found damaged. Rows go first, the bytes by the pending
// deletes that are handed back. The job stays, and its timeline tells of it. Used by work's chores and by `clipbox
// storage verify`. Thread-safe; each mutation is one transaction with its timeline rows.
#pragma once

#include <string>
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

  // Of an object whose bytes are not what they were; they are somebody's to set aside, and not deleted. An artifact's
  // row goes, so that the next work on the job makes it again. A source goes as DropSource lets it go, also where work
  // waits for it: then → FAILED source_damaged. Returns what is to be deleted besides: a damaged source's proxy.
  std::vector<PendingDelete> DropDamaged(const std::string& key);

 private:
  Context context_;
};

}  // namespace clipbox::store
