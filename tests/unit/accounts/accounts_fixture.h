// Accounts on a real database of its own, with a clock that the test turns.
#pragma once

#include <functional>

#include "accounts/accounts.h"
#include "base/clock.h"
#include "base/error.h"
#include "catch.h"
#include "sqlite/database.h"
#include "temp_dir.h"

namespace clipbox::test {

inline sqlite::Schema AccountsSchema() {
  sqlite::Schema schema = sqlite::EmbeddedSchema("sql/migrations/", {"sql/queries/accounts.sql"});
  // What migrations ask of the store's recipes; there are no jobs here.
  schema.functions.push_back({"resolve_recipe", [](const std::string&) { return std::nullopt; }});
  return schema;
}

struct AccountsFixture {
  TempDir dir;
  base::ManualClock clock;
  sqlite::Database database{dir / "clipbox.db", AccountsSchema()};
  accounts::Accounts accounts{database, clock};

  accounts::User Admin() { return accounts.users.Add("ada", "correct horse", accounts::Role::kAdmin); }
  accounts::User Member(const std::string& name = "mo") {
    clock.Advance(std::chrono::milliseconds(1));
    return accounts.users.Add(name, "battery staple", accounts::Role::kMember);
  }
};

// The code that `act` throws; fails the test where it throws none.
inline base::Error Thrown(const std::function<void()>& act) {
  try {
    act();
  } catch (const base::Error& error) {
    return error;
  }
  FAIL("nothing was thrown");
  return base::Error(base::ErrorCode::kInternal, "");
}

}  // namespace clipbox::test
