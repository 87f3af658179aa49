// How the server has been, in stretches of five minutes of the last week: for administrators. Written by work's chore.
// Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "store/rows/context.h"

namespace clipbox::store {

inline constexpr std::chrono::minutes kHistoryStep{5};
inline constexpr std::chrono::hours kHistoryLength{7 * 24};

// What happened in one stretch, and the most of what there was at once.
struct HistoryStretch {
  base::Timestamp at{};  // when it begins
  std::int64_t jobs_created = 0;
  std::int64_t jobs_ready = 0;
  std::int64_t jobs_failed = 0;  // what a person stopped is none
  std::chrono::milliseconds cpu{0};
  std::int64_t source_bytes_read = 0;  // by media work
  std::int64_t artifact_bytes = 0;     // stored
  std::int64_t received_bytes = 0;     // by HTTP
  std::int64_t sent_bytes = 0;
  std::int64_t queue_depth = 0;  // at most
  std::int64_t memory_bytes = 0;
};

class History {
 public:
  explicit History(Context context) : context_(context) {}

  // Adds what happened since the last call to the stretch that the clock is in; `at` is given here. Lets go of what is
  // more than a week's stretches.
  void Add(HistoryStretch happened);

  // Oldest first; stretches in which no server ran are not there.
  std::vector<HistoryStretch> ListAfter(base::Timestamp after) const;

 private:
  Context context_;
};

}  // namespace clipbox::store
