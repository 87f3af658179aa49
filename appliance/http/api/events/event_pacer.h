// Holds back a job's progress so that at most four a second are told, and the last is always told. Everything else
// passes at once. A value; one thread; the time is given.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/event_hub.h"

namespace clipbox::http {

class EventPacer {
 public:
  // What to tell of `event` now: itself, or nothing when it waits. Progress is an event of a job without a timeline
  // row.
  std::optional<base::Event> Offer(const base::Event& event, base::Monotonic now);
  // What waited long enough.
  std::vector<base::Event> TakeDue(base::Monotonic now);
  // When something will be due.
  std::optional<base::Monotonic> NextDue() const;

 private:
  struct Job {
    base::Monotonic told;
    std::optional<base::Event> waiting;
  };
  std::map<std::string, Job> jobs_;  // those told of in the last interval
};

}  // namespace clipbox::http
