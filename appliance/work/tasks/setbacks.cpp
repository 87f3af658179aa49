#include "work/tasks/setbacks.h"

#include <algorithm>

#include "base/error_table.h"
#include "base/log.h"
#include "work/random.h"

namespace clipbox::work {

using base::ErrorCode;

namespace {

// While the store is away the job looks again after this long; it costs no attempt.
constexpr std::chrono::milliseconds kStoreAwayRetry{15'000};

// What a person is told when the cause is ours or the machine's: the log has the rest.
std::string MessageFor(const base::Error& error, ErrorCode failure) {
  if (failure == ErrorCode::kInternal)
    return "Something went wrong inside clipbox. Try again; if it stays, see the server's log.";
  return error.what();
}

}  // namespace

void Setbacks::GiveUpOrRetry(const store::ClaimedTask& task, const base::Error& error) {
  if (error.code() == ErrorCode::kCancelled) return;
  base::LogInfo("task.failed",
                {{"job", task.claim.job_id.value}, {"task", task.task_id}, {"error", base::Explain(error)}});
  const base::ErrorRow& row = base::RowOf(error.code());
  if (row.retry == base::Retry::kWait) {
    RetryAt(task, row.failure, kStoreAwayRetry, store::Queue::Attempt::kIsFree);
  } else if (row.retry == base::Retry::kWithBackoff && task.attempts < retry_.attempts) {
    RetryAt(task, row.failure, jobs::RetryDelay(retry_, std::max(1, task.attempts), RandomFraction()),
            store::Queue::Attempt::kCounts);
  } else if (queue_.Fail(task.claim, row.failure, MessageFor(error, row.failure))) {
    base::LogWarning(task.claim.proxy ? "proxy.failed" : "job.failed",
                     {{"job", task.claim.job_id.value}, {"code", ToText(row.failure)}});
  }
  running_.Stop(task.claim.token);
}

void Setbacks::RetryAt(const store::ClaimedTask& task, ErrorCode failure, std::chrono::milliseconds delay,
                       store::Queue::Attempt attempt) {
  if (!queue_.RetryLater(task.claim, clock_.Now() + delay, failure, attempt)) return;
  base::LogWarning(task.claim.proxy ? "proxy.retry" : "job.retry",
                   {{"job", task.claim.job_id.value}, {"code", ToText(failure)}, {"afterMs", delay.count()}});
}

}  // namespace clipbox::work
