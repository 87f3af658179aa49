// What the housekeeper does besides metadata, deleting and sweeping: ends uploads past their time, lets go of what was
// kept long enough, keeps the gauges. Each is one turn: bounded, safe to repeat. What goes by age does nothing while
// the clock is not to be trusted. Any thread.
#pragma once

#include <optional>
#include <stop_token>

#include "store/store.h"
#include "work/chores/clock_watch.h"
#include "work/chores/deleter.h"

namespace clipbox::work {

// Uploads whose session ran out: → FAILED upload_expired, also while the store is away; their parts deleted, all after
// the rows.
void ExpireUploads(store::Uploads& uploads, Deleter& deleter, ClockWatch& clock, std::stop_token stop);

struct RetentionRules {
  std::optional<std::chrono::days> source;    // retention.source_days; nothing: kept
  std::optional<std::chrono::days> artifact;  // retention.artifact_days
};

// Sources and artifacts that are older: rows first, then the bytes.
void ExpireKept(store::Retention& retention, Deleter& deleter, const RetentionRules& rules, ClockWatch& clock,
                std::stop_token stop);

// clipbox_queue_depth, clipbox_queue_oldest_seconds, clipbox_pending_deletes.
void SetGauges(const store::Store& store);

}  // namespace clipbox::work
