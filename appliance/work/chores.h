// What the housekeeper does besides metadata: deletes bytes that no row names, ends uploads past their time, keeps the gauges.
// Each is one turn: bounded, safe to repeat. Any thread.
#pragma once

#include <stop_token>

#include "base/clock.h"
#include "objectstore/object_store.h"
#include "store/pending_deletes.h"
#include "store/stats.h"
#include "store/uploads.h"

namespace clipbox::work {

// Deletes one thing now; puts it off where the store is away. Used right after a deletion too, by the composition root.
void DeleteBytes(objectstore::ObjectStore& objects, store::PendingDeletes& pending, const store::PendingDelete& entry,
                 const base::Clock& clock);

// What is due among the pending deletes, until `stop`.
void DeletePending(objectstore::ObjectStore& objects, store::PendingDeletes& pending, const base::Clock& clock, std::stop_token stop);

// Uploads whose session ran out: → FAILED upload_expired, their parts deleted.
void ExpireUploads(objectstore::ObjectStore& objects, store::Uploads& uploads, store::PendingDeletes& pending, const base::Clock& clock,
                   std::stop_token stop);

// clipbox_queue_depth and clipbox_queue_oldest_seconds.
void SetQueueGauges(const store::Stats& stats);

}  // namespace clipbox::work
