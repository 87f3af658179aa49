// Values that objects.db keeps by name: the key pair that was made at the first start, and which clipbox.db it belongs
// to. Thread-safe; each function is one transaction.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sqlite/database.h"

namespace clipbox::objectstore {

class StoreSettings {
 public:
  // `database` outlives this.
  explicit StoreSettings(sqlite::Database& database) : database_(database) {}

  std::optional<std::string> Find(std::string_view name);
  void Set(std::string_view name, std::string_view value);
  // The kept value, which is `made` where there was none before. Of two callers at once both get the first's.
  std::string Keep(std::string_view name, std::string_view made);

 private:
  sqlite::Database& database_;
};

}  // namespace clipbox::objectstore
