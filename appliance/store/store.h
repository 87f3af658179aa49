// All of the store: one member per concern. Made by the composition root on the one database of the process, which it
// shares with accounts. Thread-safe; it alone moves statuses. What the context refers to must outlive it.
#pragma once

#include <string>

#include "sqlite/schema.h"
#include "store/bytes/artifacts.h"
#include "store/bytes/inventory.h"
#include "store/bytes/pending_deletes.h"
#include "store/bytes/retention.h"
#include "store/bytes/shares.h"
#include "store/bytes/uploads.h"
#include "store/bytes/usage.h"
#include "store/history.h"
#include "store/jobs/captions.h"
#include "store/jobs/jobs.h"
#include "store/jobs/metadata.h"
#include "store/jobs/presets.h"
#include "store/jobs/processing.h"
#include "store/jobs/timeline.h"
#include "store/queue/proxies.h"
#include "store/queue/queue.h"
#include "store/settings.h"
#include "store/stats.h"

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
        proxies(context),
        artifacts(context),
        shares(context),
        captions(context),
        presets(context),
        timeline(context),
        pending_deletes(context),
        inventory(context),
        retention(context),
        usage(context),
        settings(context),
        stats(context),
        history(context) {}

  Jobs jobs;
  Metadata metadata;
  Uploads uploads;
  Processing processing;
  Queue queue;
  Proxies proxies;
  Artifacts artifacts;
  Shares shares;
  Captions captions;
  Presets presets;
  Timeline timeline;
  PendingDeletes pending_deletes;
  Inventory inventory;
  Retention retention;
  Usage usage;
  Settings settings;
  Stats stats;
  History history;
};

}  // namespace clipbox::store
