#include "store/store.h"

namespace clipbox::store {

sqlite::Schema DatabaseSchema() {
  return sqlite::EmbeddedSchema(
      "sql/migrations/",
      {"sql/queries/accounts.sql", "sql/queries/artifacts.sql", "sql/queries/captions.sql", "sql/queries/inventory.sql",
       "sql/queries/jobs.sql", "sql/queries/metadata.sql", "sql/queries/pending_deletes.sql",
       "sql/queries/processing.sql", "sql/queries/queue.sql", "sql/queries/retention.sql", "sql/queries/settings.sql",
       "sql/queries/stats.sql", "sql/queries/timeline.sql", "sql/queries/uploads.sql"});
}

}  // namespace clipbox::store
