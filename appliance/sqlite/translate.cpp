#include "sqlite/translate.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <string>

#include "base/error.h"

namespace clipbox::sqlite {
namespace {

base::ErrorCode CodeOf(int sqlite_code) {
  switch (sqlite_code & 0xff) {
    case SQLITE_FULL: return base::ErrorCode::kStorageFull;
    case SQLITE_NOMEM: return base::ErrorCode::kOutOfMemory;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return base::ErrorCode::kDatabaseLocked;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY: return base::ErrorCode::kInputOutput;
    default: return base::ErrorCode::kInternal;
  }
}

}  // namespace

void Rethrow(const SQLite::Exception& error, std::string_view what) {
  const base::ErrorCode code = CodeOf(error.getErrorCode());
  const char* advice =
      code == base::ErrorCode::kDatabaseLocked ? "; another program holds it, try again in a moment" : "";
  throw base::Error(code, "the database refused " + std::string(what) + ": " + error.what() + advice);
}

}  // namespace clipbox::sqlite
