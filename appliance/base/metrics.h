// The figures of `/metrics`, by name; the only place that includes prometheus-cpp. Thread-safe. Every family is
// declared in metrics.cpp with its help line, so that a name used here but not declared there fails its first test.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace clipbox::base {

using MetricLabels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// Adds to a counter. Requires: `name` is declared as a counter.
void CountMetric(std::string_view name, MetricLabels labels = {}, double by = 1);
// Sets a gauge. Requires: `name` is declared as a gauge.
void SetMetric(std::string_view name, double value, MetricLabels labels = {});
// Puts a value into a histogram. Requires: `name` is declared as a histogram.
void ObserveMetric(std::string_view name, double value, MetricLabels labels = {});

// What a counter has come to. Requires: as CountMetric.
double MetricValue(std::string_view name, MetricLabels labels = {});

// All of them in the Prometheus text format, version 0.0.4.
std::string MetricsText();

}  // namespace clipbox::base
