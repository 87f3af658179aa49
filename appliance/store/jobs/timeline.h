// The timeline of jobs, read. Used by http for lists and event streams. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "jobs/timeline.h"
#include "store/rows/context.h"
#include "store/rows/page.h"

namespace clipbox::store {

class Timeline {
 public:
  explicit Timeline(Context context) : context_(context) {}

  // Oldest first; empty for another user's job. Throws: Error kInvalidField (/cursor) for a cursor that is none of
  // ours.
  Page<jobs::TimelineRow> List(const jobs::UserId& user, const jobs::JobId& job, const PageRequest& page) const;

  // Rows after `after_id`, oldest first, at most `limit`: of one job, or of all jobs of the user. For streams that
  // resume.
  std::vector<jobs::TimelineRow> ListAfter(const jobs::UserId& user, const jobs::JobId& job, std::int64_t after_id,
                                           int limit) const;
  std::vector<jobs::TimelineRow> ListAfter(const jobs::UserId& user, std::int64_t after_id, int limit) const;

  std::optional<jobs::TimelineRow> Find(const jobs::UserId& user, std::int64_t id) const;

  // The newest id ever given, 0 before the first.
  std::int64_t LastId() const;

 private:
  Context context_;
};

}  // namespace clipbox::store
