// An account as everybody passes it around: plain values, no secret in them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "jobs/ids.h"

namespace clipbox::accounts {

enum class Role { kAdmin, kMember };

// `admin`, `member`: as in the database, the API and the command line.
std::string_view ToText(Role role);
std::optional<Role> RoleFromText(std::string_view text);

struct User {
  jobs::UserId id;
  std::string username;
  Role role = Role::kMember;
  base::Timestamp created_at{};
};

}  // namespace clipbox::accounts
