// What people ask of a job's work: process it again, start over, cancel. Used by http. Every call takes the user:
// another user's job is kNotFound. Thread-safe; each mutation is one transaction with its timeline rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/job.h"
#include "store/rows/context.h"

namespace clipbox::store {

class Processing {
 public:
  explicit Processing(Context context) : context_(context) {}

  // READY, FAILED with a source, or held → waiting in the queue, with the recipe if one is given. A job counts as held
  // while it is looked through for that. Asked again before it is claimed, nothing happens. Sets autoProcess. What
  // was left out before is made now, but for `leave_out`. Throws: Error kWrongStatus; kSourceMissing for FAILED without
  // a source; kNotFound; kInvalidRecipe if the recipe that it has is not taken any more.
  jobs::Job Process(const jobs::UserId& user, const jobs::JobId& id, const std::optional<jobs::JobRecipe>& recipe,
                    const std::vector<jobs::OutputName>& leave_out = {});

  // FAILED without a source → META_READY, or CREATED where there is no metadata. Throws: Error kWrongStatus, kNotFound.
  jobs::Job Restart(const jobs::UserId& user, const jobs::JobId& id);

  // UPLOADED, PROCESSING → FAILED cancelled, at once: the worker's next write finds that its claim is gone, and the job
  // event tells whoever listens. The second time nothing happens. Throws: Error kWrongStatus, kNotFound.
  jobs::Job Cancel(const jobs::UserId& user, const jobs::JobId& id);

  // Of a job that is UPLOADED or PROCESSING these are not made any more; the others are. What is made already stays.
  // The worker finds it out at its next look. The second time nothing happens. Throws: Error kWrongStatus, kNotFound,
  // kInvalidField for more than a recipe can have.
  jobs::Job LeaveOut(const jobs::UserId& user, const jobs::JobId& id, const std::vector<jobs::OutputName>& outputs);

 private:
  Context context_;
};

}  // namespace clipbox::store
