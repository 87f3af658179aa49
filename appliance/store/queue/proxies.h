// Proxies: small films of jobs' sources, to look at while choosing. Made beside the status of their job, at a person's
// word: the job need not be READY, is not moved, and may be held. A worker gets the work from Queue::ClaimNext like any
// task, under a claim of the proxy's own; Queue::Fail, RetryLater and IsCurrent know such a claim. Used by http, which
// asks, and by work, which makes. Thread-safe; each mutation is one transaction with its timeline rows.
#pragma once

#include <optional>

#include "jobs/artifact.h"
#include "jobs/job.h"
#include "store/queue/queue.h"
#include "store/rows/context.h"

namespace clipbox::store {

enum class ProxyStatus { kQueued, kRunning, kDone, kFailed };

struct ProxyState {
  ProxyStatus status = ProxyStatus::kQueued;
  double fraction = 0;                     // 0 to 1
  std::optional<jobs::Artifact> artifact;  // where it is done
  std::optional<jobs::Failure> failure;    // where it failed
};

class Proxies {
 public:
  explicit Proxies(Context context) : context_(context) {}

  // Returns nullopt if nobody asked for one yet. Throws: Error kNotFound, for another user's job too.
  std::optional<ProxyState> Find(const jobs::UserId& user, const jobs::JobId& id) const;

  // Puts one in, unless it is there, waits or is at work: then it is told. One that failed is told too, and begun anew
  // only with `again`. Throws: Error kSourceMissing, kNotFound.
  ProxyState Ask(const jobs::UserId& user, const jobs::JobId& id, bool again);

  // As Queue::SaveProgress, of a claim of a proxy.
  bool SaveProgress(const Claim& claim, double fraction);

  // Adds the artifact: stored and read back; id, job and time are given here. False where the claim was lost: the work
  // is to be dropped.
  bool Finish(const Claim& claim, const jobs::Artifact& artifact);

 private:
  Context context_;
};

}  // namespace clipbox::store
