// Runs one task of the queue: the analysis of a source, or one span of it. Turns every error into the job's next step:
// a failure with its reason, a later try, or nothing where the claim is lost or the server stops. Thread-safe: workers
// share one runner.
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "jobs/retry.h"
#include "media/source/limits.h"
#include "media/span/run.h"
#include "objectstore/object_store.h"
#include "speech/transcriber.h"
#include "store/store.h"
#include "work/chores/deleter.h"
#include "work/pool/running.h"
#include "work/tasks/artifact_key.h"
#include "work/tasks/job_progress.h"
#include "work/tasks/receipt.h"
#include "work/tasks/source_shelf.h"

namespace clipbox::work {

struct RunnerSettings {
  std::filesystem::path temp_dir;  // on the data directory's disk; emptied at start
  KeyPlace place;
  media::Limits limits;
  media::Deadline deadline;
  jobs::RetryPolicy retry;
  std::string signing_seed;  // of the installation's key for receipts
  Software software;
  speech::Endpoint speech{};  // none: no captions from speech
};

class TaskRunner {
 public:
  // What is referred to outlives the runner. Throws: Error kInputOutput when the temporary directory cannot be made.
  TaskRunner(RunnerSettings settings, store::Store& store, objectstore::ObjectStore& objects, Deleter& deleter,
             Running& running, const base::Clock& clock);

  // Does not throw.
  void Run(const store::ClaimedTask& task, std::stop_token stop, int threads);

 private:
  store::AfterTask RunKind(const store::ClaimedTask& task, std::stop_token stop, int threads);
  store::AfterTask RunAnalysis(const store::ClaimedTask& task, std::stop_token stop, int threads);
  store::AfterTask RunSpan(const store::ClaimedTask& task, std::stop_token stop, int threads);
  store::AfterTask DeliverSpan(const store::ClaimedTask& task, std::stop_token stop, int threads,
                               std::vector<std::string>& stored);
  media::BlockCache::Counts CountReads(const store::ClaimedTask& task);
  void SaveReads(const store::ClaimedTask& task);
  void Forget(const store::ClaimedTask& task);
  void Report(const store::ClaimedTask& task, store::AfterTask after);
  void DropIfDeleted(const store::ClaimedTask& task, const std::vector<std::string>& stored);
  void GiveUpOrRetry(const store::ClaimedTask& task, const base::Error& error);
  void RetryAt(const store::ClaimedTask& task, base::ErrorCode failure, std::chrono::milliseconds delay,
               store::Queue::Attempt attempt);

  const RunnerSettings settings_;
  store::Store& store_;
  store::Queue& queue_;
  objectstore::ObjectStore& objects_;
  Deleter& deleter_;
  Running& running_;
  const base::Clock& clock_;
  JobProgress progress_;
  SourceShelf sources_;
  const Notary notary_;
  net::HttpClient http_;
  const speech::Transcriber transcriber_;
};

}  // namespace clipbox::work
