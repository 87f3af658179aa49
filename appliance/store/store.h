// All of the store: one member per concern. Made by the composition root on the one database of the process, which it
// shares with accounts. Thread-safe; it alone moves statuses. What the context refers to must outlive it.
#pragma once

#include <string>

#include "sqlite/schema.h"
#include "store/artifacts.h"
#include "store/captions.h"
#include "store/inventory.h"
#include "store/jobs.h"
#include "store/metadata.h"
#include "store/pending_deletes.h"
#include "store/processing.h"
#include "store/queue.h"
#include "store/retention.h"
#include "store/settings.h"
#include "store/stats.h"
#include "store/timeline.h"
#include "store/uploads.h"

namespace clipbox::store {

// What clipbox.db is made of: the migrations, and the statements of the store and of accounts.
sqlite::Schema DatabaseSchema();

struct Store {
  // `boot_id`: see Queue.
  Store(Context context, std::string boot_id)
      : jobs(context),
        metadata(context),
        uploads(context),
        processing(context),
        queue(context, std::move(boot_id)),
        artifacts(context),
        captions(context),
        timeline(context),
        pending_deletes(context),
        inventory(context),
        retention(context),
        settings(context),
        stats(context) {}

  Jobs jobs;
  Metadata metadata;
  Uploads uploads;
  Processing processing;
  Queue queue;
  Artifacts artifacts;
  Captions captions;
  Timeline timeline;
  PendingDeletes pending_deletes;
  Inventory inventory;
  Retention retention;
  Settings settings;
  Stats stats;
};

}  // namespace clipbox::store
