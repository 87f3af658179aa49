#include "work/tasks/span_task.h"

#include "work/pool/watchdog.h"
#include "work/tasks/span_work.h"

namespace clipbox::work {

using store::AfterTask;

namespace {

// Three tries of one call to the speech endpoint; longer films have more calls and, by their length, more time.
constexpr std::chrono::minutes kSpeechGrace{16};

}  // namespace

SpanTask::SpanTask(const RunnerSettings& settings, store::Store& store, objectstore::ObjectStore& objects,
                   Deleter& deleter, JobsAtWork& at_work, const Notary& notary, const base::Clock& clock)
    : settings_(settings),
      store_(store),
      objects_(objects),
      deleter_(deleter),
      at_work_(at_work),
      notary_(notary),
      clock_(clock),
      transcriber_(http_, settings_.speech) {}

// The deadlines of all outputs of the span together: they may share one thread.
std::chrono::milliseconds SpanTask::MaxTime(const store::ClaimedTask& task) const {
  const media::Span span = ParsePayload(task.payload_json).span;
  const double duration = task.job.source ? task.job.source->duration_seconds.value_or(0) : 0;
  const double length = span.clip ? span.clip->to - span.clip->start : duration;
  return settings_.deadline.For(length) * static_cast<int>(span.outputs.size() + 1) + kStuckGrace +
         (transcriber_.configured() ? kSpeechGrace : kSpeechGrace.zero());
}

AfterTask SpanTask::Run(const store::ClaimedTask& task, std::stop_token stop, int threads) {
  std::vector<std::string> stored;
  try {
    const AfterTask after = Deliver(task, std::move(stop), threads, stored);
    if (after == AfterTask::kLost) DropIfDeleted(task, stored);
    return after;
  } catch (...) {
    DropIfDeleted(task, stored);
    throw;
  }
}

AfterTask SpanTask::Deliver(const store::ClaimedTask& task, std::stop_token stop, int threads,
                            std::vector<std::string>& stored) {
  const SpanPayload payload = ParsePayload(task.payload_json);
  KeyGuard::Writing writing(deleter_.keys());
  const SpanRows rows{.queue = store_.queue, .artifacts = store_.artifacts, .captions = store_.captions};
  const auto report = [&](double fraction) {
    at_work_.progress().ReportSpan(task.claim, task.task_id, payload, fraction);
  };
  const SpanMaking making{.sources = at_work_.sources(),
                          .temp_dir = settings_.temp_dir,
                          .transcriber = transcriber_,
                          .run = {.threads = threads, .limits = settings_.limits, .deadline = settings_.deadline},
                          .callbacks = {.progress = report, .stop = stop}};
  const SpanDelivery delivery{.objects = objects_,
                              .place = settings_.place,
                              .writing = writing,
                              .stored = stored,
                              .notary = notary_,
                              .clock = clock_};
  const store::SpanOutcome outcome = MakeSpan(task, payload, rows, making, delivery);
  at_work_.SaveReads(task);
  return store_.queue.FinishSpan(task, outcome);
}

// What this task stored after its job was deleted has no row and never will: nobody else writes under the keys of that
// job.
void SpanTask::DropIfDeleted(const store::ClaimedTask& task, const std::vector<std::string>& stored) {
  if (stored.empty() || store_.jobs.FindAnyones(task.claim.job_id)) return;
  std::vector<store::PendingDelete> left;
  for (const std::string& key : stored) left.push_back(store_.pending_deletes.Add(key, ""));
  deleter_.Delete(left);
}

}  // namespace clipbox::work
