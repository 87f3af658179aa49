// What the `storage.*` keys must be together: which of them belong to which kind, and what is missing. Pure. Used by
// config/load.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/settings.h"

namespace clipbox::config {

// A value that cannot stand, and what to do about it.
struct Problem {
  std::string_view key;
  std::string expected;
};

std::optional<Problem> FindStorageProblem(const Settings::Storage& storage);

}  // namespace clipbox::config
