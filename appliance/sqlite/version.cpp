#include "sqlite/version.h"

#include <sqlite3.h>

namespace clipbox::sqlite {

std::string VersionText() { return std::string("SQLite ") + sqlite3_libversion(); }

}  // namespace clipbox::sqlite
