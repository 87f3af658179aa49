#include "work/tasks/task_runner.h"

#include <algorithm>
#include <new>

#include "base/error_table.h"
#include "base/files.h"
#include "base/log.h"
#include "base/metrics.h"
#include "work/pool/watchdog.h"
#include "work/random.h"
#include "work/tasks/analysis.h"
#include "work/tasks/span_work.h"

namespace clipbox::work {

using base::ErrorCode;
using store::AfterTask;
using store::TaskKind;

namespace {

// While the store is away the job looks again after this long; it costs no attempt.
constexpr std::chrono::milliseconds kStoreAwayRetry{15'000};

void EmptyFolder(const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::remove_all(folder, failure);
  base::MakePrivateDirectory(folder);
}

// Reading an index and looking for scenes take seconds; a source that holds them up so long is stuck.
constexpr std::chrono::minutes kAnalysisDeadline{15};

// The deadlines of all outputs of a span together: they may share one thread.
std::chrono::milliseconds SpanDeadline(const media::Span& span, const media::Deadline& deadline,
                                       double duration_seconds) {
  const double length = span.clip ? span.clip->to - span.clip->start : duration_seconds;
  return deadline.For(length) * static_cast<int>(span.outputs.size() + 1);
}

// Three tries of one call to the speech endpoint; longer films have more calls and, by their length, more time.
constexpr std::chrono::minutes kSpeechGrace{16};

// What a person is told when the cause is ours or the machine's: the log has the rest.
std::string MessageFor(const base::Error& error, ErrorCode failure) {
  if (failure == ErrorCode::kInternal)
    return "Something went wrong inside clipbox. Try again; if it stays, see the server's log.";
  return error.what();
}

}  // namespace

TaskRunner::TaskRunner(RunnerSettings settings, store::Store& store, objectstore::ObjectStore& objects,
                       Deleter& deleter, Running& running, const base::Clock& clock)
    : settings_(std::move(settings)),
      store_(store),
      queue_(store.queue),
      objects_(objects),
      deleter_(deleter),
      running_(running),
      clock_(clock),
      progress_(store.queue, clock),
      sources_(objects),
      notary_(crypto::SigningKey(settings_.signing_seed), settings_.software),
      transcriber_(http_, settings_.speech) {
  EmptyFolder(settings_.temp_dir);
}

void TaskRunner::Run(const store::ClaimedTask& task, std::stop_token stop, int threads) {
  const base::Monotonic started = clock_.MonotonicNow();
  try {
    try {
      Report(task, RunKind(task, stop, threads));
    } catch (const base::Error& error) {
      GiveUpOrRetry(task, error);
    } catch (const std::bad_alloc&) {
      GiveUpOrRetry(
          task, base::Error(ErrorCode::kOutOfMemory, "The machine ran out of memory while it worked on this video."));
    } catch (const std::exception& error) {
      base::LogError("task.error",
                     {{"job", task.claim.job_id.value}, {"task", task.task_id}, {"error", base::Explain(error)}});
      base::CountMetric("clipbox_internal_errors_total", {{"place", "task"}});
      GiveUpOrRetry(task, base::Error(ErrorCode::kInternal, error.what()));
    }
  } catch (const std::exception& error) {
    // The database cannot be written: the claim stays, and goes back at the next start.
    base::LogError("task.lost",
                   {{"job", task.claim.job_id.value}, {"task", task.task_id}, {"error", base::Explain(error)}});
    base::CountMetric("clipbox_internal_errors_total", {{"place", "task"}});
  }
  const std::chrono::duration<double> took = clock_.MonotonicNow() - started;
  base::ObserveMetric("clipbox_processing_seconds", took.count());
}

AfterTask TaskRunner::RunKind(const store::ClaimedTask& task, std::stop_token stop, int threads) {
  return task.kind == TaskKind::kAnalysis ? RunAnalysis(task, stop, threads) : RunSpan(task, stop, threads);
}

AfterTask TaskRunner::RunAnalysis(const store::ClaimedTask& task, std::stop_token stop, int threads) {
  const jobs::Job& job = task.job;
  running_.MustEnd(task.claim, clock_.MonotonicNow() + kAnalysisDeadline);
  // Each attempt begins with the object as it is now.
  if (job.source_key) sources_.Close(*job.source_key);
  jobs::Recipe recipe = RecipeOf(job, task.hold);
  const auto stored = queue_.FindAnalysis(job.id);
  auto known = stored && job.source_key ? ParseAnalysis(*stored, *job.source_key) : std::nullopt;
  const AnalysisTools tools{.sources = sources_,
                            .limits = settings_.limits,
                            .stop = stop,
                            .progress = [&](double fraction) { progress_.ReportAnalysis(task.claim, fraction); },
                            .threads = threads,
                            .suggest = task.hold};
  const Analysis analysis = Analyse(job, recipe, std::move(known), tools);
  if (task.hold) LeaveOutWhatIsNotThere(recipe, analysis.source);
  const media::Plan plan = PlanFor(job, recipe, analysis);

  store::AnalysisOutcome outcome;
  if (job.source) outcome.probed = *job.source;
  media::FillSourceFile(analysis.source, outcome.probed);
  outcome.analysis_json = ToAnalysisJson(analysis);
  for (const SpanPayload& payload : MakePayloads(plan, analysis.source.duration_seconds, analysis.etag)) {
    outcome.span_payloads.push_back(ToPayloadJson(payload));
  }
  AddWarnings(plan.failed, outcome.warnings);
  AddWarnings(plan.lacking, outcome.warnings);
  const media::BlockCache::Counts reads = CountReads(task);
  outcome.probed.bytes_read += reads.bytes;
  outcome.probed.requests += reads.requests;
  return queue_.FinishAnalysis(task, outcome);
}

AfterTask TaskRunner::RunSpan(const store::ClaimedTask& task, std::stop_token stop, int threads) {
  std::vector<std::string> stored;
  try {
    const AfterTask after = DeliverSpan(task, std::move(stop), threads, stored);
    if (after == AfterTask::kLost) DropIfDeleted(task, stored);
    return after;
  } catch (...) {
    DropIfDeleted(task, stored);
    throw;
  }
}

AfterTask TaskRunner::DeliverSpan(const store::ClaimedTask& task, std::stop_token stop, int threads,
                                  std::vector<std::string>& stored) {
  const SpanPayload payload = ParsePayload(task.payload_json);
  const double duration = task.job.source ? task.job.source->duration_seconds.value_or(0) : 0;
  running_.MustEnd(task.claim, clock_.MonotonicNow() + SpanDeadline(payload.span, settings_.deadline, duration) +
                                   kStuckGrace + (transcriber_.configured() ? kSpeechGrace : kSpeechGrace.zero()));
  KeyGuard::Writing writing(deleter_.keys());
  const SpanRows rows{.queue = queue_, .artifacts = store_.artifacts, .captions = store_.captions};
  const auto report = [&](double fraction) { progress_.ReportSpan(task.claim, task.task_id, payload.share, fraction); };
  const SpanMaking making{.sources = sources_,
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
  SaveReads(task);
  return queue_.FinishSpan(task, outcome);
}

// Tasks of one job that run at once read through one cache: what one of them finds here may be another's, their sum is
// the job's.
media::BlockCache::Counts TaskRunner::CountReads(const store::ClaimedTask& task) {
  const auto reads = task.job.source_key ? sources_.TakeCounts(*task.job.source_key) : media::BlockCache::Counts{};
  base::LogInfo(
      "task.source_read",
      {{"job", task.claim.job_id.value}, {"task", task.task_id}, {"bytes", reads.bytes}, {"requests", reads.requests}});
  base::CountMetric("clipbox_source_bytes_read_total", {}, static_cast<double>(reads.bytes));
  base::CountMetric("clipbox_source_requests_total", {}, static_cast<double>(reads.requests));
  return reads;
}

void TaskRunner::SaveReads(const store::ClaimedTask& task) {
  const media::BlockCache::Counts reads = CountReads(task);
  if (reads.requests > 0) queue_.AddSourceReads(task.claim, reads.bytes, reads.requests);
}

// The job's tasks are over, or its claim is.
void TaskRunner::Forget(const store::ClaimedTask& task) {
  progress_.Forget(task.claim);
  if (task.job.source_key) sources_.Close(*task.job.source_key);
}

void TaskRunner::Report(const store::ClaimedTask& task, AfterTask after) {
  if (after == AfterTask::kMoreToDo) return;
  Forget(task);
  if (after == AfterTask::kReady) base::LogInfo("job.ready", {{"job", task.claim.job_id.value}});
  if (after == AfterTask::kHeld) base::LogInfo("job.held", {{"job", task.claim.job_id.value}});
  if (after == AfterTask::kNothingMade)
    base::LogInfo("job.failed", {{"job", task.claim.job_id.value}, {"code", "nothing_made"}});
}

// What this task stored after its job was deleted has no row and never will: nobody else writes under the keys of that
// job.
void TaskRunner::DropIfDeleted(const store::ClaimedTask& task, const std::vector<std::string>& stored) {
  if (stored.empty() || store_.jobs.FindAnyones(task.claim.job_id)) return;
  std::vector<store::PendingDelete> left;
  for (const std::string& key : stored) left.push_back(store_.pending_deletes.Add(key, ""));
  deleter_.Delete(left);
}

void TaskRunner::GiveUpOrRetry(const store::ClaimedTask& task, const base::Error& error) {
  SaveReads(task);
  Forget(task);
  // Stopped: by a lost claim, which needs nothing, or by the server's end, which hands every claim back by itself.
  if (error.code() == ErrorCode::kCancelled) return;
  base::LogInfo("task.failed",
                {{"job", task.claim.job_id.value}, {"task", task.task_id}, {"error", base::Explain(error)}});
  const base::ErrorRow& row = base::RowOf(error.code());
  if (row.retry == base::Retry::kWait) {
    RetryAt(task, row.failure, kStoreAwayRetry, store::Queue::Attempt::kIsFree);
  } else if (row.retry == base::Retry::kWithBackoff && task.job.attempts < settings_.retry.attempts) {
    RetryAt(task, row.failure, jobs::RetryDelay(settings_.retry, std::max(1, task.job.attempts), RandomFraction()),
            store::Queue::Attempt::kCounts);
  } else if (queue_.Fail(task.claim, row.failure, MessageFor(error, row.failure))) {
    base::LogWarning("job.failed", {{"job", task.claim.job_id.value}, {"code", ToText(row.failure)}});
  }
  running_.Stop(task.claim.token);
}

void TaskRunner::RetryAt(const store::ClaimedTask& task, ErrorCode failure, std::chrono::milliseconds delay,
                         store::Queue::Attempt attempt) {
  if (!queue_.RetryLater(task.claim, clock_.Now() + delay, failure, attempt)) return;
  base::LogWarning("job.retry",
                   {{"job", task.claim.job_id.value}, {"code", ToText(failure)}, {"afterMs", delay.count()}});
}

}  // namespace clipbox::work
