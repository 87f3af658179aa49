#include "work/chores/housekeeper.h"

#include <algorithm>

#include "base/error.h"
#include "base/log.h"
#include "base/metrics.h"

namespace clipbox::work {

using std::chrono::milliseconds;

Housekeeper::Housekeeper(std::vector<Chore> chores, const base::Clock& clock) : clock_(clock) {
  for (Chore& chore : chores) turns_.push_back({std::move(chore), clock.MonotonicNow()});
}

Housekeeper::~Housekeeper() { Stop(); }

void Housekeeper::Start() {
  thread_ = std::jthread([this](std::stop_token stop) {
    while (!stop.stop_requested()) wake_.Wait(stop, 0, RunDue(stop));
  });
}

void Housekeeper::Stop() { thread_ = {}; }

milliseconds Housekeeper::RunDue(std::stop_token stop) {
  for (Turn& turn : turns_) {
    if (stop.stop_requested() || turn.due > clock_.MonotonicNow()) continue;
    RunOne(turn.chore, stop);
    turn.due = clock_.MonotonicNow() + turn.chore.every;
  }
  milliseconds next = std::chrono::hours(1);
  for (const Turn& turn : turns_)
    next = std::min(next, std::chrono::ceil<milliseconds>(turn.due - clock_.MonotonicNow()));
  return std::max(next, milliseconds(1));
}

void Housekeeper::RunOne(const Chore& chore, std::stop_token stop) {
  try {
    chore.run(stop);
  } catch (const base::Error& error) {
    if (error.code() == base::ErrorCode::kCancelled) return;
    base::LogWarning("chore.failed", {{"chore", chore.name}, {"error", base::Explain(error)}});
  } catch (const std::exception& error) {
    base::LogError("chore.error", {{"chore", chore.name}, {"error", base::Explain(error)}});
    base::CountMetric("clipbox_internal_errors_total", {{"place", chore.name}});
  }
}

}  // namespace clipbox::work
