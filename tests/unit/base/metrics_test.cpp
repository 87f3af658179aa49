#include "base/metrics.h"

#include <stdexcept>

#include "catch.h"

using namespace clipbox::base;

TEST_CASE("counters, gauges and histograms print in the Prometheus text format") {
  CountMetric("clipbox_job_transitions_total", {{"to", "READY"}});
  SetMetric("clipbox_queue_depth", 7);
  ObserveMetric("clipbox_processing_seconds", 3);
  const std::string text = MetricsText();
  CHECK(text.find("clipbox_job_transitions_total{to=\"READY\"} 1") != std::string::npos);
  CHECK(text.find("clipbox_queue_depth 7") != std::string::npos);
  CHECK(text.find("clipbox_processing_seconds_bucket{le=\"5\"} 1") != std::string::npos);
}

TEST_CASE("a metric that nobody declared is a programming error") {
  CHECK_THROWS_AS(CountMetric("clipbox_nonsense"), std::logic_error);
}
