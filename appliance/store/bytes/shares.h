// Pages on which people without an account see some of a job's results. Made and withdrawn by http for the job's owner,
// read by http/share for whoever knows the token. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "jobs/artifact.h"
#include "jobs/job.h"
#include "store/rows/context.h"
#include "store/rows/page.h"

namespace clipbox::store {

inline constexpr int kMaxShares = 200;  // of one job

struct Share {
  jobs::ShareId id;
  jobs::JobId job_id;
  std::string token;                           // in the page's address
  std::optional<std::string> title;            // nothing: the job's
  std::vector<jobs::ArtifactId> artifact_ids;  // those that are still there, in their order on the page
  std::optional<base::Timestamp> expires_at;
  std::optional<std::string> password_hash;
  std::uint64_t views = 0;
  base::Timestamp created_at{};
};

struct NewShare {
  std::string token;
  std::optional<std::string> title;
  std::vector<jobs::ArtifactId> artifact_ids;
  std::optional<base::Timestamp> expires_at;
  std::optional<std::string> password_hash;
};

// What is nothing stays as it is; an inner nothing takes the value away.
struct SharePatch {
  std::optional<std::optional<std::string>> title;
  std::optional<std::vector<jobs::ArtifactId>> artifact_ids;
  std::optional<std::optional<base::Timestamp>> expires_at;
  std::optional<std::optional<std::string>> password_hash;
};

// All that a page is made of.
struct SharedJob {
  Share share;
  jobs::Job job;
  std::vector<jobs::Artifact> artifacts;  // of the whole job, oldest first
};

class Shares {
 public:
  explicit Shares(Context context) : context_(context) {}
  ~Shares();

  // Throws: Error kNotFound for another user's job; kInvalidField (/artifactIds/N) for what is no artifact of it;
  // kTooMany beyond kMaxShares.
  Share Create(const jobs::UserId& user, const jobs::JobId& job, const NewShare& share);
  // Oldest first; empty for another user's job.
  Page<Share> List(const jobs::UserId& user, const jobs::JobId& job, const PageRequest& page);
  // Throws: Error kNotFound, for a share of another user's job too.
  Share Get(const jobs::UserId& user, const jobs::ShareId& id);
  // Throws: as Get and Create.
  Share Change(const jobs::UserId& user, const jobs::ShareId& id, const SharePatch& patch);
  // At once: no token finds it after this. Throws: Error kNotFound, the second time too.
  void Withdraw(const jobs::UserId& user, const jobs::ShareId& id);

  // Whoever asks, and also where it has expired.
  std::optional<SharedJob> FindByToken(const std::string& token) const;

  // Written at once, but at most once a second: many visitors must not keep work from writing. What waits is written
  // before anybody is told the number, and at the end; a crash loses less than a second of it.
  void CountView(const jobs::ShareId& id) EXCLUDES(mutex_);

 private:
  void WriteViews() EXCLUDES(mutex_);

  Context context_;
  base::Mutex mutex_;
  std::map<jobs::ShareId, std::uint64_t> waiting_views_ GUARDED_BY(mutex_);
  std::optional<base::Monotonic> views_written_at_ GUARDED_BY(mutex_);
};

// Within a mutation of artifacts: what replaces an artifact of its kind is shown in its place.
void ReplaceShared(sqlite::Connection& db, const jobs::ArtifactId& old, const jobs::ArtifactId& by);

}  // namespace clipbox::store
