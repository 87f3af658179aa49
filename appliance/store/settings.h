// Values that are made once and kept with the data: keys of the embedded store and the like. Used by the composition
// root. Thread-safe.
#pragma once

#include <optional>
#include <string>

#include "store/rows/context.h"

namespace clipbox::store {

class Settings {
 public:
  explicit Settings(Context context) : context_(context) {}

  std::optional<std::string> Find(const std::string& name) const;
  void Set(const std::string& name, const std::string& value);
  // The value kept under `name`: the one that is there, else `value`, which is kept from now on.
  std::string Keep(const std::string& name, const std::string& value);

 private:
  Context context_;
};

}  // namespace clipbox::store
