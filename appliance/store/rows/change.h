// One mutation of jobs under way: the writer inside its transaction, the time, who acts, and what is to be told once it
// is committed. For this folder. The only place that writes timeline rows and knows of moves; lives on one thread,
// inside Mutate.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/json.h"
#include "jobs/artifact.h"
#include "jobs/job.h"
#include "jobs/timeline.h"
#include "store/rows/context.h"

namespace clipbox::store {

class Change {
 public:
  Change(sqlite::Connection& connection, const base::Clock& clock, jobs::Actor who)
      : db(connection), now(clock.Now()), mono_ms(MillisOf(clock.MonotonicNow())), actor(std::move(who)) {}
  Change(const Change&) = delete;
  Change& operator=(const Change&) = delete;

  sqlite::Connection& db;
  const base::Timestamp now;
  const std::int64_t mono_ms;  // of the machine's monotonic clock
  const jobs::Actor actor;

  // Writes a timeline row. `event`: see jobs/timeline.h.
  void Tell(const jobs::Job& job, std::string_view event, const base::Json& detail = base::Json::object());
  // Writes the row of the move `job.status` → `to`, and sets job.status. Requires: an UPDATE guarded by the old status
  // has just made the move, on `changed` rows. Throws: Error kInternal unless it changed one row along the status
  // table.
  void Moved(jobs::Job& job, jobs::Status to, int changed, const std::string& code = "");
  // To be published: the job looks different now; an artifact was written; the job is gone.
  void Touched(const jobs::Job& job);
  void ArtifactWritten(const jobs::Job& job, const jobs::Artifact& artifact);
  void ArtifactRenamed(const jobs::Job& job, const jobs::Artifact& artifact);
  void Deleted(const jobs::Job& job);
  // To be added to a counter of base/metrics.
  void Count(std::string metric, std::string label, std::string value) { counts_.push_back({metric, label, value}); }

  // What to tell, taken out once the function is through.
  struct Outcome {
    struct Counted {
      std::string metric, label, value;
    };
    std::vector<base::Event> events;
    std::vector<Counted> counts;
  };
  Outcome TakeOutcome() { return {std::move(events_), std::move(counts_)}; }

 private:
  static std::int64_t MillisOf(base::Monotonic time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
  }
  void Publish(base::EventKind kind, const jobs::Job& job, const std::string& subject = "");

  std::int64_t last_row_ = 0;
  std::vector<base::Event> events_;
  std::vector<Outcome::Counted> counts_;
};

// Publishes events and adds to counters.
void Announce(base::EventHub& hub, const Change::Outcome& outcome);

// Runs `fn(Change&)` in one IMMEDIATE transaction and announces what happened after the commit. Returns what `fn`
// returns.
template <class Fn>
auto Mutate(const Context& context, const jobs::Actor& actor, Fn&& fn) {
  Change::Outcome outcome;
  auto result = context.database.Write([&](sqlite::Connection& connection) {
    Change change(connection, context.clock, actor);
    auto made = fn(change);
    outcome = change.TakeOutcome();
    return made;
  });
  Announce(context.hub, outcome);
  return result;
}

// Refuses a call that this status does not accept: kWrongStatus with `current` and `allowed`.
[[noreturn]] void ThrowWrongStatus(const jobs::Job& job, std::string_view verb,
                                   std::initializer_list<jobs::Status> allowed);

}  // namespace clipbox::store
