#include "objectstore/scrub/scrub_records.h"

#include "base/error.h"
#include "objectstore/view/embedded_view.h"

namespace clipbox::objectstore {

using sqlite::Connection;

std::optional<ScrubRun> ScrubRecords::FindRun() {
  return database_.Read([](Connection& connection) -> std::optional<ScrubRun> {
    sqlite::Statement row = connection.Query("FindScrub");
    if (!row.Next()) return std::nullopt;
    return ScrubRun{row.Get<base::Timestamp>("started_at_ms"), row.Get<std::optional<base::Timestamp>>("ended_at_ms"),
                    row.Get<std::string>("position"),          row.Get<std::uint64_t>("objects"),
                    row.Get<std::uint64_t>("bytes"),           row.Get<std::uint64_t>("damaged"),
                    row.Get<std::uint64_t>("set_aside")};
  });
}

void ScrubRecords::Keep(const ScrubRun& run) {
  database_.Write([&](Connection& connection) {
    connection.Run("KeepScrub", {{":started_at", run.started_at},
                                 {":ended_at", run.ended_at},
                                 {":position", run.position},
                                 {":objects", run.objects},
                                 {":bytes", run.bytes},
                                 {":damaged", run.damaged},
                                 {":set_aside", run.set_aside}});
  });
}

void ScrubRecords::KeepDamages(const std::string& upload_id, const std::vector<Damage>& damages, base::Timestamp now) {
  database_.Write([&](Connection& connection) {
    connection.Run("ForgetDamages", {{":upload_id", upload_id}});
    for (const Damage& damage : damages) {
      connection.Run("KeepDamage", {{":upload_id", upload_id},
                                    {":part_number", damage.part_number},
                                    {":problem", ToText(damage.problem)},
                                    {":now", now}});
    }
  });
}

std::vector<std::string> ScrubRecords::ListDamaged() {
  return database_.Read([](Connection& connection) {
    std::vector<std::string> ids;
    sqlite::Statement row = connection.Query("ListDamagedIds");
    while (row.Next()) ids.push_back(row.Get<std::string>("upload_id"));
    return ids;
  });
}

std::optional<LastScrub> FindLastScrub(const std::filesystem::path& data_dir) {
  if (!std::filesystem::exists(data_dir / "objects.db")) return std::nullopt;
  try {
    EmbeddedView view(data_dir);
    ScrubRecords records(view.database());
    const auto run = records.FindRun();
    return run ? std::optional(LastScrub{*run, records.ListDamaged().size()}) : std::nullopt;
  } catch (const base::Error& error) {
    const bool is_of_another_version =
        error.code() == base::ErrorCode::kDatabaseOlder || error.code() == base::ErrorCode::kDatabaseNewer;
    if (is_of_another_version || error.code() == base::ErrorCode::kNotFound) return std::nullopt;
    throw;
  }
}

}  // namespace clipbox::objectstore
