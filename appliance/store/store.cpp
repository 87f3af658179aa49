#include "store/store.h"

#include "base/error.h"
#include "store/rows/job_row.h"

namespace clipbox::store {

namespace {

// What the recipe of a job from before comes to now.
std::optional<std::string> ResolveRecipe(const std::string& given) {
  try {
    return ToColumn(std::optional(jobs::ParseRecipe(base::ParseJson(given))));
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

}  // namespace

sqlite::Schema DatabaseSchema() {
  sqlite::Schema schema = sqlite::EmbeddedSchema(
      "sql/migrations/",
      {"sql/queries/accounts.sql", "sql/queries/artifacts.sql", "sql/queries/captions.sql", "sql/queries/inventory.sql",
       "sql/queries/jobs.sql", "sql/queries/metadata.sql", "sql/queries/pending_deletes.sql",
       "sql/queries/processing.sql", "sql/queries/queue.sql", "sql/queries/retention.sql", "sql/queries/settings.sql",
       "sql/queries/stats.sql", "sql/queries/timeline.sql", "sql/queries/uploads.sql"});
  schema.functions = {{"resolve_recipe", ResolveRecipe}};
  return schema;
}

}  // namespace clipbox::store
