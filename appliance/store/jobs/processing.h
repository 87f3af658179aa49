// What people ask of a job's work: process it again, start over, cancel. Used by http. Every call takes the user:
// another user's job is kNotFound. Thread-safe; each mutation is one transaction with its timeline rows.
#pragma once

#include <optional>
#include <string>

#include "jobs/job.h"
#include "store/rows/context.h"

namespace clipbox::store {

class Processing {
 public:
  explicit Processing(Context context) : context_(context) {}

  // READY, FAILED with a source, or held → waiting in the queue, with the recipe if one is given. A job counts as held
  // while it is looked through for that. Asked again before it is claimed, nothing happens. Sets autoProcess. Throws:
  // Error kWrongStatus; kSourceMissing for FAILED without a source; kNotFound; kInvalidRecipe if the recipe that it has
  // is not taken any more.
  jobs::Job Process(const jobs::UserId& user, const jobs::JobId& id, const std::optional<jobs::JobRecipe>& recipe);

  // FAILED without a source → META_READY, or CREATED where there is no metadata. Throws: Error kWrongStatus, kNotFound.
  jobs::Job Restart(const jobs::UserId& user, const jobs::JobId& id);

  // UPLOADED, PROCESSING → FAILED cancelled, at once: the worker's next write finds that its claim is gone, and the job
  // event tells whoever listens. The second time nothing happens. Throws: Error kWrongStatus, kNotFound.
  jobs::Job Cancel(const jobs::UserId& user, const jobs::JobId& id);

 private:
  Context context_;
};

}  // namespace clipbox::store
