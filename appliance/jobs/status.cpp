#include "jobs/status.h"

namespace clipbox::jobs {

std::optional<Status> StatusFromText(std::string_view text) {
  for (const Status status : kAllStatuses) {
    if (ToText(status) == text) return status;
  }
  return std::nullopt;
}

std::vector<Status> NextStatuses(Status status) {
  std::vector<Status> next;
  for (const Move& move : kMoves) {
    if (move.from == status) next.push_back(move.to);
  }
  return next;
}

}  // namespace clipbox::jobs
