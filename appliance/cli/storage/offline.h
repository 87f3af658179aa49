// What commands below `clipbox storage` share that change the store: no server may run meanwhile. Main thread only.
#pragma once

#include <string>

#include "config/settings.h"
#include "sqlite/server_lock.h"

namespace clipbox::cli {

// Keeps servers away for as long as it lives. `to_do` is what is to be done, for the refusal (`repair the store`).
// Throws: Error kDatabaseLocked while a server runs on the data directory, kInputOutput.
sqlite::ServerLock KeepServersAway(const config::Settings& settings, const std::string& to_do);

// Throws: Error kNotFound where no server has made a store in the data directory yet.
void RequireStore(const config::Settings& settings);

// Throws: Error kUnsupported where the bytes are in a bucket elsewhere; `command` is what cannot be done.
void RequireEmbedded(const config::Settings& settings, const std::string& command);

}  // namespace clipbox::cli
