// Moves that several parts of the store make. For this folder; within a Change.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/rows/change.h"

namespace clipbox::store {

// → FAILED, from each status but READY: ends the attempt and drops the tasks. `job` is as it was just read, and is
// moved. Requires: base::IsFailure(failure).
void FailJob(Change& change, jobs::Job& job, base::ErrorCode failure, const std::string& message);

// How an attempt ended: `ready`, `held`, `failed`, `retry`, `waits`, `handed_back`, `reclaimed`.
void EndAttempt(Change& change, const jobs::Job& job, std::string_view outcome, const std::optional<std::string>& code);

struct QueuePlace {
  base::Timestamp queue_at{};
  bool held = false;
  bool gives_attempt_back = false;
  bool suspect = false;  // to be run alone
};

// PROCESSING → UPLOADED: retry, drain, reclaim, hold.
void MoveToQueue(Change& change, jobs::Job& job, const QueuePlace& place);

// PROCESSING → UPLOADED at a person's word. What was begun is dropped and costs no attempt.
void TakeBack(Change& change, jobs::Job& job);

// What the status does not tell of a job in the queue.
struct QueueState {
  bool held = false;                          // its analysis is done
  bool process_requested = false;             // a person asked for it, not only the end of its upload
  std::optional<base::Timestamp> queue_at{};  // its place in the queue
  bool suspect = false;                       // to be run alone
};

QueueState ReadQueueState(sqlite::Connection& db, const jobs::JobId& id);

// READY, FAILED, UPLOADED → waiting in the queue at a person's word, to be made with this recipe but for `left_out`.
void QueueAgain(Change& change, jobs::Job& job, const jobs::JobRecipe& recipe,
                const std::vector<jobs::OutputName>& left_out = {});

}  // namespace clipbox::store
