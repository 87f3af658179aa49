// Which SQLite the process runs on, for `clipbox --version`.
#pragma once

#include <string>

namespace clipbox::sqlite {

// `SQLite 3.40.1`, as loaded, not as compiled against.
std::string VersionText();

}  // namespace clipbox::sqlite
