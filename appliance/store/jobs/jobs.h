// Jobs as people see them: created, found, listed, described, deleted. Used by http and the command line. Every call
// takes the user: another user's job is kNotFound. Thread-safe; each mutation is one transaction with its timeline
// rows, events go out after it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jobs/job.h"
#include "store/bytes/pending_deletes.h"
#include "store/rows/context.h"
#include "store/rows/page.h"

namespace clipbox::store {

// The header Idempotency-Key of one user's POST /jobs, good for 24 h.
struct IdempotencyKey {
  std::string key;
  std::string body_hash;  // of the body as understood: another body under the same key is refused
};

struct NewJob {
  jobs::UserId user_id;
  std::string source_url;  // canonical
  std::string video_id;
  jobs::JobRecipe recipe;
  jobs::TimeSpan proposed_clip;
  bool auto_process = true;
  base::Timestamp metadata_due_at{};  // when to fetch metadata, should the caller not come back with it
  std::optional<IdempotencyKey> idempotency_key;
};

struct CreatedJob {
  jobs::Job job;
  bool created = true;  // false: an earlier call with the same key made it
};

// By title: ASCII letters in either case. Jobs of unknown length, or without a file, come last by those.
enum class JobOrder { kNewest, kOldest, kTitle, kLongest, kLargest };

// `newest`, `oldest`, `title`, `longest`, `largest`.
std::optional<JobOrder> JobOrderFromText(std::string_view text);

struct JobFilter {
  std::optional<jobs::Status> status;
  std::string q;  // a substring of title, video id or file name, ASCII letters in either case; empty: all
  JobOrder order = JobOrder::kNewest;
};

// What a person supplies by hand; what is nothing stays as it is.
struct JobPatch {
  std::optional<std::string> title;
  std::optional<std::string> description;
  std::optional<std::vector<jobs::Chapter>> chapters;  // those in the description
  std::optional<double> duration_seconds;
  std::optional<jobs::JobRecipe> recipe;
  std::optional<bool> auto_process;
};

class Jobs {
 public:
  explicit Jobs(Context context) : context_(context) {}

  // CREATED. Throws: Error kIdempotencyKeyReused for the same key with another body.
  CreatedJob Create(const NewJob& job);

  std::optional<jobs::Job> Find(const jobs::UserId& user, const jobs::JobId& id) const;
  // Whosever it is: for work and event streams, which know the owner from elsewhere.
  std::optional<jobs::Job> FindAnyones(const jobs::JobId& id) const;
  // A cursor belongs to its order. Throws: Error kInvalidField for one that is of none, or of another order.
  Page<jobs::Job> List(const jobs::UserId& user, const JobFilter& filter, const PageRequest& page) const;

  // CREATED → META_READY with a title. autoProcess holds a job that is PROCESSING because its upload ended, and lets
  // one that is held go on. Throws: Error kNotFound; kWrongStatus for any other change of recipe or autoProcess while
  // PROCESSING, and for a hold once Process has asked for the work.
  jobs::Job Patch(const jobs::UserId& user, const jobs::JobId& id, const JobPatch& patch);

  // The first confirmation stands; repeating it changes nothing. Throws: Error kNotFound.
  jobs::Job ConfirmRights(const jobs::UserId& user, const jobs::JobId& id, const std::string& text_version);

  // In any status. What is to be deleted now from the object store; it stays among the pending deletes until then.
  // Throws: Error kNotFound, the second time too.
  std::vector<PendingDelete> Delete(const jobs::UserId& user, const jobs::JobId& id);

 private:
  Context context_;
};

}  // namespace clipbox::store
