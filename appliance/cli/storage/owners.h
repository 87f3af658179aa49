// Whose the objects of the store are, by the rows of clipbox.db, for lines that a person reads. Main thread only.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/event_hub.h"
#include "base/json.h"
#include "sqlite/database.h"
#include "store/store.h"

namespace clipbox::cli {

class Owners {
 public:
  // Beside a server that may be running. Without a clipbox.db nothing belongs to anybody.
  // Throws: Error kDatabaseNewer, kDatabaseOlder, kInputOutput.
  explicit Owners(const std::filesystem::path& data_dir);

  // By key; what no row names is left out.
  std::map<std::string, store::KeyOwner> Find(const std::vector<std::string>& keys) const;
  std::optional<store::KeyOwner> Find(const std::string& key) const;

  // Rows of the product, where there are any.
  store::Store* store() { return store_ ? &*store_ : nullptr; }

 private:
  base::SystemClock clock_;
  base::EventHub hub_;
  std::optional<sqlite::Database> database_;
  std::optional<store::Store> store_;
};

// `clip "intro" of the job 01J… "A film"`
std::string WordsFor(const store::KeyOwner& owner);

}  // namespace clipbox::cli
