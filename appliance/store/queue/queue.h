// The queue of media work, as the pool in work/ drives it. A job is claimed once (UPLOADED → PROCESSING) and gets an
// analysis task, whose end puts in the span tasks. Any worker takes any ready task of a job of this boot, or claims the
// next job. Whoever has waited longest since its arrival or its last service goes first, so a short clip does not wait
// behind a long film. Every write of a worker is fenced by its claim: false, or kLost, means that the job was
// cancelled, deleted or handed back. The work is then to be dropped. Thread-safe. Each call is one transaction; events
// go out after it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "jobs/artifact.h"
#include "jobs/job.h"
#include "store/rows/context.h"

namespace clipbox::store {

struct Claim {
  jobs::JobId job_id;
  std::string token;   // of this claim of the job: what fences
  std::string worker;  // as given to ClaimNext
  bool proxy = false;  // of the proxy of the job (store/queue/proxies.h), not of the job
};

enum class TaskKind { kAnalysis, kSpan, kProxy };

struct ClaimedTask {
  Claim claim;
  std::int64_t task_id = 0;  // 0 of a proxy
  TaskKind kind = TaskKind::kAnalysis;
  std::string payload_json;  // of a span: as given to FinishAnalysis; `{}` otherwise
  jobs::Job job;             // as of now, `attempts` counting this one
  int attempts = 0;          // of the job or of the proxy, with this one
  bool hold = false;         // autoProcess is off: make only what needs no recipe, the job then waits for /process
};

struct AnalysisOutcome {
  jobs::SourceFile probed;                 // the probe's fields; name, size and type are kept as they are
  std::string analysis_json = "{}";        // kept for suggestions and the next attempt (FindAnalysis)
  std::vector<std::string> span_payloads;  // one task each, in this order
  std::vector<jobs::Warning> warnings;
};

struct SpanOutcome {
  std::vector<jobs::Artifact>
      artifacts;                        // stored and read back, not yet added; id, job_id and created_at are given here
  std::vector<jobs::Warning> warnings;  // outputs that could not be made
  int made = 0;  // outputs that exist now: these, those added before, and those found from earlier
};

// What became of the job when a task ended.
enum class AfterTask { kLost, kMoreToDo, kReady, kHeld, kNothingMade, kLeftOut };

struct Reclaimed {
  int handed_back = 0;  // of jobs and of proxies
  int failed = 0;       // decoder_crash
};

class Queue {
 public:
  // `boot_id` is new at every start of the server; claimedBy is `<boot id>/<worker>`.
  Queue(Context context, std::string boot_id) : context_(context), boot_id_(std::move(boot_id)) {}

  // The next task for this worker, or nothing. At most `bench` jobs are PROCESSING at once. What was at work at an
  // unclean stop, jobs and proxies, runs one at a time, before all others.
  std::optional<ClaimedTask> ClaimNext(const std::string& worker, int bench = 8);

  // When the next job that waits out its backoff becomes due; nullopt if none does.
  std::optional<base::Timestamp> NextDue() const;
  // True where a job waits that ClaimNext would take.
  bool HasDue() const;

  // How many tasks and jobs ClaimNext would give now, counting to `most`.
  int CountReady(int most) const;

  bool IsCurrent(const Claim& claim) const;

  // What somebody took out of the job since it was asked for; nothing where the claim is not the current one.
  std::vector<jobs::OutputName> LeftOut(const Claim& claim) const;

  // As FinishAnalysis kept it.
  std::optional<std::string> FindAnalysis(const jobs::JobId& id) const;

  // What was learned of the source outside of a task: a suggestion that somebody asked for. Nothing is kept if the job
  // has another source by now.
  void KeepAnalysis(const jobs::Job& job, const std::string& analysis_json);

  // The fraction shown never goes back within an attempt. Call it a few times a second at most, and at least once in
  // some seconds. It also says how long the job has run, which counts after an unmarked stop.
  bool SaveProgress(const Claim& claim, const jobs::Progress& progress);

  // Adds to what the job says was read of its source.
  bool AddSourceReads(const Claim& claim, std::uint64_t bytes, std::uint64_t requests);

  // Adds the row, or replaces the one of the same type, label, start and end, whose object then goes to the pending
  // deletes. The same object again changes nothing.
  bool AddArtifact(const Claim& claim, const jobs::Artifact& artifact);

  AfterTask FinishAnalysis(const ClaimedTask& task, const AnalysisOutcome& outcome);
  // The last span's rows and READY are one transaction.
  AfterTask FinishSpan(const ClaimedTask& task, const SpanOutcome& outcome);

  // → FAILED. Requires: base::IsFailure(failure), here and for RetryLater.
  bool Fail(const Claim& claim, base::ErrorCode failure, const std::string& message);

  // → UPLOADED, claimed again from `at` on; finished tasks stay finished. Uncounted where the attempt was only a wait
  // for the store.
  enum class Attempt { kCounts, kIsFree };
  bool RetryLater(const Claim& claim, base::Timestamp at, base::ErrorCode failure, Attempt attempt);

  // At an orderly stop, once no worker works: every claim of this boot → UPLOADED, uncounted. How many.
  int HandBackAll();

  // At start, before the first ClaimNext: every claim of other boots → UPLOADED, uncounted, to be run alone. After the
  // second marked crash of a job that was alone → FAILED decoder_crash. The same after the fifth unmarked stop of one
  // that was alone for 10 s or more. `crashed_boot`: the boot whose fatal-signal handler left a mark, where one did.
  Reclaimed Reclaim(const std::optional<std::string>& crashed_boot);

 private:
  Context context_;
  std::string boot_id_;
};

}  // namespace clipbox::store
