#include "jobs/status.h"

namespace clipbox::jobs {

std::optional<Status> StatusFromText(std::string_view text) {
  for (const Status status : kAllStatuses) {
    if (ToText(status) == text) return status;
  }
  return std::nullopt;
}

}  // namespace clipbox::jobs
