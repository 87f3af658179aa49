#include "work/chores/history_keeper.h"

#include <sys/resource.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "base/files.h"
#include "base/metrics.h"
#include "base/text.h"

namespace clipbox::work {
namespace {

std::int64_t Counted(std::string_view name, base::MetricLabels labels = {}) {
  return static_cast<std::int64_t>(base::MetricValue(name, labels));
}

std::chrono::milliseconds MillisOf(const timeval& time) {
  return std::chrono::milliseconds(std::int64_t{time.tv_sec} * 1000 + time.tv_usec / 1000);
}

std::chrono::milliseconds CpuTime() {
  rusage used{};
  if (::getrusage(RUSAGE_SELF, &used) != 0) return {};
  return MillisOf(used.ru_utime) + MillisOf(used.ru_stime);
}

// What of the process is in memory (proc(5): the second figure of statm, in pages).
std::int64_t ResidentBytes() {
  const std::string sizes = base::ReadFile("/proc/self/statm").value_or("");
  std::string_view rest = sizes;
  base::TakeUntil(rest, ' ');
  return base::ParseNumber<std::int64_t>(base::TakeUntil(rest, ' ')).value_or(0) * ::sysconf(_SC_PAGESIZE);
}

}  // namespace

HistoryKeeper::HistoryKeeper(store::Store& store) : store_(store), seen_(Read()) {}

HistoryKeeper::Totals HistoryKeeper::Read() {
  return {.jobs_created = Counted("clipbox_jobs_created_total"),
          .jobs_ready = Counted("clipbox_job_transitions_total", {{"to", "READY"}}),
          .jobs_failed = Counted("clipbox_jobs_failed_total"),
          .cpu = CpuTime(),
          .source_bytes_read = Counted("clipbox_source_bytes_read_total"),
          .artifact_bytes = Counted("clipbox_artifact_bytes_total"),
          .received_bytes = Counted("clipbox_http_received_bytes_total"),
          .sent_bytes = Counted("clipbox_http_sent_bytes_total")};
}

void HistoryKeeper::Look() {
  const Totals now = Read();
  store_.history.Add({.jobs_created = now.jobs_created - seen_.jobs_created,
                      .jobs_ready = now.jobs_ready - seen_.jobs_ready,
                      .jobs_failed = now.jobs_failed - seen_.jobs_failed,
                      .cpu = now.cpu - seen_.cpu,
                      .source_bytes_read = now.source_bytes_read - seen_.source_bytes_read,
                      .artifact_bytes = now.artifact_bytes - seen_.artifact_bytes,
                      .received_bytes = now.received_bytes - seen_.received_bytes,
                      .sent_bytes = now.sent_bytes - seen_.sent_bytes,
                      .queue_depth = store_.stats.Queue().waiting,
                      .memory_bytes = ResidentBytes()});
  // Only now: what could not be written is written at the next turn.
  seen_ = now;
}

}  // namespace clipbox::work
