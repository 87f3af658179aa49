// A span task from its payload to its rows: makes and delivers the files, and cleans up after itself. Thread-safe.
#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "jobs/retry.h"
#include "media/source/limits.h"
#include "media/span/run.h"
#include "net/http_client.h"
#include "speech/transcriber.h"
#include "store/store.h"
#include "work/chores/deleter.h"
#include "work/delivery/receipt.h"
#include "work/tasks/artifact_key.h"
#include "work/tasks/jobs_at_work.h"

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

class SpanTask {
 public:
  // What is referred to outlives this.
  SpanTask(const RunnerSettings& settings, store::Store& store, objectstore::ObjectStore& objects, Deleter& deleter,
           JobsAtWork& at_work, const Notary& notary, const base::Clock& clock);

  // The time that the task may take at the most.
  std::chrono::milliseconds MaxTime(const store::ClaimedTask& task) const;
  // Throws: as MakeSpan.
  store::AfterTask Run(const store::ClaimedTask& task, std::stop_token stop, int threads);

 private:
  store::AfterTask Deliver(const store::ClaimedTask& task, std::stop_token stop, int threads,
                           std::vector<std::string>& stored);
  void DropIfDeleted(const store::ClaimedTask& task, const std::vector<std::string>& stored);

  const RunnerSettings& settings_;
  store::Store& store_;
  objectstore::ObjectStore& objects_;
  Deleter& deleter_;
  JobsAtWork& at_work_;
  const Notary& notary_;
  const base::Clock& clock_;
  net::HttpClient http_;
  const speech::Transcriber transcriber_;
};

}  // namespace clipbox::work
