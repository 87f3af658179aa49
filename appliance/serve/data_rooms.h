// What the server keeps: its settings, both databases, the object store, accounts, and the keys made at the first
// start. The lowest of the three floors that the appliance is made of. Construct and destroy from one thread.
#pragma once

#include <optional>
#include <string>

#include "accounts/accounts.h"
#include "base/event_hub.h"
#include "config/settings.h"
#include "objectstore/store_state.h"
#include "serve/ballast.h"
#include "serve/checks/database_pair.h"
#include "serve/checks/store_contents.h"
#include "serve/storage.h"
#include "sqlite/server_lock.h"
#include "store/store.h"

namespace clipbox::serve {

struct DataRooms {
  // Takes the server lock, opens and migrates the databases, mends what a crash left. `clock` outlives the rooms.
  // Throws: Error kDatabaseLocked, kDatabaseNewer, kDatabasesApart, kConfiguration, kInputOutput.
  DataRooms(const config::Settings& settings_in, base::Clock& clock_in);

  // Marks that all that is in the databases was written while they were together. After the last write; does not throw.
  void Close() const;

  // In the order in which they need each other; taken down in reverse.
  const config::Settings settings;
  base::Clock& clock;
  const sqlite::ServerLock lock;
  Ballast ballast;
  const std::string boot_id;
  base::EventHub hub;
  sqlite::Database database;
  store::Store store;
  const std::string installation_token;  // in the metadata of all that we put into the object store
  const std::string signing_seed;        // of the key for receipts
  accounts::Accounts accounts;
  const std::optional<DatabasePair> pair;  // where the bytes lie here
  Storage storage;
  objectstore::ObjectStore& objects;
  objectstore::StoreState store_state;
  StoreContents store_contents;
};

}  // namespace clipbox::serve
