#include "cli/storage/offline.h"

#include "base/error.h"

namespace clipbox::cli {

using base::Error;
using base::ErrorCode;

sqlite::ServerLock KeepServersAway(const config::Settings& settings, const std::string& to_do) {
  try {
    return sqlite::ServerLock(settings.data.dir);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kDatabaseLocked) throw;
    throw Error(ErrorCode::kDatabaseLocked, "cannot " + to_do + " while a server runs on " +
                                                settings.data.dir.string() +
                                                ": stop it first (the service: systemctl stop clipbox)");
  }
}

void RequireStore(const config::Settings& settings) {
  if (std::filesystem::exists(settings.data.dir / "objects.db")) return;
  throw Error(ErrorCode::kNotFound,
              "there is no store in " + settings.data.dir.string() + ": is the data directory right (--data-dir)?");
}

void RequireEmbedded(const config::Settings& settings, const std::string& command) {
  if (settings.storage.kind != config::StorageKind::kR2) return;
  throw Error(ErrorCode::kUnsupported,
              "storage.kind is r2: `" + command +
                  "` is for the embedded store; who keeps the bucket looks after the bytes in it");
}

}  // namespace clipbox::cli
