#include "store/jobs/presets.h"

#include "base/error.h"

namespace clipbox::store {
namespace {

bool HasPreset(sqlite::Connection& db, const jobs::UserId& user, const std::string& name) {
  return db.Query("FindPreset", {{":user_id", user}, {":name", name}}).Next();
}

void RefuseOneMorePreset(sqlite::Connection& db, const jobs::UserId& user) {
  sqlite::Statement row = db.Query("CountPresets", {{":user_id", user}});
  row.Next();
  if (row.Get<int>("presets") < kMaxPresets) return;
  throw base::Error(base::ErrorCode::kTooMany, "You have " + std::to_string(kMaxPresets) +
                                                   " presets, and more are not kept: delete one, or replace one.");
}

}  // namespace

std::vector<jobs::Preset> Presets::List(const jobs::UserId& user) const {
  return context_.database.Read([&](sqlite::Connection& db) {
    std::vector<jobs::Preset> presets;
    sqlite::Statement rows = db.Query("ListPresets", {{":user_id", user}});
    while (rows.Next()) {
      presets.push_back({rows.Get<std::string>("name"), rows.Get<std::string>("title"),
                         base::ParseJson(rows.Get<std::string>("recipe"))});
    }
    return presets;
  });
}

std::optional<base::Json> Presets::FindRecipe(const jobs::UserId& user, const std::string& name) const {
  return context_.database.Read([&](sqlite::Connection& db) -> std::optional<base::Json> {
    sqlite::Statement row = db.Query("FindPreset", {{":user_id", user}, {":name", name}});
    if (!row.Next()) return std::nullopt;
    return base::ParseJson(row.Get<std::string>("recipe"));
  });
}

bool Presets::Put(const jobs::UserId& user, const jobs::Preset& preset) {
  return context_.database.Write([&](sqlite::Connection& db) {
    const bool is_new = !HasPreset(db, user, preset.name);
    if (is_new) RefuseOneMorePreset(db, user);
    db.Run("PutPreset", {{":user_id", user},
                         {":name", preset.name},
                         {":title", preset.title},
                         {":recipe", base::DumpJson(preset.recipe)},
                         {":now", context_.clock.Now()}});
    return is_new;
  });
}

void Presets::Delete(const jobs::UserId& user, const std::string& name) {
  const int deleted = context_.database.Write([&](sqlite::Connection& db) {
    return db.Run("DeletePreset", {{":user_id", user}, {":name", name}});
  });
  if (deleted == 0) throw base::Error(base::ErrorCode::kNotFound, "There is no preset " + name + " of yours.");
}

}  // namespace clipbox::store
