#include "work/tasks/task_runner.h"

#include <new>

#include "base/files.h"
#include "base/log.h"
#include "base/metrics.h"
#include "work/tasks/analysis.h"

namespace clipbox::work {

using base::ErrorCode;
using store::AfterTask;
using store::TaskKind;

namespace {

void EmptyFolder(const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::remove_all(folder, failure);
  base::MakePrivateDirectory(folder);
}

// Reading an index and looking for scenes take seconds; a source that holds them up so long is stuck.
constexpr std::chrono::milliseconds kAnalysisDeadline = std::chrono::minutes(15);

}  // namespace

TaskRunner::TaskRunner(RunnerSettings settings, store::Store& store, objectstore::ObjectStore& objects,
                       Deleter& deleter, Running& running, const base::Clock& clock, RunTask make_proxy)
    : settings_(std::move(settings)),
      make_proxy_(std::move(make_proxy)),
      queue_(store.queue),
      running_(running),
      clock_(clock),
      notary_(crypto::SigningKey(settings_.signing_seed), settings_.software),
      at_work_(objects, store.queue, clock),
      setbacks_(store.queue, running, clock, settings_.retry),
      spans_(settings_, store, objects, deleter, at_work_, notary_, clock) {
  EmptyFolder(settings_.temp_dir);
}

void TaskRunner::Run(const store::ClaimedTask& task, std::stop_token stop, int threads) {
  const base::Monotonic started = clock_.MonotonicNow();
  try {
    try {
      RunKind(task, std::move(stop), threads);
    } catch (const base::Error& error) {
      SetBack(task, error);
    } catch (const std::bad_alloc&) {
      SetBack(task,
              base::Error(ErrorCode::kOutOfMemory, "The machine ran out of memory while it worked on this video."));
    } catch (const std::exception& error) {
      base::LogError("task.error",
                     {{"job", task.claim.job_id.value}, {"task", task.task_id}, {"error", base::Explain(error)}});
      base::CountMetric("clipbox_internal_errors_total", {{"place", "task"}});
      SetBack(task, base::Error(ErrorCode::kInternal, error.what()));
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

void TaskRunner::RunKind(const store::ClaimedTask& task, std::stop_token stop, int threads) {
  const auto must_end_in = [&](std::chrono::milliseconds time) {
    running_.MustEnd(task.claim, clock_.MonotonicNow() + time);
  };
  switch (task.kind) {
    case TaskKind::kAnalysis: {
      must_end_in(kAnalysisDeadline);
      return Report(task, RunAnalysis(task, std::move(stop), threads));
    }
    case TaskKind::kSpan: {
      must_end_in(spans_.MaxTime(task));
      return Report(task, spans_.Run(task, std::move(stop), threads));
    }
    case TaskKind::kProxy: {
      must_end_in(kAnalysisDeadline);  // until it knows how long the film is
      return make_proxy_(task, std::move(stop), threads);
    }
  }
}

AfterTask TaskRunner::RunAnalysis(const store::ClaimedTask& task, std::stop_token stop, int threads) {
  const jobs::Job& job = task.job;
  // Each attempt begins with the object as it is now.
  if (job.source_key) at_work_.sources().Close(*job.source_key);
  jobs::Recipe recipe = RecipeOf(job, task.hold);
  const AnalysisTools tools{
      .sources = at_work_.sources(),
      .limits = settings_.limits,
      .stop = stop,
      .progress = [&](double fraction) { at_work_.progress().ReportAnalysis(task.claim, fraction); },
      .threads = threads,
      .suggest = task.hold};
  const Analysis analysis = Analyse(job, recipe, FindAnalysis(queue_, job), tools);
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
  const media::BlockCache::Counts reads = at_work_.CountReads(task);
  outcome.probed.bytes_read += reads.bytes;
  outcome.probed.requests += reads.requests;
  return queue_.FinishAnalysis(task, outcome);
}

void TaskRunner::Report(const store::ClaimedTask& task, AfterTask after) {
  if (after == AfterTask::kMoreToDo) return;
  at_work_.Forget(task);
  if (after == AfterTask::kReady) base::LogInfo("job.ready", {{"job", task.claim.job_id.value}});
  if (after == AfterTask::kHeld) base::LogInfo("job.held", {{"job", task.claim.job_id.value}});
  if (after == AfterTask::kLeftOut)
    base::LogInfo("job.failed", {{"job", task.claim.job_id.value}, {"code", "cancelled"}});
  if (after == AfterTask::kNothingMade)
    base::LogInfo("job.failed", {{"job", task.claim.job_id.value}, {"code", "nothing_made"}});
}

void TaskRunner::SetBack(const store::ClaimedTask& task, const base::Error& error) {
  if (!task.claim.proxy) {
    at_work_.SaveReads(task);
    at_work_.Forget(task);
  }
  setbacks_.GiveUpOrRetry(task, error);
}

}  // namespace clipbox::work
