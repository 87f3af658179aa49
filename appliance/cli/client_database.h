// The database as a client command opens it beside a server that may be running. It prints which directory it uses,
// takes no server lock and never migrates. As root it acts as the directory's owner, so that no file of another's is
// left there. Main thread only.
#pragma once

#include "accounts/accounts.h"
#include "base/clock.h"
#include "cli/command.h"
#include "sqlite/database.h"

namespace clipbox::cli {

enum class WhereMissing {
  kRefuse,
  kMake,  // a first account may be made before the first start
};

class ClientDatabase {
 public:
  // Gives up root for good where the data directory belongs to somebody else.
  // Throws: Error kConfiguration (settings), kNotFound (no database), kDatabaseNewer, kDatabaseOlder, kInputOutput.
  ClientDatabase(const Invocation& invocation, WhereMissing where_missing);

  accounts::Accounts& accounts() { return accounts_; }

 private:
  base::SystemClock clock_;
  sqlite::Database database_;
  accounts::Accounts accounts_;
};

}  // namespace clipbox::cli
