// From rows of the database to accounts. For this folder only. Requires: the statement stands on a row with the named
// columns.
#pragma once

#include "accounts/user.h"
#include "sqlite/statement.h"

namespace clipbox::accounts {

// Columns id, username, role, created_at.
User UserOfRow(const sqlite::Statement& row);

}  // namespace clipbox::accounts
