#include "base/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <stdexcept>

namespace clipbox::base {
namespace {

template <class Metric>
using Families = std::map<std::string, prometheus::Family<Metric>*, std::less<>>;

// Built once, on first use; prometheus-cpp locks inside.
class Registry {
 public:
  Registry() {
    Counter("clipbox_jobs_created_total", "Jobs created.");
    Counter("clipbox_job_transitions_total", "Moves of a job into a status.");
    Counter("clipbox_jobs_failed_total", "Jobs that failed by no person's word.");
    Counter("clipbox_upload_failures_total", "Uploads that were aborted, expired or did not match.");
    Counter("clipbox_processing_failures_total", "Processing attempts that failed, by code.");
    Counter("clipbox_proxy_failures_total", "Preview films that could not be made, by code.");
    Counter("clipbox_artifacts_total", "Artifacts stored and read back, by type.");
    Counter("clipbox_artifact_bytes_total", "Bytes of artifacts stored and read back.");
    Counter("clipbox_source_bytes_read_total", "Bytes of sources read by media work.");
    Counter("clipbox_source_requests_total", "Reads of sources by media work, each of one range.");
    Counter("clipbox_http_requests_total", "HTTP requests answered, by route and status.");
    Counter("clipbox_http_received_bytes_total", "Bytes that arrived on HTTP connections.");
    Counter("clipbox_http_sent_bytes_total", "Bytes that were sent on HTTP connections.");
    Counter("clipbox_http_refused_total", "Connections and heads refused before a route was found, by reason.");
    Counter("clipbox_sign_in_failures_total", "Sign-ins with a wrong name or password.");
    Counter("clipbox_metadata_requests_total", "Requests for a video's public metadata, by outcome.");
    Counter("clipbox_internal_errors_total", "Errors that are ours, by place.");
    Counter("clipbox_swept_total", "What was left behind and swept away, by kind (object, upload, file).");
    Counter("clipbox_expired_objects_total",
            "Objects that were kept long enough (retention), by kind (source, artifact).");
    Gauge("clipbox_pending_deletes", "Objects and uploads that are still to be deleted from the store.");
    Gauge("clipbox_storage_verify_started_seconds", "When the last `storage verify` began, in Unix time.");
    Gauge("clipbox_storage_verify_ended", "1 where it came to its end, 0 where it runs or was stopped.");
    Gauge("clipbox_storage_verify_objects", "Objects that it read.");
    Gauge("clipbox_storage_verify_bytes", "Bytes that it read.");
    Gauge("clipbox_storage_damaged_objects", "Objects that were found damaged and are still in the store.");
    Gauge("clipbox_queue_depth", "Jobs that wait to be processed.");
    Gauge("clipbox_queue_oldest_seconds", "Age of the job that waits longest.");
    Gauge("clipbox_workers_busy", "Media workers at work.");
    Gauge("clipbox_http_connections", "Open HTTP connections.");
    Gauge("clipbox_event_streams", "Open event streams.");
    histograms_["clipbox_processing_seconds"] = &prometheus::BuildHistogram()
                                                     .Name("clipbox_processing_seconds")
                                                     .Help("Wall time of one task of a job: its analysis, or one span.")
                                                     .Register(registry_);
  }

  void Counter(const std::string& name, const std::string& help) {
    counters_[name] = &prometheus::BuildCounter().Name(name).Help(help).Register(registry_);
  }
  void Gauge(const std::string& name, const std::string& help) {
    gauges_[name] = &prometheus::BuildGauge().Name(name).Help(help).Register(registry_);
  }

  prometheus::Registry registry_;
  Families<prometheus::Counter> counters_;
  Families<prometheus::Gauge> gauges_;
  Families<prometheus::Histogram> histograms_;
};

Registry& Instance() {
  static Registry registry;
  return registry;
}

prometheus::Labels ToLabels(MetricLabels labels) {
  prometheus::Labels made;
  for (const auto& [name, value] : labels) made.emplace(name, value);
  return made;
}

template <class Metric>
prometheus::Family<Metric>& Find(Families<Metric>& families, std::string_view name) {
  const auto found = families.find(name);
  if (found == families.end()) throw std::logic_error("metric not declared: " + std::string(name));
  return *found->second;
}

}  // namespace

void CountMetric(std::string_view name, MetricLabels labels, double by) {
  Find(Instance().counters_, name).Add(ToLabels(labels)).Increment(by);
}

void SetMetric(std::string_view name, double value, MetricLabels labels) {
  Find(Instance().gauges_, name).Add(ToLabels(labels)).Set(value);
}

void ObserveMetric(std::string_view name, double value, MetricLabels labels) {
  static const prometheus::Histogram::BucketBoundaries kSeconds{0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600};
  Find(Instance().histograms_, name).Add(ToLabels(labels), kSeconds).Observe(value);
}

double MetricValue(std::string_view name, MetricLabels labels) {
  return Find(Instance().counters_, name).Add(ToLabels(labels)).Value();
}

std::string MetricsText() { return prometheus::TextSerializer().Serialize(Instance().registry_.Collect()); }

}  // namespace clipbox::base
