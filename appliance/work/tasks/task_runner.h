// Runs one task of the queue: the analysis of a source, one span of it, or its proxy. Every error becomes the next step
// of the job or of the proxy (work/tasks/setbacks.h). Thread-safe: workers share one runner.
#pragma once

#include <stop_token>

#include "work/pool/pool.h"
#include "work/tasks/jobs_at_work.h"
#include "work/tasks/setbacks.h"
#include "work/tasks/span_task.h"

namespace clipbox::work {

class TaskRunner {
 public:
  // `make_proxy`: ProxyTask::Run of work/preview, which may throw; none where no proxy is asked for. What is referred
  // to outlives the runner. Throws: Error kInputOutput when the temporary directory cannot be made.
  TaskRunner(RunnerSettings settings, store::Store& store, objectstore::ObjectStore& objects, Deleter& deleter,
             Running& running, const base::Clock& clock, RunTask make_proxy = {});

  // Does not throw.
  void Run(const store::ClaimedTask& task, std::stop_token stop, int threads);

 private:
  void RunKind(const store::ClaimedTask& task, std::stop_token stop, int threads);
  store::AfterTask RunAnalysis(const store::ClaimedTask& task, std::stop_token stop, int threads);
  void Report(const store::ClaimedTask& task, store::AfterTask after);
  void SetBack(const store::ClaimedTask& task, const base::Error& error);

  const RunnerSettings settings_;
  const RunTask make_proxy_;
  store::Queue& queue_;
  Running& running_;
  const base::Clock& clock_;
  const Notary notary_;
  JobsAtWork at_work_;
  Setbacks setbacks_;
  SpanTask spans_;
};

}  // namespace clipbox::work
