#include "store/store.h"

#include "base/error.h"
#include "base/text.h"
#include "store/rows/job_row.h"

namespace clipbox::store {

namespace {

// Labels were taken with marks in them that are refused now.
void CleanLabels(base::Json& recipe) {
  if (!recipe.is_object() || !recipe.contains("clips") || !recipe["clips"].is_array()) return;
  for (base::Json& clip : recipe["clips"]) {
    if (!clip.is_object() || !clip.contains("label") || !clip["label"].is_string()) continue;
    const std::string label = clip["label"].get<std::string>();
    clip["label"] = base::PlainLine(label, label.size());
  }
}

// What the recipe of a job from before comes to now.
std::optional<std::string> ResolveRecipe(const std::string& given) {
  try {
    base::Json recipe = base::ParseJson(given);
    CleanLabels(recipe);
    return ToColumn(std::optional(jobs::ParseRecipe(recipe)));
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

}  // namespace

sqlite::Schema DatabaseSchema() {
  sqlite::Schema schema = sqlite::EmbeddedSchema(
      "sql/migrations/",
      {"sql/queries/accounts.sql", "sql/queries/artifacts.sql", "sql/queries/captions.sql", "sql/queries/history.sql",
       "sql/queries/inventory.sql", "sql/queries/jobs.sql", "sql/queries/metadata.sql",
       "sql/queries/pending_deletes.sql", "sql/queries/presets.sql", "sql/queries/processing.sql",
       "sql/queries/proxies.sql", "sql/queries/queue.sql", "sql/queries/retention.sql", "sql/queries/settings.sql",
       "sql/queries/shares.sql", "sql/queries/stats.sql", "sql/queries/timeline.sql", "sql/queries/uploads.sql"});
  schema.functions = {{"resolve_recipe", ResolveRecipe}};
  return schema;
}

}  // namespace clipbox::store
