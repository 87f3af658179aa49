#include "accounts/user.h"

#include "accounts/rows.h"

namespace clipbox::accounts {

std::string_view ToText(Role role) { return role == Role::kAdmin ? "admin" : "member"; }

std::optional<Role> RoleFromText(std::string_view text) {
  if (text == "admin") return Role::kAdmin;
  if (text == "member") return Role::kMember;
  return std::nullopt;
}

User UserOfRow(const sqlite::Statement& row) {
  return {row.Get<jobs::UserId>("id"), row.Get<std::string>("username"),
          RoleFromText(row.Get<std::string>("role")).value_or(Role::kMember), row.Get<base::Timestamp>("created_at")};
}

}  // namespace clipbox::accounts
