// What was made: read by http and by work, deleted by people. Rows are added by the queue, under a claim. Thread-safe.
#pragma once

#include <optional>
#include <vector>

#include "jobs/artifact.h"
#include "jobs/job.h"
#include "store/bytes/pending_deletes.h"
#include "store/rows/context.h"
#include "store/rows/page.h"

namespace clipbox::store {

class Change;

class Artifacts {
 public:
  explicit Artifacts(Context context) : context_(context) {}

  // Oldest first; empty for another user's job.
  Page<jobs::Artifact> List(const jobs::UserId& user, const jobs::JobId& job, const PageRequest& page) const;
  std::optional<jobs::Artifact> Find(const jobs::UserId& user, const jobs::ArtifactId& id) const;
  // All of a job, oldest first: for workers, which do not make again what is there.
  std::vector<jobs::Artifact> ListAll(const jobs::JobId& job) const;
  // The signed receipt as it was made; nothing for another user's artifact, and for one made before there were
  // receipts.
  std::optional<std::string> FindReceipt(const jobs::UserId& user, const jobs::ArtifactId& id) const;
  // Calls it so from now on, also where the job is processed again; nullopt: as it was made. The same name again
  // changes nothing. Throws: Error kNotFound.
  jobs::Artifact Rename(const jobs::UserId& user, const jobs::ArtifactId& id, const std::optional<std::string>& label);
  // What is to be deleted now from the object store. Throws: Error kNotFound, the second time too.
  PendingDelete Delete(const jobs::UserId& user, const jobs::ArtifactId& id);

 private:
  Context context_;
};

// All of a job, oldest first.
std::vector<jobs::Artifact> ListArtifacts(sqlite::Connection& db, const jobs::JobId& job);

// Within a mutation of the queue. Adds the row, or replaces the one of its kind; false where the same object is there
// already.
bool PutArtifact(Change& change, const jobs::Job& job, jobs::Artifact artifact);

}  // namespace clipbox::store
