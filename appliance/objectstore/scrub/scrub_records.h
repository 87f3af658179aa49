// What objects.db keeps of looking at the whole store: the last run, and what was found damaged and is still there.
// Thread-safe; each function is one transaction.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "objectstore/scrub/damage.h"
#include "sqlite/database.h"

namespace clipbox::objectstore {

struct ScrubRun {
  base::Timestamp started_at;
  std::optional<base::Timestamp> ended_at = {};  // none: under way, or stopped
  std::string position = {};                     // the upload_id that was looked at last
  std::uint64_t objects = 0;                     // that were read, with open uploads
  std::uint64_t bytes = 0;
  std::uint64_t damaged = 0;    // objects and open uploads
  std::uint64_t set_aside = 0;  // of those
};

class ScrubRecords {
 public:
  // `database`: objects.db with the statements of a view; outlives this.
  explicit ScrubRecords(sqlite::Database& database) : database_(database) {}

  std::optional<ScrubRun> FindRun();
  void Keep(const ScrubRun& run);
  // Puts these in the place of what was found of that upload_id before.
  void KeepDamages(const std::string& upload_id, const std::vector<Damage>& damages, base::Timestamp now);
  // By their upload_id: objects and open uploads that were damaged when they were last looked at, and are still there.
  std::vector<std::string> ListDamaged();

 private:
  sqlite::Database& database_;
};

struct LastScrub {
  ScrubRun run;
  std::uint64_t still_damaged = 0;  // objects and open uploads
};

// For those who only tell of it: `doctor`, `/system`, `/metrics`. Returns nullopt if there was no run yet, no store, or
// one of another version. Any thread. Throws: Error kInputOutput.
std::optional<LastScrub> FindLastScrub(const std::filesystem::path& data_dir);

}  // namespace clipbox::objectstore
