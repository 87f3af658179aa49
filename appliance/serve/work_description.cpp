#include "serve/work_description.h"

#include <algorithm>

namespace clipbox::serve {
namespace {

using base::Json;
using store::TaskKind;

std::string_view WordFor(TaskKind kind) {
  switch (kind) {
    case TaskKind::kAnalysis: return "analysis";
    case TaskKind::kSpan: return "span";
    case TaskKind::kProxy: return "proxy";
  }
  return "";
}

// Of the proxy, or of the job.
Json FractionOf(const jobs::Job& job, TaskKind kind, const store::Store& store) {
  if (kind != TaskKind::kProxy) return job.progress ? Json(job.progress->fraction) : Json();
  const auto proxy = store.proxies.Find(job.user_id, job.id);
  return proxy ? Json(proxy->fraction) : Json();
}

}  // namespace

Json DescribeWorkers(work::Running& running, const store::Store& store, const accounts::Accounts& accounts,
                     const base::Clock& clock) {
  auto all = running.List();
  std::ranges::sort(all, {}, [](const auto& each) { return each.claim.worker; });
  Json workers = Json::array();
  for (const work::Running::AtWork& each : all) {
    const auto job = store.jobs.FindAnyones(each.claim.job_id);
    if (!job) continue;  // deleted a moment ago
    const auto owner = accounts.users.Find(job->user_id);
    workers.push_back({{"worker", each.claim.worker},
                       {"task", WordFor(each.kind)},
                       {"jobId", job->id.value},
                       {"title", base::TextOrNull(job->title)},
                       {"ownerName", owner ? Json(owner->username) : Json()},
                       {"seconds", std::chrono::duration<double>(clock.MonotonicNow() - each.begun).count()},
                       {"fraction", FractionOf(*job, each.kind, store)}});
  }
  return workers;
}

}  // namespace clipbox::serve
